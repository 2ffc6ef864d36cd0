"""An article as somebody gives it -> a document that can be scored."""

from emoprofile.config import LimitsConfig
from emoprofile.data import Document
from emoprofile.data.document import lone_surrogate
from emoprofile.errors import ReadError


def admit(article: str | Document, limits: LimitsConfig) -> Document:
    """The document, if it may be scored.

    Raises:
        InvalidValueError: If it is neither a text nor a document.
        ReadError: If it is too long, or holds half a character.
    """
    document = article if isinstance(article, Document) else Document.from_text(article)
    if len(document.text) > limits.max_characters:
        raise ReadError(
            f"{len(document.text):,} characters; limits.max_characters allows {limits.max_characters:,}. "
            "Split the article, or raise the limit."
        )
    if place := lone_surrogate(document.text):
        raise ReadError(
            f"the text holds half a character ({place}), which no file in UTF-8 can hold. Repair it where it was "
            "written: each half of a pair was escaped or cut off by itself"
        )
    return document
