"""Headings: which parts of an article are its title, or that of a section."""

import re
from itertools import compress, groupby

from emoprofile.data import Span
from emoprofile.text.line_breaks import LINE_ENDS, LIST_ITEM
from emoprofile.text.page import Page, Part

MOST_CHARACTERS = 150
MOST_IN_A_ROW = 2
"""A title and the line under it. More short lines in a row are a list, or verse."""
_FINISHED = re.compile(
    r"[.…:;,。][\"'”’“‘«»‹›)\]*_ \u00a0\u202f]*$|[?!？！][ \u00a0\u202f]?[\"'”’“‘«»‹›)]+$|\.\.[^\w]*$"
)
_ENDS_IN_EMOJI = re.compile(r"[.!?…][^.!?…]*[\U0001F300-\U0001FAFF\u2600-\u27BF]\ufe0f?$")
_ASKS_OR_CALLS = "?!？！"
_MARKED = re.compile(r"#{1,6}[ \t]+")
_LINE_END = re.compile(f"[{LINE_ENDS}]")
_LOOK_BACK = 12


def headings(page: Page) -> list[Span]:
    """The kept parts that are headings: those that Markdown marks, and short lines without a full stop before prose."""
    kept = page.kept
    marks = [_mark_of(page.text, part) for part in kept]
    is_heading = [_MARKED.match(mark) is not None for mark in marks]
    at = 0
    for is_short, run in groupby(map(_is_short, kept, marks)):
        length = sum(1 for _ in run)
        if is_short and at + length < len(kept):  # of a longer row only the title of the article
            for i in range(at, at + length) if length <= MOST_IN_A_ROW else range(at == 0):
                is_heading[i] = True
        at += length
    return [part.span for part in compress(kept, is_heading)]


def _is_short(part: Part, mark: str) -> bool:
    """Whether it is a line as titles are: a capital first, no full stop last, and not an item of a list."""
    words = part.text
    if len(words) > MOST_CHARACTERS or _FINISHED.search(words) or _ENDS_IN_EMOJI.search(words) or LIST_ITEM.match(mark):
        return False
    if words[-1] in _ASKS_OR_CALLS and part.span.start > 0:
        return False  # only the first line of an article may ask
    first = next(filter(str.isalnum, words), "")
    return bool(first) and not first.islower()


def _mark_of(text: str, part: Part) -> str:
    """What stands on the line before the part, which cleaning may have dropped, and how the part begins."""
    start = part.span.start
    before = text[max(0, start - _LOOK_BACK) : start]
    if not before or before[-1] in LINE_ENDS:
        return part.text[:_LOOK_BACK]
    return _LINE_END.split(before)[-1].lstrip() + part.text[:_LOOK_BACK]
