"""Profiles of a file, grouped by what their metadata say: the mean of each group, with its interval over articles."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from emoprofile.compare.estimate import Estimate
from emoprofile.data.profile import SCHEMA
from emoprofile.errors import InvalidValueError, ReadError

Cell = tuple[float, tuple[float, float] | None]
"""A mean over articles, and its 90 % interval within what the figure can be; null for a single article."""


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Groups of profiles.

    Attributes:
        by: The key of the metadata.
        vocabulary: The vocabulary of the emotions.
        articles: How many articles each group has, the largest group first.
        rows: Per emotion, and `valence`, a cell for each group; the emotions whose groups differ most come first.
        left_out: Profiles without the key, or without a sentence.
    """

    by: str
    vocabulary: str
    articles: Mapping[str, int]
    rows: Mapping[str, tuple[Cell, ...]]
    left_out: int


def group_table(profiles: Iterable[Mapping[str, Any]], by: str) -> GroupTable:
    """Group profiles, in the shape of `Profile.to_dict()`, by a key of their metadata.

    Raises:
        InvalidValueError: If they are in different vocabularies, or none of them has the key.
    """
    groups: dict[str, list[Mapping[str, Any]]] = {}
    vocabularies, keys, left_out = set(), set(), 0
    for profile in profiles:
        keys |= set(profile["metadata"])
        if by not in profile["metadata"] or not profile["sentences"]:
            left_out += 1
            continue
        vocabularies.add(profile["vocabulary"])
        groups.setdefault(str(profile["metadata"][by]), []).append(profile)
    if not groups:
        raise InvalidValueError(
            f"no profile has {by!r} in its metadata. Known there: {', '.join(sorted(keys)) or 'none'}"
        )
    if len(vocabularies) > 1:
        raise InvalidValueError(f"the profiles are in several vocabularies: {', '.join(sorted(vocabularies))}")
    names = sorted(groups, key=lambda name: (-len(groups[name]), name))
    labels = list(groups[names[0]][0]["emotions"])
    cells = {label: _cells([groups[name] for name in names], label) for label in labels}
    ranked = sorted(labels, key=lambda label: -_range(cells[label]))
    rows = {label: cells[label] for label in ranked}
    if all(profile["valence"] is not None for members in groups.values() for profile in members):
        rows = {"valence": _cells([groups[name] for name in names], None)} | rows
    return GroupTable(by, vocabularies.pop(), {name: len(groups[name]) for name in names}, rows, left_out)


def read_profiles(path: Path) -> list[dict[str, Any]]:
    """The profiles of a JSON Lines file.

    Raises:
        ReadError: If it is not there, or a line is no profile; the message names the line.
    """
    found = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                profile = json.loads(line)
                if not isinstance(profile, dict) or profile.get("schema") != SCHEMA:
                    raise ReadError(f"{path}, line {number}: no profile of the schema {SCHEMA}")
                found.append(profile)
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise ReadError(f"{path}, line {len(found) + 1}: not JSON ({error})") from None
    return found


def _cells(groups: Sequence[Sequence[Mapping[str, Any]]], label: str | None) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    least = -1.0 if label is None else 0.0
    for members in groups:
        values = [p["valence"] if label is None else p["emotions"][label]["prevalence"] for p in members]
        estimate = Estimate.over(np.array(values, np.float64)[:, None])
        ends = estimate.interval()
        cells.append(
            (
                float(estimate.mean[0]),
                None if ends is None else (max(least, float(ends[0][0])), min(1.0, float(ends[1][0]))),
            )
        )
    return tuple(cells)


def _range(cells: Sequence[Cell]) -> float:
    means = [mean for mean, _ in cells]
    return max(means) - min(means)
