"""A drawing, written as SVG: few shapes, painted with names of colours, no style and no script.

Each shape has its colour for white paper as an attribute, so that a figure saved as it is prints well, and a class by
which a page paints it for a dark screen. `convert.py` reads the same few shapes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape

from emoprofile.data.visible_text import make_visible_on_page
from emoprofile.report.colours import find_colour

Point = tuple[float, float]
FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
TEXT = 12.0
SMALL = 10.5
MARGIN = 6.0
_WIDE = frozenset("WF")
_NARROW = frozenset(" .,:;|!'ijlt()[]I–")
# What XML 1.0 has no way to say.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Canvas:
    """Shapes on paper.

    Args:
        width: In units of the drawing, which are pixels on a page that does not scale it.
    """

    def __init__(self, width: float) -> None:
        self.width = width
        self._parts: list[str] = []

    def box(self, x: float, y: float, width: float, height: float, paint: str, opacity: float = 1.0) -> None:
        """A filled rectangle; one without area is not drawn."""
        if width > 0 and height > 0:
            place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
            self._parts.append(f"<rect {place} {_write_fill(paint, opacity)}/>")

    def line(
        self,
        points: Sequence[Point],
        paint: str,
        width: float = 1.0,
        dashes: Sequence[float] = (),
    ) -> None:
        """A line through two points or more."""
        extra = f' stroke-dasharray="{" ".join(map(_n, dashes))}"' if dashes else ""
        self._parts.append(
            f'<polyline points="{_write_points(points)}" fill="none" stroke="{find_colour(paint).light}" '
            f'class="q-{paint}" stroke-width="{_n(width)}"{extra}/>'
        )

    def area(self, points: Sequence[Point], paint: str, opacity: float = 1.0) -> None:
        """A filled outline."""
        self._parts.append(f'<polygon points="{_write_points(points)}" {_write_fill(paint, opacity)}/>')

    def dot(self, x: float, y: float, radius: float, paint: str) -> None:
        """A filled circle."""
        self._parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {_write_fill(paint, 1.0)}/>')

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = TEXT,
        anchor: str = "start",
        paint: str = "ink",
        bold: bool = False,
    ) -> None:
        """A line of text; y is where its letters stand."""
        weight = ' font-weight="600"' if bold else ""
        self._parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}"{weight} '
            f"{_write_fill(paint, 1.0)}>{_escape(text)}</text>"
        )

    def paragraph(self, x: float, y: float, text: str, *, size: float = SMALL, paint: str = "muted") -> float:
        """Text over as many lines as it needs up to the right edge; what is below the last of them."""
        line_height = size * 1.35
        for line in wrap_text(text, self.width - x, size):
            y += line_height
            self.text(x, y, line, size=size, paint=paint)
        return y + size * 0.4

    @contextmanager
    def part(self, about: str, data: Mapping[str, object] | None = None, *, focusable: bool = False) -> Iterator[None]:
        """Shapes that belong together, and what they say, which a page shows where one points at them."""
        attributes = "".join(f' data-{key}="{_escape(str(value))}"' for key, value in (data or {}).items())
        if focusable:
            attributes += f' tabindex="-1" role="img" aria-label="{_escape(about)}"'
        self._parts.append(f"<g{attributes}><title>{_escape(about)}</title>")
        yield
        self._parts.append("</g>")

    def insert(self, other: "Canvas", x: float, y: float) -> None:
        """Put another drawing into this one, its corner at (x, y)."""
        self._parts.append(f'<g transform="translate({_n(x)} {_n(y)})">{"".join(other._parts)}</g>')

    def to_svg(self, height: float, title: str) -> str:
        """The whole drawing."""
        self_sufficient = 'xmlns="http://www.w3.org/2000/svg"'
        width, height = self.width + 2 * MARGIN, height + 2 * MARGIN
        edge = _n(-MARGIN)
        size = f'viewBox="{edge} {edge} {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}"'
        return (
            f'<svg {self_sufficient} {size} role="group" aria-label="{_escape(title)}" font-family="{escape(FONT)}">'
            f"<title>{_escape(title)}</title>"
            f'<rect x="{edge}" y="{edge}" width="{_n(width)}" height="{_n(height)}" {_write_fill("paper", 1.0)}/>'
            f"{''.join(self._parts)}</svg>"
        )


def measure_text(text: str, size: float = TEXT) -> float:
    """About how wide a line of text is: no font is at hand to measure it; rather too wide than too narrow."""
    ems = 0.0
    for character in text:
        if unicodedata.east_asian_width(character) in _WIDE:
            ems += 1.05
        elif character in _NARROW:
            ems += 0.36
        elif character in "mwMW%@" or character.isupper():
            ems += 0.78
        else:
            ems += 0.59
    return ems * size


def cut_text(text: str, width: float, size: float = TEXT) -> str:
    """The text on one line, with an ellipsis where it is too wide."""
    line = " ".join(text.split())
    if measure_text(line, size) <= width:
        return line
    while line and measure_text(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


def wrap_text(text: str, width: float, size: float) -> Iterator[str]:
    """The text in lines no wider than that; a word that is too wide is cut."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and measure_text(longer, size) > width:
            yield cut_text(line, width, size)
            line = word
        else:
            line = longer
    if line:
        yield cut_text(line, width, size)


def _write_fill(paint: str, opacity: float) -> str:
    see_through = f' fill-opacity="{_n(opacity)}"' if opacity < 1 else ""
    return f'fill="{find_colour(paint).light}"{see_through} class="p-{paint}"'


def _write_points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _escape(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", make_visible_on_page(text)))
