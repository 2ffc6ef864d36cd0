"""How a table of delimited text is written: its delimiter and its quotes, by what makes rows of its first lines."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

Quoting = Literal["double", "single", "backslash", "none"]
DELIMITERS = {".csv": ",", ".tsv": "\t"}
"""What a suffix says, where the lines do not say otherwise."""
FEWEST_STRAYS = 2
MOSTLY = 0.98
"""So many rows more must there be without quotes, and so large a share of the lines, for quotes to be characters."""
_CANDIDATES = (",", "\t", ";", "|")
_QUOTINGS: tuple[Quoting, ...] = ("double", "backslash", "single", "none")
_NAMES = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar", " ": "space"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How fields are separated and quoted.

    Attributes:
        delimiter: One character.
        quoting: As `read.quoting` has it.
    """

    delimiter: str
    quoting: Quoting = "double"

    def settings(self) -> dict[str, Any]:
        """The arguments of `csv.reader`. Strict: it says where a quote is wrong."""
        settings: dict[str, Any] = {"delimiter": self.delimiter, "strict": True}
        if self.quoting == "none":
            return settings | {"quoting": csv.QUOTE_NONE, "quotechar": None}
        if self.quoting == "backslash":
            return settings | {"escapechar": "\\"}
        return settings | {"quotechar": "'" if self.quoting == "single" else '"'}

    def __str__(self) -> str:
        name = _NAMES.get(self.delimiter, repr(self.delimiter))
        return f"separated by {name} (read.delimiter), quoting {self.quoting} (read.quoting)"


def find_dialect(
    lines: Sequence[str], suffix: str, delimiter: str | None = None, quoting: Quoting | None = None
) -> Dialect:
    """The dialect that makes most rows of the first lines; the one that the suffix names, if others do no better.

    Args:
        lines: The first lines, the header among them, with their ends.
        suffix: Of the file.
        delimiter: What is configured; None to detect it.
        quoting: Likewise.
    """
    usual = DELIMITERS.get(suffix, ",")
    delimiters = [delimiter] if delimiter else [usual, *(each for each in _CANDIDATES if each != usual)]
    quotings = (quoting,) if quoting else _QUOTINGS
    dialects = [Dialect(each, way) for each in delimiters for way in quotings]
    if quoting is None:
        dialects = [each for each in dialects if each.quoting != "single" or _has_single_quotes(lines, each.delimiter)]
    best, most = dialects[0], (False, -1)
    for dialect in dialects:
        count = _count_lines(lines, dialect)
        if dialect.quoting != "none":
            is_better = count > most
        else:  # a stray quote costs a row in a table with quotes; only where most are stray there are none
            is_better = count[0] and count[1] >= max(most[1] + FEWEST_STRAYS, MOSTLY * len(lines))
        if is_better or (count[0] and not most[0]):
            best, most = dialect, count
        if most == (True, len(lines)):
            break
    return best


def _count_lines(lines: Sequence[str], dialect: Dialect) -> tuple[bool, int]:
    """Whether there is more than one column, and how many lines lie in rows as long as the header."""
    columns = good = at = 0
    while at < len(lines):
        reader = csv.reader(islice(lines, at, None), **dialect.settings())
        before = 0
        try:
            for fields in reader:
                columns = columns or len(fields)
                is_row = len(fields) in (columns, 0)
                if is_row and not (dialect.quoting in ("none", "single") and _is_quoted(fields)):
                    good += reader.line_num - before
                before = reader.line_num
            at = len(lines)
        except csv.Error:
            at += before + 1
    return columns > 1, good


def _has_single_quotes(lines: Sequence[str], delimiter: str) -> bool:
    """Whether single quotes stand around a field of some line."""
    ends = re.escape(delimiter)
    quoted = re.compile(rf"(?:^|{ends})'[^']*(?:''[^']*)*'(?:{ends}|\r?\n?$)")
    return any("'" in line and quoted.search(line) for line in lines)


def _is_quoted(fields: Sequence[str]) -> bool:
    """Whether quotes stand around a field: then they are no characters like any other."""
    return any(len(field) > 1 and field[0] == field[-1] == '"' for field in fields)
