"""The arc of an article as curves of one line each."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from emoprofile.cli.views.paint import find_terminal_colour
from emoprofile.data import Arc
from emoprofile.data.arc import Series
from emoprofile.report.colours import choose_paint

CURVE = "▁▂▃▄▅▆▇█"
LEAST_BESIDE = 72
"""Columns from which what is told of a curve stands beside it; in a narrower terminal it stands below."""


class ArcCurves:
    """A curve per series, each on its own scale, its band, and where it clearly differs from the rest.

    Args:
        arc: The arc.
    """

    def __init__(self, arc: Arc) -> None:
        self._series = arc.series

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        is_beside = options.max_width >= LEAST_BESIDE
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(overflow="fold", max_width=30)
        for name, series in self._series.items():
            curve = Text(_draw_curve(series), style=find_terminal_colour(choose_paint(name)))
            told = Text("; ".join(_describe(series)), style="dim")
            if is_beside:
                table.add_row(name, curve, told)
                continue
            yield Text(name)
            yield Padding(curve, (0, 0, 0, 2))
            yield Padding(told, (0, 0, 0, 2))
        if is_beside:
            yield table


def _draw_curve(series: Series) -> str:
    low, high = min(series.values), max(series.values)
    return "".join(CURVE[round((value - low) / ((high - low) or 1.0) * (len(CURVE) - 1))] for value in series.values)


def _describe(series: Series) -> Iterator[str]:
    """Where it clearly differs, or else between what it lies; and the band of shuffled articles."""
    for stretch in series.stretches:
        comparison = "higher" if stretch.inside > stretch.outside else "lower"
        where = f"{stretch.first + 1}–{stretch.last + 1}"
        yield f"{comparison} in sentences {where}: {stretch.inside:z.2f}, else {stretch.outside:z.2f}"
    if not series.stretches:
        yield f"{min(series.values):z.2f} to {max(series.values):z.2f}"
    yield "band {:z.2f} to {:z.2f}".format(*series.band)
