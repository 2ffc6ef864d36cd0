"""Figures as SVG, written here: bars with intervals, the arc, differences, distributions, trends and groups."""

from emoprofile.report.figures.convert import check_converter, convert_svg, svg_to_png
from emoprofile.report.figures.profile import draw_arc, draw_dimensions, draw_evoked, draw_expressed, draw_profile
from emoprofile.report.figures.whole import BROAD, COLUMN, draw_groups, draw_trend

__all__ = [
    "BROAD",
    "COLUMN",
    "check_converter",
    "convert_svg",
    "draw_arc",
    "draw_dimensions",
    "draw_evoked",
    "draw_expressed",
    "draw_groups",
    "draw_profile",
    "draw_trend",
    "svg_to_png",
]
