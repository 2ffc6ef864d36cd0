"""Options and arguments that several commands share, and the exit codes."""

from enum import IntEnum
from typing import Annotated

import typer

from emoprofile.errors import EmoprofileError, ThresholdError


class Exit(IntEnum):
    """What a command's exit code says."""

    FINE = 0
    SOME_FAILED = 1
    USAGE = 2
    THRESHOLD = 3
    INTERRUPTED = 130


def choose_exit_code(error: EmoprofileError) -> Exit:
    """What the exit code is after an error."""
    return Exit.THRESHOLD if isinstance(error, ThresholdError) else Exit.USAGE


ConfigOption = Annotated[
    str,
    typer.Option("--config", "-c", metavar="NAME|PATH", help="A configuration: see `emoprofile configs`."),
]
DataOption = Annotated[str, typer.Option("--data", "-d", metavar="PATH", help="The labelled data.")]
VocabularyOption = Annotated[
    str | None, typer.Option("--vocabulary", metavar="NAME", help="The vocabulary of the labels in the data.")
]
NameOption = Annotated[
    list[str] | None, typer.Option("--name", metavar="NAME=LABEL", help="The label that a name in the data stands for.")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", metavar="KEY=VALUE", help="Change one setting, such as aggregate.weighting=token."),
]
FigureOption = Annotated[
    list[str] | None,
    typer.Option(
        "--figure",
        "-f",
        metavar="NAME",
        help="A figure, such as evoked.fear; a reading for all its labels; or all. Several: with commas, or again.",
    ),
]
OutputsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write it: .csv, .tsv, .parquet, .json, .md; .svg, .png. May come again."
    ),
]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help="Take the place of files that are there.")]


def split_names(names: list[str] | None) -> list[str]:
    """The names that an option lists, with commas or one at a time."""
    return [name for each in names or [] for part in each.split(",") if (name := part.strip())]
