"""Blocks: the paragraphs, headings and list items of a text, one span each.

A line is a block, except in hard-wrapped text, where the lines that were broken only to fit a margin are joined.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from emoprofile.data import Span

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
# Runs of line ends, and lines without the white space around them.
_LINE = re.compile(rf"(?:\r\n|[{LINE_ENDS}])+|\S(?:[^{LINE_ENDS}]*\S)?")
LIST_ITEM = re.compile(r"(?:[•⁃‣◦▪·*+–—-]|[(\[]?\d{1,3}[.)\]]|[(\[]?[A-Za-z][)\]])\s+")
"""How a line of a list begins."""
WIDEST_MARGIN = 100
NARROWEST_MARGIN = 40
FEWEST_BREAKS = 3
SHARE_OF_BREAKS_AT_MARGIN = 0.75
SHARE_OF_BREAKS_IN_SENTENCE = 0.5
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*$")


def blocks(text: str) -> list[Span]:
    """The blocks of a text, in order, without the white space around them."""
    paragraphs = list(_paragraphs(text))
    margin = _margin(text, paragraphs)
    if margin is None:
        return [line for lines in paragraphs for line in lines]
    found = []
    for lines in paragraphs:
        start = 0
        for i in range(1, len(lines) + 1):
            if i == len(lines) or _meant(text, lines[i - 1], lines[i], margin):
                found.append(Span(lines[start].start, lines[i - 1].end))
                start = i
    return found


def tight(text: str, start: int, end: int) -> Span | None:
    """The span without white space at either end; None if nothing else is in it."""
    part = text[start:end]
    inner = part.strip()
    if not inner:
        return None
    if len(inner) < len(part):
        start += len(part) - len(part.lstrip())
    return Span(start, start + len(inner))


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """Runs of lines without an empty line between them."""
    lines: list[Span] = []
    ends = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        if text[start] in LINE_ENDS:
            ends += 1 if match[0] == "\r\n" else end - start
        else:
            if ends > 1 and lines:
                yield lines
                lines = []
            lines.append(Span(start, end))
            ends = 0
    if lines:
        yield lines


def _meant(text: str, line: Span, following: Span, margin: int) -> bool:
    """Whether hard-wrapped text breaks here for a reason: a list, or room that was left where no sentence goes on."""
    if LIST_ITEM.match(text, following.start, following.end):
        return True
    goes_on = text[following.start].islower() and not _SENTENCE_END.search(line.of(text))
    return _fits(text, line, following, margin) and not goes_on


def _fits(text: str, line: Span, following: Span, margin: int) -> bool:
    """Whether the first word of the following line would have fitted on this one."""
    first_word = following.of(text).split(maxsplit=1)[0]
    return len(line) + 1 + len(first_word) <= margin


def _margin(text: str, paragraphs: list[list[Span]]) -> int | None:
    """The right margin of hard-wrapped text, or None if the text is not hard-wrapped.

    It is when most breaks inside paragraphs come where the next word would have passed the longest line, and
    half of them or more in the middle of a sentence.
    """
    # A lone long word, such as a URL, may stick out of any margin.
    margin = max((len(line) for lines in paragraphs for line in lines if " " in line.of(text)), default=0)
    if not NARROWEST_MARGIN <= margin <= WIDEST_MARGIN:
        return None
    breaks = [
        (line, following)
        for lines in paragraphs
        for line, following in pairwise(lines)
        if not LIST_ITEM.match(text, following.start, following.end)
    ]
    if len(breaks) < FEWEST_BREAKS:
        return None
    at_margin = sum(not _fits(text, line, following, margin) for line, following in breaks)
    in_sentence = sum(not _SENTENCE_END.search(line.of(text)) for line, _ in breaks)
    wrapped = at_margin >= SHARE_OF_BREAKS_AT_MARGIN * len(breaks)
    return margin if wrapped and in_sentence >= SHARE_OF_BREAKS_IN_SENTENCE * len(breaks) else None
