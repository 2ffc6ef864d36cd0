"""Which articles an output holds, so that a run that adds to it takes only the others."""

import numpy as np
import numpy.typing as npt

from emoprofile.data.document import content_digest
from emoprofile.errors import WriteError
from emoprofile.storage import Store

KEY_BYTES = 24
Flags = npt.NDArray[np.bool_]


def make_key(id: str, sha256: str | None) -> bytes:
    """What tells an article from all others: 8 bytes of the hash of its id, and 16 of that of its content.

    Args:
        id: As its input states it.
        sha256: Of its text, or of the file that holds nothing else; None for what is no article.
    """
    return content_digest(id)[:8] + bytes.fromhex(sha256 or "").ljust(16, b"\0")[:16]


def number_ids(keys: bytes) -> npt.NDArray[np.uint64]:
    """The part of keys that comes from the ids."""
    return np.frombuffer(keys, np.dtype([("id", ">u8"), ("content", "V16")]))["id"].astype(np.uint64)


class Known:
    """The articles of an output.

    Args:
        keys: Of each of them, one after the other.
    """

    def __init__(self, keys: bytes = b"") -> None:
        self._keys = np.sort(np.frombuffer(keys, f"S{KEY_BYTES}"))
        self._ids = np.unique(number_ids(keys))

    @classmethod
    def read(cls, store: Store, name: str) -> "Known":
        """Those that a published file lists.

        Raises:
            WriteError: If it is no such list, or gone: nobody knows what the output holds then.
        """
        try:
            with store.open(name) as file:
                keys = file.read()
            if len(keys) % KEY_BYTES:
                raise OSError(f"{len(keys):,} bytes are no multiple of {KEY_BYTES}")
        except OSError as error:
            raise WriteError(
                f"nothing can be added: {store.show(name)}, which lists the articles of the output, cannot be read "
                f"({error.strerror or error}). Score all of them into another output"
            ) from None
        return cls(keys)

    def has_articles(self, keys: bytes) -> Flags:
        """Which of some articles are there: by id and content."""
        return np.isin(np.frombuffer(keys, f"S{KEY_BYTES}"), self._keys)

    def has_ids(self, keys: bytes) -> Flags:
        """Of which articles the id is there, with whatever content."""
        return np.isin(number_ids(keys), self._ids)
