"""Groups of a corpus, drawn for the terminal: the mean of each, then what differs between them."""

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
from emoprofile.compare import INTERVALS, Figure, GroupDifference, GroupTable, note_groups

MOST_DIFFERENCES = 40


def render_groups(title: str, table: GroupTable) -> RenderableType:
    """The groups of a corpus, and their differences."""
    facts = [Text(note) for note in note_groups(table)]
    if len(table.groups) > MOST_GROUPS:
        facts.append(
            Text(f"The {MOST_GROUPS} largest of {len(table.groups)} groups are shown; --output groups.csv writes all.")
        )
    groups = table.groups[:MOST_GROUPS]
    counts = [each.articles for each in table.estimates[table.figures[0].name]]
    names = [f"{name_group(group)} ({count})" for group, count in zip(groups, counts, strict=False)]
    wide, long = begin_table(["", *names]), []
    for figure in table.figures:
        cells = table.estimates[figure.name][:MOST_GROUPS]
        wide.add_row(title_figure(figure), *(format_cell(cell, figure) for cell in cells))
        long += [
            (
                title_figure(figure) if i == 0 else "",
                names[i],
                format_value(cell.mean, figure),
                format_interval(cell, figure),
            )
            for i, cell in enumerate(cells)
        ]
    by = ", ".join(table.by)
    parts = [add_title(f"Means by {by}", WideOrLong(wide, fit_rows(("", by, "mean", "90 %"), long, left=2)))]
    if table.differences:
        parts.append(add_title("Differences", _show_differences(table)))
    legend = [
        ("(n)", "how many articles the group has"),
        ("mean", "over the articles of the group: of shares (expressed) in %, of others on their scale"),
        ("90 %", INTERVALS),
        (
            "difference",
            "the first group less the second, of shares in percentage points; the 90 % hold for all",
        ),
        ("clear", "the interval leaves out 0, of a figure that is not rough"),
        *explain_rough(table.figures),
    ]
    return lay_out(f"{title}, by {by}", facts, parts, legend)


def _show_differences(table: GroupTable) -> RenderableType:
    figures = {figure.name: figure for figure in table.figures}
    ranked = sorted(table.differences, key=lambda each: (not each.is_clear, each.interval is None))
    rows = []
    for each in ranked[:MOST_DIFFERENCES]:
        figure = figures[each.figure]
        rows.append(
            (title_figure(figure), _name_pair(each), *_difference(each, figure), "clear" if each.is_clear else "")
        )
    shown = fit_rows(("", "groups", "difference", "90 %, all together", ""), rows, left=2)
    rest = len(ranked) - MOST_DIFFERENCES
    return Group(shown, Text(f"and {rest} more: --output groups.csv", style="dim")) if rest > 0 else shown


def _difference(each: GroupDifference, figure: Figure) -> tuple[str, str]:
    if each.interval is None:
        return format_value(each.difference, figure, sign=True), NONE
    low, high = (format_value(end, figure, sign=True) for end in each.interval)
    return format_value(each.difference, figure, sign=True), f"{low} to {high}"


def _name_pair(each: GroupDifference) -> str:
    return f"{name_group(each.group)} – {'all others' if each.other is None else name_group(each.other)}"
