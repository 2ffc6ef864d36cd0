"""A mean with its uncertainty, and the difference of two of them."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from emoprofile.data.scores import FloatArray

CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """Means of several figures, and how sure they are.

    Attributes:
        mean: Shape (figures,).
        error: Shape (figures,): standard errors; None where nothing can be said of them.
        freedom: Degrees of freedom of the errors.
    """

    mean: FloatArray
    error: FloatArray | None
    freedom: float

    @classmethod
    def over(cls, values: FloatArray) -> "Estimate":
        """The mean over articles: shape (articles, figures). As a sample, one says nothing of errors."""
        count = len(values)
        error = values.std(axis=0, ddof=1) / np.sqrt(count) if count > 1 else None
        return cls(values.mean(axis=0), error, count - 1.0)

    def interval(self, tests: int = 1) -> tuple[FloatArray, FloatArray] | None:
        """The 90 % intervals by Student's t, which hold for so many figures together (Bonferroni)."""
        if self.error is None:
            return None
        width = self.error * stdtrit(self.freedom, 1 - (1 - CONFIDENCE) / (2 * tests))
        return self.mean - width, self.mean + width


def difference(one: Estimate, other: Estimate) -> Estimate:
    """`other` minus `one`, with the degrees of freedom of Welch and Satterthwaite (the fewest over the figures)."""
    mean = other.mean - one.mean
    if one.error is None or other.error is None:
        return Estimate(mean, None, 0.0)
    a, b = one.error**2, other.error**2
    parts = a**2 / one.freedom + b**2 / other.freedom
    freedom = np.divide((a + b) ** 2, parts, out=np.full_like(parts, one.freedom + other.freedom), where=parts > 0)
    return Estimate(mean, np.sqrt(a + b), float(freedom.min()))
