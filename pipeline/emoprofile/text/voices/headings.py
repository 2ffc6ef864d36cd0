"""Headings: which parts of an article are its title, or that of a section."""

import re
from itertools import groupby

from emoprofile.data import Span
from emoprofile.text.blocks import LINE_ENDS, LIST_ITEM
from emoprofile.text.page import Page

MOST_CHARACTERS = 150
MOST_IN_A_ROW = 2
"""A title and the line under it. More short lines in a row are a list, or verse."""
_FINISHED = re.compile(r"[.…:;,。][\"'”’»)\]*_]*$|[?!？！][\"'”’»)]+$")
_ASKS_OR_CALLS = re.compile(r"[?!？！]$")
_MARKED = re.compile(r"#{1,6}[ \t]+")
_LINE_END = re.compile(f"[{LINE_ENDS}]")
_LOOK_BACK = 12


def headings(page: Page) -> list[Span]:
    """The kept parts that are headings: those that Markdown marks, and short lines without a full stop before prose."""
    kept = page.kept
    found = {part for part in kept if _MARKED.match(_mark_of(page.text, part))}
    at = 0
    for is_short, run in groupby(kept, key=lambda part: _is_short(page.text, part)):
        parts = list(run)
        followed = at + len(parts) < len(kept)
        if is_short and followed:  # of a longer row only the title of the article
            found.update(parts if len(parts) <= MOST_IN_A_ROW else parts[: at == 0])
        at += len(parts)
    return sorted(found)


def _is_short(text: str, part: Span) -> bool:
    """Whether it is a line as titles are: a capital first, no full stop last, and not an item of a list."""
    words = part.of(text)
    if len(words) > MOST_CHARACTERS or _FINISHED.search(words) or LIST_ITEM.match(_mark_of(text, part)):
        return False
    if _ASKS_OR_CALLS.search(words) and part.start > 0:
        return False  # only the first line of an article may ask
    letters = [c for c in words if c.isalnum()]
    return bool(letters) and not letters[0].islower()


def _mark_of(text: str, part: Span) -> str:
    """What stands on the line before the part, which cleaning may have dropped, and how the part begins."""
    before = text[max(0, part.start - _LOOK_BACK) : part.start]
    return _LINE_END.split(before)[-1].lstrip() + part.of(text)[:_LOOK_BACK]
