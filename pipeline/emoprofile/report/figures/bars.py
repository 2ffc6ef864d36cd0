"""Labels as bars: the figure, its 90 % interval, and where unemotional text would be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from emoprofile.data import Dimensions
from emoprofile.data.figures import Figures, Interval, LabelFigures
from emoprofile.report.colours import choose_paint
from emoprofile.report.figures.canvas import SMALL, TEXT, Canvas, cut_text, measure_text
from emoprofile.report.figures.scale import Scale, fit_scale, write_figure, write_interval, write_tick

ROW = 22.0
THICK = 11.0
MOST_NAME = 0.32
"""The part of the width that names may take."""
GAP = 8.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a figure.

    Attributes:
        name: What stands before it.
        paint: Its colour, by name.
        value: The figure; None where there is none.
        interval: 90 %.
        baseline: The same figure in unemotional text.
        rough: Whether the model reads it too unreliably.
        about: More to say where one points at it.
    """

    name: str
    paint: str
    value: float | None
    interval: Interval | None
    baseline: float | None
    rough: bool = False
    about: str = ""

    @classmethod
    def of(cls, name: str, figures: Figures) -> "Row":
        """The row of a label."""
        above = "" if figures.above is None else f"above baseline with a probability of {figures.above:.2f}"
        return cls(name, choose_paint(name), figures.value, figures.interval, figures.baseline, figures.rough, above)

    @property
    def mark(self) -> str:
        """The name, with the sign of what is rough."""
        return f"{self.name} ~" if self.rough else self.name

    @property
    def seen(self) -> tuple[float, ...]:
        """Every figure that a scale must show."""
        return tuple(each for each in (self.value, self.baseline, *(self.interval or ())) if each is not None)

    def tell(self, *, is_share: bool, sign: bool = False) -> str:
        """The row in words."""
        told = f"{self.name}: {write_figure(self.value, is_share=is_share, sign=sign)}"
        if self.interval is not None:
            told += f", 90 % interval {write_interval(self.interval, is_share=is_share, sign=sign)}"
        if self.baseline is not None:
            told += f", baseline {write_figure(self.baseline, is_share=is_share)}"
        return "; ".join(filter(None, (told, self.about, "rough" if self.rough else "")))


def make_label_rows(labels: Mapping[str, LabelFigures], shown: Sequence[str]) -> list[Row]:
    """The rows of some labels of a reading."""
    return [Row.of(label, labels[label]) for label in shown]


def plot_bars(canvas: Canvas, rows: Sequence[Row], y: float, *, is_share: bool) -> float:
    """Draw rows as bars on one scale from 0.

    Args:
        canvas: What to draw on.
        rows: From top to bottom.
        y: Where to begin.
        is_share: Whether the figures are shares, written in percent.

    Returns:
        Where the drawing ends.
    """
    start, end = find_edges(canvas, rows, is_share=is_share)
    scale = fit_scale([each for row in rows for each in row.seen], least=0.0, start=start, end=end)
    bottom = y + ROW * len(rows) + 2
    draw_axis(canvas, scale, y, bottom, is_share=is_share)
    for i, row in enumerate(rows):
        top = y + ROW * i
        middle = top + ROW / 2
        with canvas.part(row.tell(is_share=is_share)):
            canvas.box(0, top, canvas.width, ROW, "paper", 0.0)
            _name_row(canvas, row, start, middle)
            if row.value is not None:
                canvas.box(start, middle - THICK / 2, scale.at(row.value) - start, THICK, row.paint)
            _mark_baseline(canvas, scale, row, top)
            _draw_interval(canvas, scale, row, middle)
            _write_value(canvas, row, middle, is_share=is_share)
    return bottom + SMALL + 8


def plot_dots(
    canvas: Canvas, rows: Sequence[Row], y: float, scale: Scale, *, is_share: bool, sign: bool = False
) -> float:
    """Draw rows as points with intervals on a scale that is given; the figure is written at the right.

    Args:
        canvas: What to draw on.
        rows: From top to bottom.
        y: Where to begin.
        scale: From left to right.
        is_share: Whether the figures are shares, written in percent.
        sign: Whether they are differences, written with their sign.

    Returns:
        Where the drawing ends.
    """
    bottom = y + ROW * len(rows) + 2
    draw_axis(canvas, scale, y, bottom, is_share=is_share)
    for i, row in enumerate(rows):
        top = y + ROW * i
        middle = top + ROW / 2
        with canvas.part(row.tell(is_share=is_share, sign=sign)):
            canvas.box(0, top, canvas.width, ROW, "paper", 0.0)
            _name_row(canvas, row, scale.start, middle)
            _mark_baseline(canvas, scale, row, top)
            _draw_interval(canvas, scale, row, middle, paint=row.paint)
            if row.value is not None:
                canvas.dot(scale.at(row.value), middle, 4.2, row.paint)
            _write_value(canvas, row, middle, is_share=is_share, sign=sign)
    return bottom + SMALL + 8


def plot_dimensions(canvas: Canvas, dimensions: Dimensions, y: float) -> float:
    """Draw valence on its whole scale from -1 to 1, and arousal from 0 to 1; what there is not is left out."""
    for name, ends in (("valence", (-1.0, 1.0)), ("arousal", (0.0, 1.0))):
        figures = getattr(dimensions, name)
        if figures is not None:
            row = Row.of(name, figures)
            start, end = find_edges(canvas, [Row("arousal ~", "ink", None, None, None), row], is_share=False)
            y = plot_dots(canvas, [row], y, Scale(*ends, start, end), is_share=False) + 4
    return y


def find_edges(canvas: Canvas, rows: Sequence[Row], *, is_share: bool) -> tuple[float, float]:
    """Where the names of rows end and the drawing starts, and where it ends and the figures are written."""
    names = max((measure_text(row.mark) for row in rows), default=0.0)
    written = max((measure_text(write_figure(row.value, is_share=is_share)) for row in rows), default=0.0)
    return min(canvas.width * MOST_NAME, names) + GAP, canvas.width - max(written, 36.0) - GAP


def draw_axis(canvas: Canvas, scale: Scale, top: float, bottom: float, *, is_share: bool) -> None:
    """Draw a line per round figure from top to bottom, and write the figure below it; the line at 0 is darker."""
    for tick in scale.ticks():
        x = scale.at(tick)
        canvas.line([(x, top), (x, bottom)], "muted" if abs(tick) < 1e-9 else "grid")
        written = write_tick(tick, is_share=is_share)
        canvas.text(x, bottom + SMALL + 2, written, size=SMALL, anchor="middle", paint="muted")


def _name_row(canvas: Canvas, row: Row, start: float, middle: float) -> None:
    paint = "muted" if row.rough else "ink"
    text = cut_text(row.mark, start - GAP + 0.5)
    canvas.text(start - GAP, middle + TEXT * 0.35, text, anchor="end", paint=paint)


def _mark_baseline(canvas: Canvas, scale: Scale, row: Row, top: float) -> None:
    if row.baseline is not None:
        x = scale.at(row.baseline)
        canvas.line([(x, top + 2), (x, top + ROW - 2)], "paper", 4.0)
        canvas.line([(x, top + 2), (x, top + ROW - 2)], "ink", 1.4, dashes=(2.5, 1.8))


def _draw_interval(canvas: Canvas, scale: Scale, row: Row, middle: float, paint: str = "ink") -> None:
    if row.interval is None:
        return
    low, high = (scale.at(each) for each in row.interval)
    for width, colour in ((2.8, "paper"), (1.4, paint)):
        canvas.line([(low, middle), (high, middle)], colour, width)
        for x in (low, high):
            canvas.line([(x, middle - 3.6), (x, middle + 3.6)], colour, width)


def _write_value(canvas: Canvas, row: Row, middle: float, *, is_share: bool, sign: bool = False) -> None:
    written = write_figure(row.value, is_share=is_share, sign=sign)
    canvas.text(canvas.width, middle + TEXT * 0.35, written, anchor="end", paint="muted" if row.rough else "ink")
