"""Lines -> the rows of a table. A quote that is not closed costs one row: reading goes on at the next line."""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from emoprofile.errors import ReadError
from emoprofile.read.tables.csv_dialect import Dialect
from emoprofile.read.tables.table import MOST_BLANK, describe_blank

LONE_RETURN = "\ufdd0"
"""A noncharacter of Unicode. It stands for a carriage return inside a line, which the csv module takes for the end of a
row."""
FEWEST_LINES = 4
"""Of a text in quotes whose lines all look like rows: with a comma, so many are no chance."""
MOST_TRIED = 1000
"""Lines behind a stray quote that are looked at for a row."""


@dataclass(frozen=True, slots=True)
class Record:
    """What stands in one row.

    Attributes:
        first: Its first line, from 1.
        last: Its last line.
        fields: Its fields, or what is wrong with it.
    """

    first: int
    last: int
    fields: list[str] | ReadError


class LongRowError(ReadError):
    """A row that is longer than a row may be; of all that is wrong with a file, this alone costs no more than a row."""


class Lines:
    r"""The lines of a text, which can be given back.

    Args:
        text: Opened with `newline="\n"`, so that a lone carriage return ends no line.
        most: Characters of a row; a row is refused before it fills memory.

    Attributes:
        number: How many lines were taken.
        row: Those of the row at hand.
    """

    def __init__(self, text: TextIO, most: int) -> None:
        self._text, self._most = text, most
        self._waiting: deque[str] = deque()
        self.number = 0
        self.row: list[str] = []
        self._size = 0

    def begin_row(self) -> None:
        """What follows belongs to the next row."""
        self.row, self._size = [], 0

    def take_back(self, count: int) -> None:
        """Give back the last lines of the row at hand."""
        if count:
            self._waiting.extendleft(reversed(self.row[-count:]))
            self.number -= count
            del self.row[-count:]

    @property
    def is_full(self) -> bool:
        """Whether the row at hand is longer than a row may be."""
        return self._size > self._most

    def skip(self, is_row: Callable[[str], bool]) -> None:
        """Pass over lines until one is a row by itself."""
        is_whole = self.row[-1].endswith(("\n", "\r"))
        while True:
            self.begin_row()
            with suppress(LongRowError):  # a part of a line that is too long
                if (line := next(self, None)) is None:
                    return
                if is_whole and is_row(line):
                    self.take_back(1)
                    return
            is_whole = self.row[-1].endswith(("\n", "\r"))

    def take_head(self, count: int, size: int) -> list[str]:
        """The next lines, at most so many characters of them and one line; they are given back at once."""
        self.begin_row()
        with suppress(LongRowError):
            while len(self.row) < count and self._size < size:
                if next(self, None) is None:
                    break
        head = list(self.row)
        self.take_back(len(head))
        return head

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._text.readline(self._most + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.row.append(line)
        self._size += len(line)
        if self.is_full:
            raise LongRowError(
                f"a row of more than {self._most:,} characters (limits.max_bytes): is a quote not closed? If quotes "
                "are characters like any other: --set read.quoting=none"
            )
        body = line.rstrip("\r\n")
        return line.replace(body, body.replace("\r", LONE_RETURN), 1) if "\r" in body else line


class RowShape:
    """What a line must look like to be a row: as many fields as columns, and no text where no row had one.

    Args:
        dialect: How rows are written.
        columns: How many fields they have.
    """

    def __init__(self, dialect: Dialect, columns: int) -> None:
        self._dialect, self._columns = dialect, columns
        self._is_code: list[bool] = []  # until a row was seen, nothing is known

    def learn(self, fields: list[str]) -> None:
        """Remember which columns hold text."""
        known = self._is_code or [True] * self._columns
        self._is_code = [was and " " not in field for was, field in zip(known, fields, strict=True)]

    def fits(self, line: str) -> bool:
        """Whether a line by itself is a row."""
        try:
            fields = next(csv.reader([line], **self._dialect.settings()), [])
        except csv.Error:
            return False
        if len(fields) != self._columns:
            return False
        return not any(is_code and " " in field for is_code, field in zip(self._is_code, fields, strict=False))

    def find_next(self, row: list[str]) -> int | None:
        """After how many lines of a row with an open quote the next one begins; None if all belong to it."""
        if self._columns == 1 and len(row) <= FEWEST_LINES:
            return None
        return next((start for start in range(1, min(len(row), MOST_TRIED)) if self.fits(row[start])), None)

    def is_swallowed(self, row: list[str]) -> bool:
        """Whether the lines inside a quoted text all look like rows: then it began with a stray quote."""
        inside = row[1:-1]
        fewest = FEWEST_LINES if self._dialect.delimiter == "," else 1
        return self._columns > 1 and len(inside) >= fewest and all(map(self.fits, inside))


def read_records(lines: Lines, dialect: Dialect, columns: int) -> Iterator[Record]:
    """The rows behind a header; every line is in one of them.

    Args:
        lines: What is left of the file.
        dialect: How it is written.
        columns: How many fields a row has.

    Raises:
        ReadError: If more blank lines follow each other than a table has.
    """
    reader, shape = csv.reader(lines, **dialect.settings()), RowShape(dialect, columns)
    blank = 0
    while True:
        lines.begin_row()
        first = lines.number + 1
        is_open = True
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = f"no row of a table, is a quote in it not doubled, or not closed? {error}"
        except LongRowError as error:
            problem = str(error)
        else:
            blank = 0 if fields else blank + 1
            if blank > MOST_BLANK:
                raise describe_blank()
            if not fields:
                continue
            is_open = shape.is_swallowed(lines.row)
            if len(fields) == columns and not is_open:
                shape.learn(fields)
                yield Record(first, lines.number, [field.replace(LONE_RETURN, "\r") for field in fields])
                continue
            problem = f"{len(fields)} fields, but {columns} columns: is a delimiter or a line end not quoted?"
        if is_open and len(lines.row) > 1:
            start = shape.find_next(lines.row)
            if start is not None:
                lines.take_back(len(lines.row) - start)
                problem = "a quote in it is not closed; the lines behind it are read as rows of their own"
        if lines.is_full:
            lines.skip(shape.fits)
        reader = csv.reader(lines, **dialect.settings())
        yield Record(first, lines.number, ReadError(f"{problem} (the table is {dialect})"))
