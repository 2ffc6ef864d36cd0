"""Blocks: the paragraphs, headings and list items of a text, one span each.

A line is a block, except where lines were broken only to fit a margin, or as captions on a screen: those are joined.
"""

import re
from collections.abc import Iterator

from emoprofile.data import Span
from emoprofile.text.line_breaks import LINE_ENDS, Wrapping, wrapping

# Runs of line ends, and lines without the white space around them.
_LINE = re.compile(rf"(?:\r\n|[{LINE_ENDS}])+|\S(?:[^{LINE_ENDS}]*\S)?")


def blocks(text: str) -> list[Span]:
    """The blocks of a text, in order, without the white space around them."""
    paragraphs = list(_paragraphs(text))
    wrapped = wrapping(text, paragraphs)
    if wrapped.joins_paragraphs:
        paragraphs = [[line for lines in paragraphs for line in lines]]
    return [block for lines in paragraphs for block in _join(text, lines, wrapped)]


def tight(text: str, start: int, end: int) -> Span | None:
    """The span without white space at either end; None if nothing else is in it."""
    part = text[start:end]
    inner = part.strip()
    if not inner:
        return None
    if len(inner) < len(part):
        start += len(part) - len(part.lstrip())
    return Span(start, start + len(inner))


def _join(text: str, lines: list[Span], wrapped: Wrapping) -> Iterator[Span]:
    """The blocks of a paragraph: its lines, joined where a break has no meaning."""
    if wrapped.is_plain or len(lines) == 1:
        yield from lines
        return
    wrapped = wrapped.of_paragraph(text, lines)
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or not wrapped.joins(text, lines[i - 1], lines[i]):
            yield Span(lines[start].start, lines[i - 1].end)
            start = i


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
