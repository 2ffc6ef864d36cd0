"""CSV and TSV: a header and a row per profile. A spreadsheet runs none of the text as a formula."""

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
"""The beginning of a cell that a spreadsheet may run as a formula. Apostrophes in front belong to it, so that the one
that is added can be removed again. East Asian spreadsheets treat the wide forms of the signs as the narrow ones."""


class NamedColumn(Protocol):
    """A column, as far as a file of lines needs to know it."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def kind(self) -> str:
        """What its cells hold: `texts` are joined, all else is written as it is."""


class SeparatedFile(PartFile):
    r"""A file with a row per profile. Text is in quotes, numbers are not, and null is an empty cell.

    Text that a spreadsheet may run as a formula gets an apostrophe in front (`guard_cell`); numbers never do. Lines end
    in \n, quotes are doubled, and a NUL or a lone surrogate is written as an escape.

    Args:
        path: The path of the file.
        columns: Its columns.
        separator: The sign between cells.
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
    """Put an apostrophe in front of a text that a spreadsheet may run as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_cell(cell: str) -> str:
    """Undo `guard_cell`: remove the first of the apostrophes before the sign of a formula."""
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
