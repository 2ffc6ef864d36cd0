"""What a spec says of the readings of a model: vocabularies, baselines, and how reliable each label is."""

from typing import Annotated, Literal, Self

from pydantic import Field, PositiveFloat, model_validator

from emoprofile.config.loading import Closed

GroupRule = Literal["max", "noisy_or", "sum"]
Probability = Annotated[float, Field(ge=0, le=1)]
Valence = Annotated[float, Field(ge=-1, le=1)]


class Platt(Closed):
    """One label's calibration: calibrated logit = slope · logit + intercept (Platt, 1999).

    Attributes:
        slope: Positive, so that the order of sentences is kept.
    """

    slope: PositiveFloat
    intercept: float


class CalibrationSpec(Closed):
    """The calibration of the logits on the model's own domain. That for articles is part of the error model.

    Attributes:
        domain: The labelled sentences that it was fitted on.
        labels: Per label of the vocabulary.
    """

    domain: Annotated[str, Field(min_length=1)]
    labels: dict[str, Platt]


class ReliabilitySpec(Closed):
    """How well the model reads a label, on labelled text that it was not fitted on.

    Attributes:
        metric: `f1` for events, `pearson` for graded labels.
        value: What was measured.
        examples: Test sentences that carry the label; of a graded label, sentences that were rated.
        data: The labelled text.
    """

    metric: Literal["f1", "pearson"]
    value: Annotated[float, Field(ge=-1, le=1)]
    examples: Annotated[int, Field(ge=0)]
    data: str


class GroupSpec(Closed):
    """How the labels of the model combine into those of a coarser vocabulary, within each sentence.

    Attributes:
        rule: `max` of the probabilities, `noisy_or` 1 - Π(1 - p), or `sum` clipped to 1.
        thresholds: Per label of the coarser vocabulary.
        baseline: Its prevalence in unemotional text; a label that is not named has none.
        reliability: Per label; a label that is not named is unknown.
    """

    rule: GroupRule
    thresholds: dict[str, Probability] | None = None
    baseline: dict[str, Probability] = Field(default_factory=dict)
    reliability: dict[str, ReliabilitySpec] = Field(default_factory=dict)


class EvokedSpec(Closed):
    """The outputs `evoked:LABEL`: how strongly the content would move a reader.

    Attributes:
        vocabulary: The vocabulary that its labels are those of, or some of.
        labels: Those that the model has; empty for all of the vocabulary.
        baseline: Per label, the mean of unemotional text; a label that is not named has none.
        reliability: Per label; a label that is not named is unknown.
    """

    vocabulary: str
    labels: tuple[str, ...] = ()
    baseline: dict[str, Probability] = Field(default_factory=dict)
    reliability: dict[str, ReliabilitySpec] = Field(default_factory=dict)


class ArousalSpec(Closed):
    """The output `dimension:arousal`: σ of its logit, from calm to stirring.

    Attributes:
        baseline: The mean of unemotional text; null where it is unknown.
        reliability: Null where nobody measured it.
    """

    baseline: Probability | None = None
    reliability: ReliabilitySpec | None = None


class PolaritySpec(Closed):
    """v = tanh((mean logit of the positive labels - mean logit of the negative labels - centre) / scale)."""

    centre: float
    scale: PositiveFloat


class ValenceSpec(Closed):
    """Valence: the output `dimension:valence` as 2·σ - 1, the value of ordered labels, or derived from polarity.

    Attributes:
        derived: How it follows from the labels, damped by the probability of no emotion; null for a model that has an
            output for it, or whose labels are degrees of it (stars, sentiment).
        baseline: The mean of unemotional text; null where it is unknown.
        reliability: Null where nobody measured it.
    """

    derived: PolaritySpec | None = None
    baseline: Valence | None = None
    reliability: ReliabilitySpec | None = None


class DimensionsSpec(Closed):
    """Which dimensions the model has."""

    valence: ValenceSpec | None = None
    arousal: ArousalSpec | None = None

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if self.valence is None and self.arousal is None:
            raise ValueError("names no dimension: give valence, arousal or both, or leave the section out")
        return self
