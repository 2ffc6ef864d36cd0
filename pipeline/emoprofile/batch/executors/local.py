"""The executor on this machine: a process that scores, and this one, which starts it again whenever it dies."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from emoprofile.batch.attempts import DEATHS_WHILE_LOADING, Attempt, DeathRecord
from emoprofile.batch.chunk_scorer import Event
from emoprofile.batch.executors.executor import Job
from emoprofile.batch.plan import Plan, differences
from emoprofile.batch.run_directory import Record, RunDirectory
from emoprofile.child_process import ChildProcess, DiedError
from emoprofile.errors import RunError

log = logging.getLogger(__name__)
WORKER = "emoprofile.batch.executors.worker"


class LocalExecutor:
    """One process beside this one.

    Args:
        job: What to do.
        workers: Must be 1: the process uses all cores.
    """

    def __init__(self, job: Job, workers: int = 1) -> None:
        if workers != 1:
            raise RunError(
                f"the local executor has one process, which uses all cores, not {workers}; more have: "
                "--executor ray, or --shard k/N for each GPU"
            )
        self._job = job
        self._decisive: Mapping[str, Any] | None = None

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.stop()

    def list_decisive(self) -> Mapping[str, Any]:
        """What the figures depend on, as the process sees it."""
        if self._decisive is None:
            self._decisive = self._wait_until_loaded()
        return self._decisive

    def run(self, plan: Plan, folder: RunDirectory, numbers: Sequence[int]) -> Iterator[Event]:
        """Score and commit chunks; see `Executor`."""
        self.list_decisive()
        self._job = self._job.follow_plan(plan.settings)  # for a process that takes the place of this one
        left, deaths = list(numbers), DeathRecord()
        while left:
            try:
                self._process.send((plan, folder, left, deaths.by_chunk))
                while (event := self._process.receive()) is not None:
                    if isinstance(event, Attempt):
                        deaths.record_attempt(event)
                        continue
                    if isinstance(event, Record):
                        deaths.record_commit(event.chunk)
                        left.remove(event.chunk)
                    yield event
            except DiedError as death:
                # What was committed before it could say so.
                left = [number for number in left if folder.record(number) is None]
                if not left:
                    return
                deaths.record_death(death.code, left)
                if deaths.is_hopeless:
                    raise RunError(
                        f"the process {death}, and died many times in a row without progress, in or "
                        f"before chunk {left[0]}. What is committed is kept: go on with --resume. Smaller "
                        "batches need less memory: --set score.batch_tokens"
                    ) from None
                log.warning("the process %s; starting again, %d chunks are left", death, len(left))
                self._restart()

    def _restart(self) -> None:
        self._start()
        changes = list(differences(self.list_decisive(), self._wait_until_loaded()))
        if changes:
            raise RunError(
                "the model or the code has changed while the run went on, and scores of both would be mixed:\n"
                + "\n".join(f"  {line}" for line in changes)
                + "\nWhat is committed is kept. Change that back and go on with --resume"
            )

    def _wait_until_loaded(self) -> Mapping[str, Any]:
        """What the process says once the model is loaded; a process that dies before that is started again."""
        deaths = 0
        while True:
            try:
                return dict(self._process.receive())
            except DiedError as death:
                deaths += 1
                if deaths == DEATHS_WHILE_LOADING:
                    raise RunError(
                        f"the process {death} while it loaded the model, as {deaths - 1} did before: too little "
                        "memory? No article was touched. What is committed is kept: go on with --resume"
                    ) from None
                log.warning("the process %s while it loaded the model; starting again", death)
                self._start()

    def _start(self) -> None:
        self._process = ChildProcess(WORKER)
        self._process.send(self._job)
