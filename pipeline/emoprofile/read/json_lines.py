"""JSON Lines -> rows: a line that is wrong is one failure, and the others go on."""

import codecs
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from emoprofile.errors import ReadError
from emoprofile.read.packed import LARGEST, Watch, opened, unwatched
from emoprofile.read.table import Columns, Row, Table


@contextmanager
def json_lines(path: str, watch: Watch = unwatched) -> Iterator[Table]:
    """The table in a file of JSON Lines."""
    with opened(path, watch) as stream:
        yield table_of(stream)


def table_of(stream: BinaryIO) -> Table:
    """The table in a stream of JSON Lines."""

    def rows(_: Columns | None) -> Iterator[Row]:
        some_good = False
        for number, line in enumerate(_lines(stream), 1):
            if number == 1:
                if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    raise ReadError("not UTF-8 but UTF-16. Convert it first, for example: iconv -f UTF-16 -t UTF-8")
                line = line.removeprefix(codecs.BOM_UTF8)
            if not line.strip():
                continue
            values = _values(line)
            some_good = some_good or not isinstance(values, ReadError)
            # Behind good lines, a line of NULs is damage; before them, the file is something else altogether.
            if not some_good and b"\0" in line:
                raise ReadError("binary data (it holds NUL bytes), not JSON Lines")
            yield Row(f"line {number}", values)

    return Table(None, rows)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Each line; of one that is too long, the beginning."""
    while line := stream.readline(LARGEST + 1):
        yield line
        while len(line) > LARGEST and not line.endswith(b"\n"):
            line = stream.readline(LARGEST + 1)


def _values(line: bytes) -> dict[str, Any] | ReadError:
    if len(line) > LARGEST:
        return ReadError(f"a line of more than {LARGEST >> 20} MiB")
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
