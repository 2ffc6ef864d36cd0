"""CSV and TSV -> rows, by Python's own module: others take articles that read "NA" or "null" for missing."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from emoprofile.errors import ReadError
from emoprofile.read.formats import split_suffixes
from emoprofile.read.source import Source
from emoprofile.read.tables.csv_dialect import Dialect, find_dialect
from emoprofile.read.tables.csv_rows import Lines, read_records
from emoprofile.read.tables.table import Row, Table
from emoprofile.read.tables.table_encoding import find_encoding

HEAD_LINES = 200
HEAD_CHARACTERS = 1 << 19
"""From which the dialect is told."""
_STATED = "sep="
"""With it and the delimiter, the first line of a file of Excel."""


@contextmanager
def open_csv(source: Source) -> Iterator[Table]:
    """The table in a CSV or TSV file: a header, then rows.

    Encoding, delimiter and quotes are detected where the configuration leaves them open; any line ends.

    Raises:
        ReadError: If its encoding cannot be told, or the header is no header.
    """
    csv.field_size_limit(max(csv.field_size_limit(), source.limits.max_bytes))  # of all readers of the process
    encoding = source.config.encoding or find_encoding(source)
    with source.open() as stream:
        # A byte that does not belong there is a failure of its row; in UTF-16 nothing after it can be trusted.
        errors = "strict" if encoding.startswith("utf-16") else "surrogateescape"
        ends = "\r" if _has_old_ends(stream.peek(1 << 16)) else "\n"  # type: ignore[attr-defined]
        lines = Lines(io.TextIOWrapper(stream, encoding, errors, newline=ends), source.limits.max_bytes)
        dialect, header = _read_header(lines, source)

        def rows(_: Sequence[str] | None) -> Iterator[Row]:
            return _read_rows(lines, dialect, header, encoding)

        yield Table(tuple(header), rows)


def _has_old_ends(head: bytes) -> bool:
    """Whether lines end in carriage returns alone, as on old Macs."""
    return b"\r" in head and b"\n" not in head


def _read_header(lines: Lines, source: Source) -> tuple[Dialect, list[str]]:
    suffix = split_suffixes(source.path)[0]
    head = lines.take_head(HEAD_LINES, HEAD_CHARACTERS)
    delimiter = source.config.delimiter
    if head and head[0].strip().lower().startswith(_STATED) and len(head[0].strip("\r\n")) == len(_STATED) + 1:
        delimiter = delimiter or head[0].strip("\r\n")[-1]
        next(lines)
        head = head[1:]
    dialect = find_dialect(head, suffix, delimiter, source.config.quoting)
    lines.begin_row()
    try:
        header = next(csv.reader(lines, **dialect.settings()), [])
    except csv.Error as error:
        raise ReadError(f"the header is no line of a table: {error} (the table is {dialect})") from None
    if any("\0" in name for name in header):
        raise ReadError("binary data (its first line holds NUL characters), not a table")
    if not header:
        raise ReadError("the table is empty; a line with the names of the columns must come first")
    return dialect, header


def _read_rows(lines: Lines, dialect: Dialect, header: list[str], encoding: str) -> Iterator[Row]:
    try:
        for record in read_records(lines, dialect, len(header)):
            one = record.first == record.last or not isinstance(record.fields, ReadError)
            place = f"line {record.first}" if one else f"lines {record.first} to {record.last}"
            yield Row(place, _make_row(record.fields, header, encoding))
    except UnicodeDecodeError as error:
        place = f"line {lines.number + 1}"
        raise ReadError(f"{place}: not valid {error.encoding}; what follows is not read") from None


def _make_row(fields: list[str] | ReadError, header: list[str], encoding: str) -> dict[str, str] | ReadError:
    if isinstance(fields, ReadError):
        return fields
    try:
        "".join(fields).encode()
    except UnicodeEncodeError as error:
        return ReadError(
            f"byte 0x{ord(error.object[error.start]) - 0xDC00:02x} is not in the encoding of the file, {encoding}. "
            "Name another: --set read.encoding=NAME; or convert it first: iconv -f ENCODING -t UTF-8"
        )
    return dict(zip(header, fields, strict=True))
