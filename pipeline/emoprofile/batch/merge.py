"""Committed parts -> the results, ready to be published: one file, or a folder of Parquet files."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from emoprofile.batch.executors.executor import Job
from emoprofile.batch.known import Known, make_key
from emoprofile.batch.manifest import Generation, Manifest
from emoprofile.batch.output import Output
from emoprofile.batch.plan import Plan
from emoprofile.batch.run_directory import RunDirectory
from emoprofile.batch.summary import Summary
from emoprofile.errors import WriteError
from emoprofile.provenance import hash_file
from emoprofile.write import JsonlFile, join_lines, join_parts, make_writer, write_atomically


def merge(
    folder: RunDirectory, plan: Plan, job: Job, output: Output, summary: Summary, earlier: Manifest | None
) -> tuple[Manifest, Summary]:
    """Make the results of a run whose chunks are all committed ready in its folder, and say what they are.

    Args:
        folder: Of the run.
        plan: Of the run.
        job: What was done.
        output: Where the results go.
        summary: What became of every article.
        earlier: Of the output that the run adds to; None if it adds to none.

    Returns:
        The manifest of the output, and the summary; that of the output that stands, if the run has nothing to add.

    Raises:
        WriteError: If the disk refuses; the parts stay, and merging can be done again.
    """
    made = Manifest.read_ready(folder.ready, output)
    if made:  # by a process that was killed while it published them
        return made, made.latest.summary
    ready = folder.scratch()
    numbers = range(len(plan.chunks))
    known = [folder.part(number, "articles") for number in numbers]
    copies = folder.scratch()
    held = [output.store.local_copy(output.articles.name, copies)] if earlier else []
    join_lines([*held, *known], ready / output.articles.name)
    before, retried = _earlier_failures(folder, plan, output, known) if earlier else ([], 0)
    summary = replace(summary, retried=retried)
    with JsonlFile(ready / output.failures.name, keep_empty=False) as failures:
        for failure in (*before, *_failures(folder, plan)):
            failures.write(failure)
    if earlier and not summary.profiles and _hash(failures.path) == earlier.files.get(output.failures.name):
        return earlier, summary
    parts = [folder.part(number) for number in numbers]
    sentences = [folder.part(number, "sentences") for number in numbers] if job.config.output.sentences else None
    if output.is_folder:
        first = earlier.chunks if earlier else 0
        _gather(parts, ready / output.path.name, first)
        if sentences is not None:
            _gather(sentences, ready / output.sentences.name, first)
    else:
        empty = write_empty_table(folder, job)
        if sentences is not None:
            held = [output.store.local_copy(output.sentences.name, copies)] if earlier else []
            join_parts([*held, *sentences], empty.with_name("empty.sentences.parquet"), ready / output.sentences.name)
        held = [output.store.local_copy(output.path.name, copies)] if earlier else []
        join_parts([*held, *parts], empty, ready / output.path.name)
    stay = {} if earlier is None else {name: each for name, each in earlier.files.items() if "/" in name}
    files = stay | {
        path.relative_to(ready).as_posix(): hash_file(path) for path in sorted(ready.rglob("*")) if path.is_file()
    }
    run = Generation(plan.fingerprint, summary, plan.settings, plan.new_inputs)
    manifest = Manifest((*(earlier.generations if earlier else ()), run), files)
    write_atomically(ready / output.manifest.name, manifest.to_json().encode())
    try:
        os.rename(ready, folder.ready)
    except OSError as error:
        raise WriteError(f"cannot write {folder.ready}: {error.strerror or error}") from None
    return manifest, summary


def write_empty_table(folder: RunDirectory, job: Job) -> Path:
    """A table as the run writes it, without a row: what stands in it stands in every part."""
    empty = folder.scratch() / f"empty{folder.suffix}"
    with make_writer(empty, job.config, job.spec):
        pass
    return empty


def _failures(folder: RunDirectory, plan: Plan) -> Iterator[dict[str, Any]]:
    """Of the run, in the order of the articles; paths that lead to nothing come first."""
    yield from map(dict, plan.failures)
    for number in range(len(plan.chunks)):
        path = folder.part(number, "failures")
        if path.exists():
            yield from _lines(path)


def _earlier_failures(
    folder: RunDirectory, plan: Plan, output: Output, known: Sequence[Path]
) -> tuple[list[dict[str, Any]], int]:
    """What failed before and was not tried again by this run, and how many were."""
    if not output.store.exists(output.failures.name):
        return [], 0
    tried = b"".join(make_key(failure["id"], None) for failure in _failures(folder, plan))
    again = Known(tried + b"".join(path.read_bytes() for path in known))
    found = list(_lines(output.store.local_copy(output.failures.name, folder.scratch())))
    left = [failure for failure in found if not again.has_ids(make_key(failure["id"], None))[0]]
    return left, len(found) - len(left)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _hash(path: Path) -> str | None:
    return hash_file(path) if path.exists() else None


def _gather(parts: Sequence[Path], target: Path, first: int) -> None:
    try:
        target.mkdir()
        for number, part in enumerate(parts, first):
            _link(part, target / f"part-{number:06}.parquet")
    except OSError as error:
        raise WriteError(f"cannot write {target}: {error.strerror or error}") from None


def _link(part: Path, name: Path) -> None:
    try:
        os.link(part, name)
    except OSError:  # a file system without links
        shutil.copyfile(part, name)
