"""How much each sentence counts. A weighting is a function ScoreMatrix -> non-negative weights.

A weighting must not depend on the scores. The aggregator divides the weights by their sum: only their ratios matter.
"""

from collections.abc import Callable

import numpy as np

from emoprofile.data import ScoreMatrix
from emoprofile.data.scores import FloatArray
from emoprofile.registry import Registry

Weighting = Callable[[ScoreMatrix], FloatArray]
"""Scores of n sentences -> shape (n,), not all zero."""

WEIGHTINGS: Registry[Weighting] = Registry(
    "weighting", {name: f"{__name__}:{name}" for name in ("uniform", "token", "lead")}
)


def uniform(scores: ScoreMatrix) -> FloatArray:
    """W ∝ 1: every sentence counts the same."""
    return np.ones(len(scores))


def token(scores: ScoreMatrix) -> FloatArray:
    """W ∝ tokens, at least 1: a long sentence is a larger part of the article than a short one."""
    return np.maximum(scores.tokens, 1).astype(np.float64)


def lead(scores: ScoreMatrix) -> FloatArray:
    """W ∝ 1 / (1 + 2 i / (n - 1)) for position i: the first sentence counts three times the last.

    News articles put the most important facts first, and many readers stop early.
    """
    n = len(scores)
    return 1 / (1 + 2 * np.arange(n) / max(n - 1, 1))
