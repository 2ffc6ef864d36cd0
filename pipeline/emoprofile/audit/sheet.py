"""The sheet that annotators fill in, as CSV or Excel: sentences with their neighbours, and no score."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emoprofile.errors import MissingExtraError, ReadError
from emoprofile.write import TableColumn, write_table

SUFFIXES = (".csv", ".xlsx")
ROW = "row"
YES = frozenset({"1", "yes", "y", "x", "true", "ja", "oui", "si", "sí"})
NO = frozenset({"0", "no", "n", "false", "nein", "non"})
ENCODINGS = ("utf-8-sig", "cp1252")
WIDE, NARROW = 60, 14
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sentence to label.

    Attributes:
        row: Its number, from 1.
        before: The sentence before it in the article; empty for the first.
        sentence: The sentence.
        after: The sentence after it.
    """

    row: int
    before: str
    sentence: str
    after: str


def write_sheet(path: Path, rows: Sequence[SheetRow], figures: Sequence[str]) -> None:
    """Write a sheet with an empty column for each label.

    Raises:
        WriteError: If the disk refuses.
        MissingExtraError: If it is one for Excel, and the extra [excel] is not installed.
    """
    names = [ROW, "before", "sentence", "after"]
    if path.suffix.lower() == ".xlsx":
        _write_workbook(path, [[each.row, each.before, each.sentence, each.after] for each in rows], [*names, *figures])
        return
    columns = [TableColumn(name, "text", "") for name in (*names, *figures)]
    empty = dict.fromkeys(figures)
    write_table(
        path,
        columns,
        (
            {ROW: each.row, "before": each.before, "sentence": each.sentence, "after": each.after, **empty}
            for each in rows
        ),
    )


def read_answers(path: Path, figures: Sequence[str]) -> dict[str, dict[int, float]]:
    """What annotators answered: by label, 1 or 0 per row; a row without an answer is left out.

    Rows may come in any order, and other columns may have been added. A CSV may have been saved anew with other
    separators, or in the encoding of Windows.

    Raises:
        ReadError: If it cannot be read, lacks a column, names a row twice, or holds an answer that is neither yes nor
            no; it says in which rows.
    """
    rows = _read_workbook(path) if path.suffix.lower() == ".xlsx" else _read_lines(path)
    header = {name.strip(): i for i, name in enumerate(rows[0])} if rows else {}
    missing = [name for name in (ROW, *figures) if name not in header]
    if missing:
        raise ReadError(f"{path}: no column is called {missing[0]!r}; columns: {', '.join(header) or 'none'}")
    found: dict[str, dict[int, float]] = {figure: {} for figure in figures}
    seen: set[int] = set()
    wrong: list[str] = []
    for cells in rows[1:]:
        cells = [*cells, *[""] * (len(header) - len(cells))]
        if not any(cells):
            continue
        number = _read_number(cells[header[ROW]])
        if number is None or number in seen:
            raise ReadError(
                f"{path}: {cells[header[ROW]]!r} is no number of a row, or comes twice. Leave that column as it is"
            )
        seen.add(number)
        for figure in figures:
            answer = _read_answer(cells[header[figure]])
            if answer is None and cells[header[figure]].strip():
                wrong.append(f"row {number}, {figure}: {cells[header[figure]]!r}")
            elif answer is not None:
                found[figure][number] = answer
    if wrong:
        rest = f", and {len(wrong) - MOST_NAMED} more" if len(wrong) > MOST_NAMED else ""
        raise ReadError(f"{path}: an answer is 1 or 0, yes or no, or nothing: {'; '.join(wrong[:MOST_NAMED])}{rest}")
    return found


def _read_answer(cell: str) -> float | None:
    text = cell.strip().casefold().removesuffix(".0")
    return 1.0 if text in YES else 0.0 if text in NO else None


def _read_number(cell: str) -> int | None:
    text = cell.strip().removesuffix(".0")
    return int(text) if text.isdecimal() else None


def _read_lines(path: Path) -> list[list[str]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from None
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ReadError(f"{path}: neither UTF-8 nor the encoding of Windows. Save it as CSV in UTF-8")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise ReadError(f"{path}: no table ({error})") from None


def _write_workbook(path: Path, rows: Sequence[Sequence[Any]], names: Sequence[str]) -> None:
    openpyxl = _import_openpyxl()
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(names))
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, name in enumerate(names, 1):
        sheet.cell(1, column).font = Font(bold=True)
        width = WIDE if name in ("before", "sentence", "after") else max(NARROW, len(name) + 2)
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
    target = io.BytesIO()
    book.save(target)
    from emoprofile.write import write_atomically

    write_atomically(path, target.getvalue())


def _read_workbook(path: Path) -> list[list[str]]:
    openpyxl = _import_openpyxl()
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # whatever a library makes of a damaged file
        raise ReadError(f"{path}: cannot be read as an Excel file ({error})") from None
    try:
        sheet = book.worksheets[0]
        return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def _import_openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError("openpyxl", "excel", "sheets in .xlsx") from None
    return openpyxl
