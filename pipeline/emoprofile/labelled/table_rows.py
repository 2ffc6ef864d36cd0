"""Tables of any format -> labelled rows: what the columns are, and what each row says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from emoprofile.errors import InvalidValueError, LabelledDataError, ReadError
from emoprofile.labelled.cell_values import (
    degrees,
    label_list,
    label_name,
    number,
    opened_json,
    optional_number,
    optional_text,
    position,
)
from emoprofile.labelled.label_names import Names
from emoprofile.labelled.raw import Problems, RawArticle, RawDataset, RawSentence
from emoprofile.labels import Vocabulary
from emoprofile.read.columns import ID_NAMES
from emoprofile.read.table import Row, Table
from emoprofile.read.text_column import TEXT_NAMES, find_first
from emoprofile.read.values import make_plain

Shape = Literal["labels", "intensities", "label", "columns"]
GROUPS = ("article", "article_id", "doc_id")
ALLOWED = (
    "A row says its labels in one of these columns: labels (a list, or names joined by a comma), label (one name), "
    "intensities (an object of labels and numbers), or in one column per label (0 and 1, or degrees). "
    "An article has sentences (a list of start, end and labels), emotions (an object) or dominant (a name)."
)


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
    def told(
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
        is_profile = rated is not None and any(isinstance(_tried_json(row.get(rated)), Mapping) for row in rows)
        emotions = rated if is_profile else None
        text = text or find_first(TEXT_NAMES, columns) or find_first(("tweet", "sentence"), columns)
        left = [name for name in columns if name not in (text, sentences, dominant, emotions)]
        group = None if sentences else find_first(GROUPS, left)
        shape, labels = _told_labels(left, names, own)
        if not (shape or sentences or dominant or emotions):
            raise InvalidValueError(f"no column tells labels; columns: {shown}")
        if text is None and not sentences:
            raise InvalidValueError(f"no column is called as texts are ({', '.join(TEXT_NAMES)}); columns: {shown}")
        identity = find_first(ID_NAMES, [name for name in left if name != group])
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

    def article(self, row: Row, values: Mapping[str, Any], problems: Problems) -> RawArticle | None:
        """What a row says; None, with the problems told, if it cannot be taken."""
        before, place = len(problems), row.place
        text = self._text(place, values, problems)
        own: Mapping[str, float] = {}
        sentences: tuple[RawSentence, ...] = ()
        emotions: Mapping[str, float] | None = None
        valence = arousal = None
        try:
            valence = optional_number(values.get(self.valence or ""), "valence")
            arousal = optional_number(values.get(self.arousal or ""), "arousal")
            if self.emotions and values.get(self.emotions) is not None:
                emotions = degrees(values[self.emotions])
            if self.shape and not self.sentences:
                own = self._labels(values)
            if self.sentences:
                sentences = self._sentences(place, opened_json(values.get(self.sentences)), problems)
        except InvalidValueError as error:
            problems.add(place, str(error))
        if not self.whole:
            sentences = (RawSentence(text, own, valence=valence, arousal=arousal),)
        elif self.shape == "columns" and self.emotions is None:
            emotions = own
        if len(problems) > before:
            return None
        used = {self.text, self.id, self.group, self.split, self.valence, self.sentences, self.emotions, self.dominant}
        used |= set() if self.whole else {self.arousal}
        return RawArticle(
            place=place,
            id=optional_text(values.get(self.id or "")),
            text=text,
            sentences=sentences,
            emotions=emotions,
            dominant=optional_text(values.get(self.dominant or "")),
            valence=valence,
            split=optional_text(values.get(self.split or "")),
            group=optional_text(values.get(self.group or "")),
            whole=self.whole,
            metadata={name: make_plain(value) for name, value in values.items() if name not in {*used, *self.labels}},
        )

    def _text(self, place: str, values: Mapping[str, Any], problems: Problems) -> str | None:
        if self.text is None:
            return None
        text = values.get(self.text)
        if text is None and self.sentences:
            return None
        if not isinstance(text, str) or not text.strip():
            seen = "missing" if text is None else "blank" if isinstance(text, str) else f"{text!r:.40}, not text"
            problems.add(place, f"the text, {self.text!r}, is {seen}")
            return None
        return text

    def _labels(self, values: Mapping[str, Any]) -> dict[str, float]:
        if self.shape == "columns":
            return {name: number(values.get(name), name) for name in self.labels}
        [column] = self.labels
        value, classes = values.get(column), self.classes.get(column, ())
        if self.shape == "labels":
            return label_list(value, classes)
        return degrees(value) if self.shape == "intensities" else {label_name(value, classes): 1.0}

    def _sentences(self, place: str, value: Any, problems: Problems) -> tuple[RawSentence, ...]:
        if value is None:
            return ()
        if not isinstance(value, (list, tuple)):
            raise InvalidValueError(f"the sentences are {value!r:.40}, not a list")
        found = []
        for number_, one in enumerate(value, 1):
            try:
                found.append(_sentence(one))
            except InvalidValueError as error:
                problems.add(f"{place}, sentence {number_}", str(error))
        return tuple(found)


def rows_of(
    path: str, table: Table, names: Names, own: Vocabulary | None, text: str | None, problems: Problems
) -> RawDataset:
    """The labelled rows of a table.

    Raises:
        LabelledDataError: If no column tells labels or the text.
    """
    good: list[tuple[Row, Mapping[str, Any]]] = []
    for row in table.rows(None):
        if isinstance(row.values, ReadError):
            problems.add(row.place, str(row.values))
        else:
            good.append((row, row.values))
    if not good and problems:
        raise LabelledDataError(path, problems.in_order)
    try:
        layout = Layout.told([values for _, values in good], table, names, own, text)
    except InvalidValueError as error:
        raise LabelledDataError(path, [*problems.in_order, str(error)], ALLOWED) from None
    raws = (layout.article(row, values, problems) for row, values in good)
    columns = layout.labels if layout.shape == "columns" else None
    kinds = {"columns": "one column per label", None: "whole articles"}
    told = "articles with sentences" if layout.sentences else kinds.get(layout.shape, f"column {layout.shape!r}")
    return RawDataset(f"rows, {told}", tuple(raw for raw in raws if raw is not None), columns)


def _told_labels(columns: Sequence[str], names: Names, own: Vocabulary | None) -> tuple[Shape | None, tuple[str, ...]]:
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


def _sentence(value: Any) -> RawSentence:
    if not isinstance(value, Mapping):
        raise InvalidValueError(f"is {value!r:.40}, not an object with labels")
    if value.get("labels") is not None:
        labels = label_list(value["labels"])
    elif value.get("intensities") is not None:
        labels = degrees(value["intensities"])
    elif value.get("label") is not None:
        labels = {label_name(value["label"]): 1.0}
    elif value.get("valence") is not None or value.get("arousal") is not None:
        labels = {}
    else:
        raise InvalidValueError("says neither labels, label, intensities, valence nor arousal")
    text = value.get("text")
    if text is not None and not (isinstance(text, str) and text.strip()):
        raise InvalidValueError(f"its text is {text!r:.40}")
    start, end = value.get("start"), value.get("end")
    if text is None or start is not None:
        start, end = position(start, "start"), position(end, "end")
    valence, arousal = (optional_number(value.get(name), name) for name in ("valence", "arousal"))
    return RawSentence(text, labels, start, end, valence, arousal)


def _tried_json(value: Any) -> Any:
    try:
        return opened_json(value)
    except InvalidValueError:
        return value
