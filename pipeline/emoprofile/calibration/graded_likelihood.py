"""The likelihood of the error model of graded labels: a linear regression with a random shift per article.

    truth = intercept + slope · y + u + ε,  u ~ N(0, article²), one per article and label;  ε ~ N(0, sentence²)

Both errors are normal, so that the shift is integrated out exactly.
"""

from dataclasses import dataclass

import numpy as np

from emoprofile.calibration.empirical_bayes import Derivatives
from emoprofile.data.scores import FloatArray, IntArray

_STEP = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class GradedLikelihood:
    """Rated sentences, as sums per article and label, and the log likelihood of (intercept, log slope, log s, log t).

    Attributes:
        counts: Shape (articles, labels): how many sentences were rated.
        y: Sums of the model's values, of shape (articles, labels), as all that follow.
        r: Sums of the ratings.
        yy: Sums of the squares of the values.
        yr: Sums of the products.
        rr: Sums of the squares of the ratings.
    """

    counts: FloatArray
    y: FloatArray
    r: FloatArray
    yy: FloatArray
    yr: FloatArray
    rr: FloatArray

    @classmethod
    def of(cls, values: FloatArray, ratings: FloatArray, units: IntArray) -> "GradedLikelihood":
        """From sentences in any order.

        Args:
            values: Shape (n, labels): what the model says.
            ratings: Shape (n, labels): nan where nobody rated.
            units: Shape (n,): the article of each.
        """
        article = np.unique(units, return_inverse=True)[1]
        rated = ~np.isnan(ratings)
        y, r = np.where(rated, values, 0.0), np.where(rated, ratings, 0.0)

        def per_article(each: FloatArray) -> FloatArray:
            sums = np.zeros((int(article.max(initial=-1)) + 1, each.shape[1]))
            np.add.at(sums, article, each)
            return sums

        return cls(*map(per_article, (rated.astype(np.float64), y, r, y * y, y * r, r * r)))

    def __call__(self, parameters: FloatArray) -> Derivatives:
        """Value, gradient and Hessian per label; the Hessian by central differences of the gradient."""
        value, gradient = self._slopes(parameters)
        k = parameters.shape[1]
        hessian = np.empty((len(parameters), k, k))
        for i, step in enumerate(np.eye(k) * _STEP):
            hessian[:, i] = (self._slopes(parameters + step)[1] - self._slopes(parameters - step)[1]) / (2 * _STEP)
        return value, gradient, (hessian + np.swapaxes(hessian, 1, 2)) / 2

    def _slopes(self, parameters: FloatArray) -> tuple[FloatArray, FloatArray]:
        a, (b, s, t) = parameters[:, 0], np.exp(parameters[:, 1:]).T
        v, w, n = s * s, t * t, self.counts
        c = 1 / (v + n * w)
        total = self.r - n * a - b * self.y
        squares = self.rr - 2 * a * self.r - 2 * b * self.yr + n * a * a + 2 * a * b * self.y + b * b * self.yy
        with_y = self.yr - a * self.y - b * self.yy
        seen = n > 0
        # The sum of squares within articles, and that of their means.
        between = np.divide(total**2, n, out=np.zeros_like(total), where=seen)
        within = squares - between
        value = np.where(seen, n * np.log(2 * np.pi) + (n - 1) * np.log(v) - np.log(c) + within / v + between * c, 0)
        in_v = np.where(seen, (n - 1) / v + c - within / v**2 - between * c**2, 0)
        in_w = n * c - total**2 * c**2
        in_a = total * c
        in_b = b * (with_y - w * c * total * self.y) / v
        gradient = np.stack([in_a, in_b, -v * in_v, -w * in_w], axis=2).sum(axis=0)
        return -0.5 * value.sum(axis=0), gradient
