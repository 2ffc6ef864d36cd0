"""The executor on this machine: a process that scores, and this one, which starts it again whenever it dies."""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from emoprofile.batch.attempts import DEATHS_WHILE_LOADING, Attempt, DeathRecord
from emoprofile.batch.chunk_scorer import Event
from emoprofile.batch.executors.executor import Job
from emoprofile.batch.plan import Plan, differences
from emoprofile.batch.run_directory import Record, RunDirectory
from emoprofile.errors import RunError

log = logging.getLogger(__name__)
_GONE = (EOFError, BrokenPipeError, ConnectionResetError)


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
        self._process.kill()
        self._process.wait()
        self._close()

    def decisive(self) -> Mapping[str, Any]:
        """What the figures depend on, as the process sees it."""
        if self._decisive is None:
            self._decisive = self._wait_until_loaded()
        return self._decisive

    def run(self, plan: Plan, folder: RunDirectory, numbers: Sequence[int]) -> Iterator[Event]:
        """Score and commit chunks; see `Executor`."""
        self.decisive()
        left, deaths = list(numbers), DeathRecord()
        while left:
            try:
                self._send((plan, folder, left, deaths.by_chunk))
                while (event := self._next()) is not None:
                    if isinstance(event, Attempt):
                        deaths.record_attempt(event)
                        continue
                    if isinstance(event, Record):
                        deaths.record_commit(event.chunk)
                        left.remove(event.chunk)
                    yield event
            except _GONE:
                code = self._process.wait()
                # What was committed before it could say so.
                left = [number for number in left if folder.record(number) is None]
                if not left:
                    return
                deaths.record_death(code, left)
                if deaths.is_hopeless:
                    raise RunError(
                        f"the process {_death(code)}, and died many times in a row without progress, in or "
                        f"before chunk {left[0]}. What is committed is kept: go on with --resume. Smaller "
                        "batches need less memory: --set score.batch_tokens"
                    ) from None
                log.warning("the process %s; starting again, %d chunks are left", _death(code), len(left))
                self._restart()

    def _restart(self) -> None:
        self._close()
        self._start()
        changes = list(differences(self.decisive(), self._wait_until_loaded()))
        if changes:
            raise RunError(
                "the model or the code has changed while the run went on, and scores of both would be mixed:\n"
                + "\n".join(f"  {line}" for line in changes)
                + "\nWhat is committed is kept. Change that back and go on with --resume"
            )

    def _wait_until_loaded(self) -> Mapping[str, Any]:
        """What the process says once the model is loaded; a process that dies before that is started again."""
        for deaths in range(1, DEATHS_WHILE_LOADING + 1):
            try:
                return dict(self._next())
            except _GONE:
                code = self._process.wait()
                if deaths < DEATHS_WHILE_LOADING:
                    log.warning("the process %s while it loaded the model; starting again", _death(code))
                    self._close()
                    self._start()
        raise RunError(
            f"the process {_death(code)} while it loaded the model, as {DEATHS_WHILE_LOADING - 1} did before: too "
            "little memory? No article was touched. What is committed is kept: go on with --resume"
        )

    def _start(self) -> None:
        # -P: what lies in the working directory is no module, whatever it is called.
        command = [sys.executable, "-P", "-m", "emoprofile.batch.executors.worker"]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        with suppress(*_GONE):  # if it is dead already, that is seen when it is asked
            self._send(self._job)

    def _close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(*_GONE):  # what was not sent has nobody to go to
                if pipe:
                    pipe.close()

    def _send(self, message: object) -> None:
        assert self._process.stdin
        pickle.dump(message, self._process.stdin)
        self._process.stdin.flush()

    def _next(self) -> Any:
        """What the process says next; an error that ended it is raised here."""
        assert self._process.stdout
        try:
            message = pickle.load(self._process.stdout)
        except pickle.UnpicklingError:
            raise EOFError from None
        if isinstance(message, BaseException):
            raise message
        return message


def _death(code: int) -> str:
    return f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
