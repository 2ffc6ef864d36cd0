"""JSON Lines -> rows: a line that is wrong is one failure, and the others go on."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from emoprofile.errors import ReadError
from emoprofile.read.tables.table import MOST_BLANK, Row, describe_blank

LONG = 1 << 20
MOST_VALUES = 1 << 22
"""In one object: each takes up to a hundred bytes of memory, and two in the file."""
UTF8_SIGNED = "utf-8-sig"


def read_lines(stream: BinaryIO, encoding: str, most: int) -> Iterator[Row]:
    """The objects in a stream, a line each.

    Args:
        stream: Bytes.
        encoding: Of them.
        most: Bytes of a line.

    Raises:
        ReadError: If it is binary, or if more blank lines follow each other than a table has.
    """
    some_good, blank = False, 0
    for number, line in enumerate(_split_lines(stream, most), 1):
        if number == 1:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise ReadError("not UTF-8 but UTF-16. Convert it first, for example: iconv -f UTF-16 -t UTF-8")
            line = line.removeprefix(codecs.BOM_UTF8)
        blank = 0 if line.strip() else blank + 1
        if blank > MOST_BLANK:
            raise describe_blank()
        if blank:
            continue
        values = _parse_line(line, encoding, most)
        some_good = some_good or not isinstance(values, ReadError)
        # Behind good lines, a line of NULs is damage; before them, the file is something else altogether.
        if not some_good and b"\0" in line:
            raise ReadError("binary data (it holds NUL bytes), not JSON Lines")
        yield Row(f"line {number}", values)


def refuse_many(text: str | bytes, many: tuple[Any, ...]) -> ReadError | None:
    """What is wrong with an object of countless values, told before they are made; None if there is nothing wrong."""
    if len(text) > LONG and sum(map(text.count, many)) > MOST_VALUES:
        return ReadError(f"an object with more than {MOST_VALUES:,} values: no article has so many metadata")
    return None


def describe_fault(error: Exception, where: str) -> ReadError:
    """What a reader is told of a fault in JSON; the text at fault is not repeated."""
    if isinstance(error, RecursionError):
        return ReadError("nested too deeply")
    if isinstance(error, json.JSONDecodeError):
        return ReadError(f"not JSON: {error.msg} at {where}")
    return ReadError(f"not JSON that can be read: {error}")  # a number of more digits than Python reads


def _split_lines(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Each line; of one that is too long, the beginning."""
    while line := stream.readline(most + 1):
        yield line
        while len(line) > most and not line.endswith(b"\n"):
            line = stream.readline(most + 1)


def _parse_line(line: bytes, encoding: str, most: int) -> dict[str, Any] | ReadError:
    if len(line) > most:
        return ReadError(f"a line of more than {most:,} bytes (limits.max_bytes)")
    if fault := refuse_many(line, (b",", b"[", b"{")):
        return fault
    try:
        found = json.loads(line.rstrip(b"\r\n").decode(encoding))
    except UnicodeDecodeError as error:
        name = "UTF-8" if encoding == UTF8_SIGNED else encoding
        return ReadError(f"not valid {name}: byte 0x{line[error.start]:02x} at position {error.start} of the line")
    except (RecursionError, ValueError) as error:
        return describe_fault(error, f"character {getattr(error, 'pos', 0) + 1} of the line")
    if not isinstance(found, dict):
        return ReadError(f'a JSON {type(found).__name__}, not an object; each line must be one: {{"text": …}}')
    return found
