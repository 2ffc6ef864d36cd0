"""The figures that are plain formulas over the values of the sentences.

In all functions, `values` has shape (n, labels), n >= 1, and holds the probabilities of events or the values of graded
labels.
"""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from emoprofile.data.scores import FloatArray

STRONGEST_SHARE = 0.1
HALF = 0.5
TOLERANCE = 1e-9
"""The tolerance of a comparison of sums: two ways to add up the same numbers differ by less than this."""


def find_peaks(values: FloatArray, counts: NDArray[np.bool_]) -> FloatArray:
    """The mean of the k largest values of each label, k = max(1, ⌈m/10⌉).

    m is the number of sentences for which `counts` is True; the others are left out.
    """
    values = values[counts]
    k = max(1, ceil(STRONGEST_SHARE * len(values)))
    return np.asarray(np.partition(values, len(values) - k, axis=0)[-k:].mean(axis=0))


def compute_shares(figures: FloatArray, is_emotion: NDArray[np.bool_]) -> FloatArray:
    """The part of each label in the sum over all labels but neutral; nan for neutral, and for all if the sum is 0."""
    emotions = np.where(is_emotion, figures, 0.0)
    total = emotions.sum()
    return np.where(is_emotion & (total > 0), emotions / (total or 1.0), np.nan)


def measure_diversity(parts: FloatArray) -> float | None:
    """-Σ s·ln s / ln m over m shares s (Pielou, 1966): 0 for one share, 1 for equal shares; None without shares."""
    known = parts[~np.isnan(parts)]
    if len(known) == 0:
        return None
    if len(known) == 1:
        return 0.0
    positive = known[known > 0]
    return float(np.clip(-(positive * np.log(positive)).sum() / np.log(len(known)), 0.0, 1.0))


def find_smallest_half(parts: FloatArray) -> NDArray[np.int64]:
    """Find the fewest parts that hold half of the sum of all; none if the sum is 0.

    Args:
        parts: Shape (n,), non-negative.

    Returns:
        Their positions, those of the largest parts first; equal parts in the order of their positions.
    """
    order = np.argsort(-parts, kind="stable")
    held = np.cumsum(parts[order])
    if held[-1] <= 0:
        return order[:0]
    return order[: int(np.searchsorted(held, HALF * held[-1] * (1 - TOLERANCE))) + 1]
