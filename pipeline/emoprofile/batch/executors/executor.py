"""What an executor does: score chunks somewhere, and tell of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Protocol, Self

from emoprofile.batch.chunk_scorer import Event
from emoprofile.batch.plan import Plan
from emoprofile.batch.run_directory import RunDirectory
from emoprofile.config import ModelSpec, RunConfig
from emoprofile.registry import Registry


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with every article.

    Attributes:
        config: The run configuration.
        spec: The model that it names.
        name: What the configuration is called.
    """

    config: RunConfig
    spec: ModelSpec
    name: str

    def follow_plan(self, settings: Mapping[str, Any]) -> Self:
        """The same job in the number type that a run was begun in, where `auto` leaves it to the machine.

        Args:
            settings: Those of the run's plan.
        """
        score = self.config.score
        if score.dtype != "auto":
            return self
        score = score.model_copy(update={"dtype": settings["config"]["score"]["dtype"]})
        return replace(self, config=self.config.model_copy(update={"score": score}))


class Executor(Protocol):
    """Scores chunks; entered, it begins to load the model."""

    def __init__(self, job: Job, workers: int) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def list_decisive(self) -> Mapping[str, Any]:
        """What the figures depend on, as the machine sees it that scores; waits until the model is loaded.

        Raises:
            ModelError: If the model cannot be loaded, or would be mis-scored.
        """

    def run(self, plan: Plan, folder: RunDirectory, numbers: Sequence[int]) -> Iterator[Event]:
        """Score and commit chunks.

        Raises:
            WriteError: If the disk refuses.
            RunError: If a process ends again and again, and no article can be blamed.
        """


EXECUTORS: Registry[type[Executor]] = Registry(
    "executor",
    {
        "local": "emoprofile.batch.executors.local:LocalExecutor",
        "inline": "emoprofile.batch.executors.inline:InlineExecutor",
        "ray": "emoprofile.batch.executors.ray:RayExecutor",
    },
)
