"""Calibrates logits per label, on labelled sentences.

Three ways are compared by cross-validation: leaving the logits alone, one temperature for all labels (Guo et al.,
2017), and a slope and intercept per label (Platt, 1999).
"""

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax

from emoprofile.config import Platt
from emoprofile.data.scores import FloatArray, IntArray, sigmoid
from emoprofile.metrics import BoolArray, log_loss

FOLDS = 5
CLIP = 1e-6
Fit = Callable[[FloatArray, BoolArray], list[Platt]]


def identity(logits: FloatArray, gold: BoolArray) -> list[Platt]:
    """Slope 1, intercept 0: the logits are left as they are."""
    return [Platt(slope=1.0, intercept=0.0)] * logits.shape[1]


def temperature(logits: FloatArray, gold: BoolArray) -> list[Platt]:
    """Fit the common slope of all labels under which the gold labels are most likely."""

    def loss(x: FloatArray) -> float:
        return _negative_log_likelihood(np.exp(x[0]) * logits, gold.astype(np.float64))

    slope = float(np.exp(minimize(loss, np.zeros(1), method="Nelder-Mead").x[0]))
    return [Platt(slope=slope, intercept=0.0)] * logits.shape[1]


def platt(logits: FloatArray, gold: BoolArray) -> list[Platt]:
    """Fit the slope and intercept of each label under which the gold labels are most likely.

    As in Platt's paper, the targets are (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2) instead of 1 and 0: a label with a handful of
    positives does not become certain of itself.
    """
    return [_platt_of_label(z, g) for z, g in zip(logits.T, gold.T, strict=True)]


def _platt_of_label(z: FloatArray, gold: BoolArray) -> Platt:
    positives, negatives = gold.sum(), (~gold).sum()
    target = np.where(gold, (positives + 1) / (positives + 2), 1 / (negatives + 2))

    def loss(x: FloatArray) -> tuple[float, FloatArray]:
        slope = np.exp(x[0])  # positive: calibration must not reverse a model
        y = slope * z + x[1]
        error = sigmoid(y) - target
        return _negative_log_likelihood(y, target), np.array([np.mean(error * slope * z), np.mean(error)])

    x = minimize(loss, np.zeros(2), jac=True, method="BFGS").x
    return Platt(slope=float(np.exp(x[0])), intercept=float(x[1]))


def _negative_log_likelihood(y: FloatArray, target: FloatArray) -> float:
    return float(np.mean(np.logaddexp(0.0, y) - target * y))


def apply(parameters: list[Platt], logits: FloatArray) -> FloatArray:
    """Compute slope · logit + intercept, per column."""
    return np.asarray(logits * [p.slope for p in parameters] + [p.intercept for p in parameters])


def cross_validated_log_loss(fit: Fit, logits: FloatArray, gold: BoolArray, fold: IntArray | None = None) -> float:
    """The log loss on sentences that were not fitted on.

    Args:
        fit: The calibration.
        logits: Shape (n, labels).
        gold: Shape (n, labels).
        fold: Shape (n,): the fold in which each sentence is held out; None is five interleaved folds.
    """
    fold = np.arange(len(logits)) % FOLDS if fold is None else fold
    held_out = np.empty_like(logits)
    for k in np.unique(fold):
        held_out[fold == k] = apply(fit(logits[fold != k], gold[fold != k]), logits[fold == k])
    return log_loss(np.clip(sigmoid(held_out), CLIP, 1 - CLIP), gold)


def softmax_temperature(log_p: FloatArray, gold: BoolArray) -> list[Platt]:
    """Fit the common slope of all log p of exclusive labels under which the gold labels are most likely.

    A sentence with several labels counts for each in equal parts. A sentence without labels does not count.
    """
    counts = gold.sum(axis=1, keepdims=True)
    target = np.divide(gold, counts, out=np.zeros(gold.shape), where=counts > 0)

    def loss(x: FloatArray) -> float:
        return -float(np.sum(target * log_softmax(np.exp(x[0]) * log_p, axis=1)))

    slope = float(np.exp(minimize(loss, np.zeros(1), method="Nelder-Mead").x[0]))
    return [Platt(slope=slope, intercept=0.0)] * log_p.shape[1]
