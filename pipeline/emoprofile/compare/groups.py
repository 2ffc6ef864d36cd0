"""Profiles of a file, grouped by what their metadata say: the mean of each group, with its interval over articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from emoprofile.compare.common_errors import CommonError, common_errors
from emoprofile.compare.draws import FEWEST_ARTICLES, interval, resample
from emoprofile.compare.written import Written, WrittenLabel, written_labels
from emoprofile.config import ModelSpec
from emoprofile.data.figures import Interval
from emoprofile.errors import InvalidValueError

DRAWS = 999


@dataclass(frozen=True, slots=True)
class Cell:
    """A label in a group.

    Attributes:
        mean: Over the articles of the group.
        interval: 90 %, within the range of the figure: of the mean over articles like these. Null for fewer than five.
    """

    mean: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Groups of profiles.

    Attributes:
        by: The key of the metadata.
        vocabulary: That of `expressed`; null without that reading.
        model: What made the profiles.
        articles: How many articles each group has, the largest group first.
        rows: Per label by its full name, such as `expressed.fear`, a cell for each group; within each reading the
            labels whose groups differ most come first.
        rough: The labels that are too unreliable to be relied on.
        without_key: The profiles that do not have the key, by id.
        without_sentence: The profiles that have no sentence, by id.
        has_common_error: Whether the intervals hold what all articles share of the error of the model.
    """

    by: str
    vocabulary: str | None
    model: str
    articles: Mapping[str, int]
    rows: Mapping[str, tuple[Cell, ...]]
    rough: frozenset[str]
    without_key: tuple[str, ...]
    without_sentence: tuple[str, ...]
    has_common_error: bool

    @property
    def small(self) -> tuple[str, ...]:
        """The groups of fewer than five articles: they have no interval."""
        return tuple(name for name, count in self.articles.items() if count < FEWEST_ARTICLES)


def group_table(
    profiles: Sequence[Written], by: str, vocabulary: str | None = None, spec: ModelSpec | None = None
) -> GroupTable:
    """Group profiles, in the shape of `Profile.to_dict()`, by a key of their metadata.

    Articles are resampled; the draws of each are made from its mean and sd (`WrittenLabel.draw`).

    Args:
        profiles: By one model.
        by: The key.
        vocabulary: That of `expressed`; None takes the one that the profiles are written in.
        spec: Of the model; None where it is unknown.

    Raises:
        InvalidValueError: If none of them has the key, or a sentence, or if they were not made by one model.
    """
    keyed = [profile for profile in profiles if by in profile["metadata"]]
    if not keyed:
        known = sorted({str(key) for profile in profiles for key in profile["metadata"]})
        keys = f"Keys there: {', '.join(known)}" if known else "Their metadata hold no key at all"
        raise InvalidValueError(f"no profile has {by!r} in its metadata. {keys}")
    used = [profile for profile in keyed if profile["sentences"]]
    if not used:
        raise InvalidValueError(f"none of the {len(keyed)} profiles with {by!r} in their metadata has a sentence")
    makers = sorted({_maker(profile) for profile in used})
    if len(makers) > 1:
        raise InvalidValueError(
            f"the profiles were made in several ways: {'; '.join(makers)}. Score all articles with one configuration"
        )
    groups: dict[str, list[int]] = {}
    for i, profile in enumerate(used):
        groups.setdefault(str(profile["metadata"][by]), []).append(i)
    names = sorted(groups, key=lambda name: (-len(groups[name]), name))
    members = [groups[name] for name in names]
    labels = written_labels(used, vocabulary)
    expressed = used[0]["readings"]["expressed"]
    chosen = vocabulary or (expressed and expressed["vocabulary"])
    common = common_errors(spec, chosen or "") if spec else {}
    cells = {label.name: _cells(label, members, common.get(label.name)) for label in labels}
    order = {"expressed": 0, "evoked": 1}
    ranked = sorted(cells, key=lambda name: (order.get(name.split(".")[0], 2), -_range(cells[name])))
    return GroupTable(
        by=by,
        vocabulary=chosen,
        model=str(used[0]["model"]),
        articles={name: len(groups[name]) for name in names},
        rows={name: cells[name] for name in ranked},
        rough=frozenset(label.name for label in labels if label.rough),
        without_key=tuple(str(profile["id"]) for profile in profiles if by not in profile["metadata"]),
        without_sentence=tuple(str(profile["id"]) for profile in keyed if not profile["sentences"]),
        has_common_error=spec is not None,
    )


def _maker(profile: Written) -> str:
    readings = profile["readings"]
    spoken = [readings[name]["vocabulary"] for name in ("expressed", "evoked") if readings[name]]
    return f"model {profile['model']} ({', '.join(spoken) or 'dimensions'})"


def _cells(label: WrittenLabel, members: Sequence[Sequence[int]], common: CommonError | None) -> tuple[Cell, ...]:
    draws = label.draw(common, DRAWS).astype(np.float32)
    random = np.random.Generator(np.random.SFC64(len(draws)))
    cells = []
    for rows in members:
        mean = float(np.clip(label.means[rows].mean(), label.least, 1.0))
        ends = None
        if len(rows) >= FEWEST_ARTICLES:
            ends = interval(np.clip(resample(draws[rows][:, None], random), label.least, 1.0))
        cells.append(Cell(mean, None if ends is None else (float(ends[0][0]), float(ends[1][0]))))
    return tuple(cells)


def _range(cells: Sequence[Cell]) -> float:
    means = [cell.mean for cell in cells]
    return max(means) - min(means)
