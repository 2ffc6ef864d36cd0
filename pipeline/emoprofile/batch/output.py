"""Where the results of a run stand, and what else stands beside them."""

import os
from pathlib import Path

from emoprofile.errors import WriteError


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
        run: The run directory while it lasts.

    Raises:
        WriteError: If it has no name of its own, as `./` and `../` have none.
    """

    def __init__(self, name: str) -> None:
        self.is_folder = name.endswith(("/", os.sep))
        self.path = Path(name)
        if self.path.name in ("", "..") or "\0" in name:
            raise WriteError(f"cannot write {name!r}: it is not the name of a new file or folder. Name one")
        self.suffix = ".parquet" if self.is_folder else self.path.suffix.lower()
        stem = self.path.name if self.is_folder else self.path.stem
        sentences = f"{stem}.sentences" if self.is_folder else f"{stem}.sentences.parquet"
        self.sentences = self.path.with_name(sentences)
        self.failures = self.path.with_name(f"{stem}.failures.jsonl")
        self.manifest = self.path.with_name(f"{self.path.name}.manifest.json")
        self.run = self.path.with_name(f"{self.path.name}.run")

    @property
    def results(self) -> tuple[Path, Path, Path]:
        """What is published before the manifest, in this order."""
        return self.failures, self.sentences, self.path

    @property
    def footprint(self) -> tuple[Path, ...]:
        """Everything that a run may write: its results, and of what is in its folders one of each kind."""
        part = f"000000{self.suffix}"
        kinds = (part, "000000.json", "000000.failures.jsonl", "000000.sentences.parquet")
        names = ("plan.json", "stdin", "whole.lock", *(f"parts/{name}" for name in kinds), f"scratch/0/{part}")
        ready = (f"ready/{place.name}" for place in (*self.results, self.manifest))
        folders = (self.path, self.sentences) if self.is_folder else ()
        return (
            *self.results,
            self.manifest,
            self.run,
            *(self.run / name for name in (*names, *ready)),
            *(folder / f"part-{part}" for folder in folders),
        )
