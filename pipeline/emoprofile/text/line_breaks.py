"""Line breaks: which of them have no meaning, because a margin, a hyphen or the width of a screen made them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from emoprofile.data import Span

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
LIST_ITEM = re.compile(r"(?:[•⁃‣◦▪·*+–—-]|[(\[]?\d{1,3}[.)\]]|[(\[]?[A-Za-z][)\]])\s+")
"""How a line of a list begins."""
WIDEST_MARGIN = 100
NARROWEST_MARGIN = 40
NARROWEST_HYPHENATED = 20
FEWEST_BREAKS = 3
SHARE_OF_BREAKS_AT_MARGIN = 0.75
SHARE_OF_BREAKS_IN_SENTENCE = 0.5
SHARE_OF_CAPITALS = 0.8
"""Where more lines begin with a capital though no sentence has ended, each says something of its own."""
FEWEST_CAPTION_WORDS = 60
CAPTION_WIDTHS = (3, 25)
"""Words on a line of captions, on average."""
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_BROKEN_WORD = re.compile(rf"[^\W\d_]{{2}}[-\u2010\u00ad][ \t]*(?:\r\n|[{LINE_ENDS}])[ \t]*(?=[^\W\d_])")
_MARK = re.compile(r"[.!?…]")
_BROKEN_WORD_END = re.compile(r"(?<=[^\W\d_]{2})[-\u2010\u00ad][ \t]*(?:\r\n|\n|\r)[ \t]*(?=[^\W\d_])")
_ANY_MARK = re.compile(r"[^\w\s'’-]")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a text were broken.

    Attributes:
        margin: Characters to the right margin; None in text that is not hard-wrapped.
        has_hyphens: Whether some words are broken at line ends.
        joins_paragraphs: Whether it is a transcript in short lines: all of them are joined.
    """

    margin: int | None = None
    has_hyphens: bool = False
    joins_paragraphs: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether every line break has a meaning."""
        return self.margin is None and not self.has_hyphens and not self.joins_paragraphs

    def of_paragraph(self, text: str, lines: Sequence[Span]) -> "Wrapping":
        """The same, without the margin in a paragraph whose lines each say something of their own."""
        if self.margin is None or not _is_list(text, lines):
            return self
        return Wrapping(None, self.has_hyphens)

    def joins(self, text: str, line: Span, following: Span) -> bool:
        """Whether two lines are one block."""
        if self.joins_paragraphs:
            return text[line.start].isalnum() and text[following.start].isalnum()
        if self.has_hyphens and _is_hyphenated(text, line, following):
            return True
        if self.margin is None or LIST_ITEM.match(text, following.start, following.end):
            return False
        goes_on = text[following.start].islower() and not _SENTENCE_END.search(line.of(text))
        return goes_on or not _fits(line, following, text, self.margin)


def join_broken_words(text: str) -> str:
    """A text with the words joined that a hyphen broke at a line end, `ter-` and `rified`: what the model reads."""
    return _BROKEN_WORD_END.sub("", text) if "\n" in text or "\r" in text else text


def wrapping(text: str, paragraphs: Sequence[Sequence[Span]]) -> Wrapping:
    """How a text was broken into lines.

    It is hard-wrapped when most breaks inside paragraphs come where the next word would have passed the longest line,
    half of them or more in the middle of a sentence, and when the lines behind those do not all begin with a capital.
    """
    breaks = [
        (line, following)
        for lines in paragraphs
        for line, following in pairwise(lines)
        if not LIST_ITEM.match(text, following.start, following.end)
    ]
    if _are_captions(text, [line for lines in paragraphs for line in lines]):
        return Wrapping(joins_paragraphs=True)
    if not breaks:
        return Wrapping()
    has_hyphens = any(text[match.end()].islower() for match in _BROKEN_WORD.finditer(text))
    # A lone long word, such as a URL, may stick out of any margin.
    margin = max((len(line) for lines in paragraphs for line in lines if " " in line.of(text)), default=0)
    narrowest, fewest = (NARROWEST_HYPHENATED, 1) if has_hyphens else (NARROWEST_MARGIN, FEWEST_BREAKS)
    if not narrowest <= margin <= WIDEST_MARGIN or len(breaks) < fewest:
        return Wrapping(None, has_hyphens)
    at_margin = sum(
        not _fits(line, following, text, margin) or (has_hyphens and _is_hyphenated(text, line, following))
        for line, following in breaks
    )
    in_sentence = [following for line, following in breaks if not _SENTENCE_END.search(line.of(text))]
    wrapped = at_margin >= SHARE_OF_BREAKS_AT_MARGIN * len(breaks)
    wrapped = wrapped and len(in_sentence) >= SHARE_OF_BREAKS_IN_SENTENCE * len(breaks)
    return Wrapping(margin if wrapped and not _begin_anew(text, in_sentence) else None, has_hyphens)


def _is_list(text: str, lines: Sequence[Span]) -> bool:
    """Whether all lines begin with a capital though the line before holds no end of a sentence, as headlines do."""
    if len(lines) <= FEWEST_BREAKS:
        return False
    return _begin_anew(text, lines) and not any(_MARK.search(line.of(text)) for line in lines[:-1])


def _begin_anew(text: str, lines: Sequence[Span]) -> bool:
    """Whether nearly all of some lines begin with a capital; of a few, all, for in German many words do."""
    share = SHARE_OF_CAPITALS if len(lines) > 2 * FEWEST_BREAKS else 1
    return len(lines) >= FEWEST_BREAKS and sum(_begins_anew(text, line) for line in lines) >= share * len(lines)


def _begins_anew(text: str, line: Span) -> bool:
    """Whether a line begins with a capital or a figure, and is not all in capitals."""
    first = text[line.start].isupper() or text[line.start].isdigit()
    return first and not line.of(text).isupper()


def _are_captions(text: str, lines: Sequence[Span]) -> bool:
    """Whether the lines are those of a transcript: short, and without capitals or marks to tell sentences by."""
    if len(lines) < 2 * FEWEST_BREAKS or len(text) < 2 * CAPTION_WIDTHS[0] * len(lines):
        return False
    words = lower = marked = 0
    for line in lines:
        content = line.of(text)
        words += content.count(" ") + 1
        lower += content[0].islower() or content.startswith(("I ", "I'", "I’"))
        marked += bool(_ANY_MARK.search(content))
    return (
        words >= FEWEST_CAPTION_WORDS
        and CAPTION_WIDTHS[0] * len(lines) <= words <= CAPTION_WIDTHS[1] * len(lines)
        and lower >= SHARE_OF_CAPITALS * len(lines)
        and marked <= (1 - SHARE_OF_CAPITALS) / 2 * len(lines)
    )


def _is_hyphenated(text: str, line: Span, following: Span) -> bool:
    """Whether a word is broken between two lines: ter-, rified."""
    return bool(_BROKEN_WORD.match(text, line.end - 3)) and text[following.start].islower()


def _fits(line: Span, following: Span, text: str, margin: int) -> bool:
    """Whether the first word of the following line would have fitted on this one."""
    first_word = following.of(text).split(maxsplit=1)[0]
    return len(line) + 1 + len(first_word) <= margin
