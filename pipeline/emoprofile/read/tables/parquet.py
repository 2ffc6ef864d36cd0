"""Parquet -> rows, a few at a time; not by pyarrow.dataset, which reads ahead and held 8.8 GB of a large file."""

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from emoprofile.errors import ReadError
from emoprofile.read.compression import spool
from emoprofile.read.formats import split_suffixes
from emoprofile.read.source import Source
from emoprofile.read.tables.column_names import show_name
from emoprofile.read.tables.parquet_size import Sizes
from emoprofile.read.tables.table import Row, Table

BUFFER = 1 << 20


@contextmanager
def open_parquet(source: Source) -> Iterator[Table]:
    """The table in a Parquet file.

    Raises:
        ReadError: If it is no Parquet file, or cut off: what its columns are stands at its end.
    """
    # Only now: most articles never need it.
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    with ExitStack() as stack:
        unpacked = stack.enter_context(source.open())
        stream: Any = stack.enter_context(spool(unpacked, split_suffixes(source.path)[1]))
        try:
            file = stack.enter_context(ParquetFile(stream, buffer_size=BUFFER, pre_buffer=False))
            names = tuple(file.schema_arrow.names)
            size = stream.seek(0, io.SEEK_END)
        except (ArrowException, OSError, UnicodeDecodeError) as error:
            raise ReadError(f"no Parquet file, or one that is cut off ({type(error).__name__})") from None

        def rows(wanted: Sequence[str] | None) -> Iterator[Row]:
            needed = list(names if wanted is None else wanted)
            _check_zones(file.schema_arrow, needed)
            sizes = Sizes(file, stream, size, needed, source.limits)
            number = 0
            try:
                for values in _read_values(file, needed, sizes):
                    number += 1
                    yield Row(f"row {number}", values)
            except (ArrowException, OSError) as error:  # whose words may quote a value
                raise ReadError(f"damaged after row {number} ({type(error).__name__})") from None
            except ReadError as error:
                raise ReadError(f"after row {number}: {error}" if number else str(error)) from None

        yield Table(names, rows, texts=_find_texts(file.schema_arrow))


def _find_texts(schema: Any) -> tuple[str, ...]:
    """The columns that may hold text: strings, bytes, and lists and structs of them."""
    from pyarrow import types

    def may_hold_text(kind: Any) -> bool:
        if types.is_dictionary(kind):
            return may_hold_text(kind.value_type)
        if kind.num_fields:
            return any(may_hold_text(kind.field(i).type) for i in range(kind.num_fields))
        is_text = (types.is_string, types.is_large_string, types.is_string_view)
        return any(is_kind(kind) for is_kind in (*is_text, types.is_binary, types.is_large_binary))

    return tuple(name for name in schema.names if may_hold_text(schema.field(name).type))


def _check_zones(schema: Any, names: Sequence[str]) -> None:
    """Refuse columns with a time zone that does not exist: not one of their values could be read."""
    from pyarrow import scalar

    waiting = [(name, schema.field(name).type) for name in names]
    while waiting:
        name, kind = waiting.pop()
        waiting += [(name, kind.field(i).type) for i in range(kind.num_fields)]
        if getattr(kind, "tz", None):
            try:
                scalar(0, kind).as_py()
            except Exception:  # each library of time zones has its own
                raise ReadError(
                    f"the column {show_name(name)} has a time zone that this machine does not know. Leave it out by "
                    "naming the others: --set read.metadata_columns=[NAME, ...]"
                ) from None


def _read_values(file: Any, names: Sequence[str], sizes: Sizes) -> Iterator[dict[str, Any] | ReadError]:
    for group in range(file.num_row_groups):
        rows = sizes.rows_at_once(group)
        for batch in file.iter_batches(rows, row_groups=[group], columns=list(names), use_threads=False):
            try:
                yield from batch.to_pylist()
            except Exception:  # a string that is not UTF-8, a date beyond Python's, what a library of types raises
                yield from (_read_row(batch.slice(i, 1)) for i in range(batch.num_rows))


def _read_row(batch: Any) -> dict[str, Any] | ReadError:
    try:
        [row] = batch.to_pylist()
    except Exception as error:
        return ReadError(f"a value that cannot be read ({type(error).__name__})")
    return dict(row)
