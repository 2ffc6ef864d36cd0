"""JSON -> rows: a line each, an array of objects, objects over many lines, or one object that is one article."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO

from emoprofile.data import Document
from emoprofile.errors import ReadError
from emoprofile.read.compression import FAULTS
from emoprofile.read.encoding import decode
from emoprofile.read.formats import split_suffixes
from emoprofile.read.source import STDIN, Source
from emoprofile.read.tables.columns import Columns
from emoprofile.read.tables.json_values import read_values
from emoprofile.read.tables.jsonl import UTF8_SIGNED, read_lines
from emoprofile.read.tables.table import Row, Table
from emoprofile.read.tables.table_encoding import find_encoding
from emoprofile.read.tables.text_column import TEXT_NAMES, find_first

MOST_SINGLE = 1 << 20
"""Bytes of a file that may be one article: a larger one is read as a table, whatever is in it."""
HEAD_LINES = 100
"""That may be blank before the first line that tells how the objects are written."""
_ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*(?:\{|\Z)")
_OPEN = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{(?:.*[{\[,:])?\s*\Z", re.DOTALL)


@contextmanager
def open_json(source: Source) -> Iterator[Table]:
    """The table in a file of JSON, or in standard input: JSON Lines, an array of objects, or objects over many lines.

    Raises:
        ReadError: If the file cannot be opened, or is no text.
    """
    encoding = source.config.encoding or (UTF8_SIGNED if source.path == STDIN else find_encoding(source))
    with source.open() as stream:
        yield Table(None, lambda _: _read_rows(stream, encoding, source))


def is_one_article(source: Source) -> bool:
    """Whether a file is one object that holds no list of others; what cannot be read, or is large, is a table."""
    try:
        with source.stop_watching().open() as stream:
            content = stream.read(MOST_SINGLE + 1)
        found = json.loads(decode(content, configured=source.config.encoding).text)
    except (ReadError, ValueError, RecursionError, *FAULTS):
        return False
    return len(content) <= MOST_SINGLE and isinstance(found, dict) and _find_list(found) is None


def read_json_article(source: Source) -> Document:
    """The article in a file of one object, by the columns of a table; its id is the path.

    Raises:
        ReadError: If it holds no text.
    """
    with open_json(source) as table:
        rows = list(table.rows(None))
    if len(rows) != 1 or isinstance(rows[0].values, ReadError):
        raise rows[0].values if rows and isinstance(rows[0].values, ReadError) else ReadError("not one JSON object")
    values = rows[0].values
    columns = Columns.choose(tuple(values), [values], source.config, fixed=False)
    document = replace(columns, id=None).make_document(values, source.limits)
    return replace(document, id=source.name)


def _read_rows(stream: BinaryIO, encoding: str, source: Source) -> Iterator[Row]:
    head = b""
    for _ in range(HEAD_LINES):
        head += stream.readline(source.limits.max_bytes + 1)
        if head.strip():
            break
    whole: Any = io.BufferedReader(_Rest(head, stream))
    # A first line of JSON Lines that is cut off ends anywhere; one of an object over many lines, behind a sign.
    reader = read_values if _ARRAY.match(head) or _OPEN.match(head) else read_lines
    for row in reader(whole, encoding, source.limits.max_bytes):
        yield from _unfold(row) if split_suffixes(source.path)[0] == ".json" else (row,)


def _unfold(row: Row) -> Iterator[Row]:
    """The rows in an object that holds a list of them, such as the answer of a server; otherwise the row itself."""
    name = None if isinstance(row.values, ReadError) else _find_list(row.values)
    if name is None or isinstance(row.values, ReadError):
        yield row
        return
    for number, values in enumerate(row.values[name], 1):
        yield Row(f"{row.place}, {name} {number}", values)


def _find_list(found: Any) -> str | None:
    """Under which name an object without a text of its own holds a list of objects; None if it holds no such."""
    if find_first(TEXT_NAMES, list(found)):
        return None
    lists = [name for name, value in found.items() if isinstance(value, list) and value]
    lists = [name for name in lists if all(isinstance(each, dict) for each in found[name])]
    return lists[0] if len(lists) == 1 else None


class _Rest(io.RawIOBase):
    """Some bytes that were read already, and what follows them."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = memoryview(head), stream

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        if self._head:
            count = min(len(target), len(self._head))
            target[:count], self._head = self._head[:count], self._head[count:]
            return count
        content = self._stream.read(len(target))
        target[: len(content)] = content
        return len(content)
