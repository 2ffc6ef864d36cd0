"""The typer application: its commands, each imported when it is asked for, and how errors end a command."""

import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from emoprofile.cli.options import Exit, choose_exit_code
from emoprofile.cli.root import COMMANDS, add_stand_in, make_root
from emoprofile.cli.terminal import echo, prepare_terminal
from emoprofile.errors import EmoprofileError

if TYPE_CHECKING:
    app: typer.Typer

ANSWERS_WITHOUT_ARGUMENTS = ("serve",)


def make_app(words: list[str]) -> typer.Typer:
    """The application for a command line: with the command that it names, and stand-ins for the others.

    Args:
        words: Of the command line. Without the name of a command, all are imported.
    """
    named = next((word for word in words if not word.startswith("-")), "")
    made = make_root()
    for name in COMMANDS:
        if named in COMMANDS and name != named:
            add_stand_in(made, name)
            continue
        module = import_module(f"emoprofile.cli.commands.{name}")
        if isinstance(group := getattr(module, "app", None), typer.Typer):
            made.add_typer(group, name=name)
        else:
            made.command(no_args_is_help=name not in ANSWERS_WITHOUT_ARGUMENTS)(getattr(module, name))
    return made


def __getattr__(name: str) -> Any:
    # The whole application, for whoever asks for it.
    if name == "app":
        globals()["app"] = make_app([])
        return globals()["app"]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def main() -> None:
    """The entry point: an error is one clear message on stderr, and never a traceback."""
    prepare_terminal()
    try:
        make_app(sys.argv[1:])()
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
