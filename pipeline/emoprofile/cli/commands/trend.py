"""`emoprofile trend`: how figures of a corpus go over time."""

from enum import StrEnum
from typing import Annotated

import typer

from emoprofile.cli.options import FigureOption, OutputsOption, OverwriteOption, split_names
from emoprofile.cli.outputs import Outputs
from emoprofile.cli.profile_spec import find_profile_spec
from emoprofile.cli.terminal import console
from emoprofile.cli.views.trend import render_trend
from emoprofile.compare import note_trend, open_profiles, tabulate_trend, trace_trend
from emoprofile.report.figures import draw_trend


class Bins(StrEnum):
    """How long a bin is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Orders(StrEnum):
    """What stands first in 5/3/2024."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def trend(
    profiles: Annotated[
        list[str], typer.Argument(metavar="PROFILES...", help="What `score` wrote: files, or folders of them.")
    ],
    date: Annotated[str, typer.Option("--date", metavar="KEY", help="The key of the metadata that holds the date.")],
    bin: Annotated[Bins, typer.Option("--bin", help="How long a bin is.")] = Bins.MONTH,
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="KEY", help="A line per value of this key. May come again.")
    ] = None,
    figure: FigureOption = None,
    dates: Annotated[
        Orders | None, typer.Option("--dates", help="What stands first in 5/3/2024, where the dates do not tell.")
    ] = None,
    output: OutputsOption = None,
    overwrite: OverwriteOption = False,
    config: Annotated[
        str | None,
        typer.Option(
            "--config", "-c", metavar="NAME|PATH", help="A configuration with the model, if its name is not known here."
        ),
    ] = None,
) -> None:
    """Show how figures of a corpus go over time, and where their level changes.

    PROFILES are .jsonl, .csv, .tsv or .parquet files of `emoprofile score`, or folders of them. Without --figure a few
    labels of each reading are shown: those that all articles together hold most of, above baseline.

    A date may be written as 2024-03-05, with or without a time, 20240305, 5 March 2024, March 5, 2024, 5.3.2024,
    5/3/2024, 2024-03, 2024, or as seconds since 1970. What cannot be read is left out and counted.

    Examples:
    * `emoprofile trend profiles.jsonl --date published`
    * `emoprofile trend profiles.parquet --date published --bin week --figure evoked.fear,valence`
    * `emoprofile trend profiles/ --date published --by outlet -o trend.csv -o trend.svg`
    """
    outputs = Outputs(output or [], ["trend"], overwrite=overwrite)
    contents, files = open_profiles(profiles)
    found = trace_trend(
        contents,
        files,
        date,
        bin.value,
        by or [],
        split_names(figure),
        find_profile_spec(contents.model, config),
        dates.value if dates else None,
    )
    title = f"Trend of {', '.join(profiles)}"
    console().print(render_trend(title, found))
    outputs.write(title, [tabulate_trend(found)], list(note_trend(found)), lambda: draw_trend(found))
