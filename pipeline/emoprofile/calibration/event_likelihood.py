"""The likelihood of the error model of events: a logistic regression with a random shift per article.

    P(y = 1) = σ(intercept + slope · z + u),  u ~ N(0, τ²), one per article and label.

The shift is integrated out by adaptive Gauss-Hermite quadrature: the nodes lie around the most likely shift of each
article, as wide as it is uncertain. Gradient and Hessian are the means of those of the complete data under the
posterior of the shift (Louis, 1982, "Finding the observed information matrix when using the EM algorithm").
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.special import expit, logsumexp

from emoprofile.calibration.empirical_bayes import Derivatives
from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.metrics import BoolArray

NODES = 15
_STEPS = 30
_CONVERGED = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class EventLikelihood:
    """Labelled sentences, sorted by article, and the log likelihood of (intercept, log slope, log τ) per label.

    Attributes:
        z: Shape (n, labels): logits.
        y: Shape (n, labels): 1 where a sentence carries the label.
        first: Shape (articles,): the first sentence of each article.
        article: Shape (n,): the article of each sentence.
    """

    z: FloatArray
    y: FloatArray
    first: IntArray
    article: IntArray

    @classmethod
    def of(cls, z: FloatArray, y: BoolArray, units: IntArray) -> "EventLikelihood":
        """From sentences in any order; `units` names the article of each."""
        order = np.argsort(units, kind="stable")
        first, article = np.unique(units[order], return_index=True, return_inverse=True)[1:]
        return cls(z[order], y[order].astype(np.float64), first, article)

    def __call__(self, parameters: FloatArray) -> Derivatives:
        """Value, gradient and Hessian per label: shapes (labels,), (labels, 3), (labels, 3, 3)."""
        slope, tau = np.exp(parameters[:, 1]), np.exp(parameters[:, 2])
        x = slope * self.z
        centre = parameters[:, 0] + x
        mode, width = self._modes(centre, tau)
        nodes, weights = hermegauss(NODES)
        # Per node, article and label: the log density of the complete data, its gradient and its Hessian.
        density = np.empty((NODES, *mode.shape))
        gradient = np.empty((3, *density.shape))
        hessian = np.zeros((3, 3, *density.shape))
        for k, node in enumerate(nodes):
            shift = mode + node * width
            eta = centre + shift[self.article]
            p = expit(eta)
            miss, spread = self.y - p, p * (1 - p)
            ratio = np.square(shift / tau)
            log_yes = self._sum(self.y * eta - np.logaddexp(0, eta))
            density[k] = log_yes - 0.5 * ratio - np.log(tau) + 0.5 * node**2 + np.log(weights[k] * width)
            gradient[0, k] = self._sum(miss)
            gradient[1, k] = self._sum(miss * x)
            gradient[2, k] = ratio - 1
            hessian[0, 0, k] = -self._sum(spread)
            hessian[0, 1, k] = hessian[1, 0, k] = -self._sum(spread * x)
            hessian[1, 1, k] = gradient[1, k] - self._sum(spread * x * x)
            hessian[2, 2, k] = -2 * ratio
        value = logsumexp(density, axis=0)
        posterior = np.exp(density - value)
        mean = np.einsum("kdl,ikdl->idl", posterior, gradient)
        curve = np.einsum("kdl,ijkdl->ijl", posterior, hessian)
        curve += np.einsum("kdl,ikdl,jkdl->ijl", posterior, gradient, gradient) - np.einsum("idl,jdl->ijl", mean, mean)
        constant = 0.5 * np.log(2 * np.pi) * len(self.first)
        return value.sum(axis=0) - constant, mean.sum(axis=1).T, np.moveaxis(curve, 2, 0)

    def _modes(self, centre: FloatArray, tau: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The most likely shift of each article and label, and the standard deviation around it."""
        mode = np.zeros((len(self.first), centre.shape[1]))
        for _ in range(_STEPS):
            p = expit(centre + mode[self.article])
            curvature = self._sum(p * (1 - p)) + 1 / tau**2
            step = (self._sum(self.y - p) - mode / tau**2) / curvature
            mode += np.clip(step, -1, 1)
            if np.abs(step).max(initial=0) < _CONVERGED:
                break
        return mode, 1 / np.sqrt(curvature)

    def _sum(self, values: FloatArray) -> FloatArray:
        """Over the sentences of each article: shape (n, labels) -> (articles, labels)."""
        return np.asarray(np.add.reduceat(values, self.first, axis=0))
