"""CSV and TSV: a header and a row per profile, which a spreadsheet opens without running any of it."""

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from emoprofile.write.part import PartFile
from emoprofile.write.values import to_json, to_utf8

SEPARATORS = {".csv": ",", ".tsv": "\t"}
LIST_SEPARATOR = ";"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a cell begins that a spreadsheet may run; apostrophes in front of it count, so that each can be taken away again.
The wide forms are those that spreadsheets of East Asia take for the narrow ones."""


class NamedColumn(Protocol):
    """A column, as far as a file of lines needs to know it."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def kind(self) -> str:
        """What its cells hold: `texts` are joined, all else is written as it is."""


class SeparatedFile(PartFile):
    r"""A row per profile: text stands in quotes, a number does not, null is nothing at all.

    Text that a spreadsheet may take for a formula gets an apostrophe in front (`guarded`); numbers never do. Lines end
    in \n, quotes are doubled, and a NUL and a lone surrogate are written as escapes.

    Args:
        path: Where it will stand.
        columns: Its columns.
        separator: Between cells.
    """

    def __init__(self, path: Path, columns: Sequence[NamedColumn], separator: str = ",") -> None:
        super().__init__(path)
        self._columns, self._separator = columns, separator

    def _begin(self) -> None:
        self._line([_quote(column.name) for column in self._columns])

    def _add(self, row: Mapping[str, Any]) -> None:
        self._line([_format_cell(row[column.name], column) for column in self._columns])

    def _line(self, cells: Sequence[str]) -> None:
        self._stream.write(self._separator.join(cells).encode() + b"\n")


def guard_cell(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet may run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_cell(cell: str) -> str:
    """What `guarded` was given: the first apostrophe goes where apostrophes and then a formula's sign begin a cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _format_cell(value: Any, column: NamedColumn) -> str:
    if column.kind == "texts":
        return _quote(LIST_SEPARATOR.join(value)) if value else ""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, (bool, int, float)):
        return to_json(value)
    return _quote(to_json(value))


def _quote(text: str) -> str:
    safe = guard_cell(to_utf8(text).replace("\0", "\\u0000"))
    return '"' + safe.replace('"', '""') + '"'
