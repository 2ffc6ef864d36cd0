"""Figures as SVG, written here: bars with intervals, the arc, differences, distributions, trends and groups."""

from emoprofile.report.figures.convert import svg_to_png
from emoprofile.report.figures.whole import draw_groups, draw_trend

__all__ = ["draw_groups", "draw_trend", "svg_to_png"]
