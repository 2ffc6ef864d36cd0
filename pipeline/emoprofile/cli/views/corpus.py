"""What groups and trends of a corpus have in common in the terminal: figures, tables that fit, the page."""

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.measure import Measurement
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from emoprofile.cli.views.fitting_table import ANY_WIDTH, FittingTable, ShownColumn
from emoprofile.compare import Estimate, Figure
from emoprofile.report.definitions import ROUGH

MOST_GROUPS = 12
"""More groups are in the files of --output."""
NONE = "–"


class WideOrLong:
    """One table if it fits, else another.

    Args:
        wide: Shown where there is room for it.
        long: Shown where there is not.
    """

    def __init__(self, wide: Table, long: RenderableType) -> None:
        self.wide, self.long = wide, long

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        fits = Measurement.get(console, options.update(width=ANY_WIDTH), self.wide).maximum <= options.max_width
        yield self.wide if fits else self.long


def fit_rows(heads: Sequence[str], rows: Sequence[Sequence[str]], left: int) -> RenderableType:
    """A table with a row per observation: its first columns stand to the left."""
    return FittingTable(
        [
            ShownColumn(head, [row[i] for row in rows], 0, "left" if i < left else "right", max_width=40)
            for i, head in enumerate(heads)
        ]
    )


def begin_table(heads: Sequence[str]) -> Table:
    """An empty table with these columns."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for i, head in enumerate(heads):
        table.add_column(head, justify="left" if i == 0 else "right", no_wrap=True)
    return table


def name_group(group: Sequence[str]) -> str:
    """The values that make a group, as one name."""
    return " · ".join(group)


def title_figure(figure: Figure) -> str:
    """The name of a figure, marked where it is rough."""
    return f"{figure.name}{ROUGH if figure.rough else ''}"


def format_cell(cell: Estimate, figure: Figure) -> str:
    """A mean, with its interval where it has one."""
    return (
        format_value(cell.mean, figure)
        if cell.interval is None
        else f"{format_value(cell.mean, figure)} ({format_interval(cell, figure)})"
    )


def format_interval(cell: Estimate, figure: Figure) -> str:
    """The interval of a mean."""
    if cell.interval is None:
        return NONE
    low, high = (format_value(end, figure) for end in cell.interval)
    return f"{low} to {high}"


def format_value(value: float | None, figure: Figure, *, sign: bool = False) -> str:
    """A figure as it is shown: shares in %, others on their scale."""
    if value is None:
        return NONE
    if figure.is_share:
        return f"{100 * value:+z.1f}" if sign else f"{100 * value:.1f}"
    return f"{value:+z.3f}" if sign or figure.least < 0 else f"{value:z.3f}"


def explain_rough(figures: Sequence[Figure]) -> list[tuple[str, str]]:
    """What the mark of rough figures means, if one is shown."""
    return [(ROUGH, "rough: too unreliable to be relied on")] if any(figure.rough for figure in figures) else []


def add_title(title: str, body: RenderableType) -> RenderableType:
    """A part of a page under its title."""
    return Group(Text(title, style="bold"), Padding(body, (0, 0, 1, 2)))


def lay_out(
    title: str, facts: Sequence[Text], parts: Sequence[RenderableType], legend: Sequence[tuple[str, str]]
) -> RenderableType:
    """A page: what to know first, then the tables, then a line for each column."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), style="dim")
    table.add_column(no_wrap=True)
    table.add_column()
    for name, about in legend:
        table.add_row(Text(name), Text(about))
    rule = Rule(Text(title, style="bold"), align="left", style="dim")
    return Group(
        rule,
        Padding(Group(*facts), (0, 0, 1, 2)),
        *(Padding(part, (0, 0, 0, 2)) for part in parts),
        Padding(table, (0, 0, 1, 2)),
    )
