"""From figures to places in a drawing, the ticks of an axis, and how figures are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isclose, log10

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Scale:
    """A line of figures laid along a drawing.

    Attributes:
        low: The figure at its start.
        high: The figure at its end; larger.
        start: Where it starts in the drawing.
        end: Where it ends; smaller than `start` for a vertical axis.
    """

    low: float
    high: float
    start: float
    end: float

    def at(self, figure: float) -> float:
        """Where a figure stands; one outside stands at the end."""
        part = (figure - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, part)) * (self.end - self.start)

    def ticks(self, most: int = 5) -> list[float]:
        """Round figures along the scale, at most so many and at least two."""
        width = self.high - self.low
        size = 10.0 ** floor(log10(width / most))
        step = next((each * size for each in STEPS if width / (each * size) <= most - 1 + 1e-9), 10.0 * size)
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [k * step for k in range(first, last + 1)]


def fit_scale(figures: Sequence[float], *, least: float, most: float = 1.0, start: float, end: float) -> Scale:
    """A scale that shows all of some figures, with a little room, within the range that they can have.

    Args:
        figures: What must be seen.
        least: The lower end of the range of the figure; where no figure is negative, the scale starts at 0.
        most: The upper end.
        start: Where it starts in the drawing.
        end: Where it ends.
    """
    low, high = min(figures, default=0.0), max(figures, default=1.0)
    low = min(low, 0.0)
    high = max(high, 0.0)
    room = (high - low or 0.1) * 0.06
    low = max(least, low - room) if low < 0 else 0.0
    high = min(most, high + room)
    if isclose(low, high, abs_tol=1e-9):
        high = low + 0.1
    return Scale(low, high, start, end)


def write_figure(figure: float | None, *, is_share: bool, sign: bool = False) -> str:
    """A share in percent, another figure with two decimals; a dash where there is none."""
    if figure is None:
        return UNKNOWN
    if is_share:
        return f"{100 * figure:+z.1f} %" if sign else f"{100 * figure:z.1f} %"
    return f"{figure:+z.2f}" if sign else f"{figure:z.2f}"


def write_interval(interval: Sequence[float] | None, *, is_share: bool, sign: bool = False) -> str:
    """Both ends of an interval."""
    if interval is None:
        return UNKNOWN
    low, high = (write_figure(end, is_share=is_share, sign=sign).removesuffix(" %") for end in interval)
    return f"{low} to {high}{' %' if is_share else ''}"


def write_tick(figure: float, *, is_share: bool) -> str:
    """A round figure at an axis."""
    return f"{100 * figure:g} %" if is_share else f"{figure + 0.0:g}"
