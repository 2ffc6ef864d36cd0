"""Moments of groups -> intervals of their means and of differences between them.

Two things are uncertain: which articles a group happens to hold, so that the mean of others like them would differ; and
the intercept, slope or offset of the model, which is off by the same amount for all articles. An article's own error
needs no term: it is part of how far articles lie apart. Figures are parts of their range here, and intervals are made
on the logit scale, so that they stay within it.
"""

import numpy as np
from scipy.special import expit, logit, ndtri
from scipy.stats import t as student

from emoprofile.compare.sums import Moments
from emoprofile.data.scores import FloatArray, IntArray

CONFIDENCE = 0.9
FEWEST_DRAWS, MOST_DRAWS = 9_999, 199_999
DRAWS_IN_TAIL = 10
"""As many draws at least lie outside each end of an interval, up to the most draws."""
EDGE = 1e-6
"""A mean at an end of the range is taken as this far from it."""


def mean_intervals(moments: Moments, covariances: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The 90 % intervals of means: shape (groups, figures) each.

    Args:
        moments: Of the groups.
        covariances: Shape (figures, 2, 2): of what all articles share.
    """
    centre, scale = _to_logits(moments)
    sampling = moments.variances / np.maximum(moments.counts, 1)[:, None]
    level, tilt = moments.levels, moments.tilts
    common = level**2 * covariances[:, 0, 0] + 2 * level * tilt * covariances[:, 0, 1] + tilt**2 * covariances[:, 1, 1]
    whole = sampling + np.maximum(common, 0.0)
    # Welch and Satterthwaite: the sampling part has n - 1 degrees of freedom, the common part is taken as known.
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = np.maximum(moments.counts - 1, 1)[:, None] * (whole / sampling) ** 2
    freedom = np.where(np.isfinite(freedom), np.minimum(freedom, 1e9), 1e9)
    reach = student.ppf((1 + CONFIDENCE) / 2, freedom) * np.sqrt(whole) * scale
    return expit(centre - reach), expit(centre + reach)


def difference_intervals(
    moments: Moments, covariances: FloatArray, pairs: IntArray, tests: int
) -> tuple[FloatArray, FloatArray]:
    """The intervals of differences, second less first, which hold for so many of them together (Bonferroni).

    What all articles share is drawn once for both groups: it cancels as far as it moves both means alike.

    Args:
        moments: Of the groups.
        covariances: Shape (figures, 2, 2): of what all articles share.
        pairs: Shape (pairs, 2): which groups.
        tests: How many differences are shown.

    Returns:
        Both ends, as parts of the range: shape (pairs, figures).
    """
    tail = (1 - CONFIDENCE) / (2 * tests)
    count = int(np.clip(np.ceil(DRAWS_IN_TAIL / tail), FEWEST_DRAWS, MOST_DRAWS))
    random = np.random.Generator(np.random.SFC64(count))
    centre, scale = _to_logits(moments)
    groups, figures = centre.shape
    spread = np.sqrt(moments.variances / np.maximum(moments.counts, 1)[:, None])
    uniform = np.stack([_draw_evenly(random, count) for _ in range(groups)])
    sampled = student.ppf(uniform, np.maximum(moments.counts - 1, 1)[:, None]) if groups else uniform
    ends = np.empty((2, len(pairs), figures))
    for figure in range(figures):
        shared = _factor(covariances[figure]) @ ndtri(np.stack([_draw_evenly(random, count) for _ in range(2)]))
        moved = moments.levels[:, figure, None] * shared[0] + moments.tilts[:, figure, None] * shared[1]
        drawn = centre[:, figure, None] + scale[:, figure, None] * (spread[:, figure, None] * sampled + moved)
        drawn = expit(drawn)
        for i, (first, second) in enumerate(pairs):
            ends[:, i, figure] = np.quantile(drawn[second] - drawn[first], (tail, 1 - tail))
    return ends[0], ends[1]


def _to_logits(moments: Moments) -> tuple[FloatArray, FloatArray]:
    """Means on the logit scale, and how far these move with the means: shape (groups, figures) each."""
    means = np.clip(moments.means, EDGE, 1 - EDGE)
    return np.asarray(logit(means)), 1 / (means * (1 - means))


def _draw_evenly(random: np.random.Generator, count: int) -> FloatArray:
    """The middles of so many equal steps from 0 to 1, in random order: no draw is in a tail by chance."""
    return np.asarray((random.permutation(count) + 0.5) / count)


def _factor(covariance: FloatArray) -> FloatArray:
    """Shape (2, 2): what turns two standard normal numbers into two with this covariance."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))
