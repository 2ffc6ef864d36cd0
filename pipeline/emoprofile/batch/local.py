"""The engine on this machine: a process that scores, and this one, which starts it again whenever it dies."""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from emoprofile.batch.engine import Job
from emoprofile.batch.folder import Record, RunFolder
from emoprofile.batch.plan import Plan
from emoprofile.batch.unit import TRIES_ALONE, TRIES_TOGETHER, Event
from emoprofile.errors import RunError

log = logging.getLogger(__name__)
MOST_DEATHS = TRIES_TOGETHER + 4 * TRIES_ALONE
"""So often the process may die without one unit being committed: by then four articles of a unit have been given up."""


class LocalEngine:
    """One process beside this one.

    Args:
        job: What to do.
        workers: Must be 1: the process uses all cores.
    """

    def __init__(self, job: Job, workers: int = 1) -> None:
        if workers != 1:
            raise RunError(
                f"the local engine has one process, which uses all cores, not {workers}; more have: "
                "--engine ray, or --shard k/N for each GPU"
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
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def decisive(self) -> Mapping[str, Any]:
        """What the figures depend on, as the process sees it."""
        if self._decisive is None:
            try:
                self._decisive = self._next()
            except EOFError:
                raise RunError(f"the process {self._death()} while it loaded the model: too little memory?") from None
        assert self._decisive is not None
        return self._decisive

    def run(self, plan: Plan, folder: RunFolder, numbers: Sequence[int]) -> Iterator[Event]:
        """Score and commit units; see `Engine`."""
        self.decisive()
        left, deaths = list(numbers), 0
        while left:
            try:
                self._send((plan, folder, left))
                while (event := self._next()) is not None:
                    if isinstance(event, Record):
                        deaths = 0
                        left.remove(event.unit)
                    yield event
            except (EOFError, BrokenPipeError):
                deaths += 1
                how = self._death()
                # What was committed before it could say so.
                left = [number for number in left if folder.record(number) is None]
                if deaths > MOST_DEATHS:
                    raise RunError(
                        f"the process {how}, {deaths} times in a row without progress, in or before unit {left[0]}. "
                        "What is committed is kept; smaller batches need less memory: --set score.batch_tokens"
                    ) from None
                log.warning("the process %s; starting again, %d units are left", how, len(left))
                self._start()
                self._decisive = None
                self.decisive()

    def _start(self) -> None:
        # -P: what lies in the working directory is no module, whatever it is called.
        command = [sys.executable, "-P", "-m", "emoprofile.batch.worker"]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self._send(self._job)

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

    def _death(self) -> str:
        code = self._process.wait()
        return f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
