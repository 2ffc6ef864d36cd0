"""The typer application: commands, the version, and how errors end a command."""

import logging
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer
from rich.logging import RichHandler

from emoprofile import __version__
from emoprofile.cli.commands.compare import compare
from emoprofile.cli.commands.configs import app as configs
from emoprofile.cli.commands.evaluate import evaluate
from emoprofile.cli.commands.models import app as models
from emoprofile.cli.commands.profile import profile
from emoprofile.cli.commands.score import score
from emoprofile.cli.commands.train import train
from emoprofile.cli.commands.tune import tune
from emoprofile.cli.options import Exit
from emoprofile.cli.terminal import console, echo, prepare_terminal
from emoprofile.errors import EmoprofileError

app = typer.Typer(
    name="emoprofile",
    help="Turn articles into emotional profiles: every sentence scored by a pretrained emotion model, aggregated with "
    "the evidence behind each figure.",
    epilog="Exit codes: 0 fine, 1 some articles failed or a figure is too low, 2 wrong usage or configuration.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (profile, score, compare, evaluate, tune, train):
    app.command(no_args_is_help=True)(command)
app.add_typer(configs, name="configs")
app.add_typer(models, name="models")


def _show_version(wanted: bool) -> None:
    if wanted:
        echo(f"emoprofile {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what is done, on stderr.")] = False,
) -> None:
    handler = RichHandler(console=console(stderr=True), show_time=False, show_path=False, markup=False)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=[handler])
    if verbose:
        logging.getLogger("emoprofile").setLevel(logging.INFO)


def main() -> None:
    """The entry point: an error is one clear message on stderr, and never a traceback."""
    prepare_terminal()
    try:
        app()
    except EmoprofileError as error:
        echo(f"error: {error}", err=True)
        sys.exit(Exit.USAGE)
    except Exception as error:  # a fault of ours, or of a library: the place tells whoever mends it
        place = traceback.extract_tb(error.__traceback__)[-1]
        echo(
            f"error: {type(error).__name__}: {error}\n"
            f"emoprofile did not expect this (at {Path(place.filename).name}:{place.lineno}); please report it.",
            err=True,
        )
        sys.exit(Exit.USAGE)
