"""A table that leaves out columns where the terminal is too narrow for all of them, the least needed first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

ANY_WIDTH = 10_000


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of a table in the terminal.

    Attributes:
        name: Its heading.
        cells: One per row.
        rank: 0 for a column that is always shown; of the others, the highest is left out first.
        justify: On which side its cells stand.
        max_width: Longer cells are wrapped; None for any width.
        style: Of its cells.
    """

    name: str
    cells: Sequence[str | Text]
    rank: int = 0
    justify: Literal["left", "right"] = "right"
    max_width: int | None = None
    style: str = ""


class FittingTable:
    """Columns beside each other, as many as fit.

    Args:
        columns: From left to right, with equally many cells.
    """

    def __init__(self, columns: Sequence[ShownColumn]) -> None:
        self.columns = tuple(columns)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Table]:
        shown = list(self.columns)
        unbounded = options.update(width=ANY_WIDTH)
        while (wide := Measurement.get(console, unbounded, _table(shown)).maximum) > options.max_width:
            ranked = [column for column in shown if column.rank]
            if not ranked:
                break
            shown.remove(max(ranked, key=lambda column: column.rank))
        yield _table(shown, gap=2 if wide <= options.max_width else 1)


def _table(columns: Sequence[ShownColumn], gap: int = 2) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, gap, 0, 0))
    for column in columns:
        table.add_column(column.name, justify=column.justify, max_width=column.max_width, style=column.style)
    for row in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*row)
    return table
