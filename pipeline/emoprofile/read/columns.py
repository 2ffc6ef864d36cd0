"""Which columns of a table are the text, the id, the title and the metadata."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emoprofile.config import ReadConfig
from emoprofile.data import Document
from emoprofile.errors import ReadError
from emoprofile.read.column_names import show_name, show_names
from emoprofile.read.values import decode_utf8, describe_kind, make_plain

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
    def choose(cls, names: Sequence[str], config: ReadConfig, *, fixed: bool) -> "Columns":
        """The columns that the configuration names, and guesses for those that it leaves open.

        Args:
            names: The columns that there are.
            config: What is configured.
            fixed: Whether every row has these columns: then one that is configured must be among them.

        Raises:
            ReadError: If there is no such column, if a name stands twice, or if no column can be told to hold the text.
        """
        known = show_names(names)
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise ReadError(f"the column {show_name(twice)} stands twice; columns: {known}. Rename one of them.")
        configured = [config.text_column]
        configured += [config.id_column, config.title_column, *(config.metadata_columns or ())] if fixed else []
        for name in configured:
            if name is not None and name not in names:
                raise ReadError(f"there is no column {name!r}, which the configuration names; columns: {known}")
        text = config.text_column or find_first(TEXT_NAMES, names)
        if text is None:
            raise ReadError(
                f"no column is called as texts are ({', '.join(TEXT_NAMES)}); columns: {known}. "
                "Name it: --set read.text_column=NAME"
            )
        left = [name for name in names if name != text]
        title = config.title_column or find_first(TITLE_NAMES, left)
        return cls(text, config.id_column or find_first(ID_NAMES, left), title, config.metadata_columns)

    def select(self, names: Sequence[str]) -> list[str]:
        """Those of the columns that anything is taken from."""
        wanted = {self.text, self.id, self.title, *(names if self.metadata is None else self.metadata)}
        return [name for name in names if name in wanted]

    def make_document(self, row: Mapping[str, Any]) -> Document:
        """The article in a row.

        Raises:
            ReadError: If there is no text in it.
        """
        text = row.get(self.text)
        if isinstance(text, bytes):
            text = decode_utf8(text, self.text)
        if not isinstance(text, str):
            seen = "is missing" if self.text not in row else f"is {describe_kind(text)}, not text"
            raise ReadError(f"the text, {self.text!r}, {seen}; columns: {show_names(row)}")
        metadata = {} if self.title is None or row.get(self.title) is None else {"title": make_plain(row[self.title])}
        taken = (self.text, self.id, self.title)
        names = [name for name in row if name not in taken] if self.metadata is None else self.metadata
        metadata |= {name: make_plain(row[name]) for name in names if name in row}
        return Document.from_text(text, self.find_id(row), metadata)

    def find_id(self, row: Mapping[str, Any]) -> str | None:
        """The id that a row states: a string as it is, any other value as JSON."""
        value = None if self.id is None else make_plain(row.get(self.id))
        return value or None if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False)

    def __str__(self) -> str:
        rest = "all other columns" if self.metadata is None else ", ".join(map(repr, self.metadata)) or "none"
        identity = repr(self.id) if self.id else "made from the content"
        return f"text {self.text!r}, id {identity}, title {self.title!r}, metadata {rest}"


def find_first(wanted: Sequence[str], names: Sequence[str]) -> str | None:
    """The first of some wanted names that a column has, whatever its case; the column as it is written."""
    by_case = {name.strip().lower(): name for name in reversed(names)}
    return next((by_case[name] for name in wanted if name in by_case), None)
