"""A folder of this machine."""

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from emoprofile.provenance import hash_file


class LocalStore:
    """A folder; see `Store`.

    Args:
        folder: Its path.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def show(self, name: str) -> str:
        """Its path."""
        return str(self.folder / name)

    def exists(self, name: str) -> bool:
        """Whether anything is there."""
        return os.path.lexists(self.folder / name)

    def is_folder(self, name: str) -> bool:
        """Whether it is a folder."""
        path = self.folder / name
        return path.is_dir() and not path.is_symlink()

    def names_in(self, folder: str) -> list[str]:
        """What is in a folder."""
        return [f"{folder}/{path.name}" for path in sorted((self.folder / folder).iterdir())]

    def sha256(self, name: str) -> str | None:
        """Of a regular file."""
        path = self.folder / name
        return hash_file(path) if path.is_file() and not path.is_symlink() else None

    def open(self, name: str) -> BinaryIO:
        """The bytes of a file."""
        return (self.folder / name).open("rb")

    def local_copy(self, name: str, folder: Path) -> Path:
        """The file itself."""
        return self.folder / name

    def put(self, ready: Path, name: str) -> None:
        """Move a file or a folder there, over nothing, or over an empty folder; a folder into a folder file by file."""
        place = self.folder / name
        if ready.is_dir() and self.is_folder(name) and any(place.iterdir()):
            for file in sorted(ready.iterdir()):
                if self.sha256(f"{name}/{file.name}") != hash_file(file):
                    self._put_file(file, place / file.name)
            sync_folder(place)
        elif ready.is_dir():
            os.rename(ready, place)
        else:
            self._put_file(ready, place)
        sync_folder(self.folder)

    def take_away(self, name: str, target: Path) -> None:
        """Rename it."""
        os.rename(self.folder / name, target)

    def _put_file(self, ready: Path, place: Path) -> None:
        try:
            os.link(ready, place)  # unlike a renaming, this never takes the place of another file
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if os.path.lexists(place):
                raise FileExistsError from None
            os.rename(ready, place)


def sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system lets a folder be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
