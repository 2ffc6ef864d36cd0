"""Figures of groups of articles: a panel per figure, a row per group with its interval."""

from emoprofile.compare.results import GroupTable
from emoprofile.report.colours import choose_paint
from emoprofile.report.figures.bars import Row, find_edges, plot_dots
from emoprofile.report.figures.canvas import Canvas
from emoprofile.report.figures.scale import fit_scale

HEAD = 22.0
MOST_GROUPS = 12


def plot_groups(canvas: Canvas, table: GroupTable, y: float) -> float:
    """Draw a panel per figure, the largest groups in it from top to bottom.

    Returns:
        Where the drawing ends.
    """
    for figure in table.figures:
        rows = [
            Row(
                " · ".join(group),
                choose_paint(figure.name),
                one.mean,
                one.interval,
                figure.baseline,
                about=f"{one.articles} articles",
            )
            for group, one in list(zip(table.groups, table.estimates[figure.name], strict=True))[:MOST_GROUPS]
        ]
        start, end = find_edges(canvas, rows, is_share=figure.is_share)
        scale = fit_scale([each for row in rows for each in row.seen], least=figure.least, start=start, end=end)
        title = figure.name.replace(".", " ") + (" ~" if figure.rough else "")
        canvas.text(0, y + HEAD - 7, title, bold=True, paint="muted" if figure.rough else "ink")
        y = plot_dots(canvas, rows, y + HEAD, scale, is_share=figure.is_share) + 4
    if len(table.groups) > MOST_GROUPS:
        y = canvas.paragraph(0, y, f"The {MOST_GROUPS} largest of {len(table.groups)} groups.")
    return y
