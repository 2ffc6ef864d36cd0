"""The typer application: its commands, and how errors end a command."""

import sys
import traceback
from pathlib import Path

from emoprofile.cli.commands.audit import audit
from emoprofile.cli.commands.compare import compare
from emoprofile.cli.commands.configs import app as configs
from emoprofile.cli.commands.evaluate import evaluate
from emoprofile.cli.commands.models import app as models
from emoprofile.cli.commands.profile import profile
from emoprofile.cli.commands.report import report
from emoprofile.cli.commands.score import score
from emoprofile.cli.commands.serve import serve
from emoprofile.cli.commands.train import train
from emoprofile.cli.commands.trend import trend
from emoprofile.cli.commands.tune import tune
from emoprofile.cli.options import Exit, choose_exit_code
from emoprofile.cli.root import make_root
from emoprofile.cli.terminal import echo, prepare_terminal
from emoprofile.errors import EmoprofileError

app = make_root()
for command in (profile, score, report, compare, trend, audit, evaluate, tune, train):
    app.command(no_args_is_help=True)(command)
app.command()(serve)
app.add_typer(configs, name="configs")
app.add_typer(models, name="models")


def main() -> None:
    """The entry point: an error is one clear message on stderr, and never a traceback."""
    prepare_terminal()
    try:
        app()
    except EmoprofileError as error:
        echo(f"error: {error}", err=True)
        sys.exit(choose_exit_code(error))
    except Exception as error:  # a fault of ours, or of a library: the place tells whoever mends it
        place = traceback.extract_tb(error.__traceback__)[-1]
        echo(
            f"error: {type(error).__name__}: {error}\n"
            f"emoprofile did not expect this (at {Path(place.filename).name}:{place.lineno}); please report it.",
            err=True,
        )
        sys.exit(Exit.USAGE)
