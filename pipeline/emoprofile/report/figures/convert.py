"""A figure of this project, from SVG to PNG or PDF: matplotlib draws the few shapes that `Canvas` writes."""

import io
import warnings
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree

from emoprofile.errors import MissingExtraError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

SVG = "{http://www.w3.org/2000/svg}"
POINTS_PER_PIXEL = 0.75
DPI = 300
Format = Literal["png", "pdf"]
Place = dict[str, Any]
"""How matplotlib is told what lies above what, and where."""


def check_converter() -> None:
    """Whether figures can be converted, before any time is spent on them.

    Raises:
        MissingExtraError: If matplotlib is not installed: the extra [report].
    """
    if find_spec("matplotlib") is None:
        raise MissingExtraError("matplotlib", "report", "a figure as .png or .pdf")


def svg_to_png(svg: str) -> bytes:
    """A figure as PNG, at 300 dots per inch.

    Raises:
        MissingExtraError: If matplotlib is not installed: the extra [report].
    """
    return convert_svg(svg, "png")


def convert_svg(svg: str, format: Format) -> bytes:
    """A figure that `Canvas` has written, as PNG or PDF: the same figure gives the same bytes.

    Raises:
        MissingExtraError: If matplotlib is not installed: the extra [report].
    """
    check_converter()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    root = ElementTree.fromstring(svg)
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    figure = Figure(figsize=(width * POINTS_PER_PIXEL / 72, height * POINTS_PER_PIXEL / 72), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(left, left + width)
    axes.set_ylim(top + height, top)
    for order, (element, moved) in enumerate(_walk(root, axes.transData)):
        _DRAW[element.tag.removeprefix(SVG)](
            axes, element.attrib, element.text or "", {"zorder": order, "transform": moved}
        )
    target = io.BytesIO()
    undated: dict[str, Any] = {"CreationDate": None} if format == "pdf" else {"Software": None}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+")  # a sign that no font at hand has is drawn as a box
        figure.savefig(target, format=format, metadata=undated)
    return target.getvalue()


def _walk(element: ElementTree.Element, moved: "Transform") -> Iterator[tuple[ElementTree.Element, "Transform"]]:
    """The shapes in it, in order, each with where it is moved to."""
    from matplotlib.transforms import Affine2D

    if shift := element.attrib.get("transform"):
        x, y = map(float, shift.removeprefix("translate(").removesuffix(")").split())
        moved = Affine2D().translate(x, y) + moved
    if element.tag.removeprefix(SVG) in _DRAW:
        yield element, moved
    for each in element:
        yield from _walk(each, moved)


def _draw_box(axes: "Axes", at: dict[str, str], text: str, place: Place) -> None:
    from matplotlib.patches import Rectangle

    corner = (float(at.get("x", 0)), float(at.get("y", 0)))
    axes.add_patch(Rectangle(corner, float(at["width"]), float(at["height"]), **_read_paint(at), **place))


def _draw_dot(axes: "Axes", at: dict[str, str], text: str, place: Place) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(Circle((float(at["cx"]), float(at["cy"])), float(at["r"]), **_read_paint(at), **place))


def _draw_area(axes: "Axes", at: dict[str, str], text: str, place: Place) -> None:
    from matplotlib.patches import Polygon

    axes.add_patch(Polygon(_read_points(at), closed=True, **_read_paint(at), **place))


def _draw_line(axes: "Axes", at: dict[str, str], text: str, place: Place) -> None:
    width = float(at["stroke-width"]) * POINTS_PER_PIXEL
    style: Any = "-"
    if dashes := at.get("stroke-dasharray"):
        style = (0, [float(each) / float(at["stroke-width"]) for each in dashes.split()])
    xs, ys = zip(*_read_points(at), strict=True)
    axes.plot(xs, ys, color=at["stroke"], linewidth=width, linestyle=style, clip_on=False, **place)


def _draw_text(axes: "Axes", at: dict[str, str], text: str, place: Place) -> None:
    axes.text(
        float(at["x"]),
        float(at["y"]),
        text,
        fontsize=float(at["font-size"]) * POINTS_PER_PIXEL,
        fontweight="bold" if "font-weight" in at else "normal",
        color=at["fill"],
        ha={"start": "left", "middle": "center", "end": "right"}[at["text-anchor"]],
        va="baseline",
        parse_math=False,
        **place,
    )


def _read_paint(at: dict[str, str]) -> dict[str, Any]:
    alpha = float(at.get("fill-opacity", 1))
    return {"facecolor": at["fill"], "alpha": alpha, "linewidth": 0, "clip_on": False}


def _read_points(at: dict[str, str]) -> list[tuple[float, float]]:
    pairs = (pair.split(",") for pair in at["points"].split())
    return [(float(x), float(y)) for x, y in pairs]


_DRAW: dict[str, Callable[["Axes", dict[str, str], str, Place], None]] = {
    "rect": _draw_box,
    "circle": _draw_dot,
    "polygon": _draw_area,
    "polyline": _draw_line,
    "text": _draw_text,
}
