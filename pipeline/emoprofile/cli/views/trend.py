"""Trends of a corpus, drawn for the terminal: each line with its course and changes, then the bins."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from emoprofile.cli.views.corpus import (
    MOST_GROUPS,
    NONE,
    WideOrLong,
    add_title,
    begin_table,
    explain_rough,
    fit_rows,
    format_cell,
    format_interval,
    format_value,
    lay_out,
    name_group,
    title_figure,
)
from emoprofile.cli.views.fitting_table import FittingTable, ShownColumn
from emoprofile.compare import CHANGES, INTERVALS, Bin, Figure, Trend, TrendLine, note_trend

MOST_BINS = 60
MOST_LINES = 60
MOST_ROWS = 80
"""Of bins in long form."""
LONGEST_COURSE = 40
HEIGHTS = "▁▂▃▄▅▆▇█"


def render_trend(title: str, trend: Trend) -> RenderableType:
    """The lines of a trend with their changes, and the bins where there is room for them."""
    facts = [Text(note) for note in note_trend(trend)]
    figures = {figure.name: figure for figure in trend.figures}
    parts = [add_title(f"Lines, from {_name_bin(trend.starts[0], trend.bin)}", _show_lines(trend, figures))]
    if len(trend.starts) <= MOST_BINS:
        for figure in trend.figures if len(trend.groups) > 1 else ():
            lines = [line for line in trend.lines if line.figure == figure.name][:MOST_GROUPS]
            parts.append(
                add_title(_title(figure), _show_bins(trend, lines, figures, [name_group(line.group) for line in lines]))
            )
        if len(trend.groups) == 1:
            names = [title_figure(figures[line.figure]) for line in trend.lines]
            parts.append(add_title("Bins", _show_bins(trend, trend.lines, figures, names)))
    else:
        facts.append(Text(f"{len(trend.starts)} bins are too many to show; write them with --output trend.csv."))
    legend = [
        ("mean", "over the articles of the bin: of shares (expressed) in %, of others on their scale"),
        ("90 %", INTERVALS),
        (
            "course",
            "in a terminal with room for it: the means from the first bin to the last, between the lowest and highest",
        ),
        ("change", CHANGES),
        *explain_rough(trend.figures),
    ]
    return lay_out(f"{title}, by {trend.bin}", facts, parts, legend)


def _show_lines(trend: Trend, figures: Mapping[str, Figure]) -> RenderableType:
    lines = trend.lines[:MOST_LINES]
    columns = [
        ShownColumn("", [title_figure(figures[line.figure]) for line in lines], justify="left"),
        ShownColumn("articles", [str(sum(each.articles for each in line.estimates)) for line in lines], rank=2),
        ShownColumn("course", [_draw_course(line) for line in lines], rank=1, justify="left"),
        ShownColumn("lowest to highest", [_span(line, figures[line.figure]) for line in lines]),
        ShownColumn(
            "change",
            [_list_changes(line, figures[line.figure], trend.bin) for line in lines],
            justify="left",
            max_width=44,
        ),
    ]
    if trend.by:
        groups = [name_group(line.group) for line in lines]
        columns.insert(1, ShownColumn(", ".join(trend.by), groups, justify="left", max_width=28))
    table = FittingTable(columns)
    rest = len(trend.lines) - MOST_LINES
    return Group(table, Text(f"and {rest} more lines: --output trend.csv", style="dim")) if rest > 0 else table


def _span(line: TrendLine, figure: Figure) -> str:
    known = [each.mean for each in line.estimates if each.mean is not None]
    return f"{format_value(min(known, default=None), figure)} to {format_value(max(known, default=None), figure)}"


def _list_changes(line: TrendLine, figure: Figure, bin: Bin) -> str:
    told = (
        f"{_name_bin(change.start, bin)}: {format_value(change.before, figure)} → {format_value(change.after, figure)} "
        f"(p {change.p:.3f})"
        for change in line.changes
    )
    return "; ".join(told) or NONE


def _show_bins(
    trend: Trend, lines: Sequence[TrendLine], figures: Mapping[str, Figure], names: Sequence[str]
) -> RenderableType:
    """A row per bin and a column per line; where that is too wide, a row per line and bin, if they are not too many."""
    wide = begin_table(["", *names])
    for k, start in enumerate(trend.starts):
        cells = (format_cell(line.estimates[k], figures[line.figure]) for line in lines)
        wide.add_row(_name_bin(start, trend.bin), *cells)
    many = len(lines) * len(trend.starts)
    if many > MOST_ROWS:
        return WideOrLong(
            wide, Text(f"{many} rows: name fewer figures with --figure, or write all with --output trend.csv")
        )
    rows = [
        (
            name if k == 0 else "",
            _name_bin(start, trend.bin),
            str(cell.articles),
            format_value(cell.mean, figures[line.figure]),
            format_interval(cell, figures[line.figure]),
        )
        for line, name in zip(lines, names, strict=True)
        for k, (start, cell) in enumerate(zip(trend.starts, line.estimates, strict=True))
    ]
    return WideOrLong(wide, fit_rows(("", trend.bin, "articles", "mean", "90 %"), rows, left=2))


def _draw_course(line: TrendLine) -> str:
    """The course of a line: a sign per bin, or per run of bins where there are many; a blank for a gap."""
    means = [each.mean for each in line.estimates]
    step = -(-len(means) // LONGEST_COURSE)
    runs = [[mean for mean in means[i : i + step] if mean is not None] for i in range(0, len(means), step)]
    points = [sum(run) / len(run) if run else None for run in runs]
    known = [point for point in points if point is not None]
    least, most = min(known, default=0.0), max(known, default=0.0)
    height = (most - least) or 1.0
    return "".join(
        " " if point is None else HEIGHTS[round((point - least) / height * (len(HEIGHTS) - 1))] for point in points
    )


def _name_bin(start: date, bin: Bin) -> str:
    if bin == "month":
        return f"{start:%Y-%m}"
    if bin == "quarter":
        return f"{start.year} Q{(start.month + 2) // 3}"
    return f"{start.year}" if bin == "year" else start.isoformat()


def _title(figure: Figure) -> str:
    return f"{title_figure(figure)}, in %" if figure.is_share else title_figure(figure)
