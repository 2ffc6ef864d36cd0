"""Profiles grouped by what their metadata say: the mean of each group, and what differs between them."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from emoprofile.compare.gather import Gathered, gather
from emoprofile.compare.intervals import difference_intervals
from emoprofile.compare.keys import Group, KeyReader
from emoprofile.compare.results import FEWEST_ARTICLES, GroupDifference, GroupTable, Source
from emoprofile.compare.sums import Moments
from emoprofile.compare.written import Contents, ProfileFile
from emoprofile.config import ModelSpec

MOST_PAIRED = 4
"""So many groups are compared each with each other; of more, each with all others together."""
MOST_COMPARED = 50
"""Of more groups, the largest."""


def compare_groups(
    contents: Contents,
    files: Sequence[ProfileFile],
    by: Sequence[str],
    names: Sequence[str] = (),
    spec: ModelSpec | None = None,
) -> GroupTable:
    """Group profiles by keys of their metadata.

    Args:
        contents: What the profiles hold.
        files: Where they are.
        by: The keys; the values of all of them together make a group.
        names: Figures, or readings, which stand for their labels; none shows a few of each reading.
        spec: Of the model that made the profiles; None leaves its error out of the intervals.

    Raises:
        InvalidValueError: If no profile has the keys and a sentence, or there is no such figure.
        ReadError: If a profile cannot be read.
    """
    reader = KeyReader(by)
    found: Gathered[Group] = gather(contents, files, names, spec, reader.read_groups)
    keys = found.sums.keys
    if not keys:
        raise reader.explain_nothing(found.profiles)
    counts = dict(zip(keys, found.sums.moments([[key] for key in keys]).counts.tolist(), strict=True))
    groups = sorted(keys, key=lambda key: (-counts[key], key))
    moments = found.sums.moments([[key] for key in groups])
    return GroupTable(
        by=tuple(by),
        figures=found.figures,
        groups=tuple(groups),
        estimates={figure.name: each for figure, each in zip(found.figures, found.estimate(moments), strict=True)},
        differences=tuple(_differ(found, groups, moments)),
        source=Source(
            model=contents.model,
            profiles=int(sum(counts.values())),
            left_out=reader.leave_out(found.repeated),
            fingerprints=found.fingerprints,
            has_model_error=spec is not None,
        ),
    )


def _differ(found: Gathered[Group], groups: Sequence[Group], moments: Moments) -> Iterator[GroupDifference]:
    """The differences between groups, figure by figure; those that have an interval hold together."""
    compared = groups[:MOST_COMPARED]
    count = len(compared)
    if len(groups) < 2:
        return
    if len(groups) <= MOST_PAIRED:
        pairs = [(other, group) for other, group in combinations(range(count), 2)]
        others: list[Group | None] = list(groups)
        both = moments
    else:
        pairs = [(count + i, i) for i in range(count)]
        others = [*compared, *(None for _ in compared)]
        parts = [[key] for key in compared]
        both = Moments.join(found.sums.moments(parts), found.sums.moments_of_others(parts))
    sure = [pair for pair in pairs if both.counts[list(pair)].min() >= FEWEST_ARTICLES]
    figures = list(found.shown)
    ends = difference_intervals(
        both.choose(figures),
        found.covariances[figures],
        np.array(sure, np.int64).reshape(-1, 2),
        tests=max(1, len(sure) * len(figures)),
    )
    for position, figure in enumerate(found.figures):
        width = 1.0 - figure.least
        for pair in pairs:
            other, group = pair
            change = float(both.means[group, figures[position]] - both.means[other, figures[position]])
            interval = None
            if pair in sure:
                low, high = (float(end[sure.index(pair), position]) * width for end in ends)
                interval = (low, high)
            is_clear = interval is not None and not figure.rough and not interval[0] <= 0 <= interval[1]
            yield GroupDifference(figure.name, compared[group], others[other], change * width, interval, is_clear)
