"""ModelSpec: the facts about a model that decide what its outputs mean."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PositiveFloat, PositiveInt, ValidationInfo, field_validator, model_validator

from emoprofile.config.loading import FOLDER, Closed, load
from emoprofile.errors import ConfigError, EmoprofileError
from emoprofile.labels import VOCABULARIES, Bridge, Vocabulary, bridge, groupings, vocabulary
from emoprofile.resources import available, find

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
    """Where the thresholds, the calibration and the other fitted numbers of a spec come from.

    Attributes:
        data: The labelled sentences.
        split: The part of them that was fitted on.
        metric: What the thresholds were chosen by.
        date: When, ISO 8601, as exactly as it is known.
        reference: The plain prose.
        note: What a reader should know before trusting the numbers.
        metrics: What was reached on the split that was fitted on: not a claim about other text.
    """

    data: str
    split: str
    metric: str = ""
    date: str = ""
    reference: str = ""
    note: str = ""
    metrics: dict[str, float] = Field(default_factory=dict)


class Source(Closed):
    """Where a model comes from: a folder, or the hub.

    Attributes:
        folder: The folder with the weights; in a file, relative to the file.
        hub: Its id on the hub, `owner/name`.
        revision: The commit on the hub, 40 hexadecimal digits; None is *unpinned*: `models fetch` pins what it finds.
        published: In what format the hub has the weights. A pickle can run code when it is read: it is fetched only on
            request, and turned into safetensors once.
    """

    folder: Path | None = None
    hub: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")] | None = None
    revision: Annotated[str, Field(pattern="^[0-9a-f]{40}$")] | None = None
    published: Literal["safetensors", "pickle"] = "safetensors"

    @field_validator("folder")
    @classmethod
    def _beside_its_file(cls, folder: Path | None, info: ValidationInfo) -> Path | None:
        base = (info.context or {}).get(FOLDER)
        return (base / folder).resolve() if base and folder else folder

    @model_validator(mode="after")
    def _is_one_place(self) -> Self:
        if (self.folder is None) == (self.hub is None):
            raise ValueError("a source is either a folder or a hub id: give one of them")
        if self.revision and not self.hub:
            raise ValueError("a revision belongs to a hub id, not to a folder")
        return self

    def __str__(self) -> str:
        if self.hub:
            return f"{self.hub} at {self.revision[:12] if self.revision else 'no revision (unpinned)'}"
        return str(self.folder)


class ModelSpec(Closed):
    """A model, described: everything needed to read its outputs right.

    Attributes:
        name: How configurations and profiles refer to it.
        source: Where its weights are.
        vocabulary: The vocabulary that its labels are those of, or some of.
        labels: Each label as the model names it, in the model's order, with its name in the vocabulary; without it,
            the model names all labels of the vocabulary, and in the same way.
        activation: What turns its logits into probabilities.
        max_tokens: The most tokens in one pass, special tokens counted; longer sentences are scored in windows.
        dtype: Of its arithmetic, unless a run says otherwise.
        languages: ISO 639-1 codes that it knows.
        licence: SPDX name, or what is known of it.
        citation: The paper or page to cite.
        weights_sha256: Of `model.safetensors`, or of an exported `model.onnx`; None leaves the weights unchecked.
        thresholds: Per label of the vocabulary, applied to calibrated probabilities; one number holds for all.
        calibration: Per label; None leaves the logits as they are.
        groups: Per coarser vocabulary.
        valence: Where neutral lies, and how steep the scale is.
        reference: Per label: the mean probability on plain, unemotional prose.
        shipped: Whether it came with emoprofile; known from where it lies, never written in a file.
    """

    name: Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    description: str = ""
    source: Source
    vocabulary: str
    labels: dict[str, str] = Field(default_factory=dict)
    activation: Literal["sigmoid", "softmax"]
    max_tokens: Annotated[PositiveInt, Field(ge=8)]
    dtype: Literal["float32", "bfloat16", "float16"] = "float32"
    languages: tuple[str, ...] = ()
    licence: str = ""
    citation: str = ""
    weights_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    fitted: Fitted | None = None
    valence: ValenceSpec | None = None
    thresholds: dict[str, Probability] | None = None
    calibration: dict[str, Platt] | None = None
    reference: dict[str, Probability] = Field(default_factory=dict)
    groups: dict[str, GroupSpec] = Field(default_factory=dict)
    shipped: Annotated[bool, Field(exclude=True)] = False

    @model_validator(mode="before")
    @classmethod
    def _one_threshold_for_all(cls, values: Any) -> Any:
        if isinstance(values, dict) and isinstance(values.get("thresholds"), int | float):
            whole = VOCABULARIES.get(values.get("vocabulary", ""))
            names = (values.get("labels") or {}).values() or (whole.labels if whole else ())
            values = values | {"thresholds": dict.fromkeys(names, values["thresholds"])}
        return values

    @field_validator("shipped")
    @classmethod
    def _never_in_a_file(cls, value: bool, info: ValidationInfo) -> bool:
        if info.context is not None:
            raise ValueError("is known from where the file lies, and is not written in it")
        return value

    @model_validator(mode="after")
    def _fits_its_vocabulary(self) -> Self:
        try:
            whole = vocabulary(self.vocabulary)
            problems = [*_mislabelled(self.labels, whole)]
            if not problems:
                problems = [*self._misfits()]
        except EmoprofileError as error:
            raise ValueError(str(error)) from None
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _misfits(self) -> Iterator[str]:
        own = self.own
        yield from _misnamed("thresholds", self.thresholds, own)
        yield from _misnamed("calibration", self.calibration, own)
        yield from (f"reference: unknown label {label!r}" for label in self.reference if label not in own.labels)
        for name, group in self.groups.items():
            yield from _misnamed(f"groups.{name}.thresholds", group.thresholds, bridge(own, name).target)
        if self.valence and not (own.positive and own.negative):
            yield f"valence: the labels from {own.name!r} lack one of the polarities"

    @property
    def own(self) -> Vocabulary:
        """The part of the vocabulary that the model has."""
        whole = vocabulary(self.vocabulary)
        return whole.only(self.labels.values()) if self.labels else whole

    @property
    def bridges(self) -> dict[str, Bridge]:
        """The ways to the coarser vocabularies that the model's labels map into, by name."""
        return {name: bridge(self.own, name) for name in groupings(self.vocabulary)}

    def speaking(self, first: str | None) -> tuple[Vocabulary, ...]:
        """The vocabularies of a profile, the one that it speaks first at the front; None is the model's own.

        Raises:
            ConfigError: If the model does not speak it.
        """
        speaks = {self.vocabulary: self.own} | {name: over.target for name, over in self.bridges.items()}
        first = first or self.vocabulary
        if first not in speaks:
            raise ConfigError([f"aggregate.vocabulary: is {first!r}; {self.name} speaks {', '.join(speaks)}"])
        return speaks.pop(first), *speaks.values()

    def group(self, name: str) -> GroupSpec:
        """The rule for a coarser vocabulary; where the spec has none, that of the activation, without thresholds.

        The labels of a softmax exclude each other, so their probabilities add up; those of a sigmoid do not.
        """
        return self.groups.get(name, GroupSpec(rule="sum" if self.activation == "softmax" else "max"))

    def decisive(self) -> dict[str, Any]:
        """The facts that scores depend on, as plain values: what a fingerprint covers."""
        described = dict.fromkeys(("description", "licence", "citation", "languages", "fitted"), True)
        return self.model_dump(mode="json", exclude={**described, "source": {"folder": True, "published": True}})


def _mislabelled(labels: Mapping[str, str], whole: Vocabulary) -> Iterator[str]:
    known = f"{whole.name} has {', '.join(whole.labels)}"
    for theirs, ours in labels.items():
        if ours not in whole.labels:
            yield f"labels: {theirs!r} stands for the unknown label {ours!r}; {known}"
    for ours, count in Counter(labels.values()).items():
        if count > 1:
            yield f"labels: {count} labels of the model stand for {ours!r}; each needs a label of its own"
    if labels and len({theirs.casefold() for theirs in labels}) < len(labels):
        yield "labels: two labels of the model differ only in case"


def _misnamed(key: str, given: Mapping[str, object] | None, own: Vocabulary) -> Iterator[str]:
    """Labels that a complete per-label table lacks or has too many."""
    if given is None:
        return
    for label in own.labels:
        if label not in given:
            yield f"{key}: no value for the label {label!r}"
    for label in given:
        if label not in own.labels:
            yield f"{key}: unknown label {label!r}; the model has {', '.join(own.labels)}"


def load_model_spec(name: str | Path) -> ModelSpec:
    """The spec of the model of that name, or at that path, with its folder resolved.

    Raises:
        ConfigError: With every problem, each with its file and key.
        UnknownNameError: If there is no such model.
    """
    path = find("models", name)
    spec = load("models", path, ModelSpec)
    return spec.model_copy(update={"shipped": path in available("models").values()})
