"""Where the results of a run stand, and what else stands beside them."""

import os
from pathlib import Path

from emoprofile.data.document import content_digest
from emoprofile.errors import WriteError
from emoprofile.storage import LocalStore, RemoteStore, Store, is_remote, strip_local


class Output:
    """Where the results of a run stand.

    Args:
        name: A file, or with a slash at its end a folder of Parquet files; or the address of one.

    Attributes:
        is_folder: Whether it is a folder.
        is_remote: Whether it is behind an address.
        store: The place in which all of it stands, but for the run directory.
        path: Of the profiles.
        suffix: Of the parts.
        sentences: Of the sentences.
        failures: Of the articles that could not be profiled.
        articles: Tells which articles have a profile, so that others can be added.
        manifest: Tells what the run was.
        run: The run directory while it lasts: beside the output, or of an address in the working directory.

    Raises:
        WriteError: If it has no name of its own, as `./` and `../` have none.
    """

    def __init__(self, name: str) -> None:
        name = strip_local(name)
        self.is_folder = name.endswith(("/", os.sep))
        self.is_remote = is_remote(name)
        self._name = name if self.is_remote else str(Path(name))
        self.path = Path(name)
        if self.path.name in ("", "..") or "\0" in name or (self.is_remote and len(self.path.parts) < 3):
            raise WriteError(f"cannot write {name!r}: it is not the name of a new file or folder. Name one")
        run = f"{self.path.name}.run"
        if self.is_remote:
            # What is done is kept in the working directory: under a name that no other address has.
            run = f"{self.path.name}-{content_digest(name).hex()[:8]}.run"
            self.path = Path(self.path.name)
            self.store: Store = RemoteStore(name.rstrip("/").rpartition("/")[0])
        else:
            self.store = LocalStore(self.path.parent)
        self.suffix = ".parquet" if self.is_folder else self.path.suffix.lower()
        stem = self.path.name if self.is_folder else self.path.stem
        sentences = f"{stem}.sentences" if self.is_folder else f"{stem}.sentences.parquet"
        self.sentences = self.path.with_name(sentences)
        self.failures = self.path.with_name(f"{stem}.failures.jsonl")
        self.articles = self.path.with_name(f"{self.path.name}.articles.bin")
        self.manifest = self.path.with_name(f"{self.path.name}.manifest.json")
        self.run = self.path.with_name(run)

    def __str__(self) -> str:
        return self._name

    @property
    def results(self) -> tuple[Path, Path, Path, Path]:
        """What is published before the manifest, in this order."""
        return self.failures, self.articles, self.sentences, self.path

    @property
    def footprint(self) -> tuple[Path, ...]:
        """Everything that a run may write: its results, and of what is in its folders one of each kind."""
        part = f"000000{self.suffix}"
        kinds = (part, "000000.json", "000000.failures.jsonl", "000000.sentences.parquet", "000000.articles.bin")
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
