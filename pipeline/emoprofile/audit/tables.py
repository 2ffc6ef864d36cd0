"""Corrected shares as tidy tables, and what to know beside them."""

from collections.abc import Iterator, Sequence
from typing import Any

from emoprofile.audit.correcting import Audit
from emoprofile.audit.correction import FEWEST_LABELS
from emoprofile.compare import TidyTable, difference_key_columns, key_columns
from emoprofile.write import TableColumn

DECIMALS = 6
SHARES = (
    TableColumn("articles", "integer", "how many articles the group has"),
    TableColumn("labels", "integer", "how many labelled sentences are from them"),
    TableColumn("reported", "number", "the mean of the share over the articles, as profiles say it, 0 to 1"),
    TableColumn("corrected", "number", "the share as the labels correct it; empty for fewer than 20 labels"),
    TableColumn(
        "low",
        "number",
        "the lower end of its 90 % interval: where the mean over many articles like these lies, as annotators would "
        "find it; it holds the choice of articles and of sentences, and the errors of the model",
    ),
    TableColumn("high", "number", "the upper end"),
    TableColumn("needed", "integer", "how many labels would halve the interval; empty where only more articles would"),
    TableColumn(
        "worth", "integer", "how many labels of sentences drawn at random would tell as much without the model"
    ),
)
DIFFERENCES = (
    TableColumn("difference", "number", "the corrected share of the group less that of the other"),
    TableColumn("low", "number", "the lower end of the interval; those of all differences hold together, 90 %"),
    TableColumn("high", "number", "the upper end"),
    TableColumn("clear", "boolean", "whether the interval leaves out 0"),
)
FIGURE = TableColumn("figure", "text", "the name of the label, as in the columns of profiles")


def tabulate_audit(audit: Audit) -> tuple[TidyTable, TidyTable]:
    """A row per label and group, the whole corpus first; and a row per label and pair of groups."""
    shares = TidyTable("corrected", corrected_columns(audit.by), tuple(_share_rows(audit)))
    return shares, TidyTable("differences", corrected_difference_columns(audit.by), tuple(_difference_rows(audit)))


def corrected_columns(by: Sequence[str]) -> tuple[TableColumn, ...]:
    """The columns of corrected shares."""
    return (FIGURE, *key_columns(by), *SHARES)


def corrected_difference_columns(by: Sequence[str]) -> tuple[TableColumn, ...]:
    """The columns of corrected differences."""
    return (FIGURE, *key_columns(by), *difference_key_columns(by), *DIFFERENCES)


def note_audit(audit: Audit) -> Iterator[str]:
    """What to know of corrected shares."""
    for figure, count in audit.answers.items():
        told = f"{figure}: {count} of {audit.asked} sentences have an answer"
        yield f"{told}; the scores of {audit.model} count {audit.weights[figure]:.2f} (0: not at all, 1: in full)."
    few = sorted({each.group for each in audit.shares if each.share.corrected is None})
    if few:
        named = ", ".join(" / ".join(group) for group in few[:3])
        yield (
            f"{len(few)} group{'' if len(few) == 1 else 's'} with fewer than {FEWEST_LABELS} labels ({named}"
            f"{', …' if len(few) > 3 else ''}): no corrected share."
        )
    for each in audit.shares:
        if each.group == () and each.share.needed is None:
            yield f"{each.figure}: even many more labels would not halve the interval; more articles would."


def _share_rows(audit: Audit) -> Iterator[dict[str, Any]]:
    keys = [column.name for column in key_columns(audit.by)]
    for each in audit.shares:
        low, high = each.share.interval or (None, None)
        yield {
            "figure": each.figure,
            **dict(zip(keys, each.group or [None] * len(keys), strict=True)),
            "articles": each.share.articles,
            "labels": each.share.labels,
            "reported": _round(each.share.reported),
            "corrected": _round(each.share.corrected),
            "low": _round(low),
            "high": _round(high),
            "needed": each.share.needed,
            "worth": each.share.worth,
        }


def _difference_rows(audit: Audit) -> Iterator[dict[str, Any]]:
    keys = [column.name for column in key_columns(audit.by)]
    others = [column.name for column in difference_key_columns(audit.by)]
    for each in audit.differences:
        low, high = each.interval or (None, None)
        yield {
            "figure": each.figure,
            **dict(zip(keys, each.group, strict=True)),
            **dict(zip(others, each.other, strict=True)),
            "difference": _round(each.difference),
            "low": _round(low),
            "high": _round(high),
            "clear": low is not None and high is not None and not low <= 0 <= high,
        }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS) + 0.0
