"""Paths, folders and patterns -> the inputs behind them; nothing is opened."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath, PurePosixPath

from emoprofile.data import Failure
from emoprofile.errors import ReadError
from emoprofile.read.formats import ALLOWED, DATASET_PREFIX, find_format
from emoprofile.read.missing import describe_missing
from emoprofile.read.source import STDIN
from emoprofile.storage import find_remote, is_remote, strip_local

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Found:
    """What some paths lead to.

    Attributes:
        inputs: Files to read, datasets, or `-`, in order; each once.
        failures: Paths that lead to nothing, and folders that may not be read.
        skipped: What stands in a named folder, or matches a pattern, but does not look like an article: another
            suffix, a hidden name, a link to a folder.
    """

    inputs: tuple[str, ...]
    failures: tuple[Failure, ...]
    skipped: tuple[str, ...]


def find_inputs(paths: Iterable[str]) -> Found:
    """The inputs behind some paths: files as they are named, folders searched to the bottom in sorted order.

    A path that is not there and holds `*`, `?` or `[` is a pattern; `**` stands for any folders. Links to folders
    are not followed, so that no loop can catch us; hidden files and folders are left out.
    """
    inputs: dict[str, str] = {}
    failures: list[Failure] = []
    skipped: list[str] = []
    for path in map(strip_local, paths):
        if path == STDIN or path.startswith(DATASET_PREFIX):
            inputs.setdefault(path, path)
        elif is_remote(path):
            _take_remote(path, inputs, failures, skipped)
        elif os.path.isdir(path):
            taken = _take(_below(Path(path), failures), inputs, skipped)
            if not taken:
                failures.append(_nothing(path, "the folder holds no article"))
        elif pattern := split_pattern(path):
            taken = _take(_matching(*pattern, failures), inputs, skipped)
            if not taken:
                failures.append(_nothing(path, "the pattern matches no article"))
        else:
            inputs.setdefault(os.path.abspath(path), path)
    return Found(tuple(inputs.values()), tuple(failures), tuple(skipped))


def _take_remote(address: str, inputs: dict[str, str], failures: list[Failure], skipped: list[str]) -> None:
    """The files behind an address; MissingExtraError passes, since nothing behind such addresses can be read."""
    try:
        files = find_remote(address)
    except ReadError as error:
        failures.append(Failure.of(address, "read", error))
        return
    if files is None:
        inputs.setdefault(address, address)
        return
    taken = [file for file in files if find_format(file) and not _is_hidden(PurePosixPath(file))]
    inputs.update({file: file for file in taken if file not in inputs})
    skipped += [file for file in files if file not in taken]
    if not taken:
        failures.append(_nothing(address, "no article is behind this address"))


def _nothing(path: str, seen: str) -> Failure:
    return Failure.of(path, "read", ReadError(describe_missing(path, f"{seen}; articles are {ALLOWED}")))


def _take(files: Iterable[Path], inputs: dict[str, str], skipped: list[str]) -> int:
    """Sort files into inputs and skipped ones; how many inputs there were."""
    taken = 0
    for file in files:
        if find_format(file.name) and not _is_hidden(file) and not file.is_dir():
            inputs.setdefault(os.path.abspath(file), str(file))
            taken += 1
        else:
            skipped.append(str(file))
    return taken


def _below(folder: Path, failures: list[Failure], depth: int | None = None) -> Iterator[Path]:
    """Every file, in sorted order, files before folders; and the folders that are not entered."""
    # Not os.walk: up to Python 3.11 it recurses, and a thousand folders in each other end it.
    waiting = [(folder, 0)]
    while waiting:
        parent, level = waiting.pop()
        try:
            with os.scandir(parent) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            problem = ReadError(f"the folder cannot be read: {error.strerror}")
            failures.append(Failure.of(str(parent), "read", problem))
            continue
        entered = []
        for entry in inside:
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                entered.append((Path(entry.path), level + 1))
            else:
                yield Path(entry.path)
        if depth is None or level + 1 < depth:
            waiting += reversed(entered)


def split_pattern(path: str) -> tuple[Path, tuple[str, ...]] | None:
    """The folder in which a pattern is searched, and what the names below it must match; None if it is no pattern."""
    if not _MAGIC & set(path) or os.path.lexists(path):
        return None
    parts = Path(path).parts
    first = next(i for i, part in enumerate(parts) if _MAGIC & set(part))
    return Path(*parts[:first]), parts[first:]


def _matching(root: Path, wanted: tuple[str, ...], failures: list[Failure]) -> Iterator[Path]:
    if not root.is_dir():
        return
    for file in _below(root, failures, None if "**" in wanted else len(wanted)):
        if not _is_hidden(file) and matches(file.relative_to(root).parts, wanted):
            yield file


def matches(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether names below a folder are those that a pattern wants."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(matches(parts[start:], pattern[1:]) for start in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and matches(parts[1:], pattern[1:])


def _is_hidden(path: PurePath) -> bool:
    return path.name.startswith(".")
