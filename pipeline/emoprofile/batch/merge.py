"""Committed parts -> the output: one file, or a folder of Parquet files."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from emoprofile.batch.engine import Job
from emoprofile.batch.folder import RunFolder
from emoprofile.batch.output import Output
from emoprofile.batch.plan import Plan
from emoprofile.errors import WriteError
from emoprofile.write import JsonlFile, joined, joined_lines, writer_for


def merge(folder: RunFolder, plan: Plan, job: Job, output: Output) -> None:
    """Publish the output of a run whose units are all committed: failures first, the profiles last.

    Raises:
        WriteError: If the disk refuses; the parts stay, and merging can be done again.
    """
    numbers = range(len(plan.units))
    failures = [path for number in numbers if (path := folder.part(number, "failures")).exists()]
    own = JsonlFile(folder.scratch() / "paths.jsonl", keep_empty=True)
    with own:
        for failure in plan.failures:
            own.write(failure)
    joined_lines([own.path, *failures], output.failures, keep_empty=False)
    # An empty table of the same kind: what stands in it stands in every part, and the output needs it once.
    empty = folder.scratch() / f"empty{folder.suffix}"
    with writer_for(empty, job.config, job.spec):
        pass
    if output.is_folder:
        _publish_folder([folder.part(number) for number in numbers], folder.scratch(), output.path)
        if job.config.output.sentences:
            parts = [folder.part(number, "sentences") for number in numbers]
            _publish_folder(parts, folder.scratch(), output.sentences)
        return
    if job.config.output.sentences:
        beside = empty.with_name("empty.sentences.parquet")
        joined([folder.part(number, "sentences") for number in numbers], beside, output.sentences)
    else:
        output.sentences.unlink(missing_ok=True)  # of an earlier run: it would not belong to these profiles
    joined([folder.part(number) for number in numbers], empty, output.path)


def _publish_folder(parts: Sequence[Path], scratch: Path, target: Path) -> None:
    """Publish parts as a folder, at once."""
    names = {f"part-{part.name}": part for part in parts}
    try:
        if target.is_dir() and {file.name for file in target.iterdir()} == set(names):
            return  # published by a process that was killed right after
        for name, part in names.items():
            _linked(part, scratch / name)
        os.replace(scratch, target)
    except OSError as error:
        raise WriteError(f"cannot write {target}: {error.strerror or error}") from None


def _linked(part: Path, name: Path) -> None:
    try:
        os.link(part, name)
    except OSError:  # a file system without links
        shutil.copyfile(part, name)
