"""Excel workbooks -> rows, by openpyxl, which reads them a row at a time; every sheet with the header of the first."""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from emoprofile.config import LimitsConfig
from emoprofile.errors import MissingExtraError, ReadError
from emoprofile.read.compression import describe_bomb, is_bomb, spool
from emoprofile.read.formats import split_suffixes
from emoprofile.read.source import Source
from emoprofile.read.tables.table import Row, Table


@contextmanager
def open_excel(source: Source) -> Iterator[Table]:
    """The table in a workbook: the first line of its first sheet that is not empty has the names of the columns.

    Raises:
        MissingExtraError: If the extra [excel] is not installed.
        ReadError: If it is no workbook, or unpacks to more than the limits allow.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise MissingExtraError("openpyxl", "excel", "reading .xlsx files") from error
    with source.open() as stream, spool(stream, split_suffixes(source.path)[1]) as content:
        try:
            _check_size(content, source.limits)
            workbook = load_workbook(content, read_only=True, data_only=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise ReadError(f"no Excel workbook, or one that is damaged ({type(error).__name__})") from None
        try:
            names = _find_names(workbook)

            def rows(_: Sequence[str] | None) -> Iterator[Row]:
                return _read_rows(workbook, names)

            yield Table(names, rows)
        finally:
            workbook.close()


def _check_size(content: Any, limits: LimitsConfig) -> None:
    """Refuse a workbook that unpacks to too much, by what its directory says, before any is unpacked."""
    with zipfile.ZipFile(content) as archive:
        unpacked = sum(each.file_size for each in archive.infolist())
    size = content.seek(0, 2)
    content.seek(0)
    if is_bomb(unpacked, size, limits):
        raise describe_bomb(limits)


def _find_names(workbook: Any) -> tuple[str, ...]:
    for sheet in workbook.worksheets:
        for values in sheet.iter_rows(values_only=True):
            if any(value is not None for value in values):
                return _name_columns(values)
    raise ReadError("the workbook is empty; a line with the names of the columns must come first")


def _name_columns(values: Sequence[Any]) -> tuple[str, ...]:
    names = ["" if value is None else str(value).strip() for value in values]
    while names and not names[-1]:
        names.pop()
    return tuple(name or f"column {number}" for number, name in enumerate(names, 1))


def _read_rows(workbook: Any, names: tuple[str, ...]) -> Iterator[Row]:
    for sheet in workbook.worksheets:
        is_header_due = True
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            if all(value is None for value in values):
                continue
            place = f"sheet {sheet.title!r}, row {number}"
            if is_header_due:
                is_header_due = False
                if _name_columns(values) != names:
                    problem = (
                        "the sheet has other columns than the first one, and is not read. Save it as a file of its own"
                    )
                    yield Row(place, ReadError(problem))
                    break
                continue
            if any(value is not None for value in values[len(names) :]):
                yield Row(place, ReadError(f"more cells than the {len(names)} columns have names"))
                continue
            cells = [*values[: len(names)], *[None] * (len(names) - len(values))]
            yield Row(place, dict(zip(names, cells, strict=True)))
