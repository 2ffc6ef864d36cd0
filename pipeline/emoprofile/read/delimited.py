"""CSV and TSV -> rows, by Python's own module: others take articles that read "NA" or "null" for missing."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self, TextIO

from emoprofile.config import LIMITS, LimitsConfig
from emoprofile.errors import ReadError
from emoprofile.read.decode import decode
from emoprofile.read.forms import DELIMITERS, Form
from emoprofile.read.packed import Watch, opened, unwatched
from emoprofile.read.table import MOST_BLANK, Columns, Row, Table, too_blank

HEAD = 8192
"""How many bytes tell the encoding of a file."""


@contextmanager
def delimited(path: str, limits: LimitsConfig = LIMITS, watch: Watch = unwatched) -> Iterator[Table]:
    """The table in a CSV or TSV file: a header, quotes as in RFC 4180, any line ends; UTF-8 unless its head says no.

    Raises:
        ReadError: If its encoding cannot be told, or the header is no header.
    """
    csv.field_size_limit(max(csv.field_size_limit(), limits.max_bytes))  # of all readers of the process
    with opened(path, limits, watch) as stream:
        encoding = _encoding(stream.peek(HEAD))  # type: ignore[attr-defined]
        # A byte that does not belong there is a failure of its row; in UTF-16 nothing after it can be trusted.
        errors = "strict" if encoding.startswith("utf-16") else "surrogateescape"
        lines = _Lines(io.TextIOWrapper(stream, encoding, errors, newline=""), limits.max_bytes)
        # Strict: a quote that is never closed would otherwise make one article of all that follows.
        reader = csv.reader(lines, delimiter=DELIMITERS[Form.of(path).suffix], strict=True)
        try:
            header = next(reader, [])
        except csv.Error as error:
            raise ReadError(f"the header is no line of a table: {error}") from None
        if any("\0" in name for name in header):
            raise ReadError("binary data (its first line holds NUL characters), not a table")
        if not header:
            raise ReadError("the table is empty; a line with the names of the columns must come first")

        def rows(_: Columns | None) -> Iterator[Row]:
            return _rows(reader, header, lines)

        yield Table(tuple(header), rows)


class _Lines:
    """The lines of a text, and how much of it the row at hand has taken: a row is refused before it fills memory."""

    def __init__(self, text: TextIO, most: int) -> None:
        self._text, self._most, self._take = text, most, 0

    def begin_row(self) -> None:
        """What follows belongs to the next row."""
        self._take = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._most + 1)
        self._take += len(line)
        if self._take > self._most:
            raise ReadError(f"a row of more than {self._most:,} characters (limits.max_bytes): is a quote not closed?")
        if not line:
            raise StopIteration
        return line


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Incremental: the end of the head may cut a character.
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(head)
    strange = sum("\udc80" <= character <= "\udcff" for character in text)
    # A few bytes that do not belong among letters in UTF-8 are failures of their rows, not another encoding.
    return (
        "utf-8-sig"
        if strange <= sum(not character.isascii() for character in text) - strange
        else decode(head).encoding
    )


def _rows(reader: Any, header: list[str], lines: _Lines) -> Iterator[Row]:
    blank = 0
    while True:
        place = f"line {reader.line_num + 1}"
        lines.begin_row()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "is a quote in it not doubled, or not closed?"
            yield Row(place, ReadError(f"no row of a table, {remedy} ({error})"))
            continue
        except UnicodeDecodeError as error:
            raise ReadError(f"{place}: not valid {error.encoding}; what follows is not read") from None
        blank = 0 if fields else blank + 1
        if blank > MOST_BLANK:
            raise too_blank()
        if fields:
            yield Row(place, _values(fields, header))


def _values(fields: list[str], header: list[str]) -> dict[str, str] | ReadError:
    if len(fields) != len(header):
        return ReadError(f"{len(fields)} fields, but {len(header)} columns: is a delimiter or a line end not quoted?")
    try:
        "".join(fields).encode()
    except UnicodeEncodeError as error:
        return ReadError(
            f"byte 0x{ord(error.object[error.start]) - 0xDC00:02x} is not in the encoding of the file. "
            "Convert it first, for example: iconv -f ENCODING -t UTF-8"
        )
    return dict(zip(header, fields, strict=True))
