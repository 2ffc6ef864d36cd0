"""ModelSpec: the facts about a model that say what its outputs mean."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PositiveInt, ValidationInfo, field_validator, model_validator

from emoprofile.config.error import ErrorSpec
from emoprofile.config.gate import PrecisionGate
from emoprofile.config.loading import Closed, load
from emoprofile.config.misfits import find_misfits, find_wrong_labels
from emoprofile.config.origin import Fitted, Source
from emoprofile.config.readings import (
    CalibrationSpec,
    DimensionsSpec,
    EvokedSpec,
    GroupSpec,
    Probability,
    ReliabilitySpec,
)
from emoprofile.errors import ConfigError, EmoprofileError
from emoprofile.labels import NO_LABELS, VOCABULARIES, Bridge, Vocabulary, bridge, find_vocabulary, list_groupings
from emoprofile.resources import find, list_available

OutputKind = Literal["none", "multi-label", "exclusive", "graded"]


class ModelSpec(Closed):
    """The spec of a model: everything that is needed to interpret its outputs correctly.

    Attributes:
        name: How configurations and profiles refer to it.
        source: The place of its weights.
        vocabulary: The vocabulary that contains the labels of `expressed`; null for a model without such labels.
            Labels that are degrees of valence (stars, sentiment) give `dimensions.valence` instead.
        labels: Each label as the model names it, in the model's order, with its name in the vocabulary. Without this
            entry, the model has all labels of the vocabulary under the same names.
        activation: The function that turns its logits into probabilities.
        max_tokens: The most tokens in one pass, special tokens included; longer sentences are scored in windows.
        languages: The languages that it knows, as ISO 639-1 codes.
        licence: The SPDX name of its licence, or what is known about the licence.
        citation: The paper or page to cite.
        weights_sha256: The SHA-256 of `model.safetensors`, or of an exported `model.onnx`; null leaves it unchecked.
        thresholds: The threshold of each label of the vocabulary; a single number holds for all.
        threshold_scale: The probabilities that all thresholds apply to: calibrated on the model's own `domain`, or on
            `articles`.
        calibration: The calibration on the model's own domain; null leaves the logits as they are.
        baseline: The prevalence of each label in unemotional text; a label that is not named has no baseline.
        reliability: How well the model reads each label; this is unknown for a label that is not named.
        groups: The rules, thresholds and baselines of each coarser vocabulary.
        evoked: The reading `evoked`; null for a model without such outputs.
        dimensions: Valence and arousal; null for a model without such outputs and without a derived valence.
        error: The error model; null uses the pooled default.
        bfloat16: What the model loses in bfloat16; null where nobody measured it: it then runs in float32.
        shipped: Whether the spec came with emoprofile. This follows from its path and is never written in a file.
    """

    name: Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    description: str = ""
    source: Source
    vocabulary: str | None = None
    labels: dict[str, str] = Field(default_factory=dict)
    activation: Literal["sigmoid", "softmax"]
    max_tokens: Annotated[PositiveInt, Field(ge=8)]
    languages: tuple[str, ...] = ()
    licence: str = ""
    citation: str = ""
    weights_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    fitted: Fitted | None = None
    thresholds: dict[str, Probability] | None = None
    threshold_scale: Literal["domain", "articles"] = "domain"
    calibration: CalibrationSpec | None = None
    baseline: dict[str, Probability] = Field(default_factory=dict)
    reliability: dict[str, ReliabilitySpec] = Field(default_factory=dict)
    groups: dict[str, GroupSpec] = Field(default_factory=dict)
    evoked: EvokedSpec | None = None
    dimensions: DimensionsSpec | None = None
    error: ErrorSpec | None = None
    bfloat16: PrecisionGate | None = None
    shipped: Annotated[bool, Field(exclude=True)] = False

    @model_validator(mode="before")
    @classmethod
    def _one_threshold_for_all(cls, values: Any) -> Any:
        if isinstance(values, dict) and isinstance(values.get("thresholds"), int | float):
            whole = VOCABULARIES.get(values.get("vocabulary") or "")
            names = (values.get("labels") or {}).values() or (whole.labels if whole else ())
            values = values | {"thresholds": dict.fromkeys(names, values["thresholds"])}
        return values

    @field_validator("shipped")
    @classmethod
    def _never_in_a_file(cls, value: bool, info: ValidationInfo) -> bool:
        if info.context is not None:
            raise ValueError("follows from the path of the file; remove the entry")
        return value

    @model_validator(mode="after")
    def _fits_its_vocabulary(self) -> Self:
        try:
            problems = [*find_wrong_labels(self)] or [*find_misfits(self)]
        except EmoprofileError as error:
            raise ValueError(str(error)) from None
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def kind(self) -> OutputKind:
        """The kind of its labels: `graded` are degrees of valence; of `exclusive` ones a sentence has exactly one."""
        if self.vocabulary is None:
            return "none"
        if self.own.values:
            return "graded"
        return "exclusive" if self.activation == "softmax" else "multi-label"

    @property
    def own(self) -> Vocabulary:
        """The part of the vocabulary that the model has; empty for a model without labels."""
        whole = find_vocabulary(self.vocabulary) if self.vocabulary else NO_LABELS
        return whole.restrict_to(self.labels.values()) if self.labels else whole

    @property
    def evokes(self) -> Vocabulary:
        """The part of the evoked vocabulary that the model has; empty for a model without the reading `evoked`."""
        if self.evoked is None:
            return NO_LABELS
        whole = find_vocabulary(self.evoked.vocabulary)
        return whole.restrict_to(self.evoked.labels) if self.evoked.labels else whole

    @property
    def dimension_outputs(self) -> tuple[str, ...]:
        """The dimensions that the model has an output of its own for: valence, arousal, both or none."""
        if self.dimensions is None:
            return ()
        valence, arousal = self.dimensions.valence, self.dimensions.arousal
        has_output = valence is not None and valence.derived is None and self.kind != "graded"
        return (("valence",) if has_output else ()) + (("arousal",) if arousal is not None else ())

    @property
    def graded(self) -> tuple[str, ...]:
        """The dimensions of its profiles, in this order: valence, arousal."""
        has = self.dimensions
        valence = self.kind == "graded" or (has is not None and has.valence is not None)
        return (("valence",) if valence else ()) + (("arousal",) if has is not None and has.arousal is not None else ())

    @property
    def output_names(self) -> dict[str, str]:
        """Each output as the model names it, with its name here: `fear`, `evoked:fear`, `dimension:valence`."""
        more = [f"evoked:{label}" for label in self.evokes.labels]
        more += [f"dimension:{name}" for name in self.dimension_outputs]
        return (self.labels or {label: label for label in self.own.labels}) | {name: name for name in more}

    @property
    def outputs(self) -> tuple[str, ...]:
        """The columns of its logits: the labels in the order of the vocabulary, then evoked, then dimensions."""
        more = [name for name in self.output_names.values() if ":" in name]
        return (*self.own.labels, *more)

    @property
    def bridges(self) -> dict[str, Bridge]:
        """The mappings from `expressed` to coarser vocabularies, by the name of the vocabulary."""
        if self.vocabulary is None or self.kind == "graded":
            return {}
        return {name: bridge(self.own, name) for name in list_groupings(self.vocabulary)}

    def order_vocabularies(self, first: str | None = None) -> tuple[Vocabulary, ...]:
        """List the vocabularies of `expressed`, beginning with `first`; None begins with the model's own.

        Raises:
            ConfigError: If the model does not express the vocabulary `first`.
        """
        if self.vocabulary is None or self.kind == "graded":
            known: dict[str, Vocabulary] = {}
        else:
            known = {self.vocabulary: self.own} | {name: over.target for name, over in self.bridges.items()}
            first = first or self.vocabulary
        if first is None:
            return ()
        if first not in known:
            raise ConfigError([f"aggregate.vocabulary: is {first!r}; {self.name} has {', '.join(known) or 'none'}"])
        return known.pop(first), *known.values()

    def group(self, name: str) -> GroupSpec:
        """Find the rule for a coarser vocabulary; where the spec has none, it follows from the activation.

        The labels of a softmax exclude each other, so their probabilities are added. For a sigmoid, the largest is
        taken. Such a rule has no thresholds.
        """
        return self.groups.get(name, GroupSpec(rule="sum" if self.activation == "softmax" else "max"))

    def list_decisive(self) -> dict[str, Any]:
        """List the facts that scores depend on, as plain values. A fingerprint covers them."""
        described = dict.fromkeys(("description", "licence", "citation", "languages", "fitted", "bfloat16"), True)
        return self.model_dump(mode="json", exclude={**described, "source": {"folder": True, "published": True}})


def load_model_spec(name: str | Path) -> ModelSpec:
    """Load the spec of a model by its name or path, with its folder resolved.

    Raises:
        ConfigError: If the spec is wrong; it lists every problem with its file and key.
        UnknownNameError: If there is no such model.
    """
    path = find("models", name)
    spec = load("models", path, ModelSpec)
    return spec.model_copy(update={"shipped": path in list_available("models").values()})
