"""Where a series changes its level by more than the same values in shuffled order would.

Circular binary segmentation (Olshen, Venkatraman, Lucito & Wigler, 2004): the segment whose mean differs most from the
mean outside it, in units of its standard error, against the same maximum in shuffles; its ends are change points, and
each part between them is searched again. An end that does not hold by itself, between the levels beside it, is dropped.
Segments have lengths from a geometric grid, as in seeded binary segmentation (Kovács et al., 2023), so that the time
grows little faster than the number of bins; the ends are refined afterwards.
Bins hold different numbers of articles: each counts by the inverse of its variance, that of its articles and that of
the bins around their mean (DerSimonian & Laird, 1986). Whole bins are shuffled, with their weights. So a series whose
bins vary by more than their articles explain, as news do, raises no alarm by that alone.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from emoprofile.data.scores import FloatArray, IntArray

SHUFFLES = 999
LEVEL = 0.05
"""Of a false alarm in one series."""
FEWEST_BINS = 8
"""A series, or a part of one, with fewer bins is not searched: too few orders differ enough."""
GROWTH = 1.3
CELLS = 4_000_000
"""How many contrasts are held at once."""
TIE = 1e-9


def find_changes(means: FloatArray, variances: FloatArray) -> list[tuple[int, float]]:
    """The bins at which a new level begins, in order, each with the p-value of its change.

    Args:
        means: Shape (bins,): of the bins that hold articles, in order.
        variances: Shape (bins,): of these means, positive.
    """
    if len(means) < FEWEST_BINS:
        return []
    random = np.random.Generator(np.random.SFC64(len(means)))
    weights = 1 / (variances + _extra_variance(means, variances))
    found: dict[int, float] = {}
    waiting = [(0, len(means))]
    while waiting:
        start, end = waiting.pop()
        if end - start < FEWEST_BINS:
            continue
        clearest = _find_clearest(means[start:end], weights[start:end], random)
        if clearest is None:
            continue
        first, last, p = clearest
        inner = sorted({start + first, start + last} - {start, end})
        found |= dict.fromkeys(inner, p)
        waiting += list(zip([start, *inner], [*inner, end], strict=True))
    return _drop_weak(found, means, weights, random)


def _drop_weak(
    found: dict[int, float], means: FloatArray, weights: FloatArray, random: np.random.Generator
) -> list[tuple[int, float]]:
    """The changes that hold between the levels right beside them; a stretch may owe one of its ends to the other."""
    kept = dict(sorted(found.items()))
    while kept:
        borders = [0, *kept, len(means)]
        p = {
            border: _test_split(means[start:end], weights[start:end], border - start, random)
            for start, border, end in zip(borders[:-2], borders[1:-1], borders[2:], strict=True)
        }
        weakest = max(p, key=lambda border: p[border])
        if p[weakest] <= LEVEL:
            break
        del kept[weakest]
    return list(kept.items())


def _test_split(values: FloatArray, weights: FloatArray, place: int, random: np.random.Generator) -> float:
    """How often shuffled bins differ as much on both sides of a place."""
    split = np.array([[0, place]])
    centred = values - np.average(values, weights=weights)
    orders = random.permuted(np.broadcast_to(np.arange(len(values)), (SHUFFLES, len(values))), axis=1)
    strongest = _contrasts(centred[None], weights[None], split)[0, 0]
    reached = (_contrasts(centred[orders], weights[orders], split)[:, 0] >= strongest - TIE).sum()
    return float((1 + reached) / (1 + SHUFFLES))


def _find_clearest(
    values: FloatArray, weights: FloatArray, random: np.random.Generator
) -> tuple[int, int, float] | None:
    """The segment [start, end) that differs most from the rest, and its p-value; None if shuffles often do as much."""
    count = len(values)
    centred = values - np.average(values, weights=weights)
    if np.ptp(centred) < TIE:
        return None
    segments = _grid(count)
    strongest = _contrasts(centred[None], weights[None], segments).max()
    reached = 0
    each = max(1, CELLS // len(segments))
    for begin in range(0, SHUFFLES, each):
        orders = random.permuted(np.broadcast_to(np.arange(count), (min(each, SHUFFLES - begin), count)), axis=1)
        shuffled = _contrasts(centred[orders], weights[orders], segments).max(axis=1)
        reached += int((shuffled >= strongest - TIE).sum())
    p = (1 + reached) / (1 + SHUFFLES)
    if p > LEVEL:
        return None
    start, end = segments[int(_contrasts(centred[None], weights[None], segments).argmax())]
    start, end = _refine(centred, weights, int(start), int(end))
    return start, end, p


def _contrasts(centred: FloatArray, weights: FloatArray, segments: IntArray) -> FloatArray:
    """The standardised differences between inside and outside: shape (series, bins) -> (series, segments)."""
    zero = np.zeros((len(centred), 1))
    held = np.hstack([zero, np.cumsum(weights, axis=1)])
    sums = np.hstack([zero, np.cumsum(weights * centred, axis=1)])
    inside = held[:, segments[:, 1]] - held[:, segments[:, 0]]
    total = sums[:, segments[:, 1]] - sums[:, segments[:, 0]]
    whole, outside = sums[:, -1:], held[:, -1:] - inside
    difference = total / inside - (whole - total) / outside
    return np.asarray(np.abs(difference) / np.sqrt(1 / inside + 1 / outside))


@lru_cache(maxsize=64)
def _grid(count: int) -> IntArray:
    """Segments [start, end) with lengths of a geometric grid, up to half of the series: shape (segments, 2).

    What is longer is the outside of a shorter one, or of two; a segment that begins or ends with the series may have
    any length.
    """
    found = np.array(sorted(set(_segments(count))))
    found.flags.writeable = False
    return found


def _segments(count: int) -> Iterator[tuple[int, int]]:
    length = 2
    while length <= count // 2:
        yield from ((start, start + length) for start in range(count - length + 1))
        length = max(length + 1, int(length * GROWTH))
    yield from ((0, end) for end in range(2, count - 1))


def _refine(centred: FloatArray, weights: FloatArray, start: int, end: int) -> tuple[int, int]:
    """The ends around these that differ most: those that stand at an end of the series stay there."""
    count = len(centred)
    reach = max(1, int((end - start) * (GROWTH - 1)))
    starts = [0] if start == 0 else range(max(1, start - reach), min(start + reach + 1, count))
    ends = [count] if end == count else range(max(1, end - reach), min(end + reach + 1, count))
    near = np.array([(i, j) for i in starts for j in ends if 2 <= j - i <= count - 2])
    best = near[int(_contrasts(centred[None], weights[None], near).argmax())]
    return int(best[0]), int(best[1])


def _extra_variance(means: FloatArray, variances: FloatArray) -> float:
    """How much bins vary beyond their articles, by the method of moments (DerSimonian & Laird, 1986); not negative."""
    weights = 1 / variances
    centre = np.average(means, weights=weights)
    excess = (weights * (means - centre) ** 2).sum() - (len(means) - 1)
    return float(max(0.0, excess / (weights.sum() - (weights**2).sum() / weights.sum())))
