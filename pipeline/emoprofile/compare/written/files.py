"""The files of profiles behind some paths: those that `emoprofile score` wrote, and nothing that stands beside them."""

import json
from collections.abc import Iterable
from pathlib import Path

from emoprofile.errors import ReadError

SUFFIXES = (".jsonl", ".csv", ".tsv", ".parquet")
BESIDE = (".failures.jsonl", ".sentences.parquet")
"""What `score` writes beside profiles."""
HOW = "Score articles with: emoprofile score ARTICLES -o profiles.jsonl"


def find_profile_files(paths: Iterable[str]) -> list[Path]:
    """The files of profiles, in order; of a folder, those in it.

    Raises:
        ReadError: If a path is not there, is no file of profiles, or a folder without one; or if the manifest beside a
            folder lists a part that is missing.
    """
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if _is_profiles(each))
            if not inside:
                raise ReadError(f"{name}: the folder holds no file of profiles ({', '.join(SUFFIXES)}). {HOW}")
            _check_parts(path, inside)
            found += inside
        elif not path.exists():
            raise ReadError(f"{name}: no such file or folder")
        elif not _is_profiles(path):
            raise ReadError(f"{name}: not a file of profiles ({', '.join(SUFFIXES)}). {HOW}")
        else:
            found.append(path)
    doubled = [path for i, path in enumerate(found) if path.resolve() in {each.resolve() for each in found[:i]}]
    if doubled:
        raise ReadError(f"{doubled[0]}: named twice; its profiles would count twice")
    return found


def _is_profiles(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.lower().endswith(BESIDE)


def _check_parts(folder: Path, inside: list[Path]) -> None:
    """Whether a folder holds all parts that the manifest of its run lists."""
    manifest = folder.with_name(f"{folder.name}.manifest.json")
    if not manifest.is_file():
        return
    try:
        listed = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    there = {f"{folder.name}/{path.name}" for path in inside}
    missing = [name for name in listed if name.startswith(f"{folder.name}/") and name not in there]
    if missing:
        rest = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise ReadError(f"{folder}: {missing[0]} is missing{rest}, which {manifest.name} lists")
