"""What the pages of a Parquet file unpack to, by their own headers, before any is unpacked.

A page header is a struct of Thrift's compact protocol in front of the packed bytes
(https://github.com/apache/parquet-format, `PageHeader`; https://github.com/apache/thrift, compact protocol). pyarrow
allocates what the header says, and does not show it; what the end of the file says of a column may be something else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from emoprofile.errors import ReadError

HEADER = 1 << 16
"""Bytes that a header takes at most: statistics in it hold the least and the greatest value of the page."""
_LONGEST_HEADER = 1 << 24
_DEEPEST = 16
DATA, DICTIONARY, DATA_V2 = 0, 2, 3
_EXPANDING = frozenset({7})
"""Encodings whose pages decode to more than they hold: DELTA_BYTE_ARRAY repeats the value before."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a column.

    Attributes:
        kind: `DATA`, `DICTIONARY` or `DATA_V2`, or another that holds no values.
        unpacked: Its bytes, unpacked.
        packed: Its bytes in the file.
        values: How many it holds, null or not.
        is_expanding: Whether a value may be longer than its part of the page.
    """

    kind: int
    unpacked: int
    packed: int
    values: int
    is_expanding: bool


def read_pages(stream: BinaryIO, start: int, size: int) -> Iterator[Page]:
    """The pages of a column chunk.

    Args:
        stream: The file.
        start: Where the first header stands.
        size: Bytes of the chunk.

    Raises:
        ReadError: If a header is none.
    """
    at, end = start, start + size
    while at < end:
        fields, length = _header(stream, at)
        try:
            kind, unpacked, packed = int(fields[1]), int(fields[2]), int(fields[3])
        except (KeyError, TypeError):
            raise ReadError("damaged: the header of a page lacks its size") from None
        if unpacked < 0 or packed < 0:
            raise ReadError("damaged: the header of a page states a negative size")
        own: dict[int, Any] = next((fields[i] for i in (5, 7, 8) if isinstance(fields.get(i), dict)), {})
        encoding = own.get(4 if kind == DATA_V2 else 2, 0)
        yield Page(kind, unpacked, packed, max(0, int(own.get(1, 0))), encoding in _EXPANDING)
        at += length + packed


def _header(stream: BinaryIO, at: int) -> tuple[dict[int, Any], int]:
    size = HEADER
    while True:
        stream.seek(at)
        reader = _Compact(stream.read(size))
        try:
            return reader.struct(), reader.at
        except IndexError:
            if size >= _LONGEST_HEADER or len(reader.content) < size:
                raise ReadError("damaged: the header of a page is cut off") from None
            size *= 16


class _Compact:
    """Reads one struct of the compact protocol; integers and structs are kept, all else is passed over."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def struct(self, depth: int = 0) -> dict[int, Any]:
        if depth > _DEEPEST:
            raise ReadError("damaged: the header of a page is nested too deeply")
        found: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._zigzag()
            found[number] = self._value(head & 15, depth)
        return found

    def _value(self, kind: int, depth: int, *, in_list: bool = False) -> Any:
        if kind in (1, 2):  # in a list each truth takes a byte; in a struct it stands in the head
            return self._byte() == 1 if in_list else kind == 1
        if kind == 3:
            return self._byte()
        if kind in (4, 5, 6):
            return self._zigzag()
        if kind == 7:
            return self._skip(8)
        if kind == 8:
            return self._skip(self._varint())
        if kind in (9, 10):
            head = self._byte()
            count = head >> 4 if head >> 4 != 15 else self._varint()
            for _ in range(count):
                self._value(head & 15, depth + 1, in_list=True)
            return None
        if kind == 12:
            return self.struct(depth + 1)
        raise ReadError("damaged: the header of a page is none")

    def _byte(self) -> int:
        self.at += 1
        return self.content[self.at - 1]

    def _skip(self, count: int) -> None:
        self.at += count
        if self.at > len(self.content):
            raise IndexError

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
            if shift > 63:
                raise ReadError("damaged: the header of a page holds no number where one should be")

    def _zigzag(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)
