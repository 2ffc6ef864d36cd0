"""The arc of an article: a curve per series, and the band that shuffled sentences would stay in."""

from emoprofile.data import Arc
from emoprofile.data.arc import Series, Stretch
from emoprofile.report.colours import choose_paint
from emoprofile.report.figures.canvas import SMALL, Canvas, Point
from emoprofile.report.figures.scale import Scale, fit_scale, write_figure, write_tick

PANEL = 64.0
HEAD = 20.0
LEFT = 40.0
RIGHT = 10.0


def plot_arc(canvas: Canvas, arc: Arc, y: float, *, focusable: bool) -> float:
    """Draw a panel per series over the sentences of the article.

    Args:
        canvas: What to draw on.
        arc: The arc.
        y: Where to begin.
        focusable: Whether a reader can go from bin to bin with the keyboard.

    Returns:
        Where the drawing ends.
    """
    n = arc.bins[-1][1] + 1
    across = Scale(-0.5, n - 0.5, LEFT, canvas.width - RIGHT)
    for name, series in arc.series.items():
        y = _plot_series(canvas, name, series, arc, across, y, focusable=focusable)
    for sentence in sorted({round(each) for each in Scale(1, n, 0, 1).ticks() if 1 <= each <= n} | {1, n}):
        canvas.text(across.at(sentence - 1), y + SMALL, f"{sentence}", size=SMALL, anchor="middle", paint="muted")
    canvas.text(canvas.width / 2, y + 2.4 * SMALL, "sentence", size=SMALL, anchor="middle", paint="muted")
    return y + 3 * SMALL


def bin_centre(first: int, last: int) -> float:
    """The middle of a bin of sentences."""
    return (first + last) / 2


def _plot_series(
    canvas: Canvas, name: str, series: Series, arc: Arc, across: Scale, y: float, *, focusable: bool
) -> float:
    is_share = name.startswith("expressed.")
    least = -1.0 if name == "valence" else 0.0
    top, bottom = y + HEAD, y + HEAD + PANEL
    seen = [*series.values, *series.band]
    up = _zoom_scale(seen, bottom, top) if name == "valence" else fit_scale(seen, least=least, start=bottom, end=top)
    paint = choose_paint(name)
    canvas.text(LEFT, y + HEAD - 6, name.replace(".", " "), bold=True)
    told = "; ".join(_tell(stretch, is_share) for stretch in series.stretches)
    canvas.text(canvas.width - RIGHT, y + HEAD - 6, told, size=SMALL, anchor="end", paint="muted")
    low, high = (up.at(end) for end in series.band)
    canvas.box(across.start, high, across.end - across.start, low - high, "band", 0.55)
    for tick in up.ticks(3):
        canvas.line([(across.start, up.at(tick)), (across.end, up.at(tick))], "grid")
        written = write_tick(tick, is_share=is_share)
        canvas.text(LEFT - 5, up.at(tick) + SMALL * 0.35, written, size=SMALL, anchor="end", paint="muted")
    for stretch in series.stretches:
        ends = [(across.at(edge), top - 1) for edge in (stretch.first - 0.5, stretch.last + 0.5)]
        canvas.line(ends, paint, 3.5)
    points: list[Point] = [
        (across.at(bin_centre(*where)), up.at(value)) for where, value in zip(arc.bins, series.values, strict=True)
    ]
    if len(points) > 1:
        canvas.line(points, paint, 2.0)
    for (first, last), value, (x, height) in zip(arc.bins, series.values, points, strict=True):
        which = f"sentence {first + 1}" if first == last else f"sentences {first + 1} to {last + 1}"
        about = f"{name.replace('.', ' ')}, {which}: {write_figure(value, is_share=is_share)}"
        with canvas.part(about, {"first": first, "last": last}, focusable=focusable):
            # Wide enough to be hit by a finger, from the top of the panel to its bottom.
            left, right = (across.at(edge) for edge in (first - 0.5, last + 0.5))
            canvas.box(left, top, right - left, PANEL, "paper", 0.0)
            canvas.dot(x, height, 3.0, paint)
    return bottom + 10


def _zoom_scale(seen: list[float], start: float, end: float) -> Scale:
    """A scale that shows all of it, zoomed in, within the range of valence."""
    low, high = min(seen), max(seen)
    room = max(0.05, (high - low) * 0.08)
    return Scale(max(-1.0, low - room), min(1.0, high + room), start, end)


def _tell(stretch: Stretch, is_share: bool) -> str:
    comparison = "higher" if stretch.inside > stretch.outside else "lower"
    figures = (write_figure(each, is_share=is_share) for each in (stretch.inside, stretch.outside))
    return f"{comparison} in {stretch.first + 1}–{stretch.last + 1}: {', else '.join(figures)}"
