"""Whether a run may add to an output: only to one that is whole, and whose articles were scored in the same way."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from emoprofile.batch.admission import list_lines
from emoprofile.batch.manifest import Manifest
from emoprofile.batch.output import Output
from emoprofile.batch.plan import Plan, differences
from emoprofile.batch.standing import is_published
from emoprofile.errors import RunError, WriteError
from emoprofile.write import read_head

_OF_THE_INPUTS = ("called", "limits", "read")
"""Settings that say how articles come in, and nothing of how they are scored: they may differ from run to run."""
_OF_THE_TABLE = ("output", "suffix")
"""Settings that say what the table looks like: they may never differ."""


def check_begun(plan: Plan, adds_to: Manifest | None, run: Path) -> None:
    """Refuse to go on with a run as what it was not begun as.

    Raises:
        RunError: If it was begun to add to what now stands there and is not to do so, or the other way round.
    """
    if plan.adds_to != (adds_to.latest.plan if adds_to else None):
        begun = "to add to an output (--append)" if plan.adds_to else "without --append"
        raise RunError(
            f"the run in {run} was begun {begun}, and this is not, or that output has changed. Go on as it was begun, "
            f"with --resume; or begin anew by deleting {run}"
        )


def check_growth(earlier: Manifest, plan: Plan, output: Output, empty: Path, *, mixed: bool) -> None:
    """Refuse to add to an output what does not go with it.

    Args:
        earlier: Of the output.
        plan: Of the run that adds.
        output: What it adds to.
        empty: A table without a row, as the run writes it; that of the sentences stands beside it.
        mixed: Whether the settings that figures depend on may differ.

    Raises:
        WriteError: If a file of the output is gone.
        RunError: If the settings differ, or if the columns do.
    """
    gone = [name for name in earlier.files if not is_published(name, output, earlier.files)]
    if gone:
        raise WriteError(
            f"nothing can be added to {output}: {gone[0]} is gone or was changed since a run published it. Put it "
            "back, or score all articles into another output"
        )
    before, now = earlier.latest.settings, plan.settings
    changes = list(differences(_keep(before, *_OF_THE_TABLE), _keep(now, *_OF_THE_TABLE)))
    if not changes and not mixed:
        changes = list(differences(_drop(before, *_OF_THE_INPUTS), _drop(now, *_OF_THE_INPUTS)))
        if changes:
            raise RunError(
                f"{output} was made in another way, and figures of both would stand in one table:\n"
                f"{list_lines(changes)}\n"
                "Name another output; or give --mixed, if the column `fingerprint` is enough to tell them apart"
            )
    if not changes:
        changes = [f"the columns of {name}" for name in _other_heads(earlier, output, empty)]
    if changes:
        raise RunError(
            f"{output} is another table than this run writes, and nothing can be added to it:\n"
            f"{list_lines(changes)}\n"
            "Change that back, or name another output"
        )


def _other_heads(earlier: Manifest, output: Output, empty: Path) -> list[str]:
    """The tables whose columns are not those of this run."""
    found = []
    for place, own in ((output.path, empty), (output.sentences, empty.with_name("empty.sentences.parquet"))):
        names = [name for name in earlier.files if name.split("/")[0] == place.name]
        if names and own.exists() and read_head(output.store.local_copy(names[-1], empty.parent)) != read_head(own):
            found.append(place.name)
    return found


def _keep(settings: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in settings.items() if key in keys}


def _drop(settings: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in settings.items() if key not in keys}
