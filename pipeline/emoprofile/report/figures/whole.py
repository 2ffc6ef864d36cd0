"""Whole figures, each an SVG document with a caption that says what it was made of."""

from emoprofile.compare.results import GroupTable, Source, Trend
from emoprofile.report.figures.canvas import Canvas
from emoprofile.report.figures.groups import plot_groups
from emoprofile.report.figures.trend import plot_trend

COLUMN = 420.0
"""The width of a figure: of a column of a page or journal, and of a phone."""
BROAD = 720.0
"""The width of what goes over time, where there is room."""


def draw_trend(trend: Trend, width: float = BROAD) -> str:
    """How figures of a corpus go over time, as an SVG document with a caption."""
    canvas = Canvas(width)
    caption = (
        f"Means over the articles of each {trend.bin}, by {trend.date}; n = {trend.source.profiles} articles. Bands: "
        "90 % intervals of articles like these, from five articles on. Dashed: unemotional text. Triangles: the level "
        f"changes. {_tell_source(trend.source)}"
    )
    bottom = canvas.paragraph(0, plot_trend(canvas, trend, 0.0), caption)
    return canvas.to_svg(bottom, f"Trend of {_count(len(trend.figures), 'figure')} by {trend.date}")


def draw_groups(table: GroupTable, width: float = COLUMN) -> str:
    """Figures of groups of articles, as an SVG document with a caption."""
    canvas = Canvas(width)
    caption = (
        f"Means over the articles of each group, by {', '.join(table.by)}; n = {table.source.profiles} articles. "
        "Lines: 90 % intervals of articles like these, from five articles on. Dashed: unemotional text. "
        f"{_tell_source(table.source)}"
    )
    bottom = canvas.paragraph(0, plot_groups(canvas, table, 0.0), caption)
    return canvas.to_svg(bottom, f"{_count(len(table.figures), 'figure')} of groups by {', '.join(table.by)}")


def _tell_source(source: Source) -> str:
    told = f"Model {source.model}."
    if not source.has_model_error:
        told += " The intervals lack the error of the model that all articles share."
    return told


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
