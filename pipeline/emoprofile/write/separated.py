"""CSV and TSV: a header and a row per profile, which a spreadsheet opens without running any of it."""

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from emoprofile.write.figure_columns import Column
from emoprofile.write.part import PartFile
from emoprofile.write.values import json_text, utf8

SEPARATORS = {".csv": ",", ".tsv": "\t"}
LIST_SEPARATOR = ";"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a cell begins that a spreadsheet may run; apostrophes in front of it count, so that each can be taken away again.
The wide forms are those that spreadsheets of East Asia take for the narrow ones."""


class SeparatedFile(PartFile):
    r"""A row per profile: text stands in quotes, a number does not, null is nothing at all.

    Text that a spreadsheet may take for a formula gets an apostrophe in front (`guarded`); numbers never do. Lines end
    in \n, quotes are doubled, and a NUL and a lone surrogate are written as escapes.

    Args:
        path: Where it will stand.
        columns: Its columns.
        separator: Between cells.
    """

    def __init__(self, path: Path, columns: Sequence[Column], separator: str = ",") -> None:
        super().__init__(path)
        self._columns, self._separator = columns, separator

    def _begin(self) -> None:
        self._line([_text(column.name) for column in self._columns])

    def _add(self, row: Mapping[str, Any]) -> None:
        self._line([_cell(row[column.name], column) for column in self._columns])

    def _line(self, cells: Sequence[str]) -> None:
        self._stream.write(self._separator.join(cells).encode() + b"\n")


def guard_cell(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet may run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_cell(cell: str) -> str:
    """What `guarded` was given: the first apostrophe goes where apostrophes and then a formula's sign begin a cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _cell(value: Any, column: Column) -> str:
    if column.kind == "texts":
        return _text(LIST_SEPARATOR.join(value)) if value else ""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (bool, int, float)):
        return json_text(value)
    return _text(json_text(value))


def _text(text: str) -> str:
    safe = guard_cell(utf8(text).replace("\0", "\\u0000"))
    return '"' + safe.replace('"', '""') + '"'
