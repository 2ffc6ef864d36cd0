"""An input, and all that decides how it is read: what every reader of a format gets."""

import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import BinaryIO

from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.read.compression import Watch, leave_unwatched, open_unpacked

STDIN = "-"
READ = ReadConfig()
"""Where no configuration says otherwise."""


@dataclass(frozen=True, slots=True)
class Source:
    """An input.

    Attributes:
        path: Of a file; a dataset, `hf://…`; or `-` for standard input.
        config: What is configured about reading.
        limits: What is refused.
        watch: Sees the bytes of a file before they are unpacked.
        stdin: What is read for `-`; None is the process's own standard input.
    """

    path: str
    config: ReadConfig = READ
    limits: LimitsConfig = LIMITS
    watch: Watch = leave_unwatched
    stdin: BinaryIO | None = None

    @property
    def name(self) -> str:
        """The path, for people."""
        return "stdin" if self.path == STDIN else self.path

    def stop_watching(self) -> "Source":
        """The same, for a look beforehand that nobody watches."""
        return replace(self, watch=leave_unwatched)

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The unpacked bytes, as a stream.

        Raises:
            ReadError, MissingExtraError: As `open_unpacked`.
        """
        if self.path == STDIN:
            return nullcontext(self.stdin or sys.stdin.buffer)
        return open_unpacked(self.path, self.limits, self.watch)
