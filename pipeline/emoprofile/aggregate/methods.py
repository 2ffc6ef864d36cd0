"""Turns the probabilities of sentences into one score per label. A method is a function (p, w) -> scores.

p has shape (n, labels), n >= 1, and lies in [0, 1]: the probabilities of events, or the values of graded labels. w has
shape (n,) and sums to 1.
"""

from collections.abc import Callable

import numpy as np

from emoprofile.data.scores import FloatArray, clip_probabilities
from emoprofile.registry import Registry

Method = Callable[[FloatArray, FloatArray], FloatArray]
"""(p, w) -> shape (labels,), in [0, 1]."""

METHODS: Registry[Method] = Registry(
    "method", {name: f"{__name__}:{name}" for name in ("mean", "power_mean", "top_mean")}
    | {"max": f"{__name__}:maximum", "noisy_or": f"{__name__}:noisy_or"}
)  # fmt: skip
GROW_WITH_LENGTH = frozenset({"max", "noisy_or"})
"""Methods whose scores rise with the number of sentences by construction."""

TOP_SHARE = 0.1
POWER = 3.0


def mean(p: FloatArray, w: FloatArray) -> FloatArray:
    """Σ w·p: the expected share of the article that expresses the label."""
    return w @ p


def power_mean(p: FloatArray, w: FloatArray) -> FloatArray:
    """(Σ w·p³)^(1/3). It lies between mean and maximum: strong sentences count for more."""
    return np.asarray((w @ p**POWER) ** (1 / POWER))


def top_mean(p: FloatArray, w: FloatArray) -> FloatArray:
    """The weighted mean over the ⌈n/10⌉ most probable sentences."""
    count = max(1, int(np.ceil(TOP_SHARE * len(p))))
    top = np.argsort(-p, axis=0, kind="stable")[:count]
    weights = w[top]
    total = weights.sum(axis=0)
    even = np.full_like(weights, 1 / count)
    shares = np.divide(weights, total, out=even, where=total > 0)
    return np.asarray((shares * np.take_along_axis(p, top, axis=0)).sum(axis=0))


def maximum(p: FloatArray, w: FloatArray) -> FloatArray:
    """The maximum of p over the sentences whose weight is above 0. It grows with the length of the article."""
    return np.asarray(p[w > 0].max(axis=0))


def noisy_or(p: FloatArray, w: FloatArray) -> FloatArray:
    """1 - Π (1 - p)^(n·w): the probability that some sentence expresses the label, if sentences were independent.

    It grows with the length of the article. Under the uniform weighting the exponent is 1.
    """
    return np.asarray(1 - np.exp((len(p) * w) @ np.log1p(-clip_probabilities(p))))
