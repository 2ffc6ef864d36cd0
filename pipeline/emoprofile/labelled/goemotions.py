"""GoEmotions as it is published (Demszky et al., 2020): the simplified split, and the table of all ratings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from emoprofile.errors import ReadError
from emoprofile.labelled.label_names import key_of
from emoprofile.labelled.published_rows import make_row, read_unquoted
from emoprofile.labelled.raw import Problems, RawDataset
from emoprofile.labels import GOEMOTIONS
from emoprofile.read.tables.table import Table

UNCLEAR = "example_very_unclear"
RATER = "rater_id"
_YES = frozenset(("true", "1", "yes"))


@dataclass(slots=True)
class _Comment:
    """A comment: where it stands first, its text, and how often each label was given by those who found it clear."""

    place: str
    text: str
    raters: int = 0
    counts: dict[str, int] = field(default_factory=dict)


def is_ratings(columns: Sequence[str]) -> bool:
    """Whether the columns are those of the table of all ratings."""
    return {key_of(UNCLEAR), key_of(RATER), "text", "id"} <= {key_of(name) for name in columns}


def read_goemotions_ratings(table: Table, problems: Problems) -> RawDataset:
    """GoEmotions, all ratings: a row per rater and comment.

    The rows of a comment are taken together: the degree of a label is the share of its raters who gave it, and it
    counts as given from half of them. A rater who found a comment very unclear gave no label and is left out, and so
    is a comment that all of its raters found unclear.
    """
    found: dict[str, _Comment] = {}
    unclear = 0
    for row in table.rows(None):
        if isinstance(row.values, ReadError):
            problems.add(row.place, str(row.values))
            continue
        values = {key_of(name): str(value).strip() for name, value in row.values.items()}
        comment = found.setdefault(values["id"], _Comment(row.place, values["text"]))
        if comment.text != values["text"]:
            problems.add(row.place, f"the id {values['id']!r} stands at {comment.place} with another text")
        if values[key_of(UNCLEAR)].lower() in _YES:
            unclear += 1
            continue
        comment.raters += 1
        for label in GOEMOTIONS.labels:
            given = values.get(key_of(label), "0")
            if given not in ("0", "1", "0.0", "1.0"):
                problems.add(row.place, f"{label!r} has {given!r:.40}, which is neither 0 nor 1")
            elif given.startswith("1"):
                comment.counts[label] = comment.counts.get(label, 0) + 1
    rows = tuple(
        make_row(each.place, name, each.text, {label: count / each.raters for label, count in each.counts.items()})
        for name, each in found.items()
        if each.raters
    )
    left_out = f", {unclear:,} ratings of unclear comments left out" if unclear else ""
    return RawDataset(f"GoEmotions, all ratings{left_out}", rows, None, GOEMOTIONS.name, 1.0)


def read_goemotions_lines(path: str, labels: int) -> Iterator[tuple[int, list[str], frozenset[int] | None]]:
    """The lines of a split of GoEmotions: a text, label ids joined by commas, a comment id.

    Args:
        path: The file.
        labels: How many there are.

    Yields:
        The number of the line, its fields, and the ids; None instead of them if the line is malformed.
    """
    for line, fields in read_unquoted(path):
        ids = fields[1].split(",") if len(fields) == 3 else []
        good = bool(ids) and all(i.isdecimal() and int(i) < labels for i in ids)
        yield line, fields, frozenset(map(int, ids)) if good else None


def read_goemotions(path: str, problems: Problems) -> RawDataset:
    """GoEmotions, simplified split."""
    rows = []
    for line, fields, ids in read_goemotions_lines(path, len(GOEMOTIONS.labels)):
        if ids is None or not fields[0].strip():
            wanted = f"a text, label ids from 0 to {len(GOEMOTIONS.labels) - 1} joined by commas, and a comment id"
            problems.add(f"line {line}", f"{fields!r:.60}; expected {wanted}, separated by tabs")
            continue
        rows.append(make_row(f"line {line}", fields[2], fields[0], {GOEMOTIONS.labels[i]: 1.0 for i in sorted(ids)}))
    return RawDataset("GoEmotions, simplified split", tuple(rows), None, GOEMOTIONS.name, 1.0, files=(path,))
