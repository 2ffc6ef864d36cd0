"""A figure of this project, from SVG to PNG or PDF: matplotlib draws the few shapes that `Canvas` writes."""

import io
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree

from emoprofile.errors import MissingExtraError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SVG = "{http://www.w3.org/2000/svg}"
POINTS_PER_PIXEL = 0.75
DPI = 300
Format = Literal["png", "pdf"]


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
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("matplotlib", "report", f"a figure as .{format}") from None
    root = ElementTree.fromstring(svg)
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    figure = Figure(figsize=(width * POINTS_PER_PIXEL / 72, height * POINTS_PER_PIXEL / 72), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(left, left + width)
    axes.set_ylim(top + height, top)
    for order, element in enumerate(each for each in root.iter() if each.tag.removeprefix(SVG) in _DRAW):
        _DRAW[element.tag.removeprefix(SVG)](axes, element.attrib, element.text or "", order)
    target = io.BytesIO()
    undated: dict[str, Any] = {"CreationDate": None} if format == "pdf" else {"Software": None}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+")  # a sign that no font at hand has is drawn as a box
        figure.savefig(target, format=format, metadata=undated)
    return target.getvalue()


def _draw_box(axes: "Axes", at: dict[str, str], text: str, order: int) -> None:
    from matplotlib.patches import Rectangle

    corner = (float(at.get("x", 0)), float(at.get("y", 0)))
    axes.add_patch(Rectangle(corner, float(at["width"]), float(at["height"]), **_paint(at, order)))


def _draw_dot(axes: "Axes", at: dict[str, str], text: str, order: int) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(Circle((float(at["cx"]), float(at["cy"])), float(at["r"]), **_paint(at, order)))


def _draw_area(axes: "Axes", at: dict[str, str], text: str, order: int) -> None:
    from matplotlib.patches import Polygon

    axes.add_patch(Polygon(_read_points(at), closed=True, **_paint(at, order)))


def _draw_line(axes: "Axes", at: dict[str, str], text: str, order: int) -> None:
    width = float(at["stroke-width"]) * POINTS_PER_PIXEL
    style: Any = "-"
    if dashes := at.get("stroke-dasharray"):
        style = (0, [float(each) / float(at["stroke-width"]) for each in dashes.split()])
    xs, ys = zip(*_read_points(at), strict=True)
    axes.plot(xs, ys, color=at["stroke"], linewidth=width, linestyle=style, zorder=order, clip_on=False)


def _draw_text(axes: "Axes", at: dict[str, str], text: str, order: int) -> None:
    axes.text(
        float(at["x"]),
        float(at["y"]),
        text,
        fontsize=float(at["font-size"]) * POINTS_PER_PIXEL,
        fontweight="bold" if "font-weight" in at else "normal",
        color=at["fill"],
        ha={"start": "left", "middle": "center", "end": "right"}[at["text-anchor"]],
        va="baseline",
        zorder=order,
        parse_math=False,
    )


def _paint(at: dict[str, str], order: int) -> dict[str, Any]:
    alpha = float(at.get("fill-opacity", 1))
    return {"facecolor": at["fill"], "alpha": alpha, "linewidth": 0, "zorder": order, "clip_on": False}


def _read_points(at: dict[str, str]) -> list[tuple[float, float]]:
    pairs = (pair.split(",") for pair in at["points"].split())
    return [(float(x), float(y)) for x, y in pairs]


_DRAW: dict[str, Callable[["Axes", dict[str, str], str, int], None]] = {
    "rect": _draw_box,
    "circle": _draw_dot,
    "polygon": _draw_area,
    "polyline": _draw_line,
    "text": _draw_text,
}
