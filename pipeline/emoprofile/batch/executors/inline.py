"""The executor within this process: nothing to start, and nothing that outlives a fault in a library."""

from collections.abc import Iterator, Mapping, Sequence
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, Self

from emoprofile.batch.chunk_scorer import ChunkScorer, Event
from emoprofile.batch.executors.executor import Job
from emoprofile.batch.plan import Plan
from emoprofile.batch.run_directory import RunDirectory
from emoprofile.errors import RunError
from emoprofile.profiler import Profiler


class InlineExecutor:
    """Scores where it is called.

    Args:
        job: What to do.
        workers: Must be 1.
    """

    def __init__(self, job: Job, workers: int = 1) -> None:
        if workers != 1:
            raise RunError(f"the inline executor has one worker, not {workers}; more have: --executor ray, or --shard")
        self._job = job

    def __enter__(self) -> Self:
        self._profiler = Profiler(self._job.config, self._job.spec, name=self._job.name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def list_decisive(self) -> Mapping[str, Any]:
        """What the figures depend on."""
        return self._profiler.decisive

    def run(self, plan: Plan, folder: RunDirectory, numbers: Sequence[int]) -> Iterator[Event]:
        """Score and commit chunks; see `Executor`."""
        events: SimpleQueue[Event | BaseException | None] = SimpleQueue()

        def work() -> None:
            try:
                ChunkScorer(self._profiler, plan, folder).run(numbers, events.put)
                events.put(None)
            except BaseException as error:  # handed to the thread that asked
                events.put(error)

        Thread(target=work, name="chunks", daemon=True).start()
        while (event := events.get()) is not None:
            if isinstance(event, BaseException):
                raise event
            yield event
