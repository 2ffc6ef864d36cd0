"""What the columns of a table are, and the article in a row of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emoprofile.config import LimitsConfig, ReadConfig
from emoprofile.data import Document
from emoprofile.errors import ReadError
from emoprofile.read.article_text import interpret_text
from emoprofile.read.tables.column_contents import weigh_columns
from emoprofile.read.tables.column_names import show_name, show_names
from emoprofile.read.tables.text_column import TITLE_NAMES, choose_text, find_first
from emoprofile.read.title import add_title
from emoprofile.read.values import describe_kind, join_text, make_plain

ID_NAMES = (
    "id", "_id", "article_id", "doc_id", "document_id", "story_id", "uid", "uuid", "guid", "key", "url", "link", "uri",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are.

    Attributes:
        text: Holds the articles.
        id: Holds their ids; None makes them from the content.
        title: Goes to `title` in the metadata.
        metadata: Are carried through under their names; None takes all the others of each row.
        reason: Why the articles are taken from that column, for people.
        score_title: Whether a title is the first line of the text.
    """

    text: str
    id: str | None = None
    title: str | None = None
    metadata: tuple[str, ...] | None = None
    reason: str = ""
    score_title: bool = True

    @classmethod
    def choose(
        cls, names: Sequence[str], rows: Sequence[Mapping[str, Any]], config: ReadConfig, *, fixed: bool
    ) -> "Columns":
        """The columns that the configuration names; for those that it leaves open, what the first rows suggest.

        Args:
            names: The columns that there are.
            rows: The first rows.
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
        if config.text_column is None:
            text, reason = choose_text(names, weigh_columns(names, rows))
        else:
            text, reason = config.text_column, "as configured"
        left = [name for name in names if name != text]
        title = config.title_column or find_first(TITLE_NAMES, left)
        identity = config.id_column or find_first(ID_NAMES, left)
        return cls(text, identity, title, config.metadata_columns, reason, config.score_title)

    def select(self, names: Sequence[str]) -> list[str]:
        """Those of the columns that anything is taken from."""
        wanted = {self.text, self.id, self.title, *(names if self.metadata is None else self.metadata)}
        return [name for name in names if name in wanted]

    def make_document(self, row: Mapping[str, Any], limits: LimitsConfig) -> Document:
        """The article in a row.

        Raises:
            MissingExtraError, ReadError: If there is no text in it, or it cannot be taken out of its HTML.
        """
        try:
            text = join_text(row.get(self.text))
        except ReadError as error:
            raise ReadError(f"the text, {self.text!r}, is {error}") from None
        if text is None:
            seen = "is missing" if self.text not in row else f"is {describe_kind(row[self.text])}, not text"
            raise ReadError(f"the text, {self.text!r}, {seen}; columns: {show_names(row)}")
        found = interpret_text(text, limits)
        title = None if self.title is None else row.get(self.title)
        metadata = found.metadata | ({} if title is None else {"title": make_plain(title)})
        taken = (self.text, self.id, self.title)
        names = [name for name in row if name not in taken] if self.metadata is None else self.metadata
        metadata |= {name: make_plain(row[name]) for name in names if name in row}
        heading = metadata.get("title") if self.score_title else None
        return Document(self.find_id(row) or "", add_title(found.text, heading), metadata, found.flags)

    def find_id(self, row: Mapping[str, Any]) -> str | None:
        """The id that a row states: a string as it is, any other value as JSON."""
        value = None if self.id is None else make_plain(row.get(self.id))
        return value or None if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False)

    def __str__(self) -> str:
        rest = "all other columns" if self.metadata is None else ", ".join(map(repr, self.metadata)) or "none"
        identity = repr(self.id) if self.id else "made from the content"
        scored = ", scored as a heading" if self.title and self.score_title else ""
        return f"text {self.text!r} ({self.reason}), id {identity}, title {self.title!r}{scored}, metadata {rest}"
