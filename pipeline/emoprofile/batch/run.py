"""A batch run from inputs to published output: planned, scored, merged and accounted for."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from emoprofile.batch.engine import ENGINES, Engine, Job
from emoprofile.batch.folder import Record, RunFolder
from emoprofile.batch.merge import Output, merge
from emoprofile.batch.plan import SCHEMA, Input, Plan, differences
from emoprofile.batch.planning import described, planned
from emoprofile.batch.unit import Event, pending
from emoprofile.config import DEFAULT, load_model_spec, load_run_config
from emoprofile.errors import RunError, WriteError
from emoprofile.read import STDIN, Found, find_inputs
from emoprofile.write import published, writer_for

MOST_DIFFERENCES = 10


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
        engine: A registered name, or `module:Class` of your own.
        workers: Of the engine.
        resume: Go on where a run ended, if there is one.
        shard: (k, n): only each n-th unit, beginning with the k-th; None is all of them.
        max_failures: Stop when more articles than this failed; None never stops.

    Raises:
        RunError: If the shard is none.
    """

    engine: str = "local"
    workers: int = 1
    resume: bool = False
    shard: tuple[int, int] | None = None
    max_failures: int | None = None

    def __post_init__(self) -> None:
        if self.shard and not 1 <= self.shard[0] <= self.shard[1]:
            raise RunError(f"there is no shard {self.shard[0]}/{self.shard[1]}; shards are 1/n to n/n")


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of every article: articles + skipped = profiles + failures + skipped.

    Attributes:
        articles: How many came in.
        profiles: How many have a profile.
        failures: How many have none.
        skipped: Files that are no articles.
        sentences: How many were scored.
        units: How many there are.
        smaller: How many were scored in smaller batches than configured, because memory ran out.
        left: Of a shard: units that are not committed yet, by any; 0 once the output is published.
    """

    articles: int
    profiles: int
    failures: int
    skipped: int
    sentences: int
    units: int
    smaller: int
    left: int = 0


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
    job.spec.speaking(run.aggregate.vocabulary)  # or it is refused, before anything is read
    target = Output(str(output))
    writer_for(target.path / "part.parquet" if target.is_folder else target.path, run, job.spec)
    folder = RunFolder(target.run, target.suffix)
    _check_place(target, folder, how)
    engine_class = ENGINES.get(how.engine)
    found = find_inputs(paths)
    folder.create()
    shard = f"{how.shard[0]}-of-{how.shard[1]}" if how.shard else None
    with folder.locked(shard):
        if not how.shard:
            folder.clear_scratch()
        with engine_class(job, how.workers) as engine:
            plan = _plan(found, target, folder, job, engine, on_event)
            if how.resume and not folder.begun and _is_finished(plan, target):
                folder.remove()
                return _summary_of(target)
            plan = folder.publish_plan(plan)
            _score(plan, folder, engine, how, on_event)
        records = {number: folder.record(number) for number in range(len(plan.units))}
        left = sum(record is None for record in records.values())
        summary = _summary(plan, [record for record in records.values() if record], job.config.score.batch_tokens, left)
        if how.shard:
            return summary
        merge(folder, plan, job, target)
        published(target.manifest, _manifest(plan, summary).encode())
    folder.remove()
    return summary


def _check_place(target: Output, folder: RunFolder, how: How) -> None:
    parent = target.path.parent
    if not parent.is_dir():
        raise WriteError(f"cannot write {target.path}: there is no folder {parent}")
    if not target.is_folder and target.path.is_dir():
        raise WriteError(f"cannot write {target.path}: it is a folder. For a folder of Parquet files, add a slash: "
                         f"{target.path}/")  # fmt: skip
    if folder.begun:
        if not (how.resume or how.shard):
            done = sum(1 for _ in folder.parts.glob(f"??????{folder.suffix}"))
            raise RunError(
                f"a run into {target.path} was not finished ({done} of {len(Plan.from_file(folder.plan_file).units)} "
                f"units are done). Go on with --resume, or begin anew by deleting {folder.path}"
            )
    elif target.is_folder and target.path.is_dir() and any(target.path.iterdir()) and not how.resume:
        raise WriteError(f"cannot write {target.path}: the folder holds something. Name another, or empty it")


def _plan(found: Found, target: Output, folder: RunFolder, job: Job, engine: Engine, on_event: OnEvent) -> Plan:
    """The plan that the folder holds, if it fits what is asked for now; otherwise a new one."""
    if folder.begun:
        plan = Plan.from_file(folder.plan_file)
        settings = _settings(job, engine, target)
        changes = [*differences(plan.settings, settings), *_changed(plan, found)]
        if changes:
            more = [f"and {len(changes) - MOST_DIFFERENCES} more"] if len(changes) > MOST_DIFFERENCES else []
            shown = "\n".join(f"  {line}" for line in [*changes[:MOST_DIFFERENCES], *more])
            raise RunError(
                f"the run in {folder.path} cannot go on, because its output would mix two kinds:\n{shown}\n"
                f"Change that back, or begin anew by deleting {folder.path}"
            )
        return plan
    if STDIN in found.inputs and folder.spool is None:
        kept = folder.scratch() / "stdin"
        try:
            with kept.open("wb") as copy:
                shutil.copyfileobj(sys.stdin.buffer, copy)
            kept.replace(folder.stdin)
        except OSError as error:
            raise WriteError(f"cannot keep standard input in {folder.path}: {error.strerror or error}") from None
    # Planned while the engine loads the model.
    plan = planned(found, job.config.read, {}, folder.spool, lambda articles: on_event(Planning(articles)))
    return replace(plan, settings=_settings(job, engine, target))


def _settings(job: Job, engine: Engine, target: Output) -> dict[str, Any]:
    config = job.config.model_dump(mode="json")
    others = {key: config[key] for key in ("read", "limits", "output")}
    settings = {**engine.decisive(), **others, "called": job.name, "suffix": target.suffix}
    return dict(json.loads(json.dumps(settings)))  # as the plan will have them


def _changed(plan: Plan, found: Found) -> Iterator[str]:
    """What is not as it was planned, a line each."""
    planned_paths, paths = [each.path for each in plan.inputs], list(found.inputs)
    yield from (f"input gone: {path}" for path in sorted(set(planned_paths) - set(paths)))
    yield from (f"input new: {path}" for path in sorted(set(paths) - set(planned_paths)))
    if set(paths) == set(planned_paths) and paths != planned_paths:
        yield "the order of the inputs"
    for before in plan.inputs:
        if before.path in paths and before.path != STDIN and not _is_same(before):
            now = described(before.path, before.articles)
            yield f"input changed: {before.path}: {_facts(before)} -> {_facts(now)}"


def _is_same(before: Input) -> bool:
    try:
        facts = Path(before.path).stat() if before.sha256 else None
    except OSError:
        return False
    if facts and (facts.st_size, facts.st_mtime_ns) == (before.bytes, before.modified):
        return True
    now = described(before.path, before.articles)
    if before.sha256:  # touched or copied: the content decides
        return now.sha256 == before.sha256
    return now == before


def _facts(known: Input) -> str:
    size = "no size" if known.bytes is None else f"{known.bytes:,} bytes"
    return f"{size}, sha256 {known.sha256[:12]}…" if known.sha256 else size


def _score(plan: Plan, folder: RunFolder, engine: Engine, how: How, on_event: OnEvent) -> None:
    numbers = list(pending(plan, folder, how.shard))
    committed = [record for n in range(len(plan.units)) if (record := folder.record(n))]
    failures = len(plan.failures) + sum(record.failures for record in committed)
    done = len(plan.failures) + sum(record.profiles + record.failures for record in committed)
    on_event(Begun(sum(plan.units[number].articles for number in numbers), done, failures))
    _check_failures(failures, how, folder)
    for event in engine.run(plan, folder, numbers):
        on_event(event)
        if isinstance(event, Record):
            failures += event.failures
            _check_failures(failures, how, folder)


def _check_failures(failures: int, how: How, folder: RunFolder) -> None:
    if how.max_failures is not None and failures > how.max_failures:
        raise RunError(
            f"stopped: {failures} articles failed, and at most {how.max_failures} may. The reasons stand in "
            f"{folder.parts}/*.failures.jsonl; what is done is kept. Go on with --resume and a higher --max-failures"
        )


def _summary(plan: Plan, records: Sequence[Record], batch_tokens: int, left: int) -> Summary:
    for record in records:
        planned_articles = plan.units[record.unit].articles
        if record.profiles + record.failures != planned_articles:
            raise RunError(
                f"unit {record.unit} holds {record.profiles} profiles and {record.failures} failures for "
                f"{planned_articles} articles: the run's folder was changed from outside"
            )
    return Summary(
        articles=plan.articles,
        profiles=sum(record.profiles for record in records),
        failures=len(plan.failures) + sum(record.failures for record in records),
        skipped=plan.skipped,
        sentences=sum(record.sentences for record in records),
        units=len(plan.units),
        smaller=sum(record.batch_tokens < batch_tokens for record in records),
        left=left,
    )


def _manifest(plan: Plan, summary: Summary) -> str:
    """What the run was, for whoever asks where the output is from; without anything that depends on when it was."""
    inputs = [{k: v for k, v in asdict(each).items() if k != "modified"} for each in plan.inputs]
    whole = {"schema": SCHEMA, "counts": asdict(summary), "settings": plan.settings, "inputs": inputs}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _is_finished(plan: Plan, target: Output) -> bool:
    """Whether the output that stands is that of this plan."""
    if not (target.manifest.is_file() and target.path.exists()):
        return False
    manifest = _read(target)
    now = json.loads(_manifest(plan, _summary(plan, [], 0, 0)))
    return (manifest.get("settings"), manifest.get("inputs")) == (now["settings"], now["inputs"])


def _summary_of(target: Output) -> Summary:
    return Summary(**_read(target)["counts"])


def _read(target: Output) -> Mapping[str, Any]:
    try:
        return dict(json.loads(target.manifest.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
