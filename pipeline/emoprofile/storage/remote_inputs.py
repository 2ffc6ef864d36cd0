"""Finds and opens articles behind addresses, and notices when one has changed since it was planned."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, BinaryIO

from emoprofile.errors import EmoprofileError, ReadError
from emoprofile.storage.address import is_remote, name_reason, reach_files

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class RemoteState:
    """What is known of a remote file without reading it.

    Attributes:
        size: In bytes.
        mark: A number that is another once the file is written again.
    """

    size: int
    mark: int


def find_remote(address: str) -> tuple[str, ...] | None:
    """The files in a folder, or that match a pattern, in sorted order; None if the address is a file, or nothing.

    Raises:
        MissingExtraError: If the library that reaches it is not installed.
        ReadError: If it cannot be reached.
    """
    system, name = reach_files(address)
    try:
        if _MAGIC & set(name) and not system.exists(name):
            names = [each for each, facts in system.glob(name, detail=True).items() if facts["type"] == "file"]
        elif system.isdir(name):
            names = system.find(name)
        else:
            return None
    except Exception as error:  # each file system has its own
        raise ReadError(f"{address} cannot be reached: {name_reason(error)}") from None
    return tuple(sorted(system.unstrip_protocol(each) for each in names))


def open_remote(address: str) -> tuple[BinaryIO, int]:
    """The bytes of a file, and how many there are.

    Raises:
        FileNotFoundError: If there is no such file.
        OSError: If it cannot be reached.
    """
    try:
        system, name = reach_files(address)
        file = system.open(name, "rb")
        return io.BufferedReader(_Raw(file)), int(system.size(name))
    except (FileNotFoundError, EmoprofileError):
        raise
    except Exception as error:
        raise OSError(name_reason(error)) from None


def read_state(address: str) -> RemoteState | None:
    """The state of a file; None where there is none, or where it cannot be reached."""
    try:
        system, name = reach_files(address)
        system.invalidate_cache()
        return RemoteState(int(system.size(name)), int(system.ukey(name)[:15], 16))
    except Exception:  # it is opened later, and then the reason is told
        return None


def find_reaching(paths: Iterable[str], place: str) -> str | None:
    """The first of some addresses that leads to a place; None if none does.

    It does if it is the place, lies in it, or is a folder or pattern that would find it.

    Raises:
        MissingExtraError: If the library that reaches one of them is not installed.
        ReadError: If the place cannot be reached.
    """
    system, target = reach_files(place)
    for path in filter(is_remote, paths):
        try:
            other, name = reach_files(path)
        except ReadError:  # nothing is behind it
            continue
        name = name.rstrip("/")
        is_found = bool(_MAGIC & set(name)) and any(fnmatchcase(each, name) for each in (target, f"{target}/x"))
        if other == system and (name == target or is_found or _is_below(target, name) or _is_below(name, target)):
            return path
    return None


def _is_below(name: str, folder: str) -> bool:
    return name.startswith(f"{folder}/")


class _Raw(io.RawIOBase):
    """A remote file whose errors are those of files."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        try:
            content = self._file.read(len(target))
        except OSError:
            raise
        except Exception as error:  # the network, in the words of each library
            raise OSError(name_reason(error)) from None
        target[: len(content)] = content
        return len(content)

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
