"""Where the results of a run stand, and what else stands beside them."""

import os
from pathlib import Path


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
