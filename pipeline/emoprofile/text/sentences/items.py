"""Lists written inside a line: a block of text -> the ranges of its items."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ENUMERATOR = re.compile(
    r"(?<!\S)(?P<before>(?:[•⁃‣◦▪·–-]\s?)?[(\[]?)(?P<value>\d{1,3}|[a-z])(?P<after>\.[)\]]|[.)\]])(?=\s)"
)


class Item(NamedTuple):
    """One item of a list, or a whole block without a list.

    Attributes:
        start: Where it starts: at its enumerator, if it has one.
        content: Where its text starts, behind the enumerator.
        end: Where it ends.
    """

    start: int
    content: int
    end: int


def items(block: str, *, ordinals: bool = False) -> list[Item]:
    """The items of `1) milk 2) eggs`, in order; a block that is not a list is one item.

    A list starts with the block, and each enumerator follows from the one before: the next number or letter, written
    in the same way.

    Args:
        block: The text.
        ordinals: Whether a number with a full stop may be an ordinal (der 2. Platz): then it is no enumerator.
    """
    if not _ENUMERATOR.match(block, len(block) - len(block.lstrip())):
        return [Item(0, 0, len(block))]
    found = [match for match in _enumerators(block) if not (ordinals and match["after"] == ".")]
    if len(found) < 2:
        return [Item(0, 0, len(block))]
    ends = [match.start() for match in found[1:]] + [len(block)]
    return [Item(match.start(), match.end(), end) for match, end in zip(found, ends, strict=True)]


def _enumerators(block: str) -> Iterator[re.Match[str]]:
    last: re.Match[str] | None = None
    for match in _ENUMERATOR.finditer(block):
        if last is not None and (
            (match["before"], match["after"]) != (last["before"], last["after"]) or not _follows(last, match)
        ):
            continue
        yield match
        last = match


def _follows(last: re.Match[str], match: re.Match[str]) -> bool:
    before, value = last["value"], match["value"]
    if before.isdecimal() != value.isdecimal():
        return False
    return int(value) == int(before) + 1 if value.isdecimal() else ord(value) == ord(before) + 1
