"""What the columns of a table hold, by its first rows: whether it is text, and how much of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emoprofile.errors import ReadError
from emoprofile.read.values import join_text

MOST_READ = 20_000
"""Characters of a value that are looked at."""
CODES = 0.9
"""The share of values that are codes, from which a column holds codes."""
FEWEST_FOR_KINDS = 10
KINDS = 0.2
"""A column with so few different values, among that many, sorts its rows and describes none of them."""
_TAGS = re.compile(r"<[^<>]{0,2000}>")
# A word, or a sign of a script that writes without spaces.
_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:['’\-][^\W\d_]+)*|[\u3040-\u30ff\u3400-\u9fff]")
# Web and mail addresses, names of files, numbers and dates, hashes, and identifiers: with a digit, in mixed case, or
# with an underscore.
_CODE = re.compile(
    r"[a-z][a-z0-9+.-]*://\S+|[\w.+-]+@[\w-]+\.[\w.-]+|[\w./\\-]+\.[A-Za-z]{2,5}|[+-]?\d[\d.,:/TZ+-]{2,}"
    r"|[0-9a-fA-F-]{8,}|(?=\w*\d)[A-Za-z0-9_-]{6,}|\w*[a-z][A-Z]\w*[a-z][A-Z]\w*|[A-Za-z0-9]+_[A-Za-z0-9_]+"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a column holds.

    Attributes:
        words: Of a value, on average.
        weight: Words of a row, on average over all rows; of values that repeat, each counts once.
        longest: Characters of its longest value.
        is_codes: Whether it holds codes, addresses, numbers or kinds of rows.
    """

    words: float
    weight: float
    longest: int
    is_codes: bool


def weigh_columns(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, Contents]:
    """What each column holds that holds any text."""
    found = {}
    for name in names:
        texts = [text.strip() for row in rows if (text := _find_text(row.get(name))) and text.strip()]
        if texts:
            found[name] = _weigh(texts, len(rows))
    return found


def _weigh(texts: Sequence[str], rows: int) -> Contents:
    counts = [len(_WORD.findall(_TAGS.sub(" ", text[:MOST_READ]))) for text in texts]
    distinct = len(set(texts)) / len(texts)
    codes = sum(_CODE.fullmatch(text[:MOST_READ]) is not None for text in texts) / len(texts)
    is_kinds = len(texts) >= FEWEST_FOR_KINDS and distinct <= KINDS and max(counts) <= 1
    return Contents(
        sum(counts) / len(texts), sum(counts) * distinct / rows, max(map(len, texts)), codes >= CODES or is_kinds
    )


def _find_text(value: Any) -> str | None:
    try:
        return join_text(value)
    except (ReadError, RecursionError):
        return None
