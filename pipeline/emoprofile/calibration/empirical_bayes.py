"""Parameters of several labels at once: each by maximum likelihood, drawn towards what the labels have in common.

Label j has the parameters θ[j] ~ N(centre, diag(spread)) and a likelihood of its own. Centre and spread are estimated
from all labels by EM, with the posterior of each θ[j] taken as normal around its mode (Laplace): the uncertainty of a
label counts once, in its posterior, and is not taken for a difference between labels. So a label with few examples
stays close to the others, and one with many keeps what its own examples say. Source: Laird & Louis (1982), "Approximate
posterior distributions for incomplete data problems"; the uncertainty of the centre is added to that of each label
after Kass & Steffey (1989), "Approximate Bayesian inference in conditionally independent hierarchical models".
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from emoprofile.data.scores import FloatArray

Derivatives = tuple[FloatArray, FloatArray, FloatArray]
"""The log likelihood of each label: value, shape (labels,), gradient, (labels, k), and Hessian, (labels, k, k)."""
Likelihood = Callable[[FloatArray], Derivatives]
"""A function of the parameters, shape (labels, k)."""
ROUNDS = 300
STEPS = 60
SHORTER = 20
LONGEST_STEP = 1.0
CONVERGED = 1e-3
"""The largest change in the last round: of the centre in units of the spread, and of the logarithm of the spread."""
SMALLEST_STEP = 1e-5
TOLERANCE = 1e-7
"""The relative error of a log likelihood that quadrature may have."""
AS_LABELS = 3
"""The prior of the spread has the weight of this many labels, because a few labels hardly determine the spread."""


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """The prior of centre and spread.

    Attributes:
        centre: Shape (k,).
        deviation: Shape (k,): the standard deviation of the centre around it; wide.
        spread: Shape (k,): the standard deviation of labels around their centre, if there are too few to estimate it.
    """

    centre: FloatArray
    deviation: FloatArray
    spread: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The estimates.

    Attributes:
        centre: Shape (k,).
        spread: Shape (k,): the standard deviations of labels around the centre.
        modes: Shape (labels, k).
        covariances: Shape (labels, k, k): of each label's parameters.
        covariance: Shape (k, k): the covariance of the parameters of a label without data.
    """

    centre: FloatArray
    spread: FloatArray
    modes: FloatArray
    covariances: FloatArray
    covariance: FloatArray


def fit(likelihood: Likelihood, labels: int, prior: Prior) -> Fit:
    """Estimate the parameters of all labels.

    Args:
        likelihood: The likelihood of each label.
        labels: The number of labels, at least 1.
        prior: The prior of centre and spread.
    """
    centre, variance = prior.centre, np.square(prior.spread)
    modes = np.tile(centre, (labels, 1))
    known = 1 / np.square(prior.deviation)
    for _ in range(ROUNDS):
        # One step per round is enough: the modes converge together with centre and spread.
        modes, posterior = find_modes(likelihood, modes, centre, variance, steps=1)
        weight = labels / variance + known
        moved = (modes.sum(axis=0) / variance + known * prior.centre) / weight
        apart = np.square(modes - moved) + np.diagonal(posterior, axis1=1, axis2=2)
        wider = (apart.sum(axis=0) + AS_LABELS * np.square(prior.spread)) / (labels + AS_LABELS)
        change = max(np.abs((moved - centre) / np.sqrt(variance)).max(), np.abs(np.log(wider / variance)).max())
        centre, variance = moved, wider
        if change < CONVERGED:
            break
    modes, posterior = find_modes(likelihood, modes, centre, variance)
    between = np.diag(variance)
    information = np.diag(known)
    for own in posterior:
        information = information + np.diag(1 / variance) - own / np.outer(variance, variance)
    uncertain = np.linalg.inv(information)
    pull = posterior / variance
    return Fit(
        centre=centre,
        spread=np.sqrt(variance),
        modes=modes,
        covariances=posterior + pull @ uncertain @ np.swapaxes(pull, 1, 2),
        covariance=uncertain + between,
    )


def find_modes(
    likelihood: Likelihood, start: FloatArray, centre: FloatArray, variance: FloatArray, steps: int = STEPS
) -> tuple[FloatArray, FloatArray]:
    """The mode of each label's posterior and its covariance there, by Newton's method with shorter steps where needed.

    Args:
        likelihood: Of each label by itself.
        start: Shape (labels, k).
        centre: Shape (k,): of the prior of every label.
        variance: Shape (k,): of that prior.
        steps: The most steps to take.
    """
    at = start.copy()
    value, gradient, curvature = _penalise(likelihood, at, centre, variance)
    for _ in range(steps):
        step = np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0]
        step *= np.minimum(1, LONGEST_STEP / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-12))
        if np.abs(step).max() < SMALLEST_STEP:
            break
        for _ in range(SHORTER):
            new = _penalise(likelihood, at + step, centre, variance)
            worse = ~(new[0] >= value - TOLERANCE * (1 + np.abs(value)))
            if not worse.any():
                break
            step[worse] /= 4
        at, (value, gradient, curvature) = at + step, new
    return at, np.asarray(np.linalg.inv(curvature), np.float64)


def _penalise(
    likelihood: Likelihood, at: FloatArray, centre: FloatArray, variance: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Log posterior, its gradient, and its negative Hessian, which is kept at least as large as the prior's."""
    value, gradient, hessian = likelihood(at)
    away = at - centre
    # In units of the prior, its own curvature is 1 in every direction.
    scale = np.sqrt(variance)
    values, vectors = np.linalg.eigh(np.eye(len(centre)) - hessian * np.outer(scale, scale))
    curvature = (vectors * np.maximum(values, 1.0)[:, None, :]) @ np.swapaxes(vectors, 1, 2) / np.outer(scale, scale)
    return value - 0.5 * (np.square(away) / variance).sum(axis=1), gradient - away / variance, curvature
