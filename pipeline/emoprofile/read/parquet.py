"""Parquet -> rows, a few at a time; not by pyarrow.dataset, which reads ahead and held 8.8 GB of a large file."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from emoprofile.errors import ReadError
from emoprofile.read.forms import Form
from emoprofile.read.packed import FAULTS, Watch, damaged, opened, unwatched
from emoprofile.read.table import Columns, Row, Table

BATCH_BYTES = 1 << 24
"""Of decoded columns, about, that are held at a time."""
MOST_ROWS = 1024
BUFFER = 1 << 20


@contextmanager
def parquet(path: str, watch: Watch = unwatched) -> Iterator[Table]:
    """The table in a Parquet file.

    Raises:
        ReadError: If it is no Parquet file, or cut off: what its columns are stands at its end.
    """
    # Only now: most articles never need it.
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    with ExitStack() as stack:
        stream: Any = stack.enter_context(opened(path, watch))
        if Form.of(path).packing:
            stream = _spooled(stream, stack)
        try:
            file = stack.enter_context(ParquetFile(stream, buffer_size=BUFFER, pre_buffer=False))
            names = tuple(file.schema_arrow.names)
        except (ArrowException, OSError) as error:
            raise ReadError(f"no Parquet file, or one that is cut off: {error}") from None

        def rows(columns: Columns | None) -> Iterator[Row]:
            number = 0
            try:
                for values in _values(file, names if columns is None else columns.needed(names)):
                    number += 1
                    yield Row(f"row {number}", values)
            except (ArrowException, OSError) as error:
                raise ReadError(f"damaged after row {number}: {error}") from None

        yield Table(names, rows)


def _spooled(stream: Any, stack: ExitStack) -> Any:
    """The content in a file of its own: Parquet is read from its end."""
    spool = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
    try:
        shutil.copyfileobj(stream, spool)
    except FAULTS as error:
        raise damaged(error) from None
    spool.seek(0)
    return spool


def _values(file: Any, names: Any) -> Iterator[dict[str, Any] | ReadError]:
    for group in range(file.num_row_groups):
        facts = file.metadata.row_group(group)
        fit = BATCH_BYTES * facts.num_rows // max(facts.total_byte_size, 1)
        size = max(1, min(MOST_ROWS, fit))
        for batch in file.iter_batches(size, row_groups=[group], columns=list(names), use_threads=False):
            try:
                yield from batch.to_pylist()
            except (ValueError, OverflowError):  # a string that is not UTF-8, a date beyond Python's
                yield from (_row(batch.slice(i, 1)) for i in range(batch.num_rows))


def _row(batch: Any) -> dict[str, Any] | ReadError:
    try:
        [row] = batch.to_pylist()
    except (ValueError, OverflowError) as error:
        return ReadError(f"a value that cannot be read: {error}")
    return dict(row)
