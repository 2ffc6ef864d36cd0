"""Profiles in JSON Lines: of each line only what is asked for is taken, and most of the rest is not parsed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydantic_core import from_json

from emoprofile.compare.results import Figure
from emoprofile.compare.written.batch import ROWS, Batch, Contents, make_figure
from emoprofile.compare.written.files import HOW
from emoprofile.data.profile import SCHEMA
from emoprofile.errors import ReadError

_EVIDENCE = re.compile(rb', "evidence": \[[^\]]*\]')
Place = tuple[str, ...]
"""The keys that lead to the figures of a label inside the readings of a profile."""


class JsonProfiles:
    """A file in JSON Lines.

    Args:
        path: Where it stands.

    Raises:
        ReadError: If it cannot be read, or its first line is no profile.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        first = next((profile for _, profile in self._profiles()), None)
        self._places: dict[str, Place] = {}
        self.contents: Contents | None = None
        if first is not None:
            readings = first["readings"]
            self._places = dict(_places(readings))
            expressed = readings["expressed"]
            self.contents = Contents(
                model=str(first["model"]),
                vocabulary=expressed and expressed["vocabulary"],
                figures={name: _figure(name, _follow(readings, place)) for name, place in self._places.items()},
            )

    def read(self, names: Sequence[str]) -> Iterator[Batch]:
        """All profiles, in order, with some of their figures.

        Raises:
            ReadError: If one of them cannot be read, or was made by another model than the first; it says which.
        """
        places = [self._places[name] for name in names]
        rows = _Rows(len(names))
        for number, profile in self._profiles():
            if self.contents is not None and profile["model"] != self.contents.model:
                raise ReadError(
                    f"{self.path}, line {number}: made by the model {profile['model']}, the lines before by "
                    f"{self.contents.model}. Score all articles with one configuration"
                )
            try:
                rows.add(profile, places)
            except (KeyError, TypeError):
                raise ReadError(
                    f"{self.path}, line {number}: it lacks figures that the first line has. Score all articles with "
                    "one configuration"
                ) from None
            if len(rows.ids) == ROWS:
                yield rows.close()
                rows = _Rows(len(names))
        if rows.ids:
            yield rows.close()

    def _profiles(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The profiles with the numbers of their lines."""
        number = 0
        try:
            with self.path.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield number, self._parse(line, number)
        except OSError as error:
            raise ReadError(f"{self.path}: cannot be read ({error.strerror})") from None

    def _parse(self, line: bytes, number: int) -> dict[str, Any]:
        try:
            profile = _parse_head(line) or _parse_whole(line)
        except ValueError as error:
            raise ReadError(f"{self.path}, line {number}: not JSON ({error})") from None
        if not isinstance(profile, dict) or profile.get("schema") != SCHEMA:
            raise ReadError(f"{self.path}, line {number}: no profile of the schema {SCHEMA}. {HOW}")
        return profile


class _Rows:
    """Rows of a batch. A parsed line is let go as soon as its figures are taken: it is ten times as large as they."""

    def __init__(self, figures: int) -> None:
        self.ids: list[str] = []
        self._metadata: list[Mapping[str, Any]] = []
        self._sentences: list[int] = []
        self._fingerprints: list[str] = []
        self._cells = np.empty((ROWS, figures, 2))

    def add(self, profile: Mapping[str, Any], places: Sequence[Place]) -> None:
        """Add a profile."""
        row = self._cells[len(self.ids)]
        for i, place in enumerate(places):
            one = _follow(profile["readings"], place)
            row[i] = one["prevalence" if "prevalence" in one else "mean"], one["sd"]
        self.ids.append(str(profile["id"]))
        self._metadata.append(profile["metadata"])
        self._sentences.append(profile["sentences"])
        self._fingerprints.append(str(profile.get("fingerprint", "")))

    def close(self) -> Batch:
        """The batch."""
        cells = self._cells[: len(self.ids)]
        sentences = np.array(self._sentences, np.int64)
        return Batch(self.ids, self._metadata, sentences, self._fingerprints, cells[:, :, 0], cells[:, :, 1])


def _parse_head(line: bytes) -> dict[str, Any] | None:
    """What stands before the arc and the voices, without evidence: a fifth of a line. None where it is not found so.

    Whatever text an article puts into a line, what is cut wrongly is no JSON, or lacks the readings.
    """
    start = line.find(b'"readings": {')
    end = line.find(b', "arc": ', start)
    if min(start, end) < 0:
        return None
    try:
        head = from_json(_EVIDENCE.sub(b"", line[:end]) + b"}")
    except ValueError:
        return None
    if not isinstance(head, dict) or "readings" not in head:
        return None
    fingerprint = line.rfind(b'"fingerprint": "')
    if fingerprint > end:
        head["fingerprint"] = line[fingerprint + 16 : line.find(b'"', fingerprint + 16)].decode()
    return head


def _parse_whole(line: bytes) -> Any:
    profile = from_json(line)
    if isinstance(profile, dict) and isinstance(profile.get("provenance"), dict):
        profile["fingerprint"] = profile["provenance"].get("fingerprint", "")
    return profile


def _places(readings: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
    expressed = readings["expressed"]
    if expressed:
        yield from _group_places("expressed", ("expressed",), expressed)
        for name, group in expressed["groups"].items():
            yield from _group_places(f"expressed.{name}", ("expressed", "groups", name), group)
    if readings["evoked"]:
        yield from ((f"evoked.{label}", ("evoked", "labels", label)) for label in readings["evoked"]["labels"])
    for name in ("valence", "arousal"):
        if (readings["dimensions"] or {}).get(name):
            yield name, ("dimensions", name)


def _group_places(prefix: str, place: Place, group: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
    yield from ((f"{prefix}.{label}", (*place, "labels", label)) for label in group["labels"])
    yield from ((f"{prefix}.{name}", (*place, name)) for name in ("neutral", "emotional") if group[name])


def _follow(values: Any, place: Place) -> Any:
    for key in place:
        values = values[key]
    return values


def _figure(name: str, one: Mapping[str, Any]) -> Figure:
    return make_figure(name, one["baseline"], rough=bool(one.get("rough", False)))
