"""An article, and the parts of it that are scored or dropped."""

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from emoprofile.data.kinds import describe_kind, is_missing
from emoprofile.errors import InvalidValueError


@dataclass(frozen=True, slots=True)
class Document:
    """An article: decoded once, and never changed afterwards. All offsets are Python code points of `text`.

    A document may be made of any values, such as the row of a table with a text that is missing: `check` says what is
    wrong with it. So one bad row does not end a generator of documents; it becomes one failure when it is profiled.

    Attributes:
        id: What the article is called in outputs, failures and logs. What is no text is written as one (7 becomes
            "7"); what is missing (None, NaN or empty) is made from the content.
        text: The article as it was read, with its own line ends.
        metadata: JSON-able facts that are carried through to the profile (title, source, date, …).
        flags: What the reader of the article found that one should know before trusting its figures, see `Profile`.
    """

    id: str
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    flags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not self.id:
            object.__setattr__(self, "id", _make_id(self.id, self.text))

    def check(self) -> None:
        """Refuse a document that cannot be an article.

        Raises:
            InvalidValueError: If its text is no text, or its metadata are no mapping.
        """
        if not isinstance(self.text, str):
            raise InvalidValueError(f"the text is {describe_kind(self.text)}, not text")
        if not isinstance(self.metadata, Mapping):
            raise InvalidValueError(f"the metadata are {describe_kind(self.metadata)}, not a mapping")

    @classmethod
    def from_text(cls, text: str, id: str | None = None, metadata: Mapping[str, Any] | None = None) -> "Document":
        """A document from a string; without an id, one is made from the content.

        Raises:
            InvalidValueError: If `text` is not a string.
        """
        if not isinstance(text, str):
            raise InvalidValueError(f"an article must be a str, got {type(text).__name__}")
        return cls("" if id is None else id, text, metadata or {})


def _make_id(given: object, text: object) -> str:
    if given is None or given == "" or is_missing(given):
        return f"sha256-{content_digest(text if isinstance(text, str) else repr(text)).hex()[:16]}"
    return str(given)


def content_digest(text: str) -> bytes:
    """SHA-256 of a text. Lone surrogates, which JSON input can carry, are hashed rather than refused."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def lone_surrogate(text: str) -> str | None:
    """The first half of a character in a text, and where: `U+D800 at position 3`; None if there is none."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"U+{ord(text[error.start]):04X} at position {error.start}"
    return None


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


VoiceKind = Literal["narration", "quotation", "heading"]


@dataclass(frozen=True, slots=True)
class Voice:
    """In whose voice an article speaks.

    Attributes:
        kind: Narration is all that is neither quoted nor a heading.
        speaker_hint: Of a quotation: who is quoted, in the words of the article; None where it does not say.
    """

    kind: VoiceKind
    speaker_hint: str | None = None


NARRATION = Voice("narration")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the article in a voice other than the narrator's.

    Attributes:
        span: Its place in the document; it may cross sentences.
        voice: Whose it is.
        cue: Where the article says who is quoted; None without a speaker hint.
    """

    span: Span
    voice: Voice
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Segmentation:
    """A segmented article: every character other than space is in one sentence, or dropped for a reason.

    Attributes:
        document: The article.
        sentences: What is scored, in order.
        dropped: What is not, in order.
        passages: The quotations and headings, in order: a layer over the sentences.

    Raises:
        InvalidValueError: If a sentence's text differs from its place in the document, if parts overlap or are out
            of order, or if a character other than white space is in none.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    dropped: tuple[Dropped, ...] = ()
    passages: tuple[Passage, ...] = ()

    def __post_init__(self) -> None:
        text, where = self.document.text, f"document {self.document.id!r}"
        for sentence in self.sentences:
            if sentence.span.of(text) != sentence.text:
                raise InvalidValueError(
                    f"{where}: a sentence of {len(sentence.text)} characters does not stand at {sentence.span}"
                )
        sentences, dropped = ([part.span for part in parts] for parts in (self.sentences, self.dropped))
        for layer in (sentences, dropped, [passage.span for passage in self.passages]):
            for one, other in pairwise(layer):
                if other.start < one.end:
                    raise InvalidValueError(f"{where}: {one} and {other} overlap or are out of order")
        covered = 0
        for span in (*sorted(sentences + dropped), None):
            start, end = (span.start, span.end) if span else (len(text), len(text))
            if start < covered:
                raise InvalidValueError(f"{where}: {span} overlaps what ends at {covered}")
            if text[covered:start].strip():
                raise InvalidValueError(f"{where}: [{covered}, {start}) is in no sentence and was not dropped")
            covered = end

    def passages_in(self, span: Span) -> tuple[Passage, ...]:
        """The passages that share a character with a span, in order."""
        first = bisect_right(self.passages, span.start, key=lambda passage: passage.span.end)
        last = bisect_left(self.passages, span.end, lo=first, key=lambda passage: passage.span.start)
        return self.passages[first:last]

    def share_voices(self) -> list[dict[Voice, float]]:
        """How the voices share each sentence, by characters other than white space; each sentence sums to 1."""
        shared = []
        for sentence in self.sentences:
            counts: Counter[Voice] = Counter()
            for passage in self.passages_in(sentence.span):
                start, end = max(passage.span.start, sentence.span.start), min(passage.span.end, sentence.span.end)
                counts[passage.voice] += _count_characters(self.document.text[start:end])
            whole = _count_characters(sentence.text)
            counts[NARRATION] = whole - counts.total()
            shared.append({voice: count / whole for voice, count in counts.items() if count})
        return shared


def _count_characters(text: str) -> int:
    """Characters other than white space."""
    return len("".join(text.split()))
