"""JSON Lines -> rows: a line that is wrong is one failure, and the others go on."""

import codecs
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from emoprofile.errors import ReadError
from emoprofile.read.source import Source
from emoprofile.read.table import MOST_BLANK, Row, Table, describe_blank

LONG_LINE = 1 << 20
MOST_VALUES = 1 << 22
"""In one line: each takes up to a hundred bytes of memory, and two in the file."""


@contextmanager
def open_json_lines(source: Source) -> Iterator[Table]:
    """The table in a file of JSON Lines, or in standard input."""
    with source.open() as stream:
        yield Table(None, lambda _: _read_rows(stream, source.limits.max_bytes))


def _read_rows(stream: BinaryIO, most: int) -> Iterator[Row]:
    some_good, blank = False, 0
    for number, line in enumerate(_read_lines(stream, most), 1):
        if number == 1:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise ReadError("not UTF-8 but UTF-16. Convert it first, for example: iconv -f UTF-16 -t UTF-8")
            line = line.removeprefix(codecs.BOM_UTF8)
        blank = 0 if line.strip() else blank + 1
        if blank > MOST_BLANK:
            raise describe_blank()
        if blank:
            continue
        values = _parse_object(line, most)
        some_good = some_good or not isinstance(values, ReadError)
        # Behind good lines, a line of NULs is damage; before them, the file is something else altogether.
        if not some_good and b"\0" in line:
            raise ReadError("binary data (it holds NUL bytes), not JSON Lines")
        yield Row(f"line {number}", values)


def _read_lines(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Each line; of one that is too long, the beginning."""
    while line := stream.readline(most + 1):
        yield line
        while len(line) > most and not line.endswith(b"\n"):
            line = stream.readline(most + 1)


def _parse_object(line: bytes, most: int) -> dict[str, Any] | ReadError:
    if len(line) > most:
        return ReadError(f"a line of more than {most:,} bytes (limits.max_bytes)")
    if len(line) > LONG_LINE and sum(map(line.count, (b",", b"[", b"{"))) > MOST_VALUES:
        return ReadError(f"a line with more than {MOST_VALUES:,} values: no article has so many metadata")
    try:
        found = json.loads(line.rstrip(b"\r\n").decode())
    except UnicodeDecodeError as error:
        return ReadError(f"not valid UTF-8: byte 0x{line[error.start]:02x} at position {error.start} of the line")
    except RecursionError:
        return ReadError("nested too deeply")
    except json.JSONDecodeError as error:
        return ReadError(f"not JSON: {error.msg} at character {error.pos + 1} of the line")
    except ValueError as error:  # a number of more digits than Python reads
        return ReadError(f"not JSON that can be read: {error}")
    if not isinstance(found, dict):
        return ReadError(f'a JSON {type(found).__name__}, not an object; each line must be one: {{"text": …}}')
    return found
