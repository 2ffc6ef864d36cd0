"""Log-odds and probabilities, and their means over the unknown shift of an article."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_softmax, ndtri

from emoprofile.data.error_model import EventErrors

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
PROBABILITY_FLOOR = 1e-6
POINTS = 15
"""The number of points of the Gauss-Hermite quadrature over the shift of an article."""
SHIFTS = 128
"""The number of fixed points for the mean over the shifts of exclusive labels, which depend on each other."""


def sigmoid(logits: FloatArray) -> FloatArray:
    """1 / (1 + exp(-logits)), without overflow."""
    return np.exp(-np.logaddexp(0.0, -logits))


def logit(probabilities: FloatArray) -> FloatArray:
    """ln(p / (1 - p)), with p clipped to [1e-6, 1 - 1e-6]."""
    p = clip_probabilities(probabilities)
    return np.log(p) - np.log1p(-p)


def clip_probabilities(probabilities: FloatArray) -> FloatArray:
    """Clip probabilities to [1e-6, 1 - 1e-6]."""
    return np.clip(probabilities, PROBABILITY_FLOOR, 1 - PROBABILITY_FLOOR)


def expected_yes(logits: FloatArray, errors: EventErrors) -> FloatArray:
    """The mean of σ(intercept + slope·z + u) over u ~ N(0, τ²): shape (n, labels) -> (n, labels)."""
    nodes, weights = _build_quadrature()
    centre = errors.intercept + errors.slope * logits
    q = np.zeros_like(centre)
    for node, weight in zip(nodes, weights, strict=True):
        q += weight * expit(centre + node * errors.tau)
    return np.clip(q, 0.0, 1.0)


def expected_softmax(logits: FloatArray, errors: EventErrors) -> FloatArray:
    """The mean of softmax(intercept + slope·z + u) over u ~ N(0, diag τ²): rows of (n, labels) sum to 1."""
    centre = errors.intercept + errors.slope * logits
    q = np.zeros_like(centre)
    for shift in _spread_shifts(len(errors)):
        q += np.exp(log_softmax(centre + shift * errors.tau, axis=1))
    return np.asarray(q / SHIFTS)


@cache
def _build_quadrature() -> tuple[FloatArray, FloatArray]:
    """Nodes and weights for the mean over a standard normal variable."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(POINTS)
    return nodes, weights / weights.sum()


@cache
def _spread_shifts(labels: int) -> FloatArray:
    """Spread standard normal points evenly over the space: shape (shifts, labels). Each point has its opposite.

    The points are a Kronecker sequence on the generalised golden ratio (Roberts, 2018).
    """
    ratio = 2.0
    for _ in range(64):
        ratio = (1 + ratio) ** (1 / (labels + 1))
    steps = ratio ** -np.arange(1.0, labels + 1)
    points = ndtri((0.5 + np.arange(1, SHIFTS // 2 + 1)[:, None] * steps) % 1)
    return np.concatenate([points, -points])
