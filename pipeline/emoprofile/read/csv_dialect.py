"""How a table of delimited text is written: its delimiter and its quotes, by what makes rows of its first lines."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Quoting = Literal["double", "single", "backslash", "none"]
DELIMITERS = {".csv": ",", ".tsv": "\t"}
"""What a suffix says, where the lines do not say otherwise."""
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
    best, most = dialects[0], (False, -1.0)
    for dialect in dialects:
        count = _count_lines(lines, dialect)
        if count > most:  # of equal ones, the first
            best, most = dialect, count
        if most == (True, 1.0):
            break
    return best


def _count_lines(lines: Sequence[str], dialect: Dialect) -> tuple[bool, float]:
    """Whether there is more than one column, and the share of the lines that lie in rows as long as the header."""
    reader = csv.reader(lines, **dialect.settings())
    try:
        columns = len(next(reader))
    except (csv.Error, StopIteration):
        return False, 0.0
    good, last = reader.line_num, reader.line_num
    while last < len(lines):
        try:
            fields = next(reader)
        except csv.Error:
            # The last row may go on behind the lines that are looked at.
            good += reader.line_num - last if reader.line_num >= len(lines) and last > len(lines) // 2 else 0
            last = reader.line_num
            continue
        except StopIteration:
            break
        is_row = len(fields) in (columns, 0) and not (dialect.quoting == "none" and _is_quoted(fields))
        good += reader.line_num - last if is_row else 0
        last = reader.line_num
    return columns > 1, good / max(1, len(lines))


def _is_quoted(fields: Sequence[str]) -> bool:
    """Whether quotes stand around a field: then they are no characters like any other."""
    return any(len(field) > 1 and field[0] == field[-1] == '"' for field in fields)
