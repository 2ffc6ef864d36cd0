"""The error model of labels that a sentence expresses or not, fitted on labelled articles.

For a sentence with the logit z: P(yes) = σ(intercept + slope · z + u), u ~ N(0, τ²), one shift per article and label.
All labels of a vocabulary are fitted together (`empirical_bayes`). The groups of a coarser vocabulary are labels of
their own, with logits of their own.
"""

from dataclasses import dataclass

import numpy as np

from emoprofile.calibration.empirical_bayes import Prior, fit
from emoprofile.calibration.event_likelihood import EventLikelihood
from emoprofile.config import EventError
from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.metrics import BoolArray

PRIOR = Prior(
    centre=np.array([0.0, 0.0, np.log(0.5)]),
    deviation=np.array([5.0, 1.0, 0.7]),
    spread=np.array([0.7, 0.3, 0.4]),
)
"""The wide prior of (intercept, log slope, log τ). Its centre is a calibrated model with shifts of half a logit."""


@dataclass(frozen=True, slots=True)
class EventErrors:
    """The fitted error models.

    Attributes:
        labels: One error model per column.
        pooled: The error model of a label without data. Its covariance includes the differences between labels.
    """

    labels: tuple[EventError, ...]
    pooled: EventError


def fit_event_errors(z: FloatArray, y: BoolArray, units: IntArray) -> EventErrors:
    """Fit the error models of some labels.

    Args:
        z: Shape (n, labels), labels >= 1: logits, calibrated on the model's own domain.
        y: Shape (n, labels): whether each sentence carries each label.
        units: Shape (n,): the article of each sentence.
    """
    found = fit(EventLikelihood.of(z, y, units), z.shape[1], PRIOR)
    return EventErrors(
        labels=tuple(map(_event_error, found.modes, found.covariances)),
        pooled=_event_error(found.centre, found.covariance),
    )


def _event_error(mode: FloatArray, covariance: FloatArray) -> EventError:
    """From (intercept, log slope, log τ) to a spec's numbers; the covariance of the slope by the delta method."""
    slope = float(np.exp(mode[1]))
    scale = np.array([1.0, slope])
    (first, joint), (_, second) = (covariance[:2, :2] * np.outer(scale, scale)).tolist()
    return EventError(
        slope=slope,
        intercept=float(mode[0]),
        covariance=((first, joint), (joint, second)),
        tau=float(np.exp(mode[2])),
    )
