"""The HTTP server: POST an article, get its profile; paste one, see its page."""

from emoprofile.serve.app import create_app
from emoprofile.serve.bodies import Limits
from emoprofile.serve.run import run_server

__all__ = ["Limits", "create_app", "run_server"]
