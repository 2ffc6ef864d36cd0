"""The figures of one vocabulary that are plain formulas over p, w and thresholds.

Throughout: p has shape (n, labels), n >= 1; w has shape (n,) and sums to 1; "over" means p >= threshold.
"""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from emoprofile.data.scores import FloatArray

STRONGEST_SHARE = 0.1
HALF = 0.5


def prevalence(p: FloatArray, w: FloatArray) -> FloatArray:
    """Σ w·p: shape (labels,)."""
    return w @ p


def intensity(p: FloatArray) -> FloatArray:
    """The mean of the k largest p of each label, k = max(1, ⌈n/10⌉): shape (labels,)."""
    k = max(1, ceil(STRONGEST_SHARE * len(p)))
    return np.asarray(np.sort(p, axis=0)[-k:].mean(axis=0))


def coverage(over: NDArray[np.bool_], w: FloatArray) -> FloatArray:
    """Σ w·[over]: shape (labels,)."""
    return w @ over


def emotionality(over: NDArray[np.bool_], w: FloatArray, is_emotion: NDArray[np.bool_]) -> float:
    """Σ w·[some emotion other than neutral is over its threshold]."""
    return float(w @ over[:, is_emotion].any(axis=1))


def distribution(prevalences: FloatArray, is_emotion: NDArray[np.bool_]) -> FloatArray:
    """Prevalence over the emotions other than neutral, normalised to sum to 1: shape (labels,), 0 for neutral."""
    emotions = np.where(is_emotion, prevalences, 0.0)
    return np.asarray(emotions / emotions.sum())


def diversity(shares: FloatArray) -> float:
    """-Σ s·ln s / ln m over the m emotions of a distribution: 0 for a single one, 1 for all alike (Pielou, 1966)."""
    if len(shares) < 2:
        return 0.0
    positive = shares[shares > 0]
    return float(np.clip(-(positive * np.log(positive)).sum() / np.log(len(shares)), 0.0, 1.0))


def smallest_half(contributions: FloatArray) -> NDArray[np.int64]:
    """Positions of the fewest contributions that hold half of their sum, largest first, ties by position.

    Args:
        contributions: Shape (n,), non-negative.
    """
    order = np.argsort(-contributions, kind="stable")
    held = np.cumsum(contributions[order])
    # The last partial sum stands for the whole, so that rounding can never ask for more sentences than there are.
    return order[: int(np.searchsorted(held, HALF * held[-1])) + 1]
