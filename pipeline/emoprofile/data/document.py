"""An article, and the parts of it that are scored or dropped."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from emoprofile.errors import InvalidValueError


@dataclass(frozen=True, slots=True)
class Document:
    """An article: decoded once, and never changed afterwards. All offsets are Python code points of `text`.

    Attributes:
        id: What the article is called in outputs, failures and logs.
        text: The article as it was read, with its own line ends.
        metadata: JSON-able facts that are carried through to the profile (title, source, date, …).
    """

    id: str
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_text(cls, text: str, id: str | None = None, metadata: Mapping[str, Any] | None = None) -> "Document":
        """A document from a string; without an id, one is made from the content.

        Raises:
            InvalidValueError: If `text` is not a string.
        """
        if not isinstance(text, str):
            raise InvalidValueError(f"an article must be a str, got {type(text).__name__}: {text!r:.60}")
        return cls(id or f"sha256-{content_digest(text).hex()[:16]}", text, metadata or {})


def content_digest(text: str) -> bytes:
    """SHA-256 of a text. Lone surrogates, which JSON input can carry, are hashed rather than refused."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range [start, end) of a document's text, in code points; never empty.

    Raises:
        InvalidValueError: If the range is empty or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidValueError(f"a span needs 0 <= start < end, got [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands.

    Attributes:
        span: Its place in the document.
        text: `document.text[span.start:span.end]`.
    """

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part of the article that is not scored.

    Attributes:
        span: Its place in the document.
        reason: The name of the rule that dropped it.
    """

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Segmentation:
    """An article taken apart: every character other than space is in one sentence, or dropped for a reason.

    Attributes:
        document: The article.
        sentences: What is scored, in order.
        dropped: What is not, in order.

    Raises:
        InvalidValueError: If a sentence's text differs from its place in the document, if parts overlap or are out
            of order, or if a character other than white space is in none.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    dropped: tuple[Dropped, ...] = ()

    def __post_init__(self) -> None:
        text, where = self.document.text, f"document {self.document.id!r}"
        for sentence in self.sentences:
            if sentence.span.of(text) != sentence.text:
                raise InvalidValueError(
                    f"{where}: the sentence {sentence.text!r:.60} does not stand at {sentence.span}"
                )
        layers: tuple[tuple[Sentence | Dropped, ...], ...] = (self.sentences, self.dropped)
        for parts in layers:
            for one, other in pairwise(parts):
                if other.span.start < one.span.end:
                    raise InvalidValueError(f"{where}: {one.span} and {other.span} overlap or are out of order")
        spans = [part.span for layer in layers for part in layer]
        covered = 0
        for span in (*sorted(spans), None):
            start, end = (span.start, span.end) if span else (len(text), len(text))
            if start < covered:
                raise InvalidValueError(f"{where}: {span} overlaps what ends at {covered}")
            if gap := text[covered:start].strip():
                raise InvalidValueError(f"{where}: {gap!r:.60} is in no sentence and was not dropped")
            covered = end
