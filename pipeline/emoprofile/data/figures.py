"""The figures of one label: its value in an article, how certain the value is, and the sentences that it rests on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from emoprofile.data.reliability import Known

Interval = tuple[float, float]
"""The 5 % and 95 % quantile of the draws, within the range of the figure."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that a figure rests on.

    Attributes:
        sentence: Its position among the scored sentences, from 0.
        start: The position in the article at which it starts, in code points.
        end: The position at which it ends.
        value: The value of the label in this sentence: the probability of an event, the intensity of a graded label.
        contribution: Its part of the figure; the contributions of all sentences sum to the figure.
        text: The sentence itself; written to files only on request.
    """

    sentence: int
    start: int
    end: int
    value: float
    contribution: float
    text: str

    def to_dict(self, *, text: bool) -> dict[str, Any]:
        """Plain JSON values, with or without the sentence."""
        return {name: value for name, value in asdict(self).items() if text or name != "text"}


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a label under a method other than `mean`.

    Attributes:
        value: The method applied to the values of the sentences, in [0, 1].
        interval: The 90 % interval of the method, applied to the values under each draw of the error model.
    """

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class EventFigures:
    """The figures of a label that sentences express or not. All are null for an article without a sentence.

    Attributes:
        prevalence: Σ w·q, in [0, 1]: the expected share of the article that expresses the label.
        interval: The 90 % interval for the share that a careful reader would find; null for an article without a
            sentence.
        sd: The standard deviation of that share.
        baseline: The prevalence in unemotional text, in [0, 1]; null where it is unknown.
        above: The probability, in [0, 1], that the article holds more of the label than unemotional text does; null
            without a baseline.
        peak: The mean of the largest tenth of the q (at least one), in [0, 1]: how clear the strongest sentences are.
        share: The prevalence divided by the sum of the prevalences of all labels but neutral; null for neutral.
        score: The score under the method of the configuration; null under `mean`, where it would be the prevalence.
        rough: Whether the label is too unreliable to lead.
        reliability: How well the model reads the label; `unknown` where nobody measured it.
        evidence: The fewest sentences that hold half of the amount above the baseline, strongest first; empty for
            neutral, and where the label is not above its baseline.
    """

    prevalence: float | None
    interval: Interval | None
    sd: float | None
    baseline: float | None
    above: float | None
    peak: float | None
    share: float | None
    score: Score | None
    rough: bool
    reliability: Known
    evidence: tuple[Evidence, ...] = ()

    @property
    def value(self) -> float | None:
        """The figure itself: the prevalence."""
        return self.prevalence

    def to_dict(self, *, most_evidence: int | None, text: bool) -> dict[str, Any]:
        """Plain JSON values, with at most so many pieces of evidence (None: all)."""
        return _to_plain(self, most_evidence, text)


@dataclass(frozen=True, slots=True)
class GradedFigures:
    """The figures of a label that is evoked. All are null for an article without a sentence.

    Attributes:
        mean: Σ w·y, in [0, 1]: how strongly the content would move an average reader.
        interval: The 90 % interval for the mean that average readers would give; null for an article without a
            sentence.
        sd: The standard deviation of that mean.
        baseline: The mean of unemotional text, in [0, 1]; null where it is unknown.
        above: The probability, in [0, 1], that the mean is above the baseline; null without a baseline.
        peak: The mean of the largest tenth of the y (at least one), in [0, 1]: how strong the strongest sentences are.
        share: The mean divided by the sum of the means of all labels; null where the sum is 0.
        score: The score under the method of the configuration; null under `mean`.
        rough: Whether the label is too unreliable to lead.
        reliability: How well the model rates the label; `unknown` where nobody measured it.
        evidence: The fewest sentences that hold half of the amount above the baseline, strongest first; empty where the
            label is not above its baseline.
    """

    mean: float | None
    interval: Interval | None
    sd: float | None
    baseline: float | None
    above: float | None
    peak: float | None
    share: float | None
    score: Score | None
    rough: bool
    reliability: Known
    evidence: tuple[Evidence, ...] = ()

    @property
    def value(self) -> float | None:
        """The figure itself: the mean."""
        return self.mean

    def to_dict(self, *, most_evidence: int | None, text: bool) -> dict[str, Any]:
        """Plain JSON values, with at most so many pieces of evidence (None: all)."""
        return _to_plain(self, most_evidence, text)


@dataclass(frozen=True, slots=True)
class DimensionFigures:
    """The figures of valence or arousal. All are null for an article without a sentence.

    Attributes:
        mean: Σ w·y: valence in [-1, 1], from unpleasant to pleasant; arousal in [0, 1], from calm to stirring.
        interval: The 90 % interval for the mean that average readers would give; null for an article without a
            sentence.
        sd: The standard deviation of that mean.
        baseline: The mean of unemotional text; null where it is unknown.
        above: The probability, in [0, 1], that the mean is above the baseline; null without a baseline.
        peak: The mean of the largest tenth of the y (at least one), for arousal; null for valence.
        rough: Whether the dimension is unreliable.
        reliability: How well the model rates it; `unknown` where nobody measured it.
        evidence: The fewest sentences that hold half of the amount above the baseline, strongest first. For a negative
            valence, they hold half of the amount below the baseline.
    """

    mean: float | None
    interval: Interval | None
    sd: float | None
    baseline: float | None
    above: float | None
    peak: float | None
    rough: bool
    reliability: Known
    evidence: tuple[Evidence, ...] = ()

    @property
    def value(self) -> float | None:
        """The figure itself: the mean."""
        return self.mean

    def to_dict(self, *, most_evidence: int | None, text: bool) -> dict[str, Any]:
        """Plain JSON values, with at most so many pieces of evidence (None: all)."""
        return _to_plain(self, most_evidence, text)


LabelFigures = EventFigures | GradedFigures
Figures = EventFigures | GradedFigures | DimensionFigures


def labels_to_dict(labels: Mapping[str, LabelFigures], *, most_evidence: int | None, text: bool) -> dict[str, Any]:
    """The figures of several labels as plain JSON values."""
    return {label: figures.to_dict(most_evidence=most_evidence, text=text) for label, figures in labels.items()}


def _to_plain(figures: Figures, most_evidence: int | None, text: bool) -> dict[str, Any]:
    plain = {name: getattr(figures, name) for name in figures.__dataclass_fields__}
    plain["interval"] = list(figures.interval) if figures.interval else None
    if figures.reliability != "unknown":
        plain["reliability"] = asdict(figures.reliability)
    if plain.get("score") is not None:
        plain["score"] = {"value": plain["score"].value, "interval": list(plain["score"].interval)}
    return plain | {"evidence": [piece.to_dict(text=text) for piece in figures.evidence[:most_evidence]]}
