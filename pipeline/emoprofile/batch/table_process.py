"""Plans tables in a process of their own: a fault in a library that reads them ends that process, and no run."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from emoprofile.batch.attempts import DEATHS_ALONE, is_crash
from emoprofile.batch.table_planner import OnPlanned, PlannedTable, TableRequest, plan_table
from emoprofile.child_process import ChildProcess, DiedError, answering
from emoprofile.data import Failure
from emoprofile.errors import RunError

PlanTable = Callable[[TableRequest, OnPlanned], PlannedTable | Failure]
MODULE = "emoprofile.batch.table_process"


class TableProcess:
    """The process, started when it is first needed and again after each death."""

    def __init__(self) -> None:
        self._process: ChildProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            self._process.stop()

    def __call__(self, request: TableRequest, on_planned: OnPlanned) -> PlannedTable | Failure:
        """Plan a table as `plan_table` does; one that ends the process again and again is a failure.

        Raises:
            RunError: If somebody else ends the process, as often.
        """
        for _ in range(DEATHS_ALONE):
            self._process = self._process or ChildProcess(MODULE)
            self._process.send(request)
            try:
                while isinstance(found := self._process.receive(), int):
                    on_planned(found)
            except DiedError as died:
                death, self._process = died, None
                continue
            return found  # type: ignore[no-any-return]
        if not is_crash(death.code):
            raise RunError(
                f"the process that reads tables {death} while it read {request.path}, {DEATHS_ALONE} times. Nothing "
                "was scored yet: start the run again"
            )
        reason = (
            f"it ended the process that read it {DEATHS_ALONE} times: by taking all memory, or by a fault in a "
            "library. Save it anew, or in another format, such as .jsonl"
        )
        return Failure.of(request.path, "read", RunError(reason))


def main() -> None:
    """Serve until the pipe is closed."""
    with answering() as (receive, say):
        while True:
            say(plan_table(receive(), say))


if __name__ == "__main__":
    main()
