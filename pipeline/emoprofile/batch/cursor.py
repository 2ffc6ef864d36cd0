"""The articles of a unit, read from where the unit before it ended."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from emoprofile.batch.plan import Plan, Unit
from emoprofile.batch.planning import reading
from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.errors import ReadError
from emoprofile.read import placed


class Cursor:
    """Reads units of a plan; going forward in a table, it passes each row once.

    Args:
        plan: What the units are of.
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

    def articles(self, unit: Unit) -> list[Document | Failure]:
        """As many articles or failures as were planned: what has gone since is a failure in its place."""
        found: list[Document | Failure] = []
        for position in range(unit.first, unit.first + unit.inputs):
            found += self._taken(position, unit.start, unit.stop)
        for place in unit.repeats:
            article = found[place]
            if isinstance(article, Document):
                position, number = (unit.first + place, 1) if unit.inputs > 1 else (unit.first, unit.start + place + 1)
                found[place] = placed(article, self._plan.inputs[position].path, number)
        return found

    def _taken(self, position: int, start: int, stop: int) -> list[Document | Failure]:
        path = self._plan.inputs[position].path
        at, rows = 0, None
        if self._open and self._open[0] == position and self._open[1] <= start:
            _, at, rows = self._open
        if rows is None:
            self._streams.close()
            rows = self._streams.enter_context(reading(path, self._config, self._spool, self._limits))
        taken = list(islice(rows, start - at, stop - at))
        self._open = None if stop == self._plan.inputs[position].articles else (position, stop, rows)
        taken = [self._hashed(each, position) for each in taken]
        gone = ReadError("it was there when the run was planned, and is gone: the input was changed in between")
        return taken + [
            Failure.of(f"{path}, article {number + 1}", "read", gone) for number in range(start + len(taken), stop)
        ]

    def _hashed(self, article: Document | Failure, position: int) -> Document | Failure:
        """A file that is one article and cannot be read is known by its own hash."""
        planned = self._plan.inputs[position]
        if isinstance(article, Failure) and planned.articles == 1:
            return article.hashed(planned.sha256)
        return article
