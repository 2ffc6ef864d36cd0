"""What a run was, for whoever asks where the output is from; without anything that depends on when it was."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from emoprofile.batch.output import Output
from emoprofile.batch.plan import SCHEMA, Input
from emoprofile.batch.summary import Summary
from emoprofile.errors import WriteError


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run was, and which files it published.

    Attributes:
        plan: The fingerprint of its plan.
        summary: What became of every article.
        settings: What the output depends on beside the inputs.
        inputs: As they were when the run was planned.
        files: The names of the files that it published, those in a folder as `FOLDER/NAME`, and the SHA-256 of each.
    """

    plan: str
    summary: Summary
    settings: Mapping[str, Any]
    inputs: tuple[Input, ...]
    files: Mapping[str, str]

    def to_json(self) -> str:
        """The manifest as a file holds it."""
        whole = {
            "schema": SCHEMA,
            "plan": self.plan,
            "counts": asdict(self.summary),
            "files": dict(self.files),
            "settings": self.settings,
            "inputs": [each.facts() for each in self.inputs],
        }
        return json.dumps(whole, indent=1) + "\n"

    @classmethod
    def read(cls, path: Path, output: Output) -> Self | None:
        """The manifest in a file; None if there is no such file.

        Raises:
            WriteError: If it is no manifest of that output, or one of another version.
        """
        if not path.is_symlink() and not path.exists():
            return None
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            found = cls(
                str(values["plan"]),
                Summary(**values["counts"]),
                dict(values["settings"]),
                tuple(Input(**each) for each in values["inputs"]),
                {str(name): str(digest) for name, digest in values["files"].items()},
            )
            own = {place.name for place in output.results}
            if values["schema"] != SCHEMA or not {name.split("/")[0] for name in found.files} <= own:
                raise ValueError
            return found
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise WriteError(
                f"cannot write {output.path}: {path} is in the way, and no manifest of a run into {output.path} that "
                "this version can read. Move it and what belongs to it away, or name another output"
            ) from None
