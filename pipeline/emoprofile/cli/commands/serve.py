"""`emoprofile serve`: the server."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from emoprofile.cli.options import ConfigOption, SetOption
from emoprofile.cli.terminal import echo
from emoprofile.config import DEFAULT, load_run_config
from emoprofile.errors import MissingExtraError
from emoprofile.profiler import Profiler


def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port.")] = 8000,
    config: ConfigOption = DEFAULT,
    set_: SetOption = None,
    max_bytes: Annotated[int, typer.Option("--max-bytes", min=1, help="The largest request.")] = 4 * 2**20,
    max_articles: Annotated[int, typer.Option("--max-articles", min=1, help="The most articles in a request.")] = 200,
    max_seconds: Annotated[float, typer.Option("--max-seconds", min=0.1, help="The longest request.")] = 60,
    max_waiting: Annotated[int, typer.Option("--max-waiting", min=1, help="The most requests that wait.")] = 64,
) -> None:
    """Serve profiles over HTTP (extra [serve]), with a page to paste an article into.

    POST an article to /profile, several to /profiles; the page is at /.

    Unless --host says otherwise, it listens to this machine alone. It asks for no password, and keeps nothing. An
    answer has the bytes that `score` would write. /openapi.json describes it.

    Examples:
    * `emoprofile serve`
    * `emoprofile serve --port 8080 --config full --set output.text=true`
    """
    if missing := [name for name in ("fastapi", "uvicorn") if find_spec(name) is None]:
        raise MissingExtraError(missing[0], "serve", "the server")
    from emoprofile.serve import Limits, create_app, run_server
    from emoprofile.serve.run import LOOPBACK_NAMES, is_loopback

    profiler = Profiler(load_run_config(config, set_ or ()), name=Path(config).stem)
    is_local = is_loopback(host)
    limits = Limits(max_bytes, max_articles, max_seconds, max_waiting)
    app = create_app(profiler, limits, LOOPBACK_NAMES if is_local else ("*",))
    if not is_local:
        echo(f"beware: everyone who reaches {host} can use this server; it asks for no password", err=True)
    echo(f"serving {profiler.provenance.model} at http://{host}:{port}/ (Ctrl-C stops it)", err=True)
    run_server(app, host, port)
