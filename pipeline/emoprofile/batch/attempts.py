"""What a process says before it begins something that may end it, and what its deaths say about the articles.

Only the process that started it and saw it die knows of a death, and it forgets it when it ends itself: a kill of the
whole run, or of the machine, is never held against an article.
"""

import signal
from collections.abc import Sequence
from dataclasses import dataclass, replace

DEATHS_TOGETHER = 2
"""So often a chunk ends its process before its articles are tried one by one."""
DEATHS_ALONE = 3
"""So often an article ends the process that scores it alone before it is given up: once or twice may be anything."""
DEATHS_WITHOUT_PROGRESS = 10
"""So often the process may die in a row without anything being learned or committed before the run ends."""
DEATHS_WHILE_LOADING = 3
"""So often in a row the process may die before the model is loaded; no article has a part in that."""
_CRASHES = tuple(
    getattr(signal, name)
    for name in ("SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGABRT", "SIGSYS", "SIGTRAP", "SIGKILL")
    if hasattr(signal, name)
)
"""Signals that a fault in a library, or a lack of memory, ends a process with. Any other comes from outside. SIGKILL is
what the kernel sends when memory is out; that somebody else sent it cannot be told."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a process begins now.

    Attributes:
        chunk: The chunk that it prepares and then scores.
        alone: The position of the article that is scored by itself; None if all are scored together.
        passed: Articles before this position came through by themselves.
    """

    chunk: int
    alone: int | None = None
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Deaths:
    """What is known of the deaths of the processes that worked on a chunk.

    Attributes:
        together: How often one died while it worked on the whole chunk.
        alone: Positions of articles during which, scored by themselves, one died: how often.
        passed: Articles before this position came through by themselves.
    """

    together: int = 0
    alone: tuple[tuple[int, int], ...] = ()
    passed: int = 0

    @property
    def is_suspicious(self) -> bool:
        """Whether the articles are to be tried one by one."""
        return self.together >= DEATHS_TOGETHER

    @property
    def given_up(self) -> tuple[int, ...]:
        """Positions of the articles that are not tried again."""
        return tuple(position for position, times in self.alone if times >= DEATHS_ALONE)


class DeathRecord:
    """What the deaths of one process after the other say, as long as the run lasts.

    Attributes:
        by_chunk: What is known of each chunk that a process died with.
    """

    def __init__(self) -> None:
        self.by_chunk: dict[int, Deaths] = {}
        self._current: dict[int, Attempt] = {}
        self._without_progress = 0

    @property
    def is_hopeless(self) -> bool:
        """Whether going on would not lead anywhere."""
        return self._without_progress >= DEATHS_WITHOUT_PROGRESS

    def record_attempt(self, attempt: Attempt) -> None:
        """The process begins something."""
        before = self.by_chunk.get(attempt.chunk, Deaths())
        if attempt.passed > before.passed:
            self.by_chunk[attempt.chunk] = replace(before, passed=attempt.passed)
            self._without_progress = 0
        self._current[attempt.chunk] = attempt

    def record_commit(self, chunk: int) -> None:
        """A chunk is done."""
        self._current.pop(chunk, None)
        self._without_progress = 0

    def record_death(self, code: int, left: Sequence[int]) -> None:
        """The process died, and this one did not end it.

        Args:
            code: As `subprocess` has it: the negative number of a signal, or an exit code.
            left: The chunks that are not committed.
        """
        self._without_progress += 1
        working = [attempt for chunk, attempt in sorted(self._current.items()) if chunk in left]
        self._current.clear()
        if not is_crash(code):
            return
        for attempt in working:
            before = self.by_chunk.get(attempt.chunk, Deaths())
            if attempt.alone is None:
                self.by_chunk[attempt.chunk] = replace(before, together=before.together + 1)
                continue
            times = dict(before.alone)
            times[attempt.alone] = times.get(attempt.alone, 0) + 1
            self.by_chunk[attempt.chunk] = replace(before, alone=tuple(sorted(times.items())))
            if times[attempt.alone] >= DEATHS_ALONE:  # now it is known which article it was
                self._without_progress = 0


def is_crash(code: int) -> bool:
    """Whether a process that ended so may have met a fault: it was not ended by a signal that comes from outside."""
    return code >= 0 or -code in _CRASHES
