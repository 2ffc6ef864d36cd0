"""The error model of labels that a sentence expresses or not, fitted on labelled articles by maximum likelihood.

For sentence i of article d, with z its logit and y whether it carries the label:

    P(y = 1) = σ(intercept + slope · z + u_d),  u_d ~ N(0, τ²), one per article and label.

The shift u_d is integrated out by Gauss-Hermite quadrature: a logistic mixed model with a random intercept. First one
slope, one intercept and one τ are fitted to all labels together (the pooled values). Then each label is fitted by
itself, drawn towards the pooled values as by a normal prior whose spread is that of the labels around them (empirical
Bayes): a label with few examples keeps close to the pool, one with many says its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

from emoprofile.config import EventError
from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.metrics import BoolArray

NODES = 21
START = np.array([0.0, 0.0, np.log(0.5)])
PRIOR_SPREAD = np.array([0.7, 0.35, 0.5])
"""Standard deviations of (intercept, log slope, log τ) of labels around the pooled values, where the labels are too few
to tell: about those of 28 labels on the project's labelled articles."""
_VAGUE = np.array([5.0, 2.0, 1.5])
_STEP = 1e-4
_SMALLEST_TAU = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class LabelData:
    """The sentences of one label.

    Attributes:
        z: Shape (n,): logits.
        y: Shape (n,): whether each sentence carries the label.
        unit: Shape (n,): the number of the article of each, from 0.
    """

    z: FloatArray
    y: BoolArray
    unit: IntArray


def fit_event_errors(z: FloatArray, y: BoolArray, units: IntArray) -> tuple[EventError, list[EventError]]:
    """The pooled error model of some labels, and that of each label.

    Args:
        z: Shape (n, labels): logits, calibrated on the model's own domain.
        y: Shape (n, labels).
        units: Shape (n,): the article of each sentence.
    """
    unit = np.unique(units, return_inverse=True)[1]
    labels = [LabelData(z[:, j], y[:, j], unit) for j in range(z.shape[1])]
    pooled, pooled_covariance = _maximise(labels, START, _VAGUE)
    first = [_maximise([label], pooled, PRIOR_SPREAD) for label in labels]
    spread = _spread_of_labels(pooled, [mode for mode, _ in first], [covariance for _, covariance in first])
    fitted = [_event_error(*_maximise([label], pooled, spread)) for label in labels]
    between = np.diag(np.square(spread))
    return _event_error(pooled, pooled_covariance + between), fitted


def log_likelihood(label: LabelData, parameters: FloatArray) -> float:
    """The log likelihood of one label under (intercept, log slope, log τ), the shifts integrated out."""
    intercept, slope, tau = parameters[0], np.exp(parameters[1]), np.exp(parameters[2])
    nodes, weights = hermegauss(NODES)
    eta = (intercept + slope * label.z)[:, None] + tau * nodes
    each = np.where(label.y[:, None], -np.logaddexp(0, -eta), -np.logaddexp(0, eta))
    per_article = np.zeros((int(label.unit.max(initial=-1)) + 1, NODES))
    np.add.at(per_article, label.unit, each)
    return float(logsumexp(per_article, axis=1, b=weights / weights.sum()).sum())


def expected_share(z: FloatArray, error: EventError) -> FloatArray:
    """q: the probability of the label in each sentence, the shift of the article averaged out; shape as z."""
    nodes, weights = hermegauss(NODES)
    eta = (error.intercept + error.slope * z)[..., None] + error.tau * nodes
    return np.asarray(expit(eta) @ (weights / weights.sum()))


def _maximise(labels: Sequence[LabelData], centre: FloatArray, spread: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The mode of the penalised likelihood, and the covariance there (the inverse of the curvature)."""

    def loss(parameters: FloatArray) -> float:
        penalty = 0.5 * float(np.sum(np.square((parameters - centre) / spread)))
        return penalty - sum(log_likelihood(label, parameters) for label in labels)

    bounds = [(-15, 15), (np.log(0.05), np.log(10)), (np.log(_SMALLEST_TAU), np.log(5))]
    mode = np.asarray(minimize(loss, centre, method="L-BFGS-B", bounds=bounds).x)
    curvature = _curve(loss, mode)
    values, vectors = np.linalg.eigh(curvature)
    floor = np.square(1 / spread).min()  # the prior alone curves at least so much
    return mode, np.asarray((vectors / np.maximum(values, floor)) @ vectors.T)


def _curve(loss: Callable[[FloatArray], float], at: FloatArray) -> FloatArray:
    """The second derivatives by central differences: shape (parameters, parameters)."""
    n = len(at)
    steps = np.eye(n) * _STEP * 10
    found = np.empty((n, n))
    for i in range(n):
        for j in range(i, n):
            corners = [loss(at + a * steps[i] + b * steps[j]) for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1))]
            found[i, j] = found[j, i] = (corners[0] - corners[1] - corners[2] + corners[3]) / (4 * (_STEP * 10) ** 2)
    return found


def _spread_of_labels(pooled: FloatArray, modes: Sequence[FloatArray], covariances: Sequence[FloatArray]) -> FloatArray:
    """How far labels lie from the pooled values beyond what their uncertainty explains: shape (3,)."""
    if len(modes) < 5:
        return PRIOR_SPREAD
    distance = np.square(np.array(modes) - pooled)
    uncertainty = np.array([np.diag(covariance) for covariance in covariances])
    return np.asarray(np.sqrt(np.maximum((distance - 0 * uncertainty).mean(axis=0), np.square(PRIOR_SPREAD / 4))))


def _event_error(mode: FloatArray, covariance: FloatArray) -> EventError:
    """From (intercept, log slope, log τ) to a spec's numbers; the covariance of the slope by the delta method."""
    slope = float(np.exp(mode[1]))
    scale = np.diag([1.0, slope])
    found = scale @ covariance[:2, :2] @ scale
    return EventError(
        slope=slope,
        intercept=float(mode[0]),
        covariance=((float(found[0, 0]), float(found[0, 1])), (float(found[0, 1]), float(found[1, 1]))),
        tau=float(np.exp(mode[2])),
    )
