"""Reads the articles of a chunk, from where the chunk before it ended."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from emoprofile.batch.known import make_key
from emoprofile.batch.plan import Chunk, Plan
from emoprofile.batch.table_planner import open_articles
from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.data.document import content_digest
from emoprofile.errors import ReadError
from emoprofile.read import Watcher, add_place, articles_sha256

CHANGED_SINCE = "the input was changed in between. Score it in a run of its own"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of a chunk.

    Attributes:
        article: As it is to be scored, or why it cannot be read.
        key: By which the output knows it, whatever it is called there.
    """

    article: Document | Failure
    key: bytes


class ChunkReader:
    """Reads chunks of a plan; going forward in a table, it passes each row once.

    Args:
        plan: What the chunks are of.
        config: Which columns are what.
        spool: Where standard input was kept.
        limits: What is refused.
    """

    def __init__(
        self, plan: Plan, config: ReadConfig, spool: Path | None = None, limits: LimitsConfig = LIMITS
    ) -> None:
        self._plan, self._config, self._spool, self._limits = plan, config, spool, limits
        self._open: tuple[int, int, Iterator[Document | Failure]] | None = None
        self._streams = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open = None
        self._streams.close()

    def read(self, chunk: Chunk) -> list[Entry]:
        """As many articles or failures as were planned: what is not as it was planned is a failure in its place."""
        known, repeats = set(chunk.known), set(chunk.repeats)
        if chunk.sha256 is None:
            new = [place for place in range(chunk.inputs) if place not in known]
            found = [(place, self._single(chunk.first + place)) for place in new]
        else:
            found = [(place, each) for place, each in enumerate(self._rows(chunk)) if place not in known]
        return [self._entry(chunk, place, article, is_repeat=place in repeats) for place, article in found]

    def _entry(self, chunk: Chunk, place: int, article: Document | Failure, *, is_repeat: bool) -> Entry:
        is_file = chunk.sha256 is None
        planned = self._plan.inputs[chunk.first + (place if is_file else 0)]
        if isinstance(article, Failure):
            return Entry(article, b"")
        key = make_key(article.id, planned.sha256 if is_file else content_digest(article.text).hex())
        if is_repeat:
            article = add_place(article, planned.path, 1 if is_file else chunk.start + place + 1)
            if self._plan.generation > 1:  # the same place may have been added before, in another run
                added = f", run {self._plan.generation})"
                article = replace(article, id=article.id.removesuffix(")") + added)
        return Entry(article, key)

    def _single(self, position: int) -> Document | Failure:
        """The article of a file that holds one, if what was read is what was hashed."""
        planned, watcher = self._plan.inputs[position], Watcher()
        with open_articles(planned.path, self._config, self._spool, self._limits, watcher) as articles:
            found = list(islice(articles, 2))
        # A JSON file of one article may have become a table since.
        article = found[0] if len(found) == 1 else _fail_changed(Document(planned.path, ""))
        is_gone = isinstance(article, Failure) and watcher.sha256 is None
        if watcher.sha256 != planned.sha256 and not is_gone:
            return _fail_changed(article)
        return article.with_hash(planned.sha256) if isinstance(article, Failure) else article

    def _rows(self, chunk: Chunk) -> list[Document | Failure]:
        """Articles of a table, if they are those that were planned."""
        path, planned = self._plan.inputs[chunk.first].path, self._plan.inputs[chunk.first]
        found = self._take(chunk.first, chunk.start, chunk.stop)
        if articles_sha256(found) != chunk.sha256:
            found = [article if isinstance(article, Failure) else _fail_changed(article) for article in found]
        elif planned.articles == 1:  # a file that cannot be read as a table is known by its own hash
            found = [each.with_hash(planned.sha256) if isinstance(each, Failure) else each for each in found]
        gone = ReadError(f"it was there when the run was planned, and is gone: {CHANGED_SINCE}")
        missing = range(chunk.start + len(found), chunk.stop)
        return found + [Failure.of(f"{path}, article {number + 1}", "read", gone) for number in missing]

    def _take(self, position: int, start: int, stop: int) -> list[Document | Failure]:
        path = self._plan.inputs[position].path
        at, rows = 0, None
        if self._open and self._open[0] == position and self._open[1] <= start:
            _, at, rows = self._open
        if rows is None:
            self._streams.close()
            rows = self._streams.enter_context(open_articles(path, self._config, self._spool, self._limits))
        taken = list(islice(rows, start - at, stop - at))
        self._open = None if stop == self._plan.inputs[position].articles else (position, stop, rows)
        return taken


def _fail_changed(article: Document | Failure) -> Failure:
    error = ReadError(f"not what it was when the run was planned: {CHANGED_SINCE}")
    return Failure.of(article.id, "read", error)
