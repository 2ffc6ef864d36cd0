"""`emoprofile compare`: one article under several configurations, side by side."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from emoprofile.cli.options import SetOption
from emoprofile.cli.render import note
from emoprofile.compare import Column, SideBySide, side_by_side
from emoprofile.config import load_run_config
from emoprofile.data import Failure
from emoprofile.errors import ConfigError, ReadError
from emoprofile.profiler import Profiler
from emoprofile.read import read_article


def compare(
    article: Annotated[str, typer.Argument(metavar="ARTICLE|-", help="An article (.txt, .md, .html), or -.")],
    config: Annotated[
        list[str], typer.Option("--config", "-c", metavar="NAME|PATH", help="A configuration; give two or more.")
    ],
    vocabulary: Annotated[
        str | None, typer.Option("--vocabulary", help="Compare in this one; the finest in common if not given.")
    ] = None,
    set_: SetOption = None,
) -> None:
    """Show an article under several configurations side by side, in a vocabulary that their models have in common.

    Examples:
    * `emoprofile compare article.txt --config default --config by-length`
    * `emoprofile compare article.txt --config default --config other-model.yaml --vocabulary ekman`
    """
    if len(config) < 2 or len(set(config)) < len(config):
        raise ConfigError([f"--config: {', '.join(config)}; give two or more different configurations"])
    runs = {name: load_run_config(name, set_ or ()) for name in config}
    read = read_article(article)
    if isinstance(read, Failure):
        raise ReadError(f"{read.id}: {read.message}")
    # One model at a time in memory; each is let go before the next is loaded.
    stems = [Path(name).stem for name in config]
    names = dict(zip(config, stems if len(set(stems)) == len(stems) else config, strict=True))
    profiles = {names[name]: Profiler(run, name=Path(name).stem).profile(read) for name, run in runs.items()}
    console = Console(highlight=False)
    console.print(rendered_side_by_side(read.id, side_by_side(profiles, vocabulary)))
    console.print(note())


def rendered_side_by_side(article: str, compared: SideBySide) -> RenderableType:
    """The comparison as something that rich prints."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 3, 0, 0))
    table.add_column("share of the article")
    for column in compared.columns:
        table.add_column(column.name, justify="right", overflow="fold")
    ranking = [label for label in compared.columns[0].figures.ranking() if label in compared.labels]
    for label in ranking:
        table.add_row(label, *(_percent(column.figures.emotions[label].prevalence) for column in compared.columns))
    table.add_section()
    table.add_row("neutral", *(_neutral(column) for column in compared.columns), style="dim")
    for name, cell in (("valence", _valence), ("led by", _leader), ("distance from the first", _distance)):
        table.add_row(name, *map(cell, compared.columns))
    lines = [Text(f"in {compared.vocabulary}", style="dim"), *_losses(compared)]
    rule = Rule(Text(article, style="bold"), align="left", style="dim")
    return Group(rule, Padding(Group(*lines), (0, 0, 1, 2)), Padding(table, (0, 0, 1, 2)))


def _losses(compared: SideBySide) -> list[Text]:
    """What a profile cannot say in the common vocabulary."""
    told = []
    for column in compared.columns:
        others = [label for label in column.figures.emotions if label not in compared.labels]
        if column.figures.lost:
            lost = ", ".join(column.figures.lost)
            told.append(Text(f"{column.name}: without a counterpart: {lost}", style="dim"))
        if others:
            told.append(Text(f"{column.name}: not in the others: {', '.join(others)}", style="dim"))
    return told


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _neutral(column: Column) -> str:
    return _percent(column.figures.neutral.prevalence if column.figures.neutral else None)


def _valence(column: Column) -> str:
    return "–" if column.profile.valence is None else f"{column.profile.valence:+.2f}"


def _leader(column: Column) -> str:
    return column.figures.dominant[0].label if column.figures.dominant else "–"


def _distance(column: Column) -> str:
    return "–" if column.distance is None else f"{column.distance:.2f}"
