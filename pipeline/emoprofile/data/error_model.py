"""The error model: how wrong a model may be about the sentences of an article. It turns scores into figures.

All arrays have one entry per label, in the order of the scores that they belong to.
"""

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from emoprofile.errors import InvalidValueError

FloatArray = NDArray[np.float64]
Origin = Literal["fitted", "default"]
"""`fitted`: from the model's own spec. `default`: the pooled error model that comes with emoprofile."""


@dataclass(frozen=True, slots=True, eq=False)
class EventErrors:
    """The error model of labels that a sentence expresses or not: P(yes) = σ(intercept + slope·z + u).

    The shift u ~ N(0, τ²) is drawn once for an article.

    Attributes:
        slope: Shape (labels,).
        intercept: Shape (labels,).
        covariance: Shape (labels, 2, 2): the covariance of the estimates of (intercept, slope).
        tau: Shape (labels,), not negative: the standard deviation of the shift of a whole article, in log-odds.
        origin: The origin of the numbers.

    Raises:
        InvalidValueError: If shapes disagree, a number is not finite, or a spread is negative.
    """

    slope: FloatArray
    intercept: FloatArray
    covariance: FloatArray
    tau: FloatArray
    origin: Origin

    def __post_init__(self) -> None:
        width = len(self.slope)
        if self.covariance.shape != (width, 2, 2) or {len(self.intercept), len(self.tau)} != {width}:
            raise InvalidValueError(f"the parts of an error model disagree about its {width} labels")
        _check_numbers(self)
        if (self.tau < 0).any():
            raise InvalidValueError("an error model has a negative tau")

    def __len__(self) -> int:
        return len(self.slope)


@dataclass(frozen=True, slots=True, eq=False)
class GradedErrors:
    """The error model of graded labels: truth = y + offset + article shift + sentence error, each normal with mean 0.

    Attributes:
        sentence: Shape (labels,): the standard deviation of the error of a sentence, on the scale of the figure.
        article: Shape (labels,): the standard deviation of the shift of a whole article.
        offset: Shape (labels,): the standard deviation of the offset that all articles have in common.
        origin: The origin of the numbers.

    Raises:
        InvalidValueError: If shapes disagree, a number is not finite, or a spread is negative.
    """

    sentence: FloatArray
    article: FloatArray
    offset: FloatArray
    origin: Origin

    def __post_init__(self) -> None:
        if len({len(self.sentence), len(self.article), len(self.offset)}) > 1:
            raise InvalidValueError("the parts of an error model disagree about its labels")
        _check_numbers(self)
        if min(self.sentence.min(initial=0), self.article.min(initial=0), self.offset.min(initial=0)) < 0:
            raise InvalidValueError("an error model has a negative spread")

    def __len__(self) -> int:
        return len(self.sentence)


def _check_numbers(errors: EventErrors | GradedErrors) -> None:
    for field in fields(errors):
        value = getattr(errors, field.name)
        if isinstance(value, np.ndarray) and not np.isfinite(value).all():
            raise InvalidValueError(f"an error model has a {field.name} that is not a finite number")
