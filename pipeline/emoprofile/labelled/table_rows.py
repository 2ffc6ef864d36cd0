"""Tables of any format -> labelled rows."""

from collections.abc import Mapping
from typing import Any

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
from emoprofile.labelled.table_layout import Layout
from emoprofile.labels import Vocabulary
from emoprofile.read.tables.table import Row, Table
from emoprofile.read.values import make_plain

ALLOWED = (
    "A row says its labels in one of these columns: labels (a list, or names joined by a comma), label (one name), "
    "intensities (an object of labels and numbers), or in one column per label (0 and 1, or degrees). "
    "An article has sentences (a list of start, end and labels), emotions (an object) or dominant (a name)."
)


def read_rows(
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
        layout = Layout.choose([values for _, values in good], table, names, own, text)
    except InvalidValueError as error:
        raise LabelledDataError(path, [*problems.in_order, str(error)], ALLOWED) from None
    raws = (_make_article(layout, row, values, problems) for row, values in good)
    columns = layout.labels if layout.shape == "columns" else None
    kinds = {"columns": "one column per label", None: "whole articles"}
    told = "articles with sentences" if layout.sentences else kinds.get(layout.shape, f"column {layout.shape!r}")
    return RawDataset(f"rows, {told}", tuple(raw for raw in raws if raw is not None), columns)


def _make_article(layout: Layout, row: Row, values: Mapping[str, Any], problems: Problems) -> RawArticle | None:
    """What a row says; None, with the problems told, if it cannot be taken."""
    before, place = len(problems), row.place
    text = _find_text(layout, place, values, problems)
    own: Mapping[str, float] = {}
    sentences: tuple[RawSentence, ...] = ()
    emotions: Mapping[str, float] | None = None
    valence = arousal = None
    try:
        valence = optional_number(values.get(layout.valence or ""), "valence")
        arousal = optional_number(values.get(layout.arousal or ""), "arousal")
        if layout.emotions and values.get(layout.emotions) is not None:
            emotions = degrees(values[layout.emotions])
        if layout.shape and not layout.sentences:
            own = _read_labels(layout, values)
        if layout.sentences:
            sentences = _read_sentences(place, opened_json(values.get(layout.sentences)), problems)
    except InvalidValueError as error:
        problems.add(place, str(error))
    if not layout.whole:
        sentences = (RawSentence(text, own, valence=valence, arousal=arousal),)
    elif layout.shape == "columns" and layout.emotions is None:
        emotions = own
    if len(problems) > before:
        return None
    used = {
        layout.text,
        layout.id,
        layout.group,
        layout.split,
        layout.valence,
        layout.sentences,
        layout.emotions,
        layout.dominant,
    }
    used |= set() if layout.whole else {layout.arousal}
    return RawArticle(
        place=place,
        id=optional_text(values.get(layout.id or "")),
        text=text,
        sentences=sentences,
        emotions=emotions,
        dominant=optional_text(values.get(layout.dominant or "")),
        valence=valence,
        split=optional_text(values.get(layout.split or "")),
        group=optional_text(values.get(layout.group or "")),
        whole=layout.whole,
        metadata={name: make_plain(value) for name, value in values.items() if name not in {*used, *layout.labels}},
    )


def _find_text(layout: Layout, place: str, values: Mapping[str, Any], problems: Problems) -> str | None:
    if layout.text is None:
        return None
    text = values.get(layout.text)
    if text is None and layout.sentences:
        return None
    if not isinstance(text, str) or not text.strip():
        seen = "missing" if text is None else "blank" if isinstance(text, str) else f"{text!r:.40}, not text"
        problems.add(place, f"the text, {layout.text!r}, is {seen}")
        return None
    return text


def _read_labels(layout: Layout, values: Mapping[str, Any]) -> dict[str, float]:
    if layout.shape == "columns":
        return {name: number(values.get(name), name) for name in layout.labels}
    [column] = layout.labels
    value, classes = values.get(column), layout.classes.get(column, ())
    if layout.shape == "labels":
        return label_list(value, classes)
    return degrees(value) if layout.shape == "intensities" else {label_name(value, classes): 1.0}


def _read_sentences(place: str, value: Any, problems: Problems) -> tuple[RawSentence, ...]:
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        raise InvalidValueError(f"the sentences are {value!r:.40}, not a list")
    found = []
    for number_, one in enumerate(value, 1):
        try:
            found.append(_read_sentence(one))
        except InvalidValueError as error:
            problems.add(f"{place}, sentence {number_}", str(error))
    return tuple(found)


def _read_sentence(value: Any) -> RawSentence:
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
