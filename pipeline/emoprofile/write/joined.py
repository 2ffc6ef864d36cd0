"""Parts of one output -> one file, the same as if it had been written at once."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from emoprofile.write.part import PartFile
from emoprofile.write.separated import SEPARATORS


class _Joined(PartFile):
    """A file that is copied together from parts.

    Args:
        path: The path of the file.
        head: The size of the header in bytes. Each part begins with it, and the whole file has it once.
    """

    def __init__(self, path: Path, head: int, *, keep_empty: bool) -> None:
        super().__init__(path, keep_empty=keep_empty)
        self._head = head

    def _add(self, row: Mapping[str, Any]) -> None:
        with Path(row["part"]).open("rb") as part:
            part.seek(self._head if self.rows else 0)
            shutil.copyfileobj(part, self._stream)


def join_lines(parts: Sequence[Path], target: Path, *, head: int = 0, keep_empty: bool = True) -> None:
    """Join files of lines.

    Args:
        parts: Complete files, in order.
        target: The path of the whole file. The file appears there when it is complete.
        head: The size of the header that each part has, in bytes.
        keep_empty: Whether a file without a line is published; otherwise there will be no file.

    Raises:
        WriteError: If the file cannot be written.
    """
    with _Joined(target, head, keep_empty=keep_empty) as whole:
        for part in parts:
            if keep_empty or part.stat().st_size:
                whole.write({"part": part})


def join_parts(parts: Sequence[Path], empty: Path, target: Path) -> None:
    """Join parts of the profiles, or of the sentences, whatever their format.

    Args:
        parts: Complete files of one format, in order.
        empty: A file of the same format without a row.
        target: The path of the whole file. The file appears there when it is complete.

    Raises:
        WriteError: If the file cannot be written.
    """
    if target.suffix.lower() == ".parquet":
        from emoprofile.write.parquet import join_parquet

        join_parquet(parts, empty, target)
    else:
        join_lines([empty, *parts], target, head=empty.stat().st_size)


def read_head(path: Path) -> object:
    """What every part of one table has in common: the names and types of its columns, or its first line.

    Of JSON Lines it is nothing.
    """
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        import pyarrow.parquet as pq

        schema = pq.read_schema(path)
        return list(zip(schema.names, schema.types, strict=True))
    if suffix in SEPARATORS:
        with path.open("rb") as lines:
            return lines.readline()
    return None
