"""Groups and trends as tidy tables: a row per figure and group, or per figure, group and bin, and a line per column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from emoprofile.compare.dates import next_start
from emoprofile.compare.results import Estimate, Figure, GroupTable, Trend
from emoprofile.write import TableColumn

DECIMALS = 6
OTHER = "other_"
"""In front of a key of groups, for the other of two groups."""
TAKEN = "metadata_"
"""In front of a key that is called like another column."""
FIGURE = (
    TableColumn("figure", "text", "the name of the figure, as in the columns of profiles"),
    TableColumn("reading", "text", "expressed: a share of sentences; evoked: a mean intensity; or dimensions"),
)
ESTIMATE = (
    TableColumn("articles", "integer", "how many articles the group has there"),
    TableColumn("mean", "number", "the mean of the figure over them: 0 to 1, of valence -1 to 1; empty for no article"),
    TableColumn(
        "low",
        "number",
        "the lower end of the 90 % interval: where the mean over many articles like these lies, as a careful reader "
        "would find it; it holds the choice of the articles and the error of the model; empty for fewer than five",
    ),
    TableColumn("high", "number", "the upper end of the 90 % interval"),
)
ABOUT = (
    TableColumn("baseline", "number", "the figure in unemotional text; empty where it is unknown"),
    TableColumn("rough", "boolean", "whether the model reads the figure too unreliably to be relied on"),
)
BIN = (
    TableColumn("start", "date", "the first day of the bin"),
    TableColumn("end", "date", "its last day"),
)
CHANGE = (
    TableColumn("change", "boolean", "whether a new level begins in this bin"),
    TableColumn("before", "number", "of a change: the mean over all articles from the change before to this one"),
    TableColumn("after", "number", "of a change: the mean over all articles from here to the next change"),
    TableColumn("p", "number", "of a change: how often shuffled bins show one as strong; at most .05 for a series"),
)
DIFFERENCE = (
    TableColumn("difference", "number", "the mean of the group less the mean of the other"),
    TableColumn(
        "low", "number", "the lower end of the interval; those of all differences of the table hold together, 90 %"
    ),
    TableColumn("high", "number", "the upper end; both are empty where a group has fewer than five articles"),
    TableColumn("clear", "boolean", "whether the interval leaves out 0, of a figure that is not rough"),
)


@dataclass(frozen=True, slots=True)
class TidyTable:
    """A table with a row per observation.

    Attributes:
        name: What its rows are: `trend`, `groups` or `differences`.
        columns: Its columns.
        rows: By column; figures are rounded to six places.
    """

    name: str
    columns: tuple[TableColumn, ...]
    rows: tuple[Mapping[str, Any], ...]


def tabulate_trend(trend: Trend) -> TidyTable:
    """A row per figure, group and bin."""
    return TidyTable("trend", trend_columns(trend.by), tuple(_trend_rows(trend)))


def tabulate_groups(table: GroupTable) -> tuple[TidyTable, TidyTable]:
    """A row per figure and group; and a row per figure and pair of groups."""
    groups = TidyTable("groups", group_columns(table.by), tuple(_group_rows(table)))
    return groups, TidyTable("differences", difference_columns(table.by), tuple(_difference_rows(table)))


def trend_columns(by: Sequence[str]) -> tuple[TableColumn, ...]:
    """The columns of a trend."""
    return (*FIGURE, *key_columns(by), *BIN, *ESTIMATE, *CHANGE, *ABOUT)


def group_columns(by: Sequence[str]) -> tuple[TableColumn, ...]:
    """The columns of groups."""
    return (*FIGURE, *key_columns(by), *ESTIMATE, *ABOUT)


def difference_columns(by: Sequence[str]) -> tuple[TableColumn, ...]:
    """The columns of differences."""
    return (*FIGURE, *key_columns(by), *difference_key_columns(by), *DIFFERENCE, ABOUT[1])


def key_columns(by: Sequence[str]) -> tuple[TableColumn, ...]:
    """A column per key of groups."""
    return tuple(
        TableColumn(name, "text", "the value of this key of the metadata: the group") for name in _name_keys(by)
    )


def difference_key_columns(by: Sequence[str]) -> tuple[TableColumn, ...]:
    """A column per key, for the other of two groups."""
    about = "the same of the other group; empty: all other articles together"
    return tuple(TableColumn(f"{OTHER}{name}", "text", about) for name in _name_keys(by))


def _trend_rows(trend: Trend) -> Iterator[dict[str, Any]]:
    keys = _name_keys(trend.by)
    figures = {figure.name: figure for figure in trend.figures}
    for line in trend.lines:
        changes = {change.start: change for change in line.changes}
        for start, estimate in zip(trend.starts, line.estimates, strict=True):
            change = changes.get(start)
            before, after, p = (change.before, change.after, change.p) if change else (None, None, None)
            yield {
                **_figure_cells(figures[line.figure]),
                **dict(zip(keys, line.group, strict=True)),
                "start": start,
                "end": next_start(start, trend.bin) - timedelta(days=1),
                **_estimate_cells(estimate),
                "change": change is not None,
                "before": _round(before),
                "after": _round(after),
                "p": _round(p),
            }


def _group_rows(table: GroupTable) -> Iterator[dict[str, Any]]:
    keys = _name_keys(table.by)
    for figure in table.figures:
        for group, estimate in zip(table.groups, table.estimates[figure.name], strict=True):
            named = dict(zip(keys, group, strict=True))
            yield {**_figure_cells(figure), **named, **_estimate_cells(estimate)}


def _difference_rows(table: GroupTable) -> Iterator[dict[str, Any]]:
    keys = _name_keys(table.by)
    figures = {figure.name: figure for figure in table.figures}
    for each in table.differences:
        low, high = each.interval or (None, None)
        other: Sequence[str | None] = each.other or [None] * len(keys)
        cells = _figure_cells(figures[each.figure])
        del cells["baseline"]
        yield {
            **cells,
            **dict(zip(keys, each.group, strict=True)),
            **{f"{OTHER}{key}": value for key, value in zip(keys, other, strict=True)},
            "difference": _round(each.difference),
            "low": _round(low),
            "high": _round(high),
            "clear": each.is_clear,
        }


def _figure_cells(figure: Figure) -> dict[str, Any]:
    return {
        "figure": figure.name,
        "reading": figure.reading,
        "baseline": _round(figure.baseline),
        "rough": figure.rough,
    }


def _estimate_cells(estimate: Estimate) -> dict[str, Any]:
    low, high = estimate.interval or (None, None)
    return {"articles": estimate.articles, "mean": _round(estimate.mean), "low": _round(low), "high": _round(high)}


def _name_keys(by: Sequence[str]) -> list[str]:
    """The columns of the keys: a key that is called like a column of any of the tables gets something in front."""
    taken = {column.name for column in (*FIGURE, *BIN, *ESTIMATE, *CHANGE, *ABOUT, *DIFFERENCE)}
    return [f"{TAKEN}{key}" if key.casefold() in taken else key for key in by]


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS) + 0.0
