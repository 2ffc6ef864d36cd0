"""An article as somebody gives it -> a document that can be scored."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from emoprofile.config import LimitsConfig
from emoprofile.data import Document
from emoprofile.data.document import lone_surrogate
from emoprofile.errors import InvalidValueError, ReadError
from emoprofile.read.encoding import LOST
from emoprofile.read.pages.markup import has_entities, is_html
from emoprofile.read.values import make_plain


def admit(article: str | Document, limits: LimitsConfig) -> Document:
    """The document, if it may be scored, with the flags that its text deserves and metadata as JSON has them.

    Raises:
        InvalidValueError: If it is neither a text nor a document, or if its text is no text.
        ReadError: If it is too long, or holds half a character.
    """
    document = article if isinstance(article, Document) else Document.from_text(article)
    document.check()
    text = document.text
    if len(text) > limits.max_characters:
        raise ReadError(
            f"{len(text):,} characters; limits.max_characters allows {limits.max_characters:,}. "
            "Split the article, or raise the limit."
        )
    if place := lone_surrogate(text):
        raise ReadError(
            f"the text holds half a character ({place}), which no file in UTF-8 can hold. Repair it where it was "
            "written: each half of a pair was escaped or cut off by itself"
        )
    found = dict.fromkeys(document.flags)
    if LOST in text:
        found["damaged"] = None
    if is_html(text) or has_entities(text):
        found["markup"] = None
    return replace(document, metadata=make_plain(document.metadata), flags=tuple(found))


def refuse_single(articles: Any) -> None:
    """Refuse what Python iterates over, and what is no series of articles: it would be one letter or column each.

    Raises:
        InvalidValueError: If it is one.
    """
    if isinstance(articles, (str, bytes, Document)):
        raise InvalidValueError("one article, not a series of them: give it to `profile`, or put it in a list")
    if isinstance(articles, Mapping) or hasattr(articles, "itertuples"):
        raise InvalidValueError(
            f"a {type(articles).__name__}, not a series of articles: give a text or a Document for each row, such as "
            "`Document(row.id, row.text) for row in table.itertuples()`"
        )
