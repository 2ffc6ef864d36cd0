"""The block of a press contact: its heading, and the lines up to the last address or number."""

import re
from collections.abc import Iterator

from emoprofile.data import Span
from emoprofile.text.cleaning.wording_file import wording_of
from emoprofile.text.page import Page

MOST_LINES = 8
LONGEST_LINE = 120
_REACHABLE = re.compile(
    r"[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{2,30}|(?:\+|\b00|\()\d[\d ()/.-]{5,20}\d|\b\d{3}[ .-]\d{3,4}[ .-]\d{3,5}\b"
    r"|\bhttps?://|\bwww\."
)

_SIGNS = ("@", "http", "www.")
_FIGURES = re.compile(r"\d[ ()/.-]\d{3}")


def contacts(page: Page) -> Iterator[Span]:
    """Lines such as `Media contact:` with the names, addresses and numbers under them."""
    if not any(mark in page.text for mark in _SIGNS) and not _FIGURES.search(page.text):
        return
    wording = wording_of("call-to-action", page.language)
    block: list[Span] = []
    reached = 0
    for part in page.kept:
        if part.line and wording.lead_ins.fullmatch(part.line):
            yield from block[:reached]
            block, reached = [part.span], 0
        elif block and len(block) <= MOST_LINES and len(part.text) <= LONGEST_LINE:
            block.append(part.span)
            reached = len(block) if _REACHABLE.search(part.text) else reached
        else:
            yield from block[:reached]
            block, reached = [], 0
    yield from block[:reached]
