"""Path -> bytes, unpacked on the way: gzip by Python itself, zstd by the extra of that name."""

import gzip
import io
import os
import shutil
import stat
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO

from emoprofile.config import LIMITS, LimitsConfig
from emoprofile.errors import MissingExtraError, ReadError
from emoprofile.read.formats import split_suffixes
from emoprofile.read.missing import describe_missing
from emoprofile.storage import is_remote, open_remote

FAULTS = (OSError, EOFError, zlib.error)
"""What a damaged file raises while it is read."""
Watch = Callable[[BinaryIO], BinaryIO]
"""Gets a file before it is read, as packed as it is, and gives what is read in its place: so that others see it too."""
_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
)
# Of packed bytes: even if all of them are blocks of one repeated byte, what comes out fits in memory.
_CHUNK = 1 << 10
_STEP = 1 << 20


def leave_unwatched(file: BinaryIO) -> BinaryIO:
    """The file itself: nobody watches."""
    return file


@contextmanager
def open_unpacked(path: str, limits: LimitsConfig = LIMITS, watch: Watch = leave_unwatched) -> Iterator[BinaryIO]:
    """The unpacked bytes of a file, as a stream.

    Args:
        path: Of the file.
        limits: What it may unpack to.
        watch: Sees its bytes.

    Raises:
        ReadError: If it is not there, is no regular file, or may not be read; while it is read, if it unpacks to more
            than the limits allow. What is damaged inside raises one of `FAULTS` when that place is reached.
        MissingExtraError: If it is packed with zstd and the extra [zstd] is not installed.
    """
    packing = split_suffixes(path)[1]
    with ExitStack() as stack:
        try:
            file, size = open_remote(path) if is_remote(path) else _open_regular(path)
            stack.enter_context(file)
            stream: Any = stack.enter_context(watch(file))
        except FileNotFoundError:
            raise ReadError(describe_missing(path)) from None
        except (OSError, ValueError) as error:  # ValueError: a NUL byte in the path
            reason = f"cannot be read: {getattr(error, 'strerror', None) or error}"
            raise ReadError(describe_missing(path, reason)) from None
        if packing:
            unpacked = stack.enter_context(gzip.GzipFile(fileobj=stream)) if packing == ".gz" else _Zstd(stream)
            stream = stack.enter_context(io.BufferedReader(_Measured(unpacked, size, limits)))
        yield stream


def read_content(stream: BinaryIO, limits: LimitsConfig = LIMITS) -> bytes:
    """All bytes of a stream that holds one article.

    Raises:
        ReadError: If there are more than `limits.max_bytes`, or the file is damaged.
    """
    content = bytearray()
    try:
        while chunk := stream.read(min(_STEP, limits.max_bytes + 1 - len(content))):
            content += chunk
    except FAULTS as error:
        raise describe_damage(error) from None
    if len(content) > limits.max_bytes:
        raise ReadError(f"larger than {limits.max_bytes:,} bytes (limits.max_bytes); an article is not. Split it.")
    return bytes(content)


@contextmanager
def spool(stream: BinaryIO, packing: str) -> Iterator[BinaryIO]:
    """What was packed, in a file of its own: some formats are read from their end. What was not packed, as it is.

    Raises:
        ReadError: If the file is damaged.
    """
    if not packing:
        yield stream
        return
    with tempfile.TemporaryFile() as whole:
        try:
            shutil.copyfileobj(stream, whole)
        except FAULTS as error:
            raise describe_damage(error) from None
        whole.seek(0)
        yield whole


def describe_damage(error: BaseException, where: str = "") -> ReadError:
    """What a reader is told of one of `FAULTS`."""
    # In brackets, gzip quotes the first bytes of the file.
    reason = getattr(error, "strerror", None) or str(error).partition(" (")[0]
    return ReadError(f"the file is cut off or damaged{where}: {reason}")


def is_bomb(unpacked: int, packed: int, limits: LimitsConfig) -> bool:
    """Whether so many bytes are too much for a file of that size."""
    return unpacked > max(limits.max_bytes, limits.max_ratio * packed)


def describe_bomb(limits: LimitsConfig) -> ReadError:
    """What a reader is told of it."""
    return ReadError(
        f"it unpacks to more than {limits.max_ratio:,} times its size (limits.max_ratio), and more than "
        f"{limits.max_bytes:,} bytes. If it is what it should be, raise the limit"
    )


def _open_regular(path: str) -> tuple[BinaryIO, int]:
    # Asked before it is opened: opening a pipe waits for somebody to write into it.
    _refuse_special(os.stat(path).st_mode)
    file = open(path, "rb")  # noqa: SIM115 - closed by whoever asked for it
    return file, os.fstat(file.fileno()).st_size


def _refuse_special(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise ReadError("a folder, not an article; score folders with: emoprofile score")
    for is_kind, kind in _KINDS:
        if is_kind(mode):
            raise ReadError(f"{kind}, neither a file nor a folder; what a program writes is read from -")


class _Measured(io.RawIOBase):
    """An unpacked stream that ends with an error where it has become a bomb."""

    def __init__(self, unpacked: Any, packed: int, limits: LimitsConfig) -> None:
        self._unpacked, self._packed, self._limits, self._count = unpacked, packed, limits, 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        count: int = self._unpacked.readinto(target)
        self._count += count
        if is_bomb(self._count, self._packed, self._limits):
            raise describe_bomb(self._limits)
        return count


class _Zstd(io.RawIOBase):
    """The content of zstd frames. The library's own reader takes the middle of a frame for the end of the file."""

    def __init__(self, packed: BinaryIO) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise MissingExtraError("zstandard", "zstd", "reading .zst files") from error
        self._library: Any = zstandard
        self._packed, self._frame = packed, None
        self._waiting, self._ready = b"", memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        while not self._ready:
            chunk = self._waiting or self._packed.read(_CHUNK)
            if not chunk:
                if self._frame is not None:
                    raise EOFError("the packed data end before their end mark")
                return 0
            self._unpack(chunk)
        count = min(len(target), len(self._ready))
        target[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def _unpack(self, chunk: bytes) -> None:
        frame: Any = self._frame or self._library.ZstdDecompressor().decompressobj()
        try:
            self._ready = memoryview(frame.decompress(chunk))
        except self._library.ZstdError as error:
            raise OSError(str(error)) from None
        self._frame, self._waiting = (None, frame.unused_data) if frame.eof else (frame, b"")
