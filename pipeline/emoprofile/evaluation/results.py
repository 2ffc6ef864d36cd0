"""What an evaluation found: per system, in each vocabulary that it shares with the data, and on whole articles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from emoprofile.evaluation.method_comparison import MethodComparison
from emoprofile.metrics import (
    Agreement,
    ArcFit,
    ArcQuality,
    ArticleQuality,
    CalibrationQuality,
    Measure,
    SentenceQuality,
    absent,
    difference,
    mean_agreement,
    plain,
)

SCHEMA = "emoprofile-evaluation/1"
LOWER_IS_BETTER = ("calibration_error", "brier", "log_loss", "distance")


@dataclass(frozen=True, slots=True)
class SentenceResult:
    """How well sentences are judged in one vocabulary.

    Attributes:
        vocabulary: Its name.
        thresholds: Per label, the probability from which the system claims it; 0.5 each if it has none of its own.
        unjudged: Labels of the system that the data could not have given.
        unclaimed: Labels of the data that the system does not have: no figure counts them.
        quality: Of claims and of their order.
        calibration: Of the probabilities.
        uncalibrated: The same before calibration; None where there is none, and for groups.
        degrees: Of graded data, per label, how far probabilities and degrees go together; empty for others.
    """

    vocabulary: str
    thresholds: Mapping[str, float]
    unjudged: tuple[str, ...]
    unclaimed: tuple[str, ...]
    quality: SentenceQuality
    calibration: CalibrationQuality
    uncalibrated: CalibrationQuality | None = None
    degrees: Mapping[str, Agreement] = field(default_factory=dict)

    def figures(self) -> Iterator[tuple[str, Measure]]:
        """The main figures, by name."""
        yield "macro_f1", self.quality.macro.f1
        yield "micro_f1", self.quality.micro.f1
        yield "average_precision", self.quality.average_precision
        yield "calibration_error", self.calibration.pooled.calibration_error
        yield "brier", self.calibration.pooled.brier
        if self.degrees:
            found = mean_agreement(list(self.degrees.values()))
            yield "degrees.pearson", found.pearson
            yield "degrees.spearman", found.spearman


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """How well whole articles are judged.

    Attributes:
        vocabulary: Of the emotions.
        articles: How many were profiled.
        end_to_end: Whether the profiles are those of the articles as readers feed them, cleaned and split by the system
            itself; otherwise, of the labelled sentences.
        gold: What emotions are held against: `ratings` of the articles, or `shares` of their labelled sentences.
        quality: Of the emotions of the profiles; concordance is between shares of the emotion. None without gold.
        leader_among: The share of articles whose gold leader is among those that the profile cannot tell apart.
        valence: Of the articles.
        arc: Per series, valence or an emotion, over the labelled sentences.
        arc_emotions: Lin's coefficient, its mean over the emotions.
        coverage: The share of the gold shares of sentences that lie in the 90 % intervals of the profiles.
        failures: Articles that could not be profiled, with the reason.
    """

    vocabulary: str
    articles: int
    end_to_end: bool
    gold: str
    quality: ArticleQuality | None
    leader_among: Measure
    valence: Agreement | None
    arc: Mapping[str, ArcQuality]
    arc_emotions: ArcFit | None
    coverage: Measure
    failures: tuple[str, ...] = ()

    def figures(self) -> Iterator[tuple[str, Measure]]:
        """The main figures, by name."""
        if self.quality is not None:
            yield "pearson", self.quality.mean.pearson
            yield "spearman", self.quality.mean.spearman
            yield "concordance", self.quality.mean.concordance
            yield "distance", self.quality.distance.mean
            yield "dominant", self.quality.dominant
            yield "dominant_among", self.leader_among
        if self.valence is not None:
            yield "valence.pearson", self.valence.pearson
            yield "valence.spearman", self.valence.spearman
        if "valence" in self.arc:
            yield "arc.valence", self.arc["valence"].concordance.natural
            yield "arc.valence_shuffled", self.arc["valence"].concordance.shuffled
        if self.arc_emotions is not None:
            yield "arc.emotions", self.arc_emotions.natural
            yield "arc.emotions_shuffled", self.arc_emotions.shuffled
        yield "coverage", self.coverage


@dataclass(frozen=True, slots=True)
class SystemResult:
    """Everything about one system.

    Attributes:
        name: What it is called.
        provenance: What would make the same again: of a configuration that of its profiles, of a baseline what it
            learnt from.
        sentences: By vocabulary, the finest first.
        valence: Of sentences.
        articles: None where the data have none.
    """

    name: str
    provenance: Mapping[str, Any]
    sentences: Mapping[str, SentenceResult]
    valence: Agreement | None
    articles: ArticleResult | None

    @property
    def figures(self) -> dict[str, Measure]:
        """The main figures by name, such as `goemotions.macro_f1`, `valence.pearson` or `articles.dominant`."""
        found = {f"{name}.{key}": one for name, result in self.sentences.items() for key, one in result.figures()}
        if self.valence is not None:
            found |= {"valence.pearson": self.valence.pearson, "valence.spearman": self.valence.spearman}
        if self.articles is not None:
            found |= {f"articles.{key}": one for key, one in self.articles.figures()}
        return found


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Some systems on the same labelled data.

    Attributes:
        data: What the data are: name, format, SHA-256, split, sentences, articles, vocabulary and labels.
        systems: The first is the one that the others are compared with.
        notes: What a reader should know.
        methods: Every way of aggregating, under the first system; None unless it was asked for.
    """

    data: Mapping[str, Any]
    systems: tuple[SystemResult, ...]
    notes: tuple[str, ...] = ()
    methods: MethodComparison | None = None

    @property
    def differences(self) -> dict[str, dict[str, Measure]]:
        """By system and figure: what it has more than the first, with the interval of the paired bootstrap."""
        first, *others = self.systems
        return {
            other.name: {
                name: difference(one, other.figures[name])
                for name, one in first.figures.items()
                if name in other.figures
            }
            for other in others
        }

    def figure(self, name: str) -> Measure:
        """A figure of the first system, by its name; without a vocabulary, in the finest that it shares with the data.

        `goemotions.joy.f1`, or `joy.f1`, is that of a label.

        Raises:
            KeyError: If there is none of that name.
        """
        known = self.known_figures
        for vocabulary in ("", *(f"{each}." for each in self.systems[0].sentences)):
            if vocabulary + name in known:
                return known[vocabulary + name]
        raise KeyError(name)

    @property
    def known_figures(self) -> dict[str, Measure]:
        """All figures of the first system of which more is better, those of labels included."""
        first = self.systems[0]
        known = {name: one for name, one in first.figures.items() if name.rpartition(".")[2] not in LOWER_IS_BETTER}
        for vocabulary, result in first.sentences.items():
            for label, quality in result.quality.labels.items():
                known |= {
                    f"{vocabulary}.{label}.precision": quality.rates.precision,
                    f"{vocabulary}.{label}.recall": quality.rates.recall,
                    f"{vocabulary}.{label}.f1": quality.rates.f1,
                }
        return known

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "schema": SCHEMA,
            "data": dict(self.data),
            "notes": list(self.notes),
            "systems": [{**plain(one), "figures": plain(one.figures)} for one in self.systems],
            "differences": plain(self.differences),
            "methods": self.methods and self.methods.to_dict(),
        }


NOT_GIVEN = absent("the data do not say it")
