"""Rows -> documents: which columns are the text, the id, the title and the metadata."""

import json
import logging
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import partial
from typing import Any

from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure, attempt
from emoprofile.errors import ReadError
from emoprofile.read.names import shown_name, shown_names

LOG = logging.getLogger(__name__)
MOST_BLANK = 1_000_000
"""Blank lines in a row: they cost nothing when they are packed, and time when they are read."""
TEXT_NAMES = (
    "text", "content", "body", "article", "article_text", "article_body", "articlebody", "full_text", "fulltext",
    "maintext", "main_text", "story", "document", "post", "message",
)  # fmt: skip
ID_NAMES = (
    "id", "_id", "article_id", "doc_id", "document_id", "story_id", "uid", "uuid", "guid", "key", "url", "link", "uri",
)  # fmt: skip
TITLE_NAMES = ("title", "headline", "heading")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are.

    Attributes:
        text: Holds the articles.
        id: Holds their ids; None makes them from the content.
        title: Goes to `title` in the metadata.
        metadata: Are carried through under their names; None takes all the others of each row.
    """

    text: str
    id: str | None = None
    title: str | None = None
    metadata: tuple[str, ...] | None = None

    @classmethod
    def chosen(cls, names: Sequence[str], config: ReadConfig, *, fixed: bool) -> "Columns":
        """The columns that the configuration names, and guesses for those that it leaves open.

        Args:
            names: The columns that there are.
            config: What is configured.
            fixed: Whether every row has these columns: then one that is configured must be among them.

        Raises:
            ReadError: If there is no such column, if a name stands twice, or if no column can be told to hold the text.
        """
        known = shown_names(names)
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise ReadError(f"the column {shown_name(twice)} stands twice; columns: {known}. Rename one of them.")
        configured = [config.text_column]
        configured += [config.id_column, config.title_column, *(config.metadata_columns or ())] if fixed else []
        for name in configured:
            if name is not None and name not in names:
                raise ReadError(f"there is no column {name!r}, which the configuration names; columns: {known}")
        text = config.text_column or first_of(TEXT_NAMES, names)
        if text is None:
            raise ReadError(
                f"no column is called as texts are ({', '.join(TEXT_NAMES)}); columns: {known}. "
                "Name it: --set read.text_column=NAME"
            )
        left = [name for name in names if name != text]
        title = config.title_column or first_of(TITLE_NAMES, left)
        return cls(text, config.id_column or first_of(ID_NAMES, left), title, config.metadata_columns)

    def needed(self, names: Sequence[str]) -> list[str]:
        """Those of the columns that anything is taken from."""
        wanted = {self.text, self.id, self.title, *(names if self.metadata is None else self.metadata)}
        return [name for name in names if name in wanted]

    def document(self, row: Mapping[str, Any]) -> Document:
        """The article in a row.

        Raises:
            ReadError: If there is no text in it.
        """
        text = row.get(self.text)
        if isinstance(text, bytes):
            text = _decoded(text, self.text)
        if not isinstance(text, str):
            seen = "is missing" if self.text not in row else f"is {_kind(text)}, not text"
            raise ReadError(f"the text, {self.text!r}, {seen}; columns: {shown_names(row)}")
        metadata = {} if self.title is None or row.get(self.title) is None else {"title": plain(row[self.title])}
        taken = (self.text, self.id, self.title)
        names = [name for name in row if name not in taken] if self.metadata is None else self.metadata
        metadata |= {name: plain(row[name]) for name in names if name in row}
        return Document.from_text(text, self.id_in(row), metadata)

    def id_in(self, row: Mapping[str, Any]) -> str | None:
        """The id that a row states: a string as it is, any other value as JSON."""
        value = None if self.id is None else plain(row.get(self.id))
        return value or None if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False)

    def __str__(self) -> str:
        rest = "all other columns" if self.metadata is None else ", ".join(map(repr, self.metadata)) or "none"
        identity = repr(self.id) if self.id else "made from the content"
        return f"text {self.text!r}, id {identity}, title {self.title!r}, metadata {rest}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row, or why there is none.

    Attributes:
        place: Where it stands in its file, for people.
        values: By column.
    """

    place: str
    values: Mapping[str, Any] | ReadError


@dataclass(frozen=True, slots=True)
class Table:
    """An open table.

    Attributes:
        names: Its columns, if all rows have the same.
        rows: The rows, one at a time; of the columns that are asked for, at least.
        classes: Of columns that hold the numbers of classes: their names, in order.
    """

    names: tuple[str, ...] | None
    rows: Callable[[Columns | None], Iterator[Row]]
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def documents(
    path: str, table: Table, config: ReadConfig, limits: LimitsConfig = LIMITS
) -> Iterator[Document | Failure]:
    """A document or a failure per row, in order.

    Where rows differ in their columns, those of the first with a text decide for all.

    Raises:
        ReadError: If no column of the table can be told to hold the text, or if there is no row.
    """
    columns = None if table.names is None else _told(path, table.names, config, fixed=True)
    empty = True
    for row in table.rows(columns):
        empty = False
        here = f"{path}, {row.place}"
        if isinstance(row.values, ReadError):
            yield Failure.of(here, "read", row.values)
            continue
        if columns is None:
            told = attempt(here, "read", partial(_told, path, tuple(row.values), config, fixed=False))
            if isinstance(told, Failure):
                yield told
                continue
            columns = told
        yield _document(here, columns, row.values, limits)
    if empty:
        raise ReadError("the table holds no row")


def _document(here: str, columns: Columns, row: Mapping[str, Any], limits: LimitsConfig) -> Document | Failure:
    name = attempt(here, "read", lambda: _stated_id(columns, row, limits))
    if isinstance(name, Failure):
        return name
    found = attempt(name or here, "read", lambda: columns.document(row))
    return replace(found, message=f"{here}: {found.message}") if name and isinstance(found, Failure) else found


def _stated_id(columns: Columns, row: Mapping[str, Any], limits: LimitsConfig) -> str | None:
    name = columns.id_in(row)
    if name and len(name) > limits.max_id_characters:
        raise ReadError(
            f"its id has {len(name):,} characters; limits.max_id_characters allows {limits.max_id_characters:,}. Is it "
            "the right column? Name another: --set read.id_column=NAME"
        )
    return name


def too_blank() -> ReadError:
    """What a reader is told of a table with more blank lines than that."""
    return ReadError(f"more than {MOST_BLANK:,} blank lines follow each other; no table has them")


def plain(value: Any) -> Any:
    """A value as JSON has it: dates in ISO 8601, what is no number as null, bytes by their count."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, (date, time)):
        return value.isoformat()
    return f"({len(value)} bytes)" if isinstance(value, bytes) else str(value)


def _told(path: str, names: tuple[str, ...], config: ReadConfig, *, fixed: bool) -> Columns:
    columns = Columns.chosen(names, config, fixed=fixed)
    LOG.info("%s: %s", path, columns)
    return columns


def first_of(wanted: Sequence[str], names: Sequence[str]) -> str | None:
    """The first of some wanted names that a column has, whatever its case; the column as it is written."""
    by_case = {name.strip().lower(): name for name in reversed(names)}
    return next((by_case[name] for name in wanted if name in by_case), None)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise ReadError(f"the text, {name!r}, is bytes that are not UTF-8") from None


def _kind(value: object) -> str:
    return {type(None): "null", bool: "true or false", int: "a number", float: "a number", dict: "an object"}.get(
        type(value), f"a {type(value).__name__}"
    )
