"""Profiles in a file: what they hold per label, and draws of it that stand for the draws they were read off."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from emoprofile.compare.common_errors import CommonError
from emoprofile.data.profile import SCHEMA
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError, ReadError

SMALLEST_SD = 1e-9
"""A figure with a smaller sd is certain."""
SMALLEST_SHAPE = 1e-6
"""A beta distribution with a smaller shape is 0 or 1, but for what rounding leaves."""
Written = Mapping[str, Any]
"""A profile in the shape of `Profile.to_dict()`."""


@dataclass(frozen=True, slots=True, eq=False)
class WrittenLabel:
    """One label in several written profiles.

    Attributes:
        name: Its full name, such as `expressed.fear` or `valence`.
        means: Shape (profiles,): prevalence or mean.
        sds: Shape (profiles,): the standard deviation of its draws.
        rough: Whether it is too unreliable to be relied on.
    """

    name: str
    means: FloatArray
    sds: FloatArray
    rough: bool

    @property
    def least(self) -> float:
        """The lower end of the range of the figure; the upper end is 1."""
        return -1.0 if self.name == "valence" else 0.0

    def draw(self, common: CommonError | None, count: int) -> FloatArray:
        """Draws of the figure in each profile: shape (profiles, draws), within its range.

        A beta distribution with the mean and sd of the profile, less the variance of what all articles share; and the
        draws of that, which are the same for every article. A beta that its sd would not allow is 0 or 1.
        """
        width = 1.0 - self.least
        mean, sd = (self.means - self.least) / width, self.sds / width
        shared = np.zeros((len(mean), count))
        if common is not None:
            shared = common.draw(mean, sd, count, width)
            sd = np.sqrt(np.maximum(sd**2 - shared.var(axis=1), 0.0))
        random = np.random.Generator(np.random.SFC64(int.from_bytes(_digest(self.name, mean), "big")))
        own = np.stack([_beta(m, s, count, random) for m, s in zip(mean.tolist(), sd.tolist(), strict=True)])
        return np.asarray(np.clip(own + shared, 0.0, 1.0) * width + self.least)


def read_profiles(path: Path) -> list[dict[str, Any]]:
    """The profiles of a JSON Lines file.

    Raises:
        ReadError: If it is not there or holds none, or a line is no profile; the message names the line.
    """
    found: list[dict[str, Any]] = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                profile = json.loads(line)
                if not isinstance(profile, dict) or profile.get("schema") != SCHEMA:
                    raise ReadError(
                        f"{path}, line {number}: no profile of the schema {SCHEMA}. Groups are made of profiles that "
                        "`emoprofile score ARTICLES -o profiles.jsonl` wrote"
                    )
                found.append(profile)
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise ReadError(f"{path}, line {len(found) + 1}: not JSON ({error})") from None
    if not found:
        raise ReadError(f"{path}: holds no profile. Score articles with: emoprofile score ARTICLES -o profiles.jsonl")
    return found


def written_labels(profiles: Sequence[Written], vocabulary: str | None) -> list[WrittenLabel]:
    """The labels that all of some profiles hold; each profile has a sentence.

    Args:
        profiles: By one model, so that they hold the same labels.
        vocabulary: That of `expressed`; None takes the one that it was written in.

    Raises:
        InvalidValueError: If they do not hold that vocabulary.
    """
    each = [dict(_figures(profile, vocabulary)) for profile in profiles]
    found = []
    for name, (_, _, rough) in each[0].items():
        if all(name in figures for figures in each):
            means = np.array([figures[name][0] for figures in each])
            sds = np.array([figures[name][1] for figures in each])
            found.append(WrittenLabel(name, means, sds, rough))
    return found


def _figures(profile: Written, vocabulary: str | None) -> Iterator[tuple[str, tuple[float, float, bool]]]:
    readings = profile["readings"]
    expressed = readings["expressed"]
    if vocabulary is not None and (expressed is None or vocabulary != expressed["vocabulary"]):
        groups = {} if expressed is None else expressed["groups"]
        if vocabulary not in groups:
            known = [] if expressed is None else [expressed["vocabulary"], *groups]
            raise InvalidValueError(
                f"the profile {profile['id']!r} does not hold the vocabulary {vocabulary!r}. "
                f"It holds: {', '.join(known) or 'none'}"
            )
        expressed = groups[vocabulary]
    for name, reading, key in (("expressed", expressed, "prevalence"), ("evoked", readings["evoked"], "mean")):
        for label, one in (reading["labels"] if reading else {}).items():
            yield f"{name}.{label}", (one[key], one["sd"], one["rough"])
    for name in ("valence", "arousal"):
        one = (readings["dimensions"] or {}).get(name)
        if one:
            yield name, (one["mean"], one["sd"], one["rough"])


def _beta(mean: float, sd: float, count: int, random: np.random.Generator) -> FloatArray:
    if sd < SMALLEST_SD or not 0 < mean < 1:
        return np.full(count, mean)
    size = mean * (1 - mean) / sd**2 - 1
    if min(mean, 1 - mean) * size < SMALLEST_SHAPE:
        return (random.random(count) < mean).astype(np.float64)
    return random.beta(mean * size, (1 - mean) * size, count)


def _digest(name: str, means: FloatArray) -> bytes:
    return hashlib.sha256(name.encode() + np.ascontiguousarray(means).tobytes()).digest()[:16]
