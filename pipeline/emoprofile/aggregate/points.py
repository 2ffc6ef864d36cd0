"""The figures that are plain formulas over the values of the sentences.

Throughout: values has shape (n, labels), n >= 1, and holds the probabilities of events or the values of graded labels;
w has shape (n,) and sums to 1.
"""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from emoprofile.data.scores import FloatArray

STRONGEST_SHARE = 0.1
HALF = 0.5
TOLERANCE = 1e-9
"""Of a comparison of sums: two ways to add up the same numbers differ by less."""


def find_peaks(values: FloatArray, counts: NDArray[np.bool_]) -> FloatArray:
    """The mean of the k largest values of each label, k = max(1, ⌈m/10⌉) of the m sentences that count at all."""
    values = values[counts]
    k = max(1, ceil(STRONGEST_SHARE * len(values)))
    return np.asarray(np.partition(values, len(values) - k, axis=0)[-k:].mean(axis=0))


def compute_shares(figures: FloatArray, is_emotion: NDArray[np.bool_]) -> FloatArray:
    """Of each label but neutral, its part of their sum; nan for neutral, and for all where the sum is 0."""
    emotions = np.where(is_emotion, figures, 0.0)
    total = emotions.sum()
    return np.where(is_emotion & (total > 0), emotions / (total or 1.0), np.nan)


def measure_diversity(parts: FloatArray) -> float | None:
    """-Σ s·ln s / ln m over m shares: 0 for a single one, 1 for all alike (Pielou, 1966); None without shares."""
    known = parts[~np.isnan(parts)]
    if len(known) == 0:
        return None
    if len(known) == 1:
        return 0.0
    positive = known[known > 0]
    return float(np.clip(-(positive * np.log(positive)).sum() / np.log(len(known)), 0.0, 1.0))


def find_smallest_half(parts: FloatArray) -> NDArray[np.int64]:
    """Positions of the fewest parts that hold half of their sum, largest first, ties by position; none if it is 0.

    Args:
        parts: Shape (n,), non-negative.
    """
    order = np.argsort(-parts, kind="stable")
    held = np.cumsum(parts[order])
    if held[-1] <= 0:
        return order[:0]
    return order[: int(np.searchsorted(held, HALF * held[-1] * (1 - TOLERANCE))) + 1]
