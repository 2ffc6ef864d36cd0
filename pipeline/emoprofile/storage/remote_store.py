"""What stands behind an address: an object store, or another file system that fsspec reaches.

An object store shows an object as a whole or not at all, but has no folders, no locks and no renaming: several objects
are published one after the other, and two runs into one address at the same time are the user's to avoid.
"""

import hashlib
import io
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from emoprofile.errors import EmoprofileError, WriteError
from emoprofile.storage.address import name_reason, reach_files

WHOLE_OBJECTS = ("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "oci")
"""Stores in which an object appears when all of it has arrived. Elsewhere a file gets its name at the end."""
BLOCK = 1 << 20


class RemoteStore:
    """What stands behind an address; see `Store`.

    Args:
        address: Of the folder; it need not exist.

    Raises:
        MissingExtraError: If the library that reaches it is not installed.
        ReadError: If no library reaches it.
    """

    def __init__(self, address: str) -> None:
        self._system, root = reach_files(address)
        self._address, self._root = address.rstrip("/"), root.rstrip("/")
        self._is_whole = address.partition("://")[0].lower() in WHOLE_OBJECTS
        self._hashed: dict[str, tuple[str, str]] = {}

    def show(self, name: str) -> str:
        """Its address."""
        return f"{self._address}/{name}"

    def exists(self, name: str) -> bool:
        """Whether anything is there."""
        with self._translate_errors():
            return bool(self._system.exists(self._at(name)))

    def is_folder(self, name: str) -> bool:
        """Whether there are objects below that name."""
        with self._translate_errors():
            return bool(self._system.isdir(self._at(name)))

    def names_in(self, folder: str) -> list[str]:
        """The objects below that name."""
        with self._translate_errors():
            found = self._system.find(self._at(folder))
        return sorted(f"{folder}/{each.removeprefix(self._at(folder)).lstrip('/')}" for each in found)

    def sha256(self, name: str) -> str | None:
        """Of an object; it is read again only if it has changed."""
        with self._translate_errors():
            if not self._system.isfile(self._at(name)):
                return None
            mark = self._system.ukey(self._at(name))
            if self._hashed.get(name, ("", ""))[0] != mark:
                digest = hashlib.sha256()
                with self._system.open(self._at(name), "rb") as file:
                    while block := file.read(BLOCK):
                        digest.update(block)
                self._hashed[name] = (mark, digest.hexdigest())
            return self._hashed[name][1]

    def open(self, name: str) -> BinaryIO:
        """The bytes of an object."""
        with self._translate_errors():
            return io.BytesIO(self._system.cat_file(self._at(name)))

    def local_copy(self, name: str, folder: Path) -> Path:
        """A copy of it."""
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._translate_errors(), self._system.open(self._at(name), "rb") as file, target.open("wb") as copy:
            shutil.copyfileobj(file, copy, BLOCK)
        return target

    def put(self, ready: Path, name: str) -> None:
        """Upload a file, or the files of a folder one by one; those that are there with that content stay."""
        if ready.is_dir():
            for file in sorted(ready.iterdir()):
                self.put(file, f"{name}/{file.name}")
            return
        if self.exists(name):
            if self.sha256(name) == _hash(ready):
                return
            raise FileExistsError
        at = self._at(name)
        arriving = at if self._is_whole else self._at(f".{uuid.uuid4().hex}.part")
        with self._translate_errors():
            self._system.makedirs(self._system._parent(at), exist_ok=True)
            try:
                self._system.put_file(str(ready), arriving)
                if not self._is_whole:
                    self._system.mv(arriving, at)
            except BaseException:
                if not self._is_whole:
                    with suppress(Exception):  # the first error is the one to report
                        self._system.rm_file(arriving)
                raise
        if self.sha256(name) != _hash(ready):
            raise WriteError(f"{self.show(name)}: what arrived is not what was sent. Go on with --resume")

    def take_away(self, name: str, target: Path) -> None:
        """Copy what is there, and delete it then."""
        names = self.names_in(name) if self.is_folder(name) else [name]
        for each in names:
            copy = target if each == name else target / Path(each).name
            copy.parent.mkdir(parents=True, exist_ok=True)
            with self.open(each) as file, copy.open("wb") as stream:
                shutil.copyfileobj(file, stream, BLOCK)
            with self._translate_errors():
                self._system.rm_file(self._at(each))

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        """Errors of each library as ours; and nothing that it remembers from before."""
        system: Any = self._system
        system.invalidate_cache()
        try:
            yield
        except (FileNotFoundError, EmoprofileError):
            raise
        except Exception as error:
            raise WriteError(f"{self._address} cannot be reached: {name_reason(error)}. Go on with --resume") from None


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
