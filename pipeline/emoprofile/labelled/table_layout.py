"""What the columns of a labelled table are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from emoprofile.errors import InvalidValueError
from emoprofile.labelled.cell_values import opened_json
from emoprofile.labelled.label_names import Names
from emoprofile.labels import Vocabulary
from emoprofile.read.tables.columns import ID_NAMES
from emoprofile.read.tables.table import Table
from emoprofile.read.tables.text_column import TEXT_NAMES, find_first

Shape = Literal["labels", "intensities", "label", "columns"]
GROUPS = ("article", "article_id", "doc_id")
ADDRESSES = ("key", "url", "link", "uri")
"""Names of columns that tell where an article is from: the sentences of one article share it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a labelled table are; None for what is not there.

    Attributes:
        taken: All columns that have a meaning: the others are metadata.
        shape: How labels are told; None where only whole articles are rated.
        labels: The column, or columns, that tell them.
        whole: Whether each row is an article.
        classes: The names behind numbers, by column.
    """

    text: str | None
    id: str | None
    group: str | None
    split: str | None
    valence: str | None
    arousal: str | None
    sentences: str | None
    emotions: str | None
    dominant: str | None
    shape: Shape | None
    labels: tuple[str, ...]
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def choose(
        cls, rows: Sequence[Mapping[str, Any]], table: Table, names: Names, own: Vocabulary | None, text: str | None
    ) -> "Layout":
        """The layout that the names of the columns tell, and whether `emotions` holds objects.

        Raises:
            InvalidValueError: If no column tells labels, or none holds the text that is named.
        """
        columns = tuple(dict.fromkeys(name for row in rows for name in row)) or (table.names or ())
        shown = ", ".join(map(repr, columns)) or "none"
        if text is not None and text not in columns:
            raise InvalidValueError(f"there is no column {text!r} to take the text from; columns: {shown}")
        sentences, dominant = find_first(("sentences",), columns), find_first(("dominant",), columns)
        rated = find_first(("emotions",), columns)
        is_profile = rated is not None and any(isinstance(_try_json(row.get(rated)), Mapping) for row in rows)
        emotions = rated if is_profile else None
        text = text or find_first(TEXT_NAMES, columns) or find_first(("tweet", "sentence"), columns)
        left = [name for name in columns if name not in (text, sentences, dominant, emotions)]
        group = None if sentences else find_first(GROUPS, left)
        shape, labels = _find_labels(left, names, own)
        if not (shape or sentences or dominant or emotions):
            raise InvalidValueError(f"no column tells labels; columns: {shown}")
        if text is None and not sentences:
            raise InvalidValueError(f"no column is called as texts are ({', '.join(TEXT_NAMES)}); columns: {shown}")
        is_whole = bool(sentences or dominant or emotions)
        id_names = ID_NAMES if is_whole else tuple(name for name in ID_NAMES if name not in ADDRESSES)
        identity = find_first(id_names, [name for name in left if name != group])
        split, valence, arousal = (find_first((name,), left) for name in ("split", "valence", "arousal"))
        return cls(
            text,
            identity,
            group,
            split,
            valence,
            arousal,
            sentences,
            emotions,
            dominant,
            shape,
            labels,
            dict(table.classes),
        )

    @property
    def whole(self) -> bool:
        """Whether each row is an article."""
        return any((self.sentences, self.emotions, self.dominant))


def _find_labels(columns: Sequence[str], names: Names, own: Vocabulary | None) -> tuple[Shape | None, tuple[str, ...]]:
    """How labels are told, and by which columns."""
    ways: tuple[tuple[Shape, tuple[str, ...]], ...] = (
        ("labels", ("labels", "emotions")),
        ("intensities", ("intensities",)),
        ("label", ("label", "emotion")),
    )
    for shape, wanted in ways:
        if column := find_first(wanted, columns):
            return shape, (column,)
    wide = tuple(name for name in columns if names.is_label(name, own))
    return ("columns", wide) if wide else (None, ())


def _try_json(value: Any) -> Any:
    try:
        return opened_json(value)
    except InvalidValueError:
        return value
