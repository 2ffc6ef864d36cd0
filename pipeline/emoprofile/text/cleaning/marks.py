"""Rules that look at signs, not at words; they hold in every language."""

import re
import unicodedata
from collections.abc import Iterator

from emoprofile.data import Dropped, Span
from emoprofile.text.cleaning.templates import tags
from emoprofile.text.page import Page

# Letters, figures, and symbols that mean something by themselves: emoji; not lines, boxes, bullets and stars.
_MEANINGFUL = ("L", "N", "So")
_ORNAMENTS = frozenset(map(chr, range(0x2500, 0x2600))) | frozenset("★☆✦✧✩✪⭐❖")
# Markdown at the edges of a block. Inside a sentence it stays: a sentence is one unbroken span.
_BEFORE = re.compile(r"(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+•‣⁃◦▪●][ \t]+)+")
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)")
_AROUND = ("***", "**", "__", "~~", "*", "_")
_PAGE_NUMBER = re.compile(r"[-–—|•·] ?\d{1,4} ?[-–—|•·]")
LONGEST_COUNTERS = 80
# An icon and a figure, twice and more, at the end of a block.
_COUNTERS = re.compile(
    r"(?:^|\s)((?:[^\w\s!-/:-@\[-`{-~“”‘’«»„‹›–—•·…€£°§]\ufe0f? ?\d[\d.,]{0,8}[kKmM]?\s{0,4}){2,12})$"
)
_LAST_OF_COUNTER = frozenset("0123456789kKmM")
_FIRST_OF_MARKUP = frozenset("#>-*+•‣⁃◦▪●!_~")


def symbols(page: Page) -> Iterator[Dropped]:
    """Blocks without a letter, a figure or an emoji: `-`, `***`, `|#+|`; page numbers; counters: `♥ 12  💬 3`."""
    for part in page.kept:
        if not part.text[0].isalnum() and (
            not any(map(_is_meaningful, part.text)) or _PAGE_NUMBER.fullmatch(part.text)
        ):
            yield Dropped(part.span, "symbols")
        elif part.text[-1] in _LAST_OF_COUNTER and (counters := _COUNTERS.search(part.text, -LONGEST_COUNTERS)):
            yield Dropped(Span(part.span.start + counters.start(1), part.span.end), "symbols")


def _is_meaningful(character: str) -> bool:
    return character not in _ORNAMENTS and unicodedata.category(character).startswith(_MEANINGFUL)


def markup(page: Page) -> Iterator[Dropped]:
    """Markdown at the edges of a block, `## `, `> `, `- `, `**` around all of it; images, tags and code, whole."""
    found = list(tags(page))
    yield from found
    for part in page.without(found).kept:
        if part.text[0] not in _FIRST_OF_MARKUP:
            continue
        start, end = part.span.start, part.span.end
        if _IMAGE.fullmatch(page.text, start, end):
            yield Dropped(part.span, "markup")
            continue
        if (before := _BEFORE.match(page.text, start, end)) and before.end() < end:
            yield Dropped(Span(start, start + len(before[0].rstrip())), "markup")
            start = before.end()
        yield from _around(page.text, start, end)


def _around(text: str, start: int, end: int) -> Iterator[Dropped]:
    """A pair of emphasis marks around the whole block, and not one pair of several."""
    for mark in _AROUND:
        inner = end - start - 2 * len(mark)
        if inner > 0 and text.startswith(mark, start, end) and text.endswith(mark, start, end):
            if mark not in text[start + len(mark) : end - len(mark)]:
                yield Dropped(Span(start, start + len(mark)), "markup")
                yield Dropped(Span(end - len(mark), end), "markup")
            return
