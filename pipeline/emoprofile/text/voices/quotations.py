"""Quotation marks: a block of text -> the ranges of its outermost quotations, marks included."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from emoprofile.data import Span

LONGEST_IN_SINGLE_MARKS = 1000
"""Characters: two apostrophes further apart are not a pair."""
_DOUBLE = '"“”„‟'
"""Any of these may close what another opened: where it stands tells which it does."""
_PAIRS = {"«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』"}
_SINGLE = "‘‚'"
_TICKS, _TICKS_END = "``", "''"
_MARK = re.compile(f"{_TICKS}|{_TICKS_END}|[{_DOUBLE}{''.join(_PAIRS)}」』{_SINGLE}]")
_SINGLE_CLOSER = re.compile(r"(?<=[^\s‘‚])[’'‘](?!\w)")
_BEFORE_OPENER = re.compile(r"[\s(\[{—–/:,;…¿¡-]")
_ELISION = re.compile(r"['’‘](?:n['’]|(?:\d\ds?|em|tis|twas|cause|til|bout|round|cos)\b)", re.IGNORECASE)
_SAYS_SOMETHING = re.compile(r"\w")


class Quotation(NamedTuple):
    """The outermost quotation: what stands in it counts as its own, further quotations included.

    Attributes:
        span: Its place in the document, marks included.
        closed: Whether it has a closing mark; without one it ends with its block.
    """

    span: Span
    closed: bool


def quotations(text: str, block: Span) -> Iterator[Quotation]:
    """The quotations of a block, in order, disjoint.

    A quotation in the marks of the one around it is counted in; where that leaves the outer one open to the end of the
    block, a mark was forgotten, and the first that closes is taken.
    """
    part = block.of(text)
    marks = list(_MARK.finditer(part))
    if not marks:
        return
    found = list(_find(part, marks, nested=True))
    if len(marks) > 1 and found and not found[-1][2]:
        found = list(_find(part, marks, nested=False))
    for start, end, closed in found:
        if _SAYS_SOMETHING.search(part, start, end):
            yield Quotation(Span(block.start + start, block.start + end), closed)


def _find(part: str, marks: Sequence[re.Match[str]], *, nested: bool) -> Iterator[tuple[int, int, bool]]:
    start = depth = end = 0
    singles: _SingleCloser | None = None
    loose = _loose(part, marks)
    for match in marks:
        at, mark = match.start(), match[0]
        if at < end:
            continue
        if at in loose or mark in (_TICKS, _TICKS_END):
            if depth == 0 and (at in loose or mark == _TICKS):
                start, depth = at, 1
            elif depth and (part[start] == part[at] or mark == _TICKS_END):
                end, depth = match.end(), 0
                yield start, end, True
        elif depth == 0:
            if mark in _SINGLE:
                if _opens(part, at) and not _ELISION.match(part, at):
                    singles = singles or _SingleCloser(part)
                    if end := singles.end(at):
                        yield at, end, True
            elif _opens(part, at):
                start, depth = at, 1
        elif _closes(part, at, part[start]):
            depth -= 1
            if depth == 0:
                end = at + 1
                yield start, end, True
        elif nested and _nests(mark, part[start]):
            depth += 1
    if depth:
        yield start, len(part.rstrip()), False


def _loose(part: str, marks: Sequence[re.Match[str]]) -> frozenset[int]:
    """Straight marks between spaces, as in tokenized text, `" We left , " she said .`; none if one is left over."""
    if '"' not in part:
        return frozenset()
    found = [
        at
        for match in marks
        if part[at := match.start()] == '"'
        and not part[max(0, at - 1) : at].strip()
        and not part[at + 1 : at + 2].strip()
    ]
    return frozenset(found) if len(found) % 2 == 0 else frozenset()


def _opens(part: str, at: int) -> bool:
    """Whether a mark stands where one opens: with nothing or a space before it, and a word behind it."""
    mark, before, behind = part[at], part[at - 1 : at] if at else "", part[at + 1 : at + 2]
    if mark in "「『":
        return True
    if mark in "”」』":
        return False
    if mark in "«‹" and behind.isspace():
        behind = part[at + 2 : at + 3]  # « Oui »
    free = not before or _BEFORE_OPENER.match(before) or before in _PAIRS or before in _DOUBLE + _SINGLE
    return bool(free and behind.strip() and behind not in ".,;:!?)]")


def _closes(part: str, at: int, opener: str) -> bool:
    if opener in _PAIRS:
        return part[at] == _PAIRS[opener]
    return part[at] in _DOUBLE and not _opens(part, at)


def _nests(mark: str, opener: str) -> bool:
    return mark == opener if opener in _PAIRS else mark in _DOUBLE


class _SingleCloser:
    """Finds where a quotation in single marks ends, among the apostrophes of a text.

    An apostrophe behind an s may be a possessive (the soldiers’ tents): it closes only if no better mark follows.
    """

    def __init__(self, part: str) -> None:
        self._part = part
        self._sure: list[int] = []
        self._doubtful: list[int] = []
        for match in _SINGLE_CLOSER.finditer(part):
            end = match.end()
            possessive = part[end - 2] in "sS" and part[end : end + 1].isspace()
            (self._doubtful if possessive else self._sure).append(end)

    def end(self, at: int) -> int:
        """The end of the quotation that opens at `at`; 0 if it does not."""
        sure, doubtful = self._next(self._sure, at), self._next(self._doubtful, at)
        if doubtful and "‘" in self._part[doubtful:sure]:
            return doubtful  # the better mark is another quotation's
        return sure or doubtful

    def _next(self, ends: list[int], at: int) -> int:
        following = bisect_right(ends, at + 1)
        if following == len(ends) or ends[following] > at + LONGEST_IN_SINGLE_MARKS:
            return 0
        return ends[following]
