"""A batch run from inputs to published output: planned, scored, merged and accounted for."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from emoprofile.batch.admission import check_earlier, check_inputs, check_place, list_lines
from emoprofile.batch.changes import find_changes
from emoprofile.batch.chunk_scorer import Event
from emoprofile.batch.executors.executor import EXECUTORS, Executor, Job
from emoprofile.batch.growth import check_begun, check_growth
from emoprofile.batch.how import How, check_thresholds
from emoprofile.batch.known import Known
from emoprofile.batch.manifest import Manifest
from emoprofile.batch.merge import merge, write_empty_table
from emoprofile.batch.output import Output
from emoprofile.batch.plan import Plan, differences
from emoprofile.batch.planner import make_plan
from emoprofile.batch.publish import publish
from emoprofile.batch.run_directory import Record, RunDirectory
from emoprofile.batch.standing import is_complete
from emoprofile.batch.summary import Summary, count_flags, sum_up
from emoprofile.batch.table_planner import plan_table
from emoprofile.batch.table_process import TableProcess
from emoprofile.config import DEFAULT, load_model_spec, load_run_config
from emoprofile.errors import RunError, WriteError
from emoprofile.read import STDIN, Found, find_inputs
from emoprofile.write import make_writer


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
        flags: How many of those have which flag.
    """

    articles: int
    done: int
    failures: int
    flags: Mapping[str, int] = field(default_factory=dict)


OnEvent = Callable[[Planning | Begun | Event], None]


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
    job.spec.order_vocabularies(run.aggregate.vocabulary)  # or it is refused, before anything is read
    target = Output(str(output))
    make_writer(target.path / "part.parquet" if target.is_folder else target.path, run, job.spec)
    folder = RunDirectory(target.run, target.suffix)
    executor_class = EXECUTORS.get(how.executor)
    found = find_inputs(paths)
    check_inputs(paths, found, target)
    earlier = check_place(target, folder, goes_on=how.goes_on)
    adds_to = earlier if how.append else None
    known = Known.read(target.store, target.articles.name) if adds_to and not folder.is_begun else None
    folder.create()
    with folder.lock(f"{how.shard[0]}-of-{how.shard[1]}" if how.shard else None):
        if not how.shard:
            folder.clear_scratch()
        if folder.is_begun:
            job = job.follow_plan(Plan.from_file(folder.plan_file).settings)
        elif earlier and not how.overwrite:
            job = job.follow_plan(earlier.latest.settings)
        with executor_class(job, how.workers) as executor:
            plan = _plan(found, target, folder, job, executor, how, on_event, adds_to, known)
            is_published = earlier is not None and earlier.latest.plan == plan.fingerprint
            if earlier and is_published and not how.overwrite and is_complete(target, earlier.files):
                done = earlier.latest.summary
                folder.remove()
                on_event(Begun(0, done.articles, done.failures, done.flags))
                return done
            # A process that was killed while it published may have left half of the earlier output, or no manifest.
            ready = Manifest.read_ready(folder.ready, target)
            is_ready = ready is not None and ready.latest.plan == plan.fingerprint
            with _clear_on_refusal(folder):
                if not is_published and (earlier or not is_ready):
                    check_begun(plan, adds_to, folder.path)
                if adds_to and not is_ready:
                    check_growth(adds_to, plan, target, write_empty_table(folder, job), mixed=how.mixed)
                elif earlier and not adds_to and not how.overwrite:
                    check_earlier(earlier, plan, target)
            if adds_to and not plan.articles:
                folder.remove()
                on_event(Begun(0, 0, 0))
                return sum_up(plan, [], job.config.score.batch_tokens, 0)
            folder.publish_plan(plan)
            _score(plan, folder, executor, how, on_event)
        committed = _find_committed(plan, folder)
        left = len(plan.chunks) - len(committed)
        summary = sum_up(plan, list(committed.values()), job.config.score.batch_tokens, left)
        if how.shard:
            return summary
        manifest, summary = merge(folder, plan, job, target, summary, adds_to)
        publish(folder, target, manifest, earlier)
    folder.remove()
    return summary


@contextmanager
def _clear_on_refusal(folder: RunDirectory) -> Iterator[None]:
    """A run that is refused before it was begun leaves no folder."""
    try:
        yield
    except (RunError, WriteError):
        if not folder.is_begun:
            folder.remove()
        raise


def _plan(
    found: Found,
    target: Output,
    folder: RunDirectory,
    job: Job,
    executor: Executor,
    how: How,
    on_event: OnEvent,
    adds_to: Manifest | None,
    known: Known | None,
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
    # Planned while the executor loads the model. A crash of what reads tables ends a process that nobody misses.
    with nullcontext(plan_table) if how.executor == "inline" else TableProcess() as tables:
        plan = make_plan(
            found,
            job.config.read,
            {},
            folder.spool,
            lambda articles: on_event(Planning(articles)),
            job.config.limits,
            tables,
            known,
        )
    settings = _settings(job, executor, target)
    if adds_to is None:
        return replace(plan, settings=settings)
    return replace(plan, settings=settings, generation=len(adds_to.generations) + 1, adds_to=adds_to.latest.plan)


def _settings(job: Job, executor: Executor, target: Output) -> dict[str, Any]:
    config = job.config.model_dump(mode="json")
    others = {key: config[key] for key in ("read", "limits", "output")}
    settings = {**executor.list_decisive(), **others, "called": job.name}
    settings["suffix"] = "/" if target.is_folder else target.suffix
    return dict(json.loads(json.dumps(settings)))  # as the plan will have them


def _score(plan: Plan, folder: RunDirectory, executor: Executor, how: How, on_event: OnEvent) -> None:
    committed = _find_committed(plan, folder)
    first, step = (how.shard[0] - 1, how.shard[1]) if how.shard else (0, 1)
    numbers = [number for number in range(first, len(plan.chunks), step) if number not in committed]
    records = list(committed.values())
    failures = len(plan.failures) + sum(record.failures for record in records)
    done = len(plan.failures) + sum(record.profiles + record.failures for record in records)
    articles = sum(plan.chunks[number].articles for number in numbers)
    on_event(Begun(articles, done, failures, count_flags(records)))
    check_thresholds(failures, sum(record.flagged for record in records), how, folder)
    for event in executor.run(plan, folder, numbers):
        on_event(event)
        if isinstance(event, Record):
            records.append(event)
            failures += event.failures
            check_thresholds(failures, sum(record.flagged for record in records), how, folder)


def _find_committed(plan: Plan, folder: RunDirectory) -> dict[int, Record]:
    """What the committed chunks hold, by number."""
    return {number: record for number in range(len(plan.chunks)) if (record := folder.record(number))}
