"""Measures the agreement of two series of numbers: Pearson's, Spearman's and Lin's coefficient, with resamples.

In all functions, x is predicted and y is gold. w has shape (draws, n): how often each position is in each resample.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import pearsonr, spearmanr

from emoprofile.data.scores import FloatArray
from emoprofile.metrics.measure import BoolArray, Measure, make_measure, make_missing

FEWEST_PAIRS = 3
"""With fewer pairs, a coefficient says nothing: two points always lie on a line."""
STEADY = 1e-12
"""A spread below this share of the mean comes from rounding."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two series; each coefficient is in [-1, 1].

    Attributes:
        pearson: Whether they lie on a rising line.
        spearman: Whether they have the same order.
        concordance: Whether they are the same: Lin's (1989) 2·cov / (var + var + (difference of the means)²), with
            moments over n. It counts differences of level and spread, so both must be in the same unit.
    """

    pearson: Measure
    spearman: Measure
    concordance: Measure


def measure_agreement(x: FloatArray, y: FloatArray, w: FloatArray | None = None) -> Agreement:
    """The three coefficients of two series.

    Args:
        x: Shape (n,); nan where there is no prediction.
        y: Shape (n,); nan where there is no gold.
        w: Shape (draws, n), for the intervals; None leaves them out.
    """
    here = ~(np.isnan(x) | np.isnan(y))
    x, y = x[here], y[here]
    if reason := _find_obstacle(x, y):
        return Agreement(make_missing(reason), make_missing(reason), make_missing(reason))
    pearson = spearman = lin = None
    if w is not None:
        w = w[:, here]
        pearson, lin = compute_coefficients(x, y, w)
        spearman = compute_coefficients(rank_in_draws(x, w), rank_in_draws(y, w), w)[0]
    return Agreement(
        pearson=make_measure(float(pearsonr(x, y).statistic), pearson),
        spearman=make_measure(float(spearmanr(x, y).statistic), spearman),
        concordance=make_measure(concordance(x, y), lin),
    )


def concordance(x: FloatArray, y: FloatArray) -> float:
    """Lin's concordance coefficient of two series that are not both constant: shape (n,) each."""
    spread = x.var() + y.var() + (x.mean() - y.mean()) ** 2
    return float(2 * np.mean((x - x.mean()) * (y - y.mean())) / spread)


def compute_coefficients(x: FloatArray, y: FloatArray, w: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Compute Pearson's and Lin's coefficient in each resample, shape (draws,).

    They are nan in a resample with too few pairs, or with a constant series.

    Args:
        x: Shape (n,) or (draws, n).
        y: Shape (n,) or (draws, n).
        w: Shape (draws, n).
    """
    total = np.maximum(w.sum(axis=1, keepdims=True), 1)
    mean_x, mean_y = (w * x).sum(axis=1, keepdims=True) / total, (w * y).sum(axis=1, keepdims=True) / total
    dx, dy = x - mean_x, y - mean_y
    var_x, var_y = (w * dx**2).sum(axis=1) / total[:, 0], (w * dy**2).sum(axis=1) / total[:, 0]
    cov = (w * dx * dy).sum(axis=1) / total[:, 0]
    mean_x, mean_y = mean_x[:, 0], mean_y[:, 0]
    defined = (w.sum(axis=1) >= FEWEST_PAIRS) & ~_is_steady(var_x, mean_x) & ~_is_steady(var_y, mean_y)
    product = np.where(defined, np.sqrt(var_x) * np.sqrt(var_y), 1.0)
    spread = np.where(defined, var_x + var_y + (mean_x - mean_y) ** 2, 1.0)
    return np.where(defined, np.clip(cov / product, -1, 1), np.nan), np.where(defined, 2 * cov / spread, np.nan)


def rank_in_draws(values: FloatArray, w: FloatArray) -> FloatArray:
    """Rank each value within each resample, with mean ranks for ties: shapes (n,), (draws, n) -> (draws, n).

    A value that was drawn k times counts as k tied values.
    """
    distinct, place = np.unique(values, return_inverse=True)
    rows = np.arange(len(values))
    same = csr_array((np.ones(len(values)), (rows, place)), shape=(len(values), len(distinct)))
    together = np.asarray(w @ same)
    ranks = np.cumsum(together, axis=1) - (together - 1) / 2
    return np.asarray(ranks[:, place])


def _find_obstacle(x: FloatArray, y: FloatArray) -> str:
    if len(x) < FEWEST_PAIRS:
        return f"fewer than {FEWEST_PAIRS} pairs: {len(x)}"
    if _is_steady(y.var(), y.mean()):
        return "gold is the same everywhere"
    if _is_steady(x.var(), x.mean()):
        return "the predictions are the same everywhere"
    return ""


def _is_steady(variance: FloatArray | np.floating, mean: FloatArray | np.floating) -> BoolArray:
    return np.asarray(np.sqrt(variance) <= STEADY * np.abs(mean))
