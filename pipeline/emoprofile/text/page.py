"""Page: what a cleaning rule sees of an article."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from emoprofile.data import Dropped, Span
from emoprofile.text.blocks import tight

SHORTEST_LINE = 2
"""Characters. No wording is shorter, in any language."""
LONGEST_LINE = 400
"""Characters. A longer block is a paragraph of the story, whatever it begins with."""
_MARKS_BEFORE = re.compile(r"^[^\w@©(\"“‘']+")
_MARKS_AFTER = re.compile(r"[^\w)\"”’?!%]+$")
# A mark such as » opens a quotation only if the other closes it; else it is an arrow.
_QUOTED = re.compile(r"^(?:[\"“‘«„‚]|[»›][^«‹]*[«‹])")
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\([^)\s]{1,500}\)")


@dataclass(slots=True, eq=False)
class Part:
    """A part of a block that is kept, without white space at its ends.

    Attributes:
        span: Its place in the article.
        text: Its text.
    """

    span: Span
    text: str
    _line: str | None = None

    @property
    def line(self) -> str:
        """The words on one line, without the marks around them, and of a link only its words.

        Empty for a single character, a long part and a quotation: what somebody says is story, even if it is "Share
        this!". It is worked out once, because every rule asks for it.
        """
        if self._line is None:
            fits = SHORTEST_LINE <= len(self.text) <= LONGEST_LINE
            self._line = _bare(self.text) if fits and not _QUOTED.match(self.text) else ""
        return self._line


@dataclass(frozen=True, slots=True)
class Page:
    """An article on its way through the rules.

    Attributes:
        text: The article, which never changes.
        language: ISO 639-1 code.
        kept: The parts of its blocks that are not dropped, in order.
        dropped: What earlier rules have dropped, in order.
    """

    text: str
    language: str
    kept: tuple[Part, ...]
    dropped: tuple[Dropped, ...] = ()

    @classmethod
    def from_blocks(cls, text: str, language: str, blocks: Iterable[Span]) -> "Page":
        """The page of an article of which nothing is dropped yet."""
        return cls(text, language, tuple(Part(block, block.of(text)) for block in blocks))

    def without(self, dropped: Iterable[Dropped]) -> "Page":
        """The page with more dropped; parts that lose nothing stay the same objects."""
        more = sorted(dropped, key=_start)
        if not more:
            return self
        together = sorted([*self.dropped, *more], key=_start)
        return Page(self.text, self.language, tuple(self._cut(iter(more))), tuple(together))

    def _cut(self, cuts: Iterator[Dropped]) -> Iterator[Part]:
        cut = next(cuts, None)
        for part in self.kept:
            if cut is None or cut.span.start >= part.span.end:
                yield part
                continue
            start, end = part.span.start, part.span.end
            while cut and cut.span.start < end:
                yield from self._part(start, cut.span.start)
                start = max(start, cut.span.end)
                cut = next(cuts, None)
            yield from self._part(start, end)

    def _part(self, start: int, end: int) -> Iterator[Part]:
        if start < end and (span := tight(self.text, start, end)):
            yield Part(span, span.of(self.text))


def _start(dropped: Dropped) -> int:
    return dropped.span.start


def _bare(text: str) -> str:
    words = " ".join((_LINK.sub(r"\1", text) if "[" in text else text).split())
    if words and not words[0].isalnum():
        words = _MARKS_BEFORE.sub("", words)
    return words if words[-1:].isalnum() else _MARKS_AFTER.sub("", words)
