"""A file that gets its name only when it is complete. Every output format is written in this way."""

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from emoprofile.errors import WriteError
from emoprofile.storage import sync_folder


class PartFile(ABC):
    """A file that is written as `NAME.part`, and renamed when it is closed without an error and safe on the disk.

    After an error or an interrupt, the `.part` file stays, so that no result is lost.

    Args:
        path: The path of the finished file. It replaces a file of that name from an earlier run.
        keep_empty: Whether a file without a row is published; otherwise there will be no file.

    Raises:
        WriteError: If the file cannot be created on entering, or cannot be written later.
    """

    def __init__(self, path: Path, *, keep_empty: bool = True) -> None:
        self.path, self.part = path, path.with_name(path.name + ".part")
        self.rows = 0
        self._keep_empty = keep_empty

    def __enter__(self) -> Self:
        with _translate_errors(self.path):
            if not self.path.parent.is_dir():
                raise WriteError(f"cannot write {self.path}: there is no folder {self.path.parent}. Make it first")
            if self.path.is_dir():
                raise WriteError(f"cannot write {self.path}: it is a folder. Name a file")
            self._stream = self.part.open("wb")
            try:
                self._begin()
            except BaseException:
                with suppress(OSError):
                    self._stream.close()
                self.part.unlink(missing_ok=True)
                raise
        return self

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row.

        Raises:
            WriteError: If the row cannot be written.
        """
        with _translate_errors(self.part):
            self._add(row)
        self.rows += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            with _translate_errors(self.path):
                self._publish()
        else:
            # The error that ended the run is reported, not the errors that follow from it.
            with suppress(OSError):
                self._end()
            with suppress(OSError):
                self._stream.close()
            if not self.rows:
                self.part.unlink(missing_ok=True)

    def _publish(self) -> None:
        try:
            self._end()
            self._stream.flush()
            os.fsync(self._stream.fileno())
        finally:
            self._stream.close()
        if self.rows or self._keep_empty:
            os.replace(self.part, self.path)
        else:
            self.part.unlink()
            self.path.unlink(missing_ok=True)
        sync_folder(self.path.parent)

    def _begin(self) -> None:  # noqa: B027 - not every format has a beginning
        """Write what comes before the first row."""

    @abstractmethod
    def _add(self, row: Mapping[str, Any]) -> None:
        """Write a row, or keep it until there are enough rows."""

    def _end(self) -> None:  # noqa: B027 - not every format has an end
        """Write the rows that were kept, and what comes after the last row."""


def write_atomically(path: Path, content: bytes) -> None:
    """Write a small file. It appears complete, or not at all.

    Raises:
        WriteError: If the file cannot be written.
    """
    part = path.with_name(path.name + ".part")
    with _translate_errors(path):
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
        sync_folder(path.parent)


@contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from error
