"""Paths -> the articles behind them."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from emoprofile.data import Document, Failure
from emoprofile.errors import EmoprofileError, ReadError
from emoprofile.read.decode import UTF8, decode
from emoprofile.read.html import article_of_page

TEXTS = (".md", ".txt")
PAGES = (".htm", ".html")
SUFFIXES = (*TEXTS, *PAGES)
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """What some paths lead to.

    Attributes:
        articles: Files to read, or `-`, in order; each once.
        failures: Paths that lead to nothing.
        skipped: Files below a named folder that do not look like articles: another suffix, or a hidden name.
    """

    articles: tuple[str, ...]
    failures: tuple[Failure, ...]
    skipped: tuple[str, ...]


def find_articles(paths: Iterable[str]) -> Found:
    """The articles behind some paths: files as they are named, folders searched to the bottom in sorted order."""
    articles: dict[str, None] = {}
    failures, skipped = [], []
    for path in paths:
        if path == STDIN or not os.path.isdir(path):
            articles[path] = None
            continue
        taken = 0
        for file in _files_below(Path(path)):
            if _looks_like_article(file):
                articles[str(file)] = None
                taken += 1
            else:
                skipped.append(str(file))
        if not taken:
            problem = ReadError(f"the folder holds no article ({', '.join(SUFFIXES)} file)")
            failures.append(Failure.of(path, "read", problem))
    return Found(tuple(articles), tuple(failures), tuple(skipped))


def read_article(path: str) -> Document | Failure:
    """The article in a file, or on standard input for `-`; its id is the path as given.

    Of a web page, title, author and date stand in the metadata; of a text, an encoding other than UTF-8: where it was
    guessed, a reader may want to know.
    """
    name = "stdin" if path == STDIN else path
    try:
        content = sys.stdin.buffer.read() if path == STDIN else _content(Path(path))
        if path.lower().endswith(PAGES):
            return Document(name, *article_of_page(content))
        decoded = decode(content)
        return Document(name, decoded.text, {} if decoded.encoding == UTF8 else {"encoding": decoded.encoding})
    except EmoprofileError as error:
        return Failure.of(name, "read", error)


def _content(path: Path) -> bytes:
    if path.suffix and path.suffix.lower() not in SUFFIXES:
        raise ReadError(f"{path.suffix!r} files are not read; articles are {', '.join(SUFFIXES)} files")
    try:
        if path.is_dir():
            raise ReadError("a folder, not an article; score folders with: emoprofile score")
        if path.exists() and not path.is_file():
            raise ReadError("neither a file nor a folder")
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError("no such file or folder") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the path
        raise ReadError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _files_below(folder: Path) -> Iterator[Path]:
    """Every file, in sorted order; links to folders are not followed, so that no loop can catch us."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(parent, name) for name in sorted(names))


def _looks_like_article(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file()
