"""The parts of a spec that describe the readings of a model: vocabularies, baselines, and reliability of labels."""

from typing import Annotated, Literal, Self

from pydantic import Field, PositiveFloat, model_validator

from emoprofile.config.loading import Closed

GroupRule = Literal["max", "noisy_or", "sum"]
Probability = Annotated[float, Field(ge=0, le=1)]
Valence = Annotated[float, Field(ge=-1, le=1)]


class Platt(Closed):
    """One label's calibration: calibrated logit = slope · logit + intercept (Platt, 1999).

    Attributes:
        slope: A positive number, so that the order of sentences is kept.
        intercept: The number that is added to slope · logit.
    """

    slope: PositiveFloat
    intercept: float


class CalibrationSpec(Closed):
    """The calibration of the logits on the model's own domain. The calibration for articles is part of the error model.

    Attributes:
        domain: The labelled sentences that it was fitted on.
        labels: The calibration of each label of the vocabulary.
    """

    domain: Annotated[str, Field(min_length=1)]
    labels: dict[str, Platt]


class ReliabilitySpec(Closed):
    """How well the model reads a label, on labelled text that it was not fitted on.

    Attributes:
        metric: `f1` for events, `pearson` for graded labels.
        value: The measured value.
        examples: The number of test sentences that carry the label; for a graded label, of sentences that were rated.
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
        thresholds: The threshold of each label of the coarser vocabulary.
        baseline: The prevalence of each label in unemotional text; a label that is not named has no baseline.
        reliability: How well the model reads each label; this is unknown for a label that is not named.
    """

    rule: GroupRule
    thresholds: dict[str, Probability] | None = None
    baseline: dict[str, Probability] = Field(default_factory=dict)
    reliability: dict[str, ReliabilitySpec] = Field(default_factory=dict)


class EvokedSpec(Closed):
    """The outputs `evoked:LABEL`: how strongly the content would move a reader.

    Attributes:
        vocabulary: The vocabulary that contains its labels.
        labels: The labels that the model has; empty if it has all labels of the vocabulary.
        baseline: The mean of each label on unemotional text; a label that is not named has no baseline.
        reliability: How well the model rates each label; this is unknown for a label that is not named.
    """

    vocabulary: str
    labels: tuple[str, ...] = ()
    baseline: dict[str, Probability] = Field(default_factory=dict)
    reliability: dict[str, ReliabilitySpec] = Field(default_factory=dict)


class ArousalSpec(Closed):
    """The output `dimension:arousal`: σ of its logit, from calm to stirring.

    Attributes:
        baseline: The mean on unemotional text; null where it is unknown.
        reliability: How well the model rates it; null where nobody measured it.
    """

    baseline: Probability | None = None
    reliability: ReliabilitySpec | None = None


class PolaritySpec(Closed):
    """v = tanh((mean logit of the positive labels - mean logit of the negative labels - centre) / scale)."""

    centre: float
    scale: PositiveFloat


class ValenceSpec(Closed):
    """Valence: 2·σ - 1 of the output `dimension:valence`, the mean of ordered labels, or derived from polarity.

    Attributes:
        derived: The formula from the polarity of the labels; the result is damped by the probability of no emotion.
            Null for a model that has an output for valence, or whose labels are degrees of it (stars, sentiment).
        baseline: The mean on unemotional text; null where it is unknown.
        reliability: How well the model rates it; null where nobody measured it.
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
