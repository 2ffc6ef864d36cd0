"""A file that is published under its name only when it is whole: the commit protocol of every format."""

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from emoprofile.errors import WriteError


class PartFile(ABC):
    """Rows that grow as `NAME.part`, and take their name when they are closed without an error and safe on the disk.

    After an error or an interrupt the `.part` file stays: what was computed is not thrown away.

    Args:
        path: Where it will stand; a file of that name from an earlier run is replaced.
        keep_empty: Whether a file without a row is published; otherwise there will be no file.

    Raises:
        WriteError: On entering, if the file cannot be created; later, if the disk refuses.
    """

    def __init__(self, path: Path, *, keep_empty: bool = True) -> None:
        self.path, self.part = path, path.with_name(path.name + ".part")
        self.rows = 0
        self._keep_empty = keep_empty

    def __enter__(self) -> Self:
        with _translate_errors(self.path):
            if not self.path.parent.is_dir():
                raise WriteError(f"cannot write {self.path}: there is no folder {self.path.parent}")
            if self.path.is_dir():
                raise WriteError(f"cannot write {self.path}: it is a folder")
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
            WriteError: If the disk refuses.
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
            # The error that ended the run is the one to report, not those that follow from it.
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

    def _begin(self) -> None:  # noqa: B027 - not every format opens with something
        """Write what stands before the first row."""

    @abstractmethod
    def _add(self, row: Mapping[str, Any]) -> None:
        """Write a row, or keep it until there are enough of them."""

    def _end(self) -> None:  # noqa: B027 - nor closes with something
        """Write what was kept, and what stands after the last row."""


def write_atomically(path: Path, content: bytes) -> None:
    """Write a small file, whole or not at all.

    Raises:
        WriteError: If the disk refuses.
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


def sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system lets a folder be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
