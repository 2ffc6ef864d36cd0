"""A table, whatever its format -> documents."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from emoprofile.config import LimitsConfig
from emoprofile.data import STOPS, Document, Failure, attempt
from emoprofile.errors import ReadError
from emoprofile.read.source import Source
from emoprofile.read.tables.columns import Columns

LOG = logging.getLogger(__name__)
MOST_BLANK = 1_000_000
"""Blank lines in a row: they cost nothing when they are packed, and time when they are read."""
SAMPLE_ROWS = 100
SAMPLE_CHARACTERS = 2_000_000
"""Of the rows, about, that are looked at before it is decided which column is what."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row, or why there is none.

    Attributes:
        place: Where it stands in its file, for people.
        values: By column.
    """

    place: str
    values: Mapping[str, Any] | ReadError


@dataclass(frozen=True, slots=True)
class Table:
    """An open table.

    Attributes:
        names: Its columns, if all rows have the same.
        rows: The rows, one at a time; of the columns that are asked for, at least.
        classes: Of columns that hold the numbers of classes: their names, in order.
        texts: The columns that may hold text, if their types say so: `rows` may then be called again for others.
    """

    names: tuple[str, ...] | None
    rows: Callable[[Sequence[str] | None], Iterator[Row]]
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: tuple[str, ...] | None = None


def read_documents(table: Table, source: Source) -> Iterator[Document | Failure]:
    """A document or a failure per row, in order.

    Which column is what is decided by the first rows. Where rows differ in their columns, the first with a text decide.

    Raises:
        ReadError: If no column of the table can be told to hold the text, or if there is no row.
    """
    columns: Columns | None = None
    rows = table.rows(_find_looked_at(table, source))
    while columns is None:
        sample = _Sample(rows)
        if not sample.rows:
            sample.end()
            raise ReadError("the table holds no row")
        values = [row.values for row in sample.rows if not isinstance(row.values, ReadError)]
        try:
            columns = _choose(table, values, source)
        except ReadError as error:
            if table.names is not None:
                raise
            yield from (_fail(row, source, error) for row in sample.rows)
            if sample.is_last:
                sample.end()
                return
    rows = sample.replay() if table.texts is None else table.rows(columns.select(table.names or ()))
    for row in rows:
        if isinstance(row.values, ReadError):
            yield _fail(row, source, row.values)
        else:
            yield _read_document(f"{source.name}, {row.place}", columns, row.values, source.limits)


def describe_blank() -> ReadError:
    """What a reader is told of a table with more blank lines than that."""
    return ReadError(f"more than {MOST_BLANK:,} blank lines follow each other; no table has them")


def _find_looked_at(table: Table, source: Source) -> Sequence[str] | None:
    """The columns that are read before it is known which are needed; None for all."""
    if table.texts is None or not table.names:
        return None
    configured = source.config.text_column
    return [configured] if configured in table.names else table.texts or table.names[:1]


class _Sample:
    """The first rows of a table, kept until it is known what they are; what went wrong behind them waits its turn."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self.rows: list[Row] = []
        self.is_last = False
        self._left, self._fault = rows, None
        size = 0
        try:
            while len(self.rows) < SAMPLE_ROWS and size < SAMPLE_CHARACTERS:
                row = next(rows)
                self.rows.append(row)
                if not isinstance(row.values, ReadError):
                    size += sum(len(value) for value in row.values.values() if isinstance(value, (str, bytes)))
        except StopIteration:
            self.is_last = True
        except STOPS:
            raise
        except BaseException as error:  # whatever a library does: the rows before it stand
            self.is_last, self._fault = True, error

    def replay(self) -> Iterator[Row]:
        """All rows from the first."""
        yield from self.rows
        self.end()
        if not self.is_last:
            yield from self._left

    def end(self) -> None:
        """Raise what ended the rows, if anything did."""
        if self._fault is not None:
            raise self._fault


def _choose(table: Table, rows: Sequence[Mapping[str, Any]], source: Source) -> Columns:
    names = tuple(dict.fromkeys(name for row in rows for name in row)) if table.names is None else table.names
    columns = Columns.choose(names, rows, source.config, fixed=table.names is not None)
    LOG.info("%s: %s", source.name, columns)
    return columns


def _fail(row: Row, source: Source, error: ReadError) -> Failure:
    return Failure.of(f"{source.name}, {row.place}", "read", row.values if isinstance(row.values, ReadError) else error)


def _read_document(here: str, columns: Columns, row: Mapping[str, Any], limits: LimitsConfig) -> Document | Failure:
    name = attempt(here, "read", lambda: _find_id(columns, row, limits))
    if isinstance(name, Failure):
        return name
    found = attempt(name or here, "read", lambda: columns.make_document(row, limits))
    return replace(found, message=f"{here}: {found.message}") if name and isinstance(found, Failure) else found


def _find_id(columns: Columns, row: Mapping[str, Any], limits: LimitsConfig) -> str | None:
    name = columns.find_id(row)
    if name and len(name) > limits.max_id_characters:
        raise ReadError(
            f"its id has {len(name):,} characters; limits.max_id_characters allows {limits.max_id_characters:,}. Is it "
            "the right column? Name another: --set read.id_column=NAME"
        )
    return name
