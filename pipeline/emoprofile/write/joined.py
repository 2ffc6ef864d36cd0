"""Parts of one output -> the whole, as if it had been written at once."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from emoprofile.write.part import PartFile


class _Joined(PartFile):
    """A file that is copied together from parts.

    Args:
        path: Where it will stand.
        head: How many bytes the parts have in common at their beginning, and the whole needs once.
    """

    def __init__(self, path: Path, head: int, *, keep_empty: bool) -> None:
        super().__init__(path, keep_empty=keep_empty)
        self._head = head

    def _add(self, row: Mapping[str, Any]) -> None:
        with Path(row["part"]).open("rb") as part:
            part.seek(self._head if self.rows else 0)
            shutil.copyfileobj(part, self._stream)


def joined_lines(parts: Sequence[Path], target: Path, *, head: int = 0, keep_empty: bool = True) -> None:
    """Join files of lines.

    Args:
        parts: Whole files, in order.
        target: Published when it is whole.
        head: Bytes of the header that each of them has.
        keep_empty: Whether a file without a line is published; otherwise there will be none.

    Raises:
        WriteError: If the disk refuses.
    """
    with _Joined(target, head, keep_empty=keep_empty) as whole:
        for part in parts:
            if keep_empty or part.stat().st_size:
                whole.write({"part": part})


def join_parts(parts: Sequence[Path], empty: Path, target: Path) -> None:
    """Join parts of the profiles, or of the sentences, whatever their format.

    Args:
        parts: Whole files of one format, in order.
        empty: A file of the same format without a row.
        target: Published when it is whole.

    Raises:
        WriteError: If the disk refuses.
    """
    if target.suffix.lower() == ".parquet":
        from emoprofile.write.parquet import joined_parquet

        joined_parquet(parts, empty, target)
    else:
        joined_lines([empty, *parts], target, head=empty.stat().st_size)
