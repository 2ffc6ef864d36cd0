"""How the figures of many articles are spread: quantiles, label by label."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emoprofile.data.scores import FloatArray
from emoprofile.report.colours import choose_paint
from emoprofile.report.definitions import TITLES
from emoprofile.report.figures.bars import ROW, Row, draw_axis, find_edges
from emoprofile.report.figures.canvas import SMALL, TEXT, Canvas
from emoprofile.report.figures.scale import Scale, fit_scale, write_figure
from emoprofile.report.figures.whole import COLUMN

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_LABELS = 10
HEAD = 22.0


@dataclass(frozen=True, slots=True)
class Spread:
    """How one figure is spread over articles.

    Attributes:
        name: Its full name.
        quantiles: The 5, 25, 50, 75 and 95 % quantile over the articles.
        baseline: The figure in unemotional text; None where it is unknown.
        rough: Whether the model reads it too unreliably.
    """

    name: str
    quantiles: tuple[float, ...]
    baseline: float | None
    rough: bool

    @classmethod
    def of(cls, name: str, figures: FloatArray, baseline: float | None, *, rough: bool) -> "Spread":
        """Of the figures of some articles, at least one."""
        return cls(name, tuple(np.quantile(figures, QUANTILES).tolist()), baseline, rough)

    @property
    def reading(self) -> str:
        """`expressed`, `evoked`, or nothing for a dimension."""
        return self.name.split(".")[0] if "." in self.name else ""

    @property
    def height(self) -> float:
        """How far the upper quarter of articles lies above the baseline."""
        return self.quantiles[3] - (self.baseline or 0.0)


def choose_spreads(spreads: Sequence[Spread], reading: str) -> list[Spread]:
    """Those of a reading, the furthest above baseline first; dimensions as they are."""
    own = [each for each in spreads if each.reading == reading]
    return sorted(own, key=lambda each: -each.height) if reading else own


def draw_distributions(
    spreads: Sequence[Spread], articles: int, model: str, readings: Sequence[str] = tuple(TITLES), width: float = COLUMN
) -> str:
    """Quantiles over articles, of the labels of each reading that stand furthest above their baseline.

    Args:
        spreads: Of every figure.
        articles: How many they are of.
        model: Its name.
        readings: Which readings; `""` stands for the dimensions.
        width: Of the figure.
    """
    canvas = Canvas(width)
    y = 0.0
    for reading in readings:
        own = choose_spreads(spreads, reading)[:MOST_LABELS]
        if own and len(readings) > 1:
            canvas.text(0, y + TEXT, TITLES[reading], bold=True)
            y += HEAD
        for group in [own] if reading else [[each] for each in own]:
            y = _plot(canvas, group, y, is_share=reading == "expressed") + 4 if group else y
    caption = (
        f"n = {articles} articles. Of 100 articles, 50 lie in the thick line and 90 in the thin one; the mark is the "
        f"middle one, the number its figure. Dashed: unemotional text. ~: rough. Model {model}."
    )
    return canvas.to_svg(canvas.paragraph(0, y, caption), f"Distribution over {articles} articles")


def _plot(canvas: Canvas, spreads: Sequence[Spread], y: float, *, is_share: bool) -> float:
    rows = [
        Row(each.name.rpartition(".")[2], choose_paint(each.name), each.quantiles[2], None, each.baseline, each.rough)
        for each in spreads
    ]
    start, end = find_edges(canvas, [*rows, Row("arousal ~", "ink", None, None, None)], is_share=is_share)
    seen = [figure for each in spreads for figure in (*each.quantiles, each.baseline) if figure is not None]
    scale = (
        Scale(-1.0, 1.0, start, end)
        if spreads[0].name == "valence"
        else fit_scale(seen, least=0.0, start=start, end=end)
    )
    bottom = y + ROW * len(rows) + 2
    draw_axis(canvas, scale, y, bottom, is_share=is_share)
    for i, (row, each) in enumerate(zip(rows, spreads, strict=True)):
        _plot_row(canvas, scale, row, each, y + ROW * i, is_share=is_share)
    return bottom + SMALL + 8


def _plot_row(canvas: Canvas, scale: Scale, row: Row, spread: Spread, top: float, *, is_share: bool) -> None:
    middle = top + ROW / 2
    written = [write_figure(each, is_share=is_share) for each in spread.quantiles]
    about = f"{spread.name.replace('.', ' ')}: middle {written[2]}, half of the articles {written[1]} to {written[3]}, "
    about += f"90 of 100 {written[0]} to {written[4]}"
    paint = "muted" if row.rough else "ink"
    with canvas.part(about):
        canvas.box(0, top, canvas.width, ROW, "paper", 0.0)
        canvas.text(scale.start - 8, middle + TEXT * 0.35, row.mark, anchor="end", paint=paint)
        low, quarter, median, upper, high = (scale.at(each) for each in spread.quantiles)
        canvas.line([(low, middle), (high, middle)], row.paint, 1.6)
        canvas.box(quarter, middle - 4.5, upper - quarter, 9, row.paint)
        canvas.line([(median, middle - 6.5), (median, middle + 6.5)], "paper", 4.0)
        canvas.line([(median, middle - 6.5), (median, middle + 6.5)], "ink", 1.8)
        if spread.baseline is not None:
            x = scale.at(spread.baseline)
            canvas.line([(x, top + 2), (x, top + ROW - 2)], "ink", 1.2, (2.5, 1.8))
        canvas.text(canvas.width, middle + TEXT * 0.35, written[2], anchor="end", paint=paint)
