"""A table -> its facts and where it is cut into chunks: it is read once, and hashed as it was read."""

import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from emoprofile.batch.known import make_key
from emoprofile.batch.plan import Input
from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.data.document import content_digest
from emoprofile.errors import EmoprofileError
from emoprofile.provenance import fingerprint, hash_file
from emoprofile.read import STDIN, ArticlesHash, Watch, Watcher, leave_unwatched, read_input
from emoprofile.storage import is_remote, open_remote, read_state

ARTICLES_BETWEEN_NEWS = 1000
DATASET_FOLDER = "hf:///"
CHANGED = "changed while the run was planned"
"""Stands in the place of the hash of articles that cannot be told from those that came later."""
Cut = tuple[int, int, str]
"""The articles of a table from one number to before another, and their hash."""
OnPlanned = Callable[[int], None]
"""Called with the number of articles that were counted so far."""


@dataclass(frozen=True, slots=True)
class TableRequest:
    """A table that is to be planned.

    Attributes:
        path: As it was named.
        config: How it is read.
        spool: Where standard input was kept.
        limits: What is refused.
        most: Articles of a chunk, and their characters.
    """

    path: str
    config: ReadConfig
    spool: Path | None
    limits: LimitsConfig
    most: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """A table, planned.

    Attributes:
        known: What it is.
        cuts: Where it is cut into chunks.
        keys: Of its articles, one after the other.
    """

    known: Input
    cuts: tuple[Cut, ...]
    keys: bytes


def plan_table(request: TableRequest, on_planned: OnPlanned = lambda articles: None) -> PlannedTable:
    """Read a table once."""
    path = request.path
    before = describe_input(path, 0) if path.startswith(DATASET_FOLDER) else _stat_input(path)
    keys, watcher, cuts = bytearray(), Watcher(), list[Cut]()
    start = size = count = 0
    content = ArticlesHash()
    with open_articles(path, request.config, request.spool, request.limits, watcher) as articles:
        for count, article in enumerate(articles, 1):
            content.add(article)
            if isinstance(article, Document):
                keys += make_key(article.id, content_digest(article.text).hex())
                size += len(article.text)
            else:  # a failure is no article: its id may be that of another
                keys += make_key(f"{path}\0{count}", None)
            if count - start >= request.most[0] or size >= request.most[1]:
                cuts.append((start, count, content.hexdigest()))
                start, size, content = count, 0, ArticlesHash()
            if count % ARTICLES_BETWEEN_NEWS == 0:
                on_planned(count)
    if count > start:
        cuts.append((start, count, content.hexdigest()))
    known = replace(before, articles=count)
    if watcher.file:
        known = replace(known, bytes=watcher.file.bytes, sha256=watcher.sha256)
    is_steady = watcher.sha256 is not None if watcher.file else _is_unchanged(before)
    # Otherwise nobody can tell what was read: none of it is scored.
    sure = cuts if is_steady else [(first, stop, CHANGED) for first, stop, _ in cuts]
    return PlannedTable(known, tuple(sure), bytes(keys))


def describe_input(path: str, articles: int, spool: Path | None = None) -> Input:
    """An input as it is now; what is no regular file has no size, and is never opened here."""
    if path.startswith(DATASET_FOLDER):
        return _describe_folder(path, articles)
    if is_remote(path):
        return _describe_remote(path, articles)
    file = str(spool) if path == STDIN and spool else path
    try:
        facts = os.stat(file)
        if not stat.S_ISREG(facts.st_mode):
            return Input(path, articles)
        # What standard input was is kept in a file of the run's own: when that was written says nothing.
        modified = None if path == STDIN else times(facts)
        return Input(path, articles, facts.st_size, modified, hash_file(Path(file)))
    except (OSError, ValueError):
        return Input(path, articles)


def times(facts: os.stat_result) -> tuple[int, int]:
    """When a file was last written, and when its entry was last changed, in nanoseconds."""
    return facts.st_mtime_ns, facts.st_ctime_ns


@contextmanager
def open_articles(
    path: str,
    config: ReadConfig,
    spool: Path | None,
    limits: LimitsConfig = LIMITS,
    watch: Watch = leave_unwatched,
) -> Iterator[Iterator[Document | Failure]]:
    """The articles of an input; of standard input, as it was kept."""
    if path != STDIN:
        yield read_input(path, config, limits=limits, watch=watch)
        return
    with io.BytesIO() if spool is None else spool.open("rb") as kept, watch(kept) as stream:
        yield read_input(path, config, stream, limits)


def _describe_folder(path: str, articles: int) -> Input:
    folder = Path(path.removeprefix("hf://").split(":")[0])
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    if not files:
        return Input(path, articles)
    whole = fingerprint({file.relative_to(folder).as_posix(): hash_file(file) for file in files})
    return Input(path, articles, sum(file.stat().st_size for file in files), None, whole.removeprefix("sha256:"))


def _describe_remote(path: str, articles: int) -> Input:
    known, watcher = _stat_input(path), Watcher()
    try:
        with open_remote(path)[0] as file, watcher(file):
            pass  # it is hashed when it is closed
    except (OSError, EmoprofileError):
        return Input(path, articles)
    return replace(known, articles=articles, sha256=watcher.sha256)


def _stat_input(path: str) -> Input:
    if is_remote(path):
        state = read_state(path)
        return Input(path, 0, state.size, (state.mark, 0)) if state else Input(path, 0)
    try:
        facts = os.stat(path)
    except (OSError, ValueError):
        return Input(path, 0)
    return Input(path, 0, None, times(facts) if stat.S_ISREG(facts.st_mode) else None)


def _is_unchanged(before: Input) -> bool:
    """Whether a saved dataset is as it was before it was read; of anything else nothing was read."""
    return not before.path.startswith(DATASET_FOLDER) or describe_input(before.path, 0).facts() == before.facts()
