"""What stands where a run is going to write: nothing is touched that a manifest of the same output does not name."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from emoprofile.batch.output import Output
from emoprofile.errors import WriteError

MOST_SHOWN = 5
Files = Mapping[str, str]
"""Names of published files, as a manifest has them, and their hashes."""


def check_standing(output: Output, known: Sequence[Files]) -> None:
    """Make sure that whatever stands there was published by a run, and is as the run left it.

    Args:
        output: Where.
        known: What runs into that output have published, or are about to.

    Raises:
        WriteError: If anything else is in the way; it is named.
    """
    strange = [problem for place in output.results for problem in _strange(place, output, known)]
    if strange:
        more = f", and {len(strange) - MOST_SHOWN} more" if len(strange) > MOST_SHOWN else ""
        raise WriteError(
            f"cannot write {output}: in the way: {', '.join(strange[:MOST_SHOWN])}{more}. Move this away, or name "
            "another output"
        )


def is_published(name: str, output: Output, files: Files) -> bool:
    """Whether a file stands as it was published."""
    return output.store.sha256(name) == files[name]


def is_complete(output: Output, files: Files) -> bool:
    """Whether all files of a run stand as they were published."""
    return all(is_published(name, output, files) for name in files)


def _strange(place: Path, output: Output, known: Sequence[Files]) -> Iterator[str]:
    for name in _standing(place, output):
        named = [files for files in known if name in files]
        if not named:
            yield f"{output.store.show(name)} (no run into {output} has published it)"
        elif not any(is_published(name, output, files) for files in named):
            yield f"{output.store.show(name)} (it was changed since a run published it)"


def _standing(place: Path, output: Output) -> list[str]:
    """The files at a place; of a folder that a run may publish those in it, so that an empty one is in nobody's way."""
    if output.is_folder and place != output.failures and output.store.is_folder(place.name):
        return output.store.names_in(place.name)
    return [place.name] if output.store.exists(place.name) else []
