"""A file with one article -> the article."""

import sys
from typing import BinaryIO

from emoprofile.config import LIMITS, LimitsConfig
from emoprofile.data import Document, Failure, attempt
from emoprofile.errors import ReadError
from emoprofile.read.decode import UTF8, decode
from emoprofile.read.finding import STDIN
from emoprofile.read.forms import ALLOWED, PAGES, SUFFIXES, Form, is_table
from emoprofile.read.html import article_of_page
from emoprofile.read.packed import Watch, content_of, opened, unwatched


def read_article(
    path: str, stdin: BinaryIO | None = None, limits: LimitsConfig = LIMITS, watch: Watch = unwatched
) -> Document | Failure:
    """The article in a file, or on standard input for `-`; its id is the path as given.

    Of a web page, title, author and date stand in the metadata; of a text, an encoding other than UTF-8: where it was
    guessed, a reader may want to know.

    Args:
        path: Of the file, or `-`.
        stdin: What is read for `-`; None is the process's own standard input.
        limits: What is refused.
        watch: Sees the bytes of a file before they are unpacked.
    """
    name = "stdin" if path == STDIN else path
    return attempt(name, "read", lambda: _read(name, path, stdin, limits, watch))


def _read(name: str, path: str, stdin: BinaryIO | None, limits: LimitsConfig, watch: Watch) -> Document:
    content = content_of(stdin or sys.stdin.buffer, limits) if path == STDIN else _content(path, limits, watch)
    if Form.of(path).suffix in PAGES:
        return Document(name, *article_of_page(content, limits))
    decoded = decode(content)
    return Document(name, decoded.text, {} if decoded.encoding == UTF8 else {"encoding": decoded.encoding})


def _content(path: str, limits: LimitsConfig, watch: Watch) -> bytes:
    suffix = Form.of(path).suffix
    if is_table(path):
        raise ReadError("a table, which may hold many articles; score tables with: emoprofile score")
    if suffix and suffix not in SUFFIXES:
        raise ReadError(f"{suffix!r} files are not read; articles are {ALLOWED}")
    with opened(path, limits, watch) as stream:
        return content_of(stream, limits)
