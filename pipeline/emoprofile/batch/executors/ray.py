"""The executor on a Ray cluster: the same chunks and commits, by actors that share the run directory.

Only numbers of chunks travel through Ray; articles are read, and parts written, where they are scored.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from types import TracebackType
from typing import Any, Self

from emoprofile.batch.chunk_scorer import Event, Progress
from emoprofile.batch.executors.executor import Job
from emoprofile.batch.executors.local import LocalExecutor
from emoprofile.batch.plan import Plan
from emoprofile.batch.run_directory import Record, RunDirectory
from emoprofile.config import RunConfig
from emoprofile.errors import EmoprofileError, MissingExtraError, RunError
from emoprofile.profiler import Profiler


class RayExecutor:
    """An actor pool of Ray Data on the cluster that `RAY_ADDRESS` names, or on this machine.

    Args:
        job: What to do; where `score.device` is a GPU, each actor takes one.
        workers: How many actors; each takes `score.threads` cores, or its share of the cluster's.

    Raises:
        MissingExtraError: If the extra [ray] is not installed.
    """

    def __init__(self, job: Job, workers: int = 1) -> None:
        try:
            import ray
            import ray.data
        except ImportError as error:
            raise MissingExtraError("ray", "ray", "the Ray executor") from error
        self._ray, self._workers = ray, workers
        self._job = job
        self._gpus = 1 if job.config.score.device.startswith("cuda") else 0

    def __enter__(self) -> Self:
        self._ours = not self._ray.is_initialized()
        if self._ours:
            self._ray.init(log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
        for name in ("ray", "ray.data"):
            logging.getLogger(name).setLevel(logging.ERROR)
        cluster: dict[str, float] = self._ray.cluster_resources()  # type: ignore[no-untyped-call]
        self._cores = self._job.config.score.threads or max(1, int(cluster["CPU"]) // self._workers)
        self._job = replace(self._job, config=_with_threads(self._job.config, self._cores))
        settings = self._ray.data.DataContext.get_current()
        settings.enable_progress_bars = False
        settings.max_errored_blocks = 0  # others lose rows silently
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ours:
            self._ray.shutdown()

    def list_decisive(self) -> Mapping[str, Any]:
        """What the figures depend on, as an actor of the cluster sees it."""
        task = self._ray.remote(num_cpus=self._cores, num_gpus=self._gpus)(_decisive)
        return dict(self._ask(lambda: self._ray.get(task.remote(self._job))))

    def run(self, plan: Plan, folder: RunDirectory, numbers: Sequence[int]) -> Iterator[Event]:
        """Score and commit chunks; see `Executor`."""
        if not numbers:
            return
        rows = self._ray.data.from_items([{"chunk": number} for number in numbers], override_num_blocks=len(numbers))
        records = rows.map_batches(
            ChunkActor,
            fn_constructor_args=(self._job, folder),
            batch_size=1,
            compute=self._ray.data.ActorPoolStrategy(size=min(self._workers, len(numbers))),
            num_cpus=self._cores,
            num_gpus=self._gpus or None,
        )
        iterator = iter(records.iter_rows())
        while True:
            row = self._ask(lambda: next(iterator, None))
            if row is None:
                return
            record = Record(**json.loads(row["record"]))
            flags = tuple(Counter(record.flags).elements())
            yield Progress(record.profiles + record.failures, record.failures, flags, record.sentences)
            yield record

    def _ask(self, question: Any) -> Any:
        """What the cluster answers; an error of ours that it met is raised as such."""
        try:
            return question()
        except Exception as error:
            cause: BaseException | None = error
            while cause is not None:
                if isinstance(cause, EmoprofileError):
                    raise cause from None
                cause = getattr(cause, "cause", None) or cause.__cause__
            raise RunError(f"the Ray cluster failed: {error}") from error


class ChunkActor:
    """Scores chunks, one at a call, in a process of its own: the actor sees it die, and starts it again.

    That an actor ends, or its node, is held against no article: Ray starts another, which knows nothing of it.

    Args:
        job: What to do.
        folder: Of the run, with its plan, on a file system that all nodes share.
    """

    def __init__(self, job: Job, folder: RunDirectory) -> None:
        self._folder, self._plan = folder, Plan.from_file(folder.plan_file)
        self._executor = LocalExecutor(job.follow_plan(self._plan.settings)).__enter__()

    def __call__(self, batch: Mapping[str, Any]) -> Mapping[str, Any]:
        """The records of some chunks, which it commits; one that was committed before is left as it is."""
        found = []
        for number in map(int, batch["chunk"]):
            if self._folder.record(number) is None:
                for _ in self._executor.run(self._plan, self._folder, [number]):
                    pass
            record = self._folder.record(number)
            assert record  # the executor has committed it
            found.append(json.dumps(asdict(record)))
        return {"record": found}


def _with_threads(config: RunConfig, threads: int) -> RunConfig:
    """Ray allows an actor one thread, whatever cores it has, unless it is told."""
    return config.model_copy(update={"score": config.score.model_copy(update={"threads": threads})})


def _decisive(job: Job) -> Mapping[str, Any]:
    return Profiler(job.config, job.spec, name=job.name).decisive
