"""How much of a Parquet file is decoded at once, and whether it unpacks to too much: known before it is unpacked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from emoprofile.config import LimitsConfig
from emoprofile.errors import ReadError
from emoprofile.read.compression import describe_bomb, is_bomb
from emoprofile.read.tables.column_names import show_name
from emoprofile.read.tables.parquet_pages import DICTIONARY, read_pages

BATCH_BYTES = 1 << 24
"""Of decoded columns, about, that are held at a time."""
MOST_ROWS = 1024
ROW_BYTES = 512
"""What a row takes at least, however little is in it: it becomes an article or a failure."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A column chunk: what one row of it may decode to, and all of it, in bytes."""

    row: float
    whole: float


class Sizes:
    """The sizes of a file's row groups.

    Args:
        file: The `ParquetFile`.
        stream: Its bytes.
        size: How many these are.
        names: The columns that are read.
        limits: What is refused.
    """

    def __init__(self, file: Any, stream: BinaryIO, size: int, names: Sequence[str], limits: LimitsConfig) -> None:
        self._file, self._stream, self._size, self._names, self._limits = file, stream, size, names, limits
        self._unpacked = 0.0
        self._leaves = {
            leaf: name
            for leaf in range(len(file.schema))
            for name in names
            if (path := file.schema.column(leaf).path) == name or path.startswith(f"{name}.")
        }

    def rows_at_once(self, group: int) -> int:
        """How many rows of a row group are decoded together.

        Raises:
            ReadError: If a page, or all that was read until then, unpacks to more than the limits allow.
        """
        chunks = [self._chunk(group, leaf) for leaf in self._leaves]
        count = max(1, min(MOST_ROWS, int(BATCH_BYTES / max(1.0, sum(chunk.row for chunk in chunks)))))
        rows = self._file.metadata.row_group(group).num_rows
        most = ROW_BYTES * rows + sum(chunk.whole for chunk in chunks)
        if is_bomb(int(self._unpacked + most), self._size, self._limits):
            most = self._measure(group, count)
        self._unpacked += most
        return count

    def _measure(self, group: int, count: int) -> float:
        """What a row group really decodes to. It is decoded in small steps, and no further than the limit."""
        found = 0
        for batch in self._file.iter_batches(count, row_groups=[group], columns=list(self._names), use_threads=False):
            found += batch.nbytes + ROW_BYTES * batch.num_rows
            if is_bomb(int(self._unpacked + found), self._size, self._limits):
                raise describe_bomb(self._limits)
        return found

    def _chunk(self, group: int, leaf: int) -> _Chunk:
        facts = self._file.metadata.row_group(group).column(leaf)
        kind = self._file.schema.column(leaf)
        start = facts.data_page_offset
        if facts.has_dictionary_page and 0 < facts.dictionary_page_offset < start:
            start = facts.dictionary_page_offset
        plain = dictionary = row = 0.0
        values = 0
        for page in read_pages(self._stream, start, facts.total_compressed_size):
            if page.unpacked > self._limits.max_bytes:
                raise ReadError(
                    f"a page of the column {show_name(self._leaves[leaf])} unpacks to {page.unpacked:,} bytes; "
                    f"limits.max_bytes allows {self._limits.max_bytes:,}"
                )
            share = page.unpacked / max(1, page.values)
            if page.kind == DICTIONARY:
                # A value of the dictionary is at most all of it, where values differ in length.
                dictionary = page.unpacked if kind.physical_type == "BYTE_ARRAY" else share
                continue
            values += page.values
            plain += page.unpacked * (page.values if page.is_expanding else 1)
            row = max(row, page.unpacked if page.is_expanding or kind.max_repetition_level else share)
        whole = plain + values * (dictionary + 8)
        if kind.max_repetition_level and plain + 8 * values > self._limits.max_bytes:
            raise ReadError(
                f"the lists in the column {show_name(self._leaves[leaf])} hold {values:,} values in one row group, "
                f"more than limits.max_bytes allows. Leave it out: --set read.metadata_columns=[NAME, ...]"
            )
        return _Chunk(row + dictionary, whole)
