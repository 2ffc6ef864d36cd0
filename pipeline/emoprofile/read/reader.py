"""Inputs -> articles, one at a time: what is held does not grow with what is read."""

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from importlib import import_module
from typing import Any, BinaryIO

from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import STOPS, Document, Failure, attempt
from emoprofile.data.document import content_digest
from emoprofile.errors import ReadError
from emoprofile.read.compression import FAULTS, Watch, describe_damage, leave_unwatched
from emoprofile.read.discovery import Found, find_inputs
from emoprofile.read.formats import ALLOWED, JSON_LINES, TEXT, find_format, split_suffixes
from emoprofile.read.source import READ, STDIN, Source
from emoprofile.read.tables.json import is_one_article
from emoprofile.read.tables.partitions import add_partitions
from emoprofile.read.tables.table import Table, read_documents


def read_articles(
    paths: Iterable[str] | Found, config: ReadConfig, limits: LimitsConfig = LIMITS
) -> Iterator[Document | Failure]:
    """Every article behind some paths, in order, or the reason why it cannot be read.

    An id that came before gets the place of its article added, so that ids are distinct; for that, eight bytes of the
    hash of every id are kept.
    """
    found = paths if isinstance(paths, Found) else find_inputs(paths)
    yield from found.failures
    seen: set[int] = set()
    for path in found.inputs:
        for number, article in enumerate(read_input(path, config, limits=limits), 1):
            if isinstance(article, Document):
                digest = digest_id(article)
                article = add_place(article, path, number) if digest in seen else article
                seen.add(digest)
            yield article


def read_input(
    path: str,
    config: ReadConfig,
    stdin: BinaryIO | None = None,
    limits: LimitsConfig = LIMITS,
    watch: Watch = leave_unwatched,
) -> Iterator[Document | Failure]:
    """The articles of one input, in order, with the ids that they state.

    What is wrong with a row is a failure in its place; what is wrong with the file is one after the rows before it.

    Args:
        path: An input, as `find_inputs` names it.
        config: Which columns are what.
        stdin: What is read for `-`; None is the process's own standard input.
        limits: What is refused.
        watch: Sees the bytes of a file before they are unpacked.
    """
    source = Source(path, config, limits, watch, stdin)
    if is_single(path, config):
        yield _read_single(source)
        return
    number = 0
    try:
        with open_table(source) as table:
            for article in read_documents(table, source):
                number += 1
                yield article if isinstance(article, Failure) else add_partitions(article, source)
    except STOPS:
        raise
    except FAULTS as error:
        yield Failure.of(source.name, "read", describe_damage(error, f" after row {number}"))
    except BaseException as error:  # whatever a library does must not stop the other inputs
        yield Failure.of(source.name, "read", error)


def read_article(
    path: str,
    stdin: BinaryIO | None = None,
    limits: LimitsConfig = LIMITS,
    watch: Watch = leave_unwatched,
    config: ReadConfig | None = None,
) -> Document | Failure:
    """The article in a file, or on standard input for `-`; its id is the path as given.

    Args:
        path: Of the file, or `-`.
        stdin: What is read for `-`; None is the process's own standard input.
        limits: What is refused.
        watch: Sees the bytes of a file before they are unpacked.
        config: How it is read.
    """
    return _read_single(Source(path, config or READ, limits, watch, stdin))


def open_table(source: Source) -> AbstractContextManager[Table]:
    """The table behind an input: of a file by its suffix, of standard input as JSON Lines.

    Raises:
        ReadError: On entering, if it is not there or no table; while its rows are read, if it is damaged.
    """
    found = JSON_LINES if source.path == STDIN else find_format(source.path)
    if found is None or not found.is_table:
        raise ReadError(f"no table; articles are {ALLOWED}")
    return _load(found.reader)(source)  # type: ignore[no-any-return]


def is_single(path: str, config: ReadConfig) -> bool:
    """Whether an input is one article, and not a table of them; of a format that may be either, the file is asked."""
    if path == STDIN:
        return config.stdin == "text"
    found = find_format(path)
    if found is not None and found.single:
        return is_one_article(Source(path, config))
    return found is None or not found.is_table


def digest_id(document: Document) -> int:
    """Eight bytes of the hash of an id: enough to tell whether it came before."""
    return int.from_bytes(content_digest(document.id)[:8])


def add_place(document: Document, path: str, number: int) -> Document:
    """A document whose id came before, with its place in the id: which article of its input it is, from 1."""
    return replace(document, id=f"{document.id} ({path}, article {number})")


def _read_single(source: Source) -> Document | Failure:
    found = attempt(source.name, "read", lambda: _load(_find_single(source))(source))
    return found if isinstance(found, Failure) else add_partitions(found, source)


def _find_single(source: Source) -> str:
    """What reads a file that holds one article: one without a suffix is a text."""
    found = TEXT if source.path == STDIN else find_format(source.path)
    if found is not None and found.single and is_one_article(source):
        return found.single
    if found is not None and found.is_table:
        raise ReadError("a table, which may hold many articles; score tables with: emoprofile score")
    suffix = split_suffixes(source.path)[0]
    if found is None and suffix and os.path.lexists(source.path):
        raise ReadError(f"{suffix!r} files are not read; articles are {ALLOWED}")
    return (found or TEXT).reader


def _load(reader: str) -> Any:
    module, _, name = reader.partition(":")
    return getattr(import_module(module), name)
