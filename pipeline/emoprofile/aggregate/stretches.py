"""The stretch of an article that differs from the rest of it by more than shuffled sentences would.

The method is circular binary segmentation (Olshen, Venkatraman, Lucito & Wigler, 2004). It takes the segment whose mean
differs most from the mean outside it, in units of the standard error of that difference, and compares this maximum with
the same maximum in shuffled articles. The segments are a coarse grid, as in seeded binary segmentation (Kovács et al.,
2023). The grid keeps the shuffles cheap and their maximum low. In the article itself, the ends are then refined over
all segments. This is a permutation test: it assumes nothing about the distribution of the values, and its rate of false
alarms stays at the level of the test.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from emoprofile.aggregate.seeds import shuffle_orders
from emoprofile.data import Stretch
from emoprofile.data.scores import FloatArray

MOST_CELLS = 128
"""The sentences of a longer article are first averaged into this many cells of consecutive sentences."""
SHUFFLES = 999
LEVEL = 0.05
"""The probability of a false alarm in any of the series that are shown."""
SHORTEST = 3
SHORTEST_SHARE = 1 / 8
"""The shortest stretch, as a share of the article: anything shorter is evidence, not a stretch."""
TIE = 1e-6
"""Two segments are equal if their contrasts differ by less than this share of the largest contrast.

Of equal segments, the one that starts first is taken, and of those the one that ends first. The beginning of an article
and its rest always have equal contrasts, but rounding can make them differ."""


def find_stretches(values: FloatArray) -> list[tuple[Stretch, ...]]:
    """Find the stretch of each series that clearly differs.

    Each series is tested at the level divided by the number of series (Bonferroni).

    Args:
        values: Shape (n, series).
    """
    n, count = values.shape
    parts = min(n, MOST_CELLS)
    ends = np.arange(parts + 1) * n // parts
    means = np.add.reduceat(values, ends[:-1], axis=0) / np.diff(ends)[:, None]
    found: list[tuple[Stretch, ...]] = []
    for i in range(count):
        segment, p_value = _find_clearest(means[:, i], LEVEL / count)
        if segment is None:
            found.append(())
            continue
        first, end = int(ends[segment[0]]), int(ends[segment[1]])
        inside = np.zeros(n, bool)
        inside[first:end] = True
        levels = float(values[inside, i].mean()), float(values[~inside, i].mean())
        found.append((Stretch(first, end - 1, *levels, p_value),))
    return found


def _find_clearest(cells: FloatArray, level: float) -> tuple[tuple[int, int] | None, float]:
    """Find the segment [start, end) of cells that differs most from the rest, and its p-value.

    There is no segment if shuffled cells have one that differs as much too often: p-value above the level.
    """
    n = len(cells)
    spread = cells.std()
    if n < 2 * SHORTEST or spread < 1e-9:
        return None, 1.0
    centred = (cells - cells.mean()) / spread
    contrasts = _build_contrasts(n)
    shuffled = np.abs(centred[shuffle_orders(n, SHUFFLES)] @ contrasts.T).max(axis=1)
    clearest = np.abs(contrasts @ centred).max()
    p_value = float((1 + (shuffled >= clearest * (1 - TIE)).sum()) / (1 + len(shuffled)))
    return (_refine(centred), p_value) if p_value <= level else (None, p_value)


@lru_cache(maxsize=64)
def _build_contrasts(n: int) -> FloatArray:
    """Build the matrix from n values of variance 1 to standardised differences of means: shape (segments, n)."""
    return np.array([_build_contrast(n, start, end) for start, end in _list_segments(n)])


def _list_segments(n: int) -> Iterator[tuple[int, int]]:
    """List halves and quarters that overlap by half, and segments from the first cell to each sixteenth."""
    segments = set()
    for length in (n // 2, n // 4):
        segments |= {(start, start + length) for start in range(0, n - length + 1, max(1, length // 2))}
    segments |= {(0, end) for end in range(0, n + 1, max(1, n // 16))}
    shortest = _find_shortest_length(n)
    yield from sorted((start, end) for start, end in segments if shortest <= end - start <= n - shortest)


def _find_shortest_length(n: int) -> int:
    return max(SHORTEST, ceil(SHORTEST_SHARE * n))


def _build_contrast(n: int, start: int, end: int) -> FloatArray:
    """Build the row for one segment: the standardised difference of the means inside and outside of it."""
    length = end - start
    contrast = np.full(n, -1 / (n - length))
    contrast[start:end] = 1 / length
    return np.asarray(contrast / np.sqrt(1 / length + 1 / (n - length)))


def _refine(centred: FloatArray) -> tuple[int, int]:
    """Find the segment [start, end) that differs most, among all segments of the cells, shape (cells,)."""
    n = len(centred)
    sums = np.concatenate([[0.0], np.cumsum(centred)])
    length = np.arange(n + 1) - np.arange(n + 1)[:, None]
    allowed: NDArray[np.bool_] = (length >= _find_shortest_length(n)) & (length <= n - _find_shortest_length(n))
    inside = np.where(allowed, length, 1)
    outside = np.where(allowed, n - length, 1)
    score = np.where(allowed, np.abs(sums - sums[:, None]) * np.sqrt(n / (inside * outside)), -1.0)
    start, end = np.unravel_index(int((score >= score.max() * (1 - TIE)).argmax()), score.shape)
    return int(start), int(end)
