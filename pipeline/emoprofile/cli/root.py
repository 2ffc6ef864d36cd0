"""The root of the command line: what is said of all commands, the version, and the list of commands at once.

The list is shown without the commands: they import what a model and its profiles need.
"""

import logging
from typing import Annotated

import typer

from emoprofile import __version__
from emoprofile.cli.terminal import console, echo, prepare_streams

COMMANDS = {
    "profile": "Show the emotional profile of an article, or of a few.",
    "score": "Score many articles into one file, each exactly once.",
    "report": "Make a page that shows the emotional profiles of articles: one file, which needs no network.",
    "compare": "Compare an article under several models, two articles or two folders of them, or groups of profiles.",
    "trend": "Show how figures of a corpus go over time, and where their level changes.",
    "audit": "Estimate shares of a corpus, corrected with the labels that people give a few of its sentences.",
    "evaluate": "Say how good a configuration is on labelled data, beside others and beside baselines.",
    "tune": "Fit error models, thresholds, valence centre, baselines and reliability; measure what that improves.",
    "train": "Fine-tune a model from a recipe; a run that was interrupted goes on where it stopped.",
    "serve": "Serve profiles over HTTP (extra [serve]), with a page to paste an article into.",
    "configs": "List the configurations; `emoprofile configs show NAME` shows the settings of one.",
    "models": "List, show, check, fetch, export and gate models.",
}
"""Each command with the first line of its help, in the order of the list; a test holds them to the commands."""


def make_root() -> typer.Typer:
    """An application without commands."""
    app = typer.Typer(
        name="emoprofile",
        help="Turn articles into emotional profiles: every sentence scored by a pretrained emotion model, aggregated "
        "with the evidence behind each figure.",
        epilog="Exit codes: 0 fine, 1 some articles failed or a figure is too low, 2 wrong usage or configuration, "
        "3 a run was stopped by --max-failures or --max-flagged.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_begin)
    return app


def add_stand_in(app: typer.Typer, name: str) -> None:
    """Add what stands for a command in the list of commands, without importing it."""
    app.command(name, help=COMMANDS[name])(_do_nothing)


def show_help() -> None:
    """Show the list of commands, as the whole application does."""
    app = make_root()
    for name in COMMANDS:
        add_stand_in(app, name)
    prepare_streams()
    app()


def _do_nothing() -> None: ...


def _show_version(wanted: bool) -> None:
    if wanted:
        echo(f"emoprofile {__version__}")
        raise typer.Exit


class _SayOnce(logging.Filter):
    """Reports the choice of columns once, and not again for each other table for which the same was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name != "emoprofile.read.tables.table" or not isinstance(record.args, tuple):
            return True
        choice = str(record.args[-1])
        is_new = choice not in self._said
        self._said.add(choice)
        return is_new


def _begin(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what is done, on stderr.")] = False,
) -> None:
    from rich.logging import RichHandler  # only now: the list of commands does without it

    handler = RichHandler(console=console(stderr=True), show_time=False, show_path=False, markup=False)
    handler.addFilter(_SayOnce())
    logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=[handler])
    logging.getLogger("emoprofile.read.tables.table").setLevel(logging.INFO)  # which columns were taken, and why
    if verbose:
        logging.getLogger("emoprofile").setLevel(logging.INFO)
