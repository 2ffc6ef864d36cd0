"""ModelSpec: the facts about a model that decide what its outputs mean."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PositiveFloat, PositiveInt, ValidationInfo, field_validator, model_validator

from emoprofile.config.loading import FOLDER, Closed, load
from emoprofile.errors import EmoprofileError
from emoprofile.labels import Vocabulary, groupings, mapping, vocabulary

GroupRule = Literal["max", "noisy_or", "sum"]
Probability = Annotated[float, Field(ge=0, le=1)]


class Platt(Closed):
    """One label's calibration: calibrated logit = slope · logit + intercept (Platt, 1999).

    Attributes:
        slope: Positive, so that the order of sentences is kept.
    """

    slope: PositiveFloat
    intercept: float


class GroupSpec(Closed):
    """How the labels of the model combine into those of a coarser vocabulary, within each sentence.

    Attributes:
        rule: `max` of the probabilities, `noisy_or` 1 - Π(1 - p), or `sum` clipped to 1.
        thresholds: Per label of the coarser vocabulary.
        reference: Its mean probability on plain prose.
    """

    rule: GroupRule
    thresholds: dict[str, Probability] | None = None
    reference: dict[str, Probability] = Field(default_factory=dict)


class ValenceSpec(Closed):
    """v = tanh((mean logit of the positive labels - mean logit of the negative labels - centre) / scale)."""

    centre: float
    scale: PositiveFloat


class Fitted(Closed):
    """Where the fitted numbers of a spec come from.

    Attributes:
        data: The labelled sentences.
        split: The part of them that was fitted on.
        reference: The plain prose.
        metrics: What was reached on the split that was fitted on: not a claim about other text.
    """

    data: str
    split: str
    reference: str
    metrics: dict[str, float] = Field(default_factory=dict)


class ModelSpec(Closed):
    """A model, described: everything needed to read its outputs right.

    Attributes:
        name: How configurations and profiles refer to it.
        path: The folder with the weights; in a file, relative to the file.
        vocabulary: The vocabulary that its labels are those of.
        activation: What turns its logits into probabilities.
        max_tokens: The most tokens in one pass, special tokens counted; longer sentences are scored in windows.
        weights_sha256: Of `model.safetensors`; None leaves the weights unchecked.
        thresholds: Per label, applied to calibrated probabilities.
        calibration: Per label; None leaves the logits as they are.
        groups: Per coarser vocabulary.
        valence: Where neutral lies, and how steep the scale is.
        reference: Per label: the mean probability on plain, unemotional prose.
    """

    name: Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    description: str = ""
    path: Path
    vocabulary: str
    activation: Literal["sigmoid", "softmax"]
    max_tokens: Annotated[PositiveInt, Field(ge=8)]
    languages: tuple[str, ...] = ()
    licence: str = ""
    weights_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    fitted: Fitted | None = None
    valence: ValenceSpec | None = None
    thresholds: dict[str, Probability] | None = None
    calibration: dict[str, Platt] | None = None
    reference: dict[str, Probability] = Field(default_factory=dict)
    groups: dict[str, GroupSpec] = Field(default_factory=dict)

    @field_validator("path")
    @classmethod
    def _beside_its_file(cls, path: Path, info: ValidationInfo) -> Path:
        folder = (info.context or {}).get(FOLDER)
        return (folder / path).resolve() if folder else path

    @model_validator(mode="after")
    def _fits_its_vocabulary(self) -> Self:
        try:
            own = vocabulary(self.vocabulary)
            problems = [
                *_misnamed("thresholds", self.thresholds, own),
                *_misnamed("calibration", self.calibration, own),
            ]
            problems += [f"reference: unknown label {label!r}" for label in self.reference if label not in own.labels]
            for name, group in self.groups.items():
                mapping(self.vocabulary, name)
                problems += _misnamed(f"groups.{name}.thresholds", group.thresholds, vocabulary(name))
        except EmoprofileError as error:
            raise ValueError(str(error)) from None
        if self.valence and not (own.positive and own.negative):
            problems.append(f"valence: the vocabulary {own.name!r} lacks one of the polarities")
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def group(self, name: str) -> GroupSpec:
        """The rule for a coarser vocabulary; `max` without thresholds where the spec says nothing."""
        return self.groups.get(name, GroupSpec(rule="max"))

    @property
    def groupings(self) -> tuple[str, ...]:
        """The coarser vocabularies that this model's labels map into."""
        return groupings(self.vocabulary)

    def decisive(self) -> dict[str, Any]:
        """The facts that scores depend on, as plain values: what a fingerprint covers."""
        return self.model_dump(mode="json", exclude={"description", "path", "licence", "languages", "fitted"})


def _misnamed(key: str, given: Mapping[str, object] | None, own: Vocabulary) -> Iterable[str]:
    """Labels that a complete per-label table lacks or has too many."""
    if given is None:
        return
    for label in own.labels:
        if label not in given:
            yield f"{key}: no value for the label {label!r}"
    for label in given:
        if label not in own.labels:
            yield f"{key}: unknown label {label!r}; {own.name} has {', '.join(own.labels)}"


def load_model_spec(name: str | Path) -> ModelSpec:
    """The spec of the model of that name, or at that path, with its folder resolved.

    Raises:
        ConfigError: With every problem, each with its file and key.
        UnknownNameError: If there is no such model.
    """
    return load("models", name, ModelSpec)
