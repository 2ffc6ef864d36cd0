"""Reads the articles of a chunk, from where the chunk before it ended."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from emoprofile.batch.hashing import Watcher, articles_sha256
from emoprofile.batch.plan import Chunk, Plan
from emoprofile.batch.planner import reading
from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.errors import ReadError
from emoprofile.read import placed

CHANGED_SINCE = "the input was changed in between. Score it in a run of its own"


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

    def articles(self, chunk: Chunk) -> list[Document | Failure]:
        """As many articles or failures as were planned: what is not as it was planned is a failure in its place."""
        if chunk.sha256 is None:
            found = [self._single(position) for position in range(chunk.first, chunk.first + chunk.inputs)]
        else:
            found = self._rows(chunk)
        for place in chunk.repeats:
            article = found[place]
            if isinstance(article, Document):
                position, number = (
                    (chunk.first + place, 1) if chunk.inputs > 1 else (chunk.first, chunk.start + place + 1)
                )
                found[place] = placed(article, self._plan.inputs[position].path, number)
        return found

    def _single(self, position: int) -> Document | Failure:
        """The article of a file that holds one, if what was read is what was hashed."""
        planned, watcher = self._plan.inputs[position], Watcher()
        with reading(planned.path, self._config, self._spool, self._limits, watcher) as articles:
            [article] = articles
        is_gone = isinstance(article, Failure) and watcher.sha256 is None
        if watcher.sha256 != planned.sha256 and not is_gone:
            return _fail_changed(article)
        return article.hashed(planned.sha256) if isinstance(article, Failure) else article

    def _rows(self, chunk: Chunk) -> list[Document | Failure]:
        """Articles of a table, if they are those that were planned."""
        path, planned = self._plan.inputs[chunk.first].path, self._plan.inputs[chunk.first]
        found = self._take(chunk.first, chunk.start, chunk.stop)
        if articles_sha256(found) != chunk.sha256:
            found = [article if isinstance(article, Failure) else _fail_changed(article) for article in found]
        elif planned.articles == 1:  # a file that cannot be read as a table is known by its own hash
            found = [each.hashed(planned.sha256) if isinstance(each, Failure) else each for each in found]
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
            rows = self._streams.enter_context(reading(path, self._config, self._spool, self._limits))
        taken = list(islice(rows, start - at, stop - at))
        self._open = None if stop == self._plan.inputs[position].articles else (position, stop, rows)
        return taken


def _fail_changed(article: Document | Failure) -> Failure:
    error = ReadError(f"not what it was when the run was planned: {CHANGED_SINCE}")
    return Failure.of(article.id, "read", error)
