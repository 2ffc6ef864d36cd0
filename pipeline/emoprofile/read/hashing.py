"""What is read is what is hashed: of files while they are read, of articles as they came out of them."""

import hashlib
import io
import json
import os
from collections.abc import Iterable
from typing import Any, BinaryIO

from emoprofile.data import Document, Failure

BLOCK = 1 << 16


class HashedFile(io.RawIOBase):
    """A file that is hashed while it is read from its beginning to its end.

    What is read in another order, as Parquet is, is hashed before the first such step and once more at the end.

    Args:
        file: Open, at its beginning; it stays open when this is closed.

    Attributes:
        bytes: How many were hashed, once this is closed.
        sha256: Of them, hex, once this is closed; None if they were changed while they were read.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash = file, hashlib.sha256()
        self._before: tuple[int, str] | None = None
        self.bytes = 0
        self.sha256: str | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is; see above."""
        return self._file.seekable()

    def readinto(self, target: Any) -> int:
        """Read, and hash what was read."""
        with memoryview(target).cast("B") as view:
            content = self._file.read(len(view))
            view[: len(content)] = content
        if self._before is None:
            self._hash.update(content)
            self.bytes += len(content)
        return len(content)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go somewhere else, and hash the whole at once if that is a jump."""
        here = self._file.tell()
        if self._before is None and (whence, offset) not in ((os.SEEK_CUR, 0), (os.SEEK_SET, here)):
            self._before = self._whole()
            self._file.seek(here)
        return self._file.seek(offset, whence)

    def close(self) -> None:
        """Hash what has not been read."""
        if not self.closed:
            if self._before is None:
                while self.read(BLOCK):
                    pass
                self.sha256 = self._hash.hexdigest()
            else:
                self.bytes, after = self._whole()
                self.sha256 = after if (self.bytes, after) == self._before else None
        super().close()

    def _whole(self) -> tuple[int, str]:
        self._file.seek(0)
        digest = hashlib.sha256()
        while block := self._file.read(BLOCK):
            digest.update(block)
        return self._file.tell(), digest.hexdigest()


class Watcher:
    """Sees the files that are read, one at a time.

    Attributes:
        file: The one that was read last; None if none could be.
    """

    def __init__(self) -> None:
        self.file: HashedFile | None = None

    def __call__(self, file: BinaryIO) -> BinaryIO:
        """The file, hashed while it is read."""
        self.file = HashedFile(file)
        return io.BufferedReader(self.file, BLOCK)

    @property
    def sha256(self) -> str | None:
        """Of the file that was read; None if there was none, or if it was changed while it was read."""
        return self.file.sha256 if self.file else None


class ArticlesHash:
    """The hash of articles in their order, whatever file they came from: id, text and metadata, or what was wrong."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, article: Document | Failure) -> None:
        """Add an article."""
        if isinstance(article, Failure):
            parts = ["failure", article.id, article.stage, article.message]
        else:
            parts = ["article", article.id, article.text, _metadata(article)]
        for part in parts:
            content = part.encode("utf-8", "surrogatepass")
            self._hash.update(len(content).to_bytes(8))
            self._hash.update(content)

    def hexdigest(self) -> str:
        """Of all that was added."""
        return self._hash.hexdigest()


def _metadata(article: Document) -> str:
    try:
        return json.dumps(article.metadata, default=str)
    except RecursionError:  # which cannot be written either: it is going to be a failure of its own
        return "nested too deeply"


def articles_sha256(articles: Iterable[Document | Failure]) -> str:
    """The hash of some articles."""
    whole = ArticlesHash()
    for article in articles:
        whole.add(article)
    return whole.hexdigest()
