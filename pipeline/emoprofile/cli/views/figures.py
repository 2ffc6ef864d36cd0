"""Figures in tables: each with its interval, its baseline and the probability of being above it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from rich.text import Text

from emoprofile.cli.views.fitting_table import FittingTable, ShownColumn
from emoprofile.cli.views.paint import find_terminal_colour
from emoprofile.data import Dimensions
from emoprofile.data.figures import Figures, LabelFigures
from emoprofile.report.definitions import ROUGH
from emoprofile.report.headline import write_percent

BAR_WIDTH = 16
UNKNOWN = "–"


def label_table(labels: Mapping[str, LabelFigures], shown: Sequence[str], value: str) -> FittingTable:
    """Labels with bars; bars go first where the terminal is narrow, then peak, baseline and above.

    Args:
        labels: The figures of a reading.
        shown: Which of them, from top to bottom.
        value: What the figure is called: `prevalence`, shown in percent, or `mean`.
    """
    rows = [labels[label] for label in shown]
    longest = max((max(row.value or 0.0, row.baseline or 0.0) for row in rows), default=0.0) or 1.0
    bars = [_bar(row, longest, find_terminal_colour(label)) for label, row in zip(shown, rows, strict=True)]
    names = [_mark_rough(label, row) for label, row in zip(shown, rows, strict=True)]
    return FittingTable([
        ShownColumn("", names, justify="left"),
        ShownColumn("", bars, 9, justify="left"),
        *_columns(rows, value),
        *([ShownColumn("score", [f"{row.score.value:.2f}" if row.score else "" for row in rows], 4)]
          if any(row.score for row in rows) else []),
    ])  # fmt: skip


def dimension_table(dimensions: Dimensions) -> FittingTable:
    """Valence and arousal, those of them that the model has."""
    found = {name: each for name in ("valence", "arousal") if (each := getattr(dimensions, name)) is not None}
    names = [_mark_rough(name, each) for name, each in found.items()]
    return FittingTable([ShownColumn("", names, justify="left"), *_columns(list(found.values()), "mean")])


def _columns(rows: Sequence[Figures], value: str) -> list[ShownColumn]:
    scale: Literal["percent", "plain"] = "percent" if value == "prevalence" else "plain"
    return [
        ShownColumn(value, [_number(row.value, scale) for row in rows]),
        ShownColumn("90 %", [_interval(row, scale) for row in rows]),
        ShownColumn("baseline", [_number(row.baseline, scale) for row in rows], 2, style="dim"),
        ShownColumn("above", [UNKNOWN if row.above is None else write_percent(row.above) for row in rows], 1),
        ShownColumn("peak", ["" if row.peak is None else f"{row.peak:.2f}" for row in rows], 3),
    ]


def _number(number: float | None, scale: Literal["percent", "plain"]) -> str:
    if number is None:
        return UNKNOWN
    return f"{100 * number:.1f}%" if scale == "percent" else f"{number:z.2f}"


def _interval(figures: Figures, scale: Literal["percent", "plain"]) -> str:
    if figures.interval is None:
        return UNKNOWN
    low, high = figures.interval
    return f"{100 * low:.1f}–{100 * high:.1f}" if scale == "percent" else f"{low:z.2f} to {high:z.2f}"


def _mark_rough(label: str, figures: Figures) -> Text:
    return Text(label).append(ROUGH, style="yellow") if figures.rough else Text(label)


def _bar(figures: LabelFigures, longest: float, colour: str) -> Text:
    """Solid up to the figure; what unemotional text has as well is dim, and a mark shows where that ends."""
    end = round((figures.value or 0.0) / longest * (BAR_WIDTH - 1))
    mark = -1 if figures.baseline is None else round(figures.baseline / longest * (BAR_WIDTH - 1))
    bar = Text()
    for i in range(max(end, mark + 1)):
        if i == mark:
            bar.append("│", style="dim")
        elif i < end:
            bar.append("█" if i > mark else "▒", style=colour if i > mark else "dim")
        else:
            bar.append(" ")
    return bar
