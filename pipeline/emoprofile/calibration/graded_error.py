"""The error model of graded labels, fitted on rated sentences of articles.

truth = slope · y + intercept + offset + shift of the article + error of the sentence. The evoked labels are fitted
together (`empirical_bayes`); valence and arousal, which are on scales of their own, each by itself.
"""

from dataclasses import dataclass

import numpy as np

from emoprofile.calibration.empirical_bayes import Prior, fit
from emoprofile.calibration.graded_likelihood import GradedLikelihood
from emoprofile.config import GradedError
from emoprofile.data.scores import FloatArray, IntArray

PRIOR = Prior(
    centre=np.array([0.0, 0.0, np.log(0.15), np.log(0.05)]),
    deviation=np.array([0.5, 0.7, 1.0, 1.0]),
    spread=np.array([0.05, 0.3, 0.4, 0.4]),
)
"""The prior of (intercept, log slope, log of the error of a sentence, log of the shift of an article)."""


@dataclass(frozen=True, slots=True)
class GradedErrors:
    """The fitted error models.

    Attributes:
        labels: One error model per column.
        pooled: The error model of a label without ratings.
    """

    labels: tuple[GradedError, ...]
    pooled: GradedError


def fit_graded_errors(values: FloatArray, ratings: FloatArray, units: IntArray) -> GradedErrors:
    """Fit the error models of some labels.

    Args:
        values: Shape (n, labels), labels >= 1: the values of the model, before the calibration for articles.
        ratings: Shape (n, labels): the ratings on the same scale; nan where nobody rated.
        units: Shape (n,): the article of each sentence.
    """
    found = fit(GradedLikelihood.of(values, ratings, units), values.shape[1], PRIOR)
    rated = ~np.isnan(ratings)
    sums, counts = np.where(rated, values, 0.0).sum(axis=0), rated.sum(axis=0)
    means = sums / np.maximum(counts, 1)
    each = zip(found.modes, found.covariances, means, strict=True)
    return GradedErrors(
        labels=tuple(_graded_error(mode, covariance, mean) for mode, covariance, mean in each),
        pooled=_graded_error(found.centre, found.covariance, float(sums.sum() / max(counts.sum(), 1))),
    )


def _graded_error(mode: FloatArray, covariance: FloatArray, mean: float) -> GradedError:
    """From parameters to a spec's numbers; the offset is the standard error of the line at the mean value."""
    slope, sentence, article = np.exp(mode[1:]).tolist()
    line = np.array([1.0, slope * mean])
    return GradedError(
        slope=slope,
        intercept=float(mode[0]),
        sentence=sentence,
        article=article,
        offset=float(np.sqrt(line @ covariance[:2, :2] @ line)),
    )
