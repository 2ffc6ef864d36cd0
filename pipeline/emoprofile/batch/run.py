"""A batch run from inputs to published output: planned, scored, merged and accounted for."""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from emoprofile.batch.admission import check_earlier, check_inputs, check_place, list_lines
from emoprofile.batch.changes import find_changes
from emoprofile.batch.chunk_scorer import Event
from emoprofile.batch.executors.executor import EXECUTORS, Executor, Job
from emoprofile.batch.manifest import Manifest
from emoprofile.batch.merge import merge
from emoprofile.batch.output import Output
from emoprofile.batch.plan import Plan, differences
from emoprofile.batch.planner import make_plan
from emoprofile.batch.publish import publish
from emoprofile.batch.run_directory import Record, RunDirectory
from emoprofile.batch.standing import is_complete
from emoprofile.batch.summary import Summary, sum_up
from emoprofile.config import DEFAULT, load_model_spec, load_run_config
from emoprofile.errors import RunError, WriteError
from emoprofile.read import STDIN, Found, find_inputs
from emoprofile.write import writer_for


@dataclass(frozen=True, slots=True)
class Planning:
    """How many articles are planned so far."""

    articles: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A run is planned, and begins or goes on.

    Attributes:
        articles: How many this process is to do.
        done: How many were done before, by this run.
        failures: How many of those failed.
    """

    articles: int
    done: int
    failures: int


OnEvent = Callable[[Planning | Begun | Event], None]


@dataclass(frozen=True, slots=True)
class How:
    """How a run is done; none of it changes what comes out.

    Attributes:
        executor: A registered name, or `module:Class` of your own.
        workers: Of the executor.
        resume: Go on where a run ended, if there is one.
        shard: (k, n): only each n-th chunk, beginning with the k-th; None is all of them.
        max_failures: Stop when more articles than this failed; None never stops.
        overwrite: Take the place of the output of another run, if that is as the run left it.

    Raises:
        RunError: If the shard is none.
    """

    executor: str = "local"
    workers: int = 1
    resume: bool = False
    shard: tuple[int, int] | None = None
    max_failures: int | None = None
    overwrite: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether a run that was begun may go on."""
        return self.resume or self.shard is not None

    def __post_init__(self) -> None:
        if self.shard and not 1 <= self.shard[0] <= self.shard[1]:
            raise RunError(f"there is no shard {self.shard[0]}/{self.shard[1]}; shards are 1/n to n/n")


def score_files(
    paths: Sequence[str],
    output: str | Path,
    config: str | Path = DEFAULT,
    overrides: Sequence[str] = (),
    how: How | None = None,
    on_event: OnEvent = lambda event: None,
) -> Summary:
    """Score every article behind some paths into a file, each exactly once, whatever is killed on the way.

    Args:
        paths: Files, folders, patterns, `hf://` datasets, or `-`.
        output: A file whose suffix chooses the format, or with a slash at its end a folder of Parquet files.
        config: A name or path of a run configuration.
        overrides: `key.path=value` items.
        how: By default in a process beside this one, from the start.
        on_event: Told of the progress.

    Raises:
        ConfigError, UnknownNameError, ModelError: If the configuration or its model is wrong.
        WriteError: If the output cannot be written; what is committed is kept.
        RunError: If there is a run that this one would spoil, or that does not fit it, or if it had to stop.
    """
    how = how or How()
    run = load_run_config(config, overrides)
    job = Job(run, load_model_spec(run.model), Path(config).stem)
    job.spec.vocabularies(run.aggregate.vocabulary)  # or it is refused, before anything is read
    target = Output(str(output))
    writer_for(target.path / "part.parquet" if target.is_folder else target.path, run, job.spec)
    folder = RunDirectory(target.run, target.suffix)
    executor_class = EXECUTORS.get(how.executor)
    found = find_inputs(paths)
    check_inputs(paths, found, target)
    earlier = check_place(target, folder, goes_on=how.goes_on)
    folder.create()
    with folder.lock(f"{how.shard[0]}-of-{how.shard[1]}" if how.shard else None):
        if not how.shard:
            folder.clear_scratch()
        with executor_class(job, how.workers) as executor:
            plan = _plan(found, target, folder, job, executor, how, on_event)
            if earlier and not how.overwrite:
                _check_earlier(earlier, plan, target, folder)
                if is_complete(target, earlier.files):
                    folder.remove()
                    on_event(Begun(0, earlier.summary.articles, earlier.summary.failures))
                    return earlier.summary
            folder.publish_plan(plan)
            _score(plan, folder, executor, how, on_event)
        committed = _find_committed(plan, folder)
        left = len(plan.chunks) - len(committed)
        summary = sum_up(plan, list(committed.values()), job.config.score.batch_tokens, left)
        if how.shard:
            return summary
        publish(folder, target, merge(folder, plan, job, target, summary), earlier)
    folder.remove()
    return summary


def _check_earlier(earlier: Manifest, plan: Plan, target: Output, folder: RunDirectory) -> None:
    try:
        check_earlier(earlier, plan, target)
    except RunError:
        if not folder.is_begun:
            folder.remove()
        raise


def _plan(
    found: Found, target: Output, folder: RunDirectory, job: Job, executor: Executor, how: How, on_event: OnEvent
) -> Plan:
    """The plan that the folder holds, if it fits what is asked for now; otherwise a new one."""
    if folder.is_begun:
        plan = Plan.from_file(folder.plan_file)
        settings = _settings(job, executor, target)
        changes = [*differences(plan.settings, settings), *find_changes(plan, found)]
        if changes:
            raise RunError(
                f"the run in {folder.path} cannot go on, because its output would mix two kinds:\n"
                f"{list_lines(changes)}\n"
                f"Change that back, or begin anew by deleting {folder.path}"
            )
        return plan
    if STDIN in found.inputs and not (folder.spool and how.goes_on):
        kept = folder.scratch() / "stdin"
        try:
            with kept.open("wb") as copy:
                shutil.copyfileobj(sys.stdin.buffer, copy)
            kept.replace(folder.stdin)
        except OSError as error:
            raise WriteError(f"cannot keep standard input in {folder.path}: {error.strerror or error}") from None
    # Planned while the executor loads the model.
    plan = make_plan(
        found, job.config.read, {}, folder.spool, lambda articles: on_event(Planning(articles)), job.config.limits
    )
    return replace(plan, settings=_settings(job, executor, target))


def _settings(job: Job, executor: Executor, target: Output) -> dict[str, Any]:
    config = job.config.model_dump(mode="json")
    others = {key: config[key] for key in ("read", "limits", "output")}
    settings = {**executor.decisive(), **others, "called": job.name}
    settings["suffix"] = "/" if target.is_folder else target.suffix
    return dict(json.loads(json.dumps(settings)))  # as the plan will have them


def _score(plan: Plan, folder: RunDirectory, executor: Executor, how: How, on_event: OnEvent) -> None:
    committed = _find_committed(plan, folder)
    first, step = (how.shard[0] - 1, how.shard[1]) if how.shard else (0, 1)
    numbers = [number for number in range(first, len(plan.chunks), step) if number not in committed]
    failures = len(plan.failures) + sum(record.failures for record in committed.values())
    done = len(plan.failures) + sum(record.profiles + record.failures for record in committed.values())
    on_event(Begun(sum(plan.chunks[number].articles for number in numbers), done, failures))
    _check_failures(failures, how, folder)
    for event in executor.run(plan, folder, numbers):
        on_event(event)
        if isinstance(event, Record):
            failures += event.failures
            _check_failures(failures, how, folder)


def _find_committed(plan: Plan, folder: RunDirectory) -> dict[int, Record]:
    """What the committed chunks hold, by number."""
    return {number: record for number in range(len(plan.chunks)) if (record := folder.record(number))}


def _check_failures(failures: int, how: How, folder: RunDirectory) -> None:
    if how.max_failures is not None and failures > how.max_failures:
        raise RunError(
            f"stopped: {failures} articles failed, and at most {how.max_failures} may. The reasons stand in "
            f"{folder.parts}/*.failures.jsonl; what is done is kept. Go on with --resume and a higher --max-failures"
        )
