"""The readings of an article, or of one of its voices: what is expressed, what is evoked, and the dimensions."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from emoprofile.data.error_model import Origin
from emoprofile.data.figures import (
    DimensionFigures,
    EventFigures,
    Figures,
    GradedFigures,
    Interval,
    labels_to_dict,
)
from emoprofile.data.score_matrix import ValenceBasis

NO_BASELINE = "no label has a baseline"
NO_SENTENCE = "no sentence could be scored"


@dataclass(frozen=True, slots=True)
class Leading:
    """A label that the article clearly holds more of than unemotional text does.

    Attributes:
        label: The label.
        above: The probability of being above the baseline, at least .9.
    """

    label: str
    above: float


@dataclass(frozen=True, slots=True)
class Emotional:
    """How much of the article expresses some emotion: the opposite of "no emotion". Null without a sentence.

    Attributes:
        prevalence: 1 - the prevalence of "no emotion", in [0, 1].
        interval: The 90 % interval, from the draws of "no emotion".
        sd: The standard deviation of the draws.
        baseline: The prevalence in unemotional text, in [0, 1]; null where it is unknown.
        above: The probability that the article is more emotional than unemotional text; null without a baseline.
    """

    prevalence: float | None
    interval: Interval | None
    sd: float | None
    baseline: float | None
    above: float | None

    @property
    def value(self) -> float | None:
        """The figure itself: the prevalence."""
        return self.prevalence

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self) | {"interval": list(self.interval) if self.interval else None}


@dataclass(frozen=True, slots=True)
class Group:
    """Whether the words express an emotion, in one vocabulary.

    Attributes:
        vocabulary: Its name.
        unmapped: Labels of the model that have no counterpart in it.
        error: Where the error model comes from: `fitted` for this model, or the pooled `default`.
        leading: The labels that are clearly above baseline, ordered by prevalence - baseline, at most five. The list is
            empty if no label is. It is null if no label can be compared with a baseline.
        leading_reason: Why `leading` is null; null where it is not.
        emotional: How much of the article expresses some emotion; null where the vocabulary has no label for none.
        diversity: The entropy of the shares divided by the log of their number: 0 for one emotion, 1 for equal shares;
            null if the shares are null.
        labels: The figures per emotion, in the order of the vocabulary.
        neutral: The figures of the label for "no emotion", apart from the others; null where there is no such label.
    """

    vocabulary: str
    unmapped: tuple[str, ...]
    error: Origin
    leading: tuple[Leading, ...] | None
    leading_reason: str | None
    emotional: Emotional | None
    diversity: float | None
    labels: Mapping[str, EventFigures]
    neutral: EventFigures | None

    def to_dict(self, *, most_evidence: int | None, text: bool, most_labels: int | None = None) -> dict[str, Any]:
        """Plain JSON values, with at most so many pieces of evidence and labels, the largest first (None: all)."""
        return {
            "vocabulary": self.vocabulary,
            "unmapped": list(self.unmapped),
            "error": self.error,
            "leading": _leading_to_list(self.leading),
            "leading_reason": self.leading_reason,
            "emotional": self.emotional and self.emotional.to_dict(),
            "diversity": self.diversity,
            "labels": labels_to_dict(_take_largest(self.labels, most_labels), most_evidence=most_evidence, text=text),
            "neutral": self.neutral and self.neutral.to_dict(most_evidence=0, text=False),
        }


@dataclass(frozen=True, slots=True)
class Expressed(Group):
    """Whether the words express an emotion, as a careful reader of the sentence would say.

    Attributes:
        groups: The same in each coarser vocabulary, by its name.
    """

    groups: Mapping[str, Group]

    def to_dict(self, *, most_evidence: int | None, text: bool, most_labels: int | None = None) -> dict[str, Any]:
        """Plain JSON values; groups show evidence only where there is no limit to it."""
        in_groups = None if most_evidence is None else 0
        # A dataclass with slots is a second class: super() without arguments would look for the first.
        own = Group.to_dict(self, most_evidence=most_evidence, text=text, most_labels=most_labels)
        return own | {
            "groups": {
                name: group.to_dict(most_evidence=in_groups, text=text, most_labels=most_labels)
                for name, group in self.groups.items()
            }
        }

    @property
    def vocabularies(self) -> dict[str, Group]:
        """This one and its groups, by the names of their vocabularies."""
        return {self.vocabulary: self, **self.groups}


@dataclass(frozen=True, slots=True)
class Evoked:
    """How strongly the content would move an average reader with no stake in it.

    Attributes:
        vocabulary: The name of the vocabulary.
        unmapped: Labels of the model that have no counterpart in it.
        error: Where the error model comes from: `fitted` for this model, or the pooled `default`.
        leading: The labels that are clearly above baseline, ordered by mean - baseline, at most five. The list is empty
            if no label is. It is null if no label can be compared with a baseline.
        leading_reason: Why `leading` is null; null where it is not.
        diversity: The entropy of the shares divided by the log of their number: 0 for one label, 1 for equal shares;
            null if the shares are null.
        labels: The figures per label, in the order of the vocabulary.
    """

    vocabulary: str
    unmapped: tuple[str, ...]
    error: Origin
    leading: tuple[Leading, ...] | None
    leading_reason: str | None
    diversity: float | None
    labels: Mapping[str, GradedFigures]

    def to_dict(self, *, most_evidence: int | None, text: bool, most_labels: int | None = None) -> dict[str, Any]:
        """Plain JSON values, with at most so many pieces of evidence and labels, the largest first (None: all)."""
        return {
            "vocabulary": self.vocabulary,
            "unmapped": list(self.unmapped),
            "error": self.error,
            "leading": _leading_to_list(self.leading),
            "leading_reason": self.leading_reason,
            "diversity": self.diversity,
            "labels": labels_to_dict(_take_largest(self.labels, most_labels), most_evidence=most_evidence, text=text),
        }


@dataclass(frozen=True, slots=True)
class Dimensions:
    """How unpleasant or pleasant the article is, and how calm or stirring.

    Attributes:
        error: Where the error model comes from: `fitted` for this model, or the pooled `default`.
        valence_basis: `model`: valence is an output of the model. `derived`: it follows from the polarity of the
            labels, damped by the probability of no emotion. Null without valence.
        valence: From -1, unpleasant, to 1, pleasant; null where the model has none.
        arousal: From 0, calm, to 1, stirring; null where the model has none.
    """

    error: Origin
    valence_basis: ValenceBasis | None
    valence: DimensionFigures | None
    arousal: DimensionFigures | None

    def to_dict(self, *, most_evidence: int | None, text: bool) -> dict[str, Any]:
        """Plain JSON values, with at most so many pieces of evidence (None: all)."""
        found = {"valence": self.valence, "arousal": self.arousal}
        return {"error": self.error, "valence_basis": self.valence_basis} | {
            name: each and each.to_dict(most_evidence=most_evidence, text=text) for name, each in found.items()
        }


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of an article. They are never mixed.

    Attributes:
        expressed: Whether the words express an emotion; null where the model does not have this reading.
        evoked: How strongly the content would move a reader; null where the model does not have this reading.
        dimensions: Valence and arousal; null where the model has neither.
    """

    expressed: Expressed | None
    evoked: Evoked | None
    dimensions: Dimensions | None

    def list_figures(self, *, most_labels: int | None = None) -> Iterator[tuple[str, Figures]]:
        """List all labels but those of groups by full name, such as `expressed.fear`; per reading at most so many."""
        for name, reading in (("expressed", self.expressed), ("evoked", self.evoked)):
            for label, each in _take_largest(reading.labels if reading else {}, most_labels).items():
                yield f"{name}.{label}", each
        if self.expressed and self.expressed.neutral:
            yield "expressed.neutral", self.expressed.neutral
        if self.dimensions:
            for name, dimension in (("valence", self.dimensions.valence), ("arousal", self.dimensions.arousal)):
                if dimension:
                    yield name, dimension

    def to_dict(self, *, most_evidence: int | None, text: bool, most_labels: int | None = None) -> dict[str, Any]:
        """Plain JSON values, with at most so many pieces of evidence and labels (None: all)."""
        limits: dict[str, Any] = {"most_evidence": most_evidence, "text": text}
        return {
            "expressed": self.expressed and self.expressed.to_dict(**limits, most_labels=most_labels),
            "evoked": self.evoked and self.evoked.to_dict(**limits, most_labels=most_labels),
            "dimensions": self.dimensions and self.dimensions.to_dict(**limits),
        }


def rank_labels(labels: Mapping[str, EventFigures | GradedFigures]) -> tuple[str, ...]:
    """Rank labels by figure - baseline, the largest first; labels without a baseline come last."""

    def rank(label: str) -> tuple[bool, float]:
        figures = labels[label]
        return figures.baseline is None, (figures.baseline or 0.0) - (figures.value or 0.0)

    return tuple(sorted(labels, key=rank))


def _take_largest(labels: Mapping[str, Any], most: int | None) -> Mapping[str, Any]:
    if most is None:
        return labels
    ranked = sorted(labels, key=lambda label: -(labels[label].value or 0.0))
    return {label: labels[label] for label in ranked[:most]}


def _leading_to_list(leading: tuple[Leading, ...] | None) -> list[dict[str, Any]] | None:
    return None if leading is None else [asdict(each) for each in leading]
