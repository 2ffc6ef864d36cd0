"""Committed parts -> the output: one file, or a folder of Parquet files."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from emoprofile.batch.engine import Job
from emoprofile.batch.folder import RunFolder
from emoprofile.batch.plan import Plan
from emoprofile.errors import WriteError
from emoprofile.write import JsonlFile, joined, joined_lines, writer_for


def merge(folder: RunFolder, plan: Plan, job: Job, output: "Output") -> None:
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


class Output:
    """Where the results of a run stand.

    Args:
        name: A file, or with a slash at its end a folder of Parquet files.

    Attributes:
        is_folder: Whether it is a folder.
        path: Of the profiles.
        suffix: Of the parts.
        sentences: Of the sentences.
        failures: Of the articles that could not be profiled.
        manifest: Tells what the run was.
        run: The folder of the run while it lasts.
        places: All of these.
    """

    def __init__(self, name: str) -> None:
        self.is_folder = name.endswith(("/", os.sep))
        self.path = Path(name)
        self.suffix = ".parquet" if self.is_folder else self.path.suffix.lower()
        stem = self.path.name if self.is_folder else self.path.stem
        sentences = f"{stem}.sentences" if self.is_folder else f"{stem}.sentences.parquet"
        self.sentences = self.path.with_name(sentences)
        self.failures = self.path.with_name(f"{stem}.failures.jsonl")
        self.manifest = self.path.with_name(f"{self.path.name}.manifest.json")
        self.run = self.path.with_name(f"{self.path.name}.run")
        self.places = (self.path, self.sentences, self.failures, self.manifest, self.run)


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
