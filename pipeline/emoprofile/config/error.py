"""The error model of a spec: how wrong a model may be about the sentences of an article, per label."""

from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, NonNegativeFloat, PositiveFloat, model_validator

from emoprofile.config.loading import Closed, load

Covariance = tuple[tuple[float, float], tuple[float, float]]
DEFAULT_ERROR = Path(__file__).with_name("default_error.yaml")
_TOLERANCE = 1e-9


class EventError(Closed):
    """The error model of a label that a sentence expresses or not: P(yes) = σ(intercept + slope·z + u).

    The shift u ~ N(0, τ²) is drawn once for an article. Slope and intercept are the calibration for articles.

    Attributes:
        slope: A positive number, so that the order of sentences is kept.
        covariance: The covariance of the estimates of (intercept, slope).
        tau: The standard deviation of the shift that one whole article may have, in log-odds.
    """

    slope: PositiveFloat
    intercept: float
    covariance: Covariance
    tau: NonNegativeFloat

    @model_validator(mode="after")
    def _is_a_covariance(self) -> Self:
        (a, c), (d, b) = self.covariance
        if abs(c - d) > _TOLERANCE or a < 0 or b < 0 or a * b - c * c < -_TOLERANCE:
            raise ValueError("covariance: must be symmetric, with no negative variance")
        return self


class GradedError(Closed):
    """The error model of a graded label: truth = slope·y + intercept + offset + article shift + sentence error.

    Attributes:
        slope: A positive number. Slope and intercept are the calibration of the value for articles.
        sentence: The standard deviation of the error of a sentence, on the scale of the figure.
        article: The standard deviation of the shift that one whole article may have.
        offset: The standard deviation of the offset that all articles have in common.
    """

    slope: PositiveFloat = 1.0
    intercept: float = 0.0
    sentence: NonNegativeFloat
    article: NonNegativeFloat
    offset: NonNegativeFloat


class ErrorSpec(Closed):
    """The error model of a model, fitted on labelled articles. A reading without a table uses the pooled default.

    Attributes:
        domain: The labelled articles that it was fitted on.
        expressed: The error model of each label of the vocabulary.
        groups: The error model of each label, by coarser vocabulary.
        evoked: The error model of each label of the evoked vocabulary.
        dimensions: The error models of `valence` and `arousal`.
    """

    domain: Annotated[str, Field(min_length=1)]
    expressed: dict[str, EventError] = Field(default_factory=dict)
    groups: dict[str, dict[str, EventError]] = Field(default_factory=dict)
    evoked: dict[str, GradedError] = Field(default_factory=dict)
    dimensions: dict[str, GradedError] = Field(default_factory=dict)


class DefaultErrorSpec(Closed):
    """The pooled error model of the embedded model. A model without an error model of its own uses it.

    Attributes:
        domain: The labelled articles that it was fitted on.
        expressed: The error model of every label.
        groups: The error model of every label of a coarser vocabulary.
        evoked: The error model of every evoked label.
        valence: The error model of valence, both as a model output and derived.
        arousal: The error model of arousal.
    """

    domain: Annotated[str, Field(min_length=1)]
    expressed: EventError
    groups: EventError
    evoked: GradedError
    valence: GradedError
    arousal: GradedError


@cache
def load_default_error() -> DefaultErrorSpec:
    """Load the pooled error model that comes with emoprofile."""
    return load("models", DEFAULT_ERROR, DefaultErrorSpec)
