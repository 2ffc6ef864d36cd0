"""Inputs -> articles, one at a time: what is held does not grow with what is read."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import STOPS, Document, Failure
from emoprofile.data.document import content_digest
from emoprofile.read.finding import STDIN, Found, find_inputs
from emoprofile.read.forms import is_table
from emoprofile.read.packed import FAULTS, Watch, damaged, unwatched
from emoprofile.read.single import read_article
from emoprofile.read.table import documents
from emoprofile.read.tables import open_table


def articles(
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
        for number, article in enumerate(articles_in(path, config, limits=limits), 1):
            if isinstance(article, Document):
                digest = id_digest(article)
                article = placed(article, path, number) if digest in seen else article
                seen.add(digest)
            yield article


def articles_in(
    path: str,
    config: ReadConfig,
    stdin: BinaryIO | None = None,
    limits: LimitsConfig = LIMITS,
    watch: Watch = unwatched,
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
    if is_single(path, config):
        yield read_article(path, stdin, limits, watch)
        return
    name = "stdin" if path == STDIN else path
    number = 0
    try:
        with open_table(path, stdin, limits, watch) as table:
            for article in documents(name, table, config, limits):
                number += 1
                yield article
    except STOPS:
        raise
    except FAULTS as error:
        yield Failure.of(name, "read", damaged(error, f" after row {number}"))
    except BaseException as error:  # whatever a library does must not stop the other inputs
        yield Failure.of(name, "read", error)


def is_single(path: str, config: ReadConfig) -> bool:
    """Whether an input is one article, and not a table of them."""
    return not is_table(path) and not (path == STDIN and config.stdin == "jsonl")


def id_digest(document: Document) -> int:
    """Eight bytes of the hash of an id: enough to tell whether it came before."""
    return int.from_bytes(content_digest(document.id)[:8])


def placed(document: Document, path: str, number: int) -> Document:
    """A document whose id came before, with its place in the id: which article of its input it is, from 1."""
    return replace(document, id=f"{document.id} ({path}, article {number})")
