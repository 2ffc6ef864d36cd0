"""What a place of outputs can do, whatever is behind it."""

from pathlib import Path
from typing import BinaryIO, Protocol


class Store(Protocol):
    """A place in which results stand. Names are relative to it: `day.jsonl`, `day/part-000000.parquet`."""

    def show(self, name: str) -> str:
        """What people call it."""

    def exists(self, name: str) -> bool:
        """Whether anything is there, and be it a link that leads nowhere."""

    def is_folder(self, name: str) -> bool:
        """Whether it is a folder, and no link to one."""

    def names_in(self, folder: str) -> list[str]:
        """What is in a folder, sorted."""

    def sha256(self, name: str) -> str | None:
        """Of a file, hex; None if there is none."""

    def open(self, name: str) -> BinaryIO:
        """The bytes of a file."""

    def local_copy(self, name: str, folder: Path) -> Path:
        """A file of this machine with that content: itself, or a copy in a folder."""

    def put(self, ready: Path, name: str) -> None:
        """Publish a file, or a folder of files; the file is then there as a whole, or not at all.

        Raises:
            FileExistsError: If anything else is there.
            OSError: If the store refuses.
        """

    def take_away(self, name: str, target: Path) -> None:
        """Move what is there to a path of this machine."""
