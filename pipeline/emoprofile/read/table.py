"""A table, whatever its format -> documents."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from emoprofile.config import LimitsConfig
from emoprofile.data import Document, Failure, attempted
from emoprofile.errors import ReadError
from emoprofile.read.columns import Columns
from emoprofile.read.source import Source

LOG = logging.getLogger(__name__)
MOST_BLANK = 1_000_000
"""Blank lines in a row: they cost nothing when they are packed, and time when they are read."""


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
    """

    names: tuple[str, ...] | None
    rows: Callable[[Sequence[str] | None], Iterator[Row]]
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_documents(table: Table, source: Source) -> Iterator[Document | Failure]:
    """A document or a failure per row, in order.

    Where rows differ in their columns, those of the first with a text decide for all.

    Raises:
        ReadError: If no column of the table can be told to hold the text, or if there is no row.
    """
    columns = None if table.names is None else _choose(table.names, source, fixed=True)
    names = None if columns is None or table.names is None else columns.select(table.names)
    empty = True
    for row in table.rows(names):
        empty = False
        here = f"{source.name}, {row.place}"
        if isinstance(row.values, ReadError):
            yield Failure.of(here, "read", row.values)
            continue
        if columns is None:
            chosen = attempted(here, "read", partial(_choose, tuple(row.values), source, fixed=False))
            if isinstance(chosen, Failure):
                yield chosen
                continue
            columns = chosen
        yield _read_document(here, columns, row.values, source.limits)
    if empty:
        raise ReadError("the table holds no row")


def describe_blank() -> ReadError:
    """What a reader is told of a table with more blank lines than that."""
    return ReadError(f"more than {MOST_BLANK:,} blank lines follow each other; no table has them")


def _choose(names: tuple[str, ...], source: Source, *, fixed: bool) -> Columns:
    columns = Columns.choose(names, source.config, fixed=fixed)
    LOG.info("%s: %s", source.name, columns)
    return columns


def _read_document(here: str, columns: Columns, row: Mapping[str, Any], limits: LimitsConfig) -> Document | Failure:
    name = attempted(here, "read", lambda: _find_id(columns, row, limits))
    if isinstance(name, Failure):
        return name
    found = attempted(name or here, "read", lambda: columns.make_document(row))
    return replace(found, message=f"{here}: {found.message}") if name and isinstance(found, Failure) else found


def _find_id(columns: Columns, row: Mapping[str, Any], limits: LimitsConfig) -> str | None:
    name = columns.find_id(row)
    if name and len(name) > limits.max_id_characters:
        raise ReadError(
            f"its id has {len(name):,} characters; limits.max_id_characters allows {limits.max_id_characters:,}. Is it "
            "the right column? Name another: --set read.id_column=NAME"
        )
    return name
