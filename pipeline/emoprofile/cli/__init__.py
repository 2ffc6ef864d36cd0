"""The command line: thin typer commands over the library."""

from emoprofile.cli.app import main

__all__ = ["main"]
