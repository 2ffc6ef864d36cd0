"""What the runs into an output were, for whoever asks where it is from; without anything that depends on when."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from emoprofile.batch.output import Output
from emoprofile.batch.plan import SCHEMA, Input
from emoprofile.batch.summary import Summary
from emoprofile.errors import WriteError
from emoprofile.storage import LocalStore, Store


@dataclass(frozen=True, slots=True)
class Generation:
    """One of the runs that an output is of.

    Attributes:
        plan: The fingerprint of its plan.
        summary: What became of every article.
        settings: What its figures depend on beside the inputs.
        inputs: As they were when it was planned; of a run that adds to others, those that brought something new.
    """

    plan: str
    summary: Summary
    settings: Mapping[str, Any]
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the runs into an output were, and which files they published.

    Attributes:
        generations: The runs, in order: the first began the output, each other one added to it.
        files: The names of the files that stand, those in a folder as `FOLDER/NAME`, and the SHA-256 of each.
    """

    generations: tuple[Generation, ...]
    files: Mapping[str, str]

    @property
    def latest(self) -> Generation:
        """The last of the runs."""
        return self.generations[-1]

    @property
    def adds(self) -> bool:
        """Whether the last of the runs added to what others made."""
        return len(self.generations) > 1

    @property
    def chunks(self) -> int:
        """How many chunks all runs had."""
        return sum(each.summary.chunks for each in self.generations)

    def to_json(self) -> str:
        """The manifest as a file holds it."""
        generations = [
            {
                "plan": each.plan,
                "counts": asdict(each.summary),
                "settings": each.settings,
                "inputs": [known.facts() for known in each.inputs],
            }
            for each in self.generations
        ]
        return json.dumps({"schema": SCHEMA, "files": dict(self.files), "generations": generations}, indent=1) + "\n"

    @classmethod
    def read_ready(cls, ready: Path, output: Output) -> Self | None:
        """The manifest of what is ready to be published, in the run directory; None if nothing is."""
        return cls.read(LocalStore(ready), output.manifest.name, output)

    @classmethod
    def read(cls, store: Store, name: str, output: Output) -> Self | None:
        """The manifest in a file; None if there is no such file.

        Raises:
            WriteError: If it is no manifest of that output, or one of another version.
        """
        if not store.exists(name):
            return None
        try:
            with store.open(name) as file:
                values = json.loads(file.read())
            found = cls(
                tuple(map(_generation, values["generations"])),
                {str(name): str(digest) for name, digest in values["files"].items()},
            )
            own = {place.name for place in output.results}
            is_own = {name.split("/")[0] for name in found.files} <= own
            if values["schema"] != SCHEMA or not is_own or not found.generations:
                raise ValueError
            return found
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise WriteError(
                f"cannot write {output}: {store.show(name)} is in the way, and no manifest of a run into {output} that "
                "this version can read. Move it and what belongs to it away, or name another output"
            ) from None


def _generation(values: Mapping[str, Any]) -> Generation:
    inputs = tuple(Input(**each) for each in values["inputs"])
    return Generation(str(values["plan"]), Summary(**values["counts"]), dict(values["settings"]), inputs)
