"""Whether inputs lead to a place that is going to be written, whatever spelling, link or case leads there."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from emoprofile.read.discovery import Found, matches, split_pattern
from emoprofile.read.formats import DATASET_PREFIX
from emoprofile.read.source import STDIN

Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reached:
    """An input that leads to a place.

    Attributes:
        path: The input.
        place: Where it leads to.
        is_found: Whether it is a folder or a pattern that would find the place, and not the place itself.
    """

    path: str
    place: Path
    is_found: bool


def find_reached(paths: Iterable[str], found: Found, places: Sequence[Path]) -> Reached | None:
    """The first input that is one of some places, lies in one, or would find one; None if there is none.

    Args:
        paths: Files, folders and patterns as the user named them.
        found: What they lead to now.
        places: Files and folders, which need not exist.
    """
    return next(_by_name(paths, places), None) or next(_by_file(found.inputs, places), None)


def _by_name(paths: Iterable[str], places: Sequence[Path]) -> Iterator[Reached]:
    spots = [(spot, place) for place in places for spot in _spots(place, os.path.realpath)]
    identity = cache(_identity)
    for path in paths:
        folder, wanted = _split_search(path)
        if folder is None:
            continue
        for spot, place in spots:
            below = _below(spot, folder, identity)
            if below is not None and (wanted is None or matches(below, wanted)):
                yield Reached(path, place, True)


def _by_file(files: Iterable[str], places: Sequence[Path]) -> Iterator[Reached]:
    by_identity = {identity: place for place in places if (identity := _identity(place))}
    by_spot = {spot: place for place in places for spot in _spots(place, os.path.realpath)}
    real = cache(os.path.realpath)
    for file in files:
        if file.startswith(DATASET_PREFIX):
            continue
        identity = _stdin() if file == STDIN else _identity(file)
        if identity and identity in by_identity:
            yield Reached(file, by_identity[identity], False)
        elif file != STDIN:
            for spot in _spots(Path(file), real):
                for place in (spot, *spot.parents):
                    if place in by_spot:
                        yield Reached(file, by_spot[place], False)


def _split_search(path: str) -> tuple[Identity | None, tuple[str, ...] | None]:
    """The folder that is searched for a path, and the pattern that the names in it must match, if there is one."""
    if path.startswith(DATASET_PREFIX):
        folder = path.removeprefix(DATASET_PREFIX).split(":")[0]
        return (_identity(folder), None) if folder.startswith(("/", ".")) else (None, None)  # that is on the hub
    if path != STDIN and os.path.isdir(path):
        return _identity(path), None
    pattern = None if path == STDIN else split_pattern(path)
    return (_identity(pattern[0]), pattern[1]) if pattern else (None, None)


def _below(spot: Path, folder: Identity, identity: Callable[[Path], Identity | None]) -> tuple[str, ...] | None:
    """The names that lead from a folder to a place; None if it is not below the folder."""
    for parent in (spot, *spot.parents):
        if identity(parent) == folder:
            return spot.relative_to(parent).parts
    return None


def _spots(place: Path, real: Callable[[Path], str]) -> tuple[Path, ...]:
    """Where a place really is: under its own name, and if that is a link, where it leads to."""
    own = Path(real(place.parent)) / place.name
    return (own, Path(os.path.realpath(own))) if own.is_symlink() else (own,)


def _identity(path: str | Path) -> Identity | None:
    """What hard links, links and all spellings of a path have in common; None if nothing is there."""
    try:
        facts = os.stat(path)
    except (OSError, ValueError):
        return None
    return facts.st_dev, facts.st_ino


def _stdin() -> Identity | None:
    try:
        facts = os.fstat(sys.stdin.fileno())
    except (OSError, ValueError, AttributeError):  # closed, or something else in its place
        return None
    return facts.st_dev, facts.st_ino
