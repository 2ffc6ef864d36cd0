"""Committed parts -> the results, ready to be published: one file, or a folder of Parquet files."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from emoprofile.batch.executors.executor import Job
from emoprofile.batch.manifest import Manifest
from emoprofile.batch.output import Output
from emoprofile.batch.plan import Plan
from emoprofile.batch.run_directory import RunDirectory
from emoprofile.batch.summary import Summary
from emoprofile.errors import WriteError
from emoprofile.provenance import file_sha256
from emoprofile.write import JsonlFile, join_parts, joined_lines, write_atomically, writer_for


def merge(folder: RunDirectory, plan: Plan, job: Job, output: Output, summary: Summary) -> Manifest:
    """Make the results of a run whose chunks are all committed ready in its folder, and say what they are.

    Raises:
        WriteError: If the disk refuses; the parts stay, and merging can be done again.
    """
    made = Manifest.read(folder.ready / output.manifest.name, output)
    if made:  # by a process that was killed while it published them
        return made
    ready = folder.scratch()
    numbers = range(len(plan.chunks))
    failures = [path for number in numbers if (path := folder.part(number, "failures")).exists()]
    own = JsonlFile(folder.scratch() / "paths.jsonl", keep_empty=True)
    with own:
        for failure in plan.failures:
            own.write(failure)
    joined_lines([own.path, *failures], ready / output.failures.name, keep_empty=False)
    parts = [folder.part(number) for number in numbers]
    sentences = [folder.part(number, "sentences") for number in numbers] if job.config.output.sentences else None
    if output.is_folder:
        _gather(parts, ready / output.path.name)
        if sentences is not None:
            _gather(sentences, ready / output.sentences.name)
    else:
        # An empty table of the same kind: what stands in it stands in every part, and the output needs it once.
        empty = folder.scratch() / f"empty{folder.suffix}"
        with writer_for(empty, job.config, job.spec):
            pass
        if sentences is not None:
            join_parts(sentences, empty.with_name("empty.sentences.parquet"), ready / output.sentences.name)
        join_parts(parts, empty, ready / output.path.name)
    files = {
        path.relative_to(ready).as_posix(): file_sha256(path) for path in sorted(ready.rglob("*")) if path.is_file()
    }
    manifest = Manifest(plan.fingerprint, summary, plan.settings, plan.inputs, files)
    write_atomically(ready / output.manifest.name, manifest.to_json().encode())
    try:
        os.rename(ready, folder.ready)
    except OSError as error:
        raise WriteError(f"cannot write {folder.ready}: {error.strerror or error}") from None
    return manifest


def _gather(parts: Sequence[Path], target: Path) -> None:
    try:
        target.mkdir()
        for part in parts:
            _link(part, target / f"part-{part.name}")
    except OSError as error:
        raise WriteError(f"cannot write {target}: {error.strerror or error}") from None


def _link(part: Path, name: Path) -> None:
    try:
        os.link(part, name)
    except OSError:  # a file system without links
        shutil.copyfile(part, name)
