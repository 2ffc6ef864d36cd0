"""Inputs -> articles, one at a time: what is held does not grow with what is read."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from emoprofile.config import ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.data.document import content_digest
from emoprofile.errors import EmoprofileError
from emoprofile.read.finding import STDIN, Found, find_inputs
from emoprofile.read.forms import is_table
from emoprofile.read.packed import FAULTS, damaged
from emoprofile.read.single import read_article
from emoprofile.read.table import documents
from emoprofile.read.tables import open_table


def articles(paths: Iterable[str] | Found, config: ReadConfig) -> Iterator[Document | Failure]:
    """Every article behind some paths, in order, or the reason why it cannot be read.

    An id that came before gets the place of its article added, so that ids are distinct; for that, eight bytes of the
    hash of every id are kept.
    """
    found = paths if isinstance(paths, Found) else find_inputs(paths)
    yield from found.failures
    seen: set[int] = set()
    for path in found.inputs:
        for number, article in enumerate(articles_in(path, config), 1):
            yield article if isinstance(article, Failure) else _distinct(article, seen, path, number)


def articles_in(path: str, config: ReadConfig) -> Iterator[Document | Failure]:
    """The articles of one input, in order, with the ids that they state.

    What is wrong with a row is a failure in its place; what is wrong with the file is one after the rows before it.
    """
    if not is_table(path) and not (path == STDIN and config.stdin == "jsonl"):
        yield read_article(path)
        return
    name = "stdin" if path == STDIN else path
    number = 0
    try:
        with open_table(path) as table:
            for article in documents(name, table, config):
                number += 1
                yield article
    except EmoprofileError as error:
        yield Failure.of(name, "read", error)
    except FAULTS as error:
        yield Failure.of(name, "read", damaged(error, f" after row {number}"))


def _distinct(document: Document, seen: set[int], path: str, number: int) -> Document:
    digest = int.from_bytes(content_digest(document.id)[:8])
    if digest not in seen:
        seen.add(digest)
        return document
    return replace(document, id=f"{document.id} ({path}, article {number})")
