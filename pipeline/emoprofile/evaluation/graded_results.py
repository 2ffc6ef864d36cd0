"""A system on graded data: what was rated of sentences, against what it says of them; and its valence on flat ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from emoprofile.data import ScoreMatrix
from emoprofile.data.scores import FloatArray
from emoprofile.evaluation.gold import Gold, find_flat_sentences, has_evoked_ratings
from emoprofile.metrics import GradedFit, GradedQuality, Measure, make_missing, measure_fit, measure_ratings
from emoprofile.metrics.resampling import average_rows

NO_FLAT = "no sentence is flat"


@dataclass(frozen=True, slots=True)
class GradedResult:
    """How close one reading of a system comes to the ratings of sentences.

    Attributes:
        reading: What of the system is held against the ratings.
        vocabulary: Of the labels that are compared.
        instead: Whether the ratings are of what is evoked, and the system has no such reading.
        quality: Per label, and the mean over labels.
    """

    reading: Literal["expressed", "evoked"]
    vocabulary: str
    instead: bool
    quality: GradedQuality

    def list_figures(self) -> Iterator[tuple[str, Measure]]:
        """The main figures, by name: the means over labels."""
        yield from list_fit_figures(self.quality.mean)


@dataclass(frozen=True, slots=True)
class FlatValence:
    """The valence of sentences that carry no emotion: near 0, or at least near the baseline.

    Attributes:
        sentences: How many there are.
        mean: Of their valence.
        mean_absolute: The mean of |valence|.
        baseline: The valence of unemotional text that the system knows of; None where it is unknown.
    """

    sentences: int
    mean: Measure
    mean_absolute: Measure
    baseline: float | None


def list_fit_figures(fit: GradedFit) -> Iterator[tuple[str, Measure]]:
    """The four figures of a fit, by name."""
    yield "pearson", fit.pearson
    yield "spearman", fit.spearman
    yield "concordance", fit.concordance
    yield "absolute_error", fit.absolute_error


def judge_ratings(scores: ScoreMatrix, gold: Gold) -> dict[str, GradedResult]:
    """What was rated per label, by the name of its figures; empty for data that are not graded.

    Ratings of what is evoked are held against `evoked`; where the system has none, against the probabilities of what
    is expressed, in the finest vocabulary that both speak. Degrees of other vocabularies are held against both.

    Args:
        scores: Of the sentences of the data.
        gold: The data.
    """
    if not gold.data.graded:
        return {}
    found = {}
    if scores.evoked is not None and (shared := gold.match_labels(scores.evoked.vocabulary, scores.evoked.labels)):
        name, labels = shared
        columns = [scores.evoked.labels.index(label) for label in labels]
        quality = _measure_quality(name, labels, scores.evoked.values[:, columns], gold)
        found["evoked"] = GradedResult("evoked", name, False, quality)
        if has_evoked_ratings(gold.data):
            return found
    own = scores.expressed
    for name, each in {own.vocabulary: own, **scores.groups}.items() if own is not None else ():
        if name not in gold.spoken:
            continue
        labels = [label for label in gold.spoken[name].vocabulary.labels if label in each.labels]
        if labels:
            columns = [each.labels.index(label) for label in labels]
            quality = _measure_quality(name, labels, each.values[:, columns], gold)
            found["expressed"] = GradedResult("expressed", name, has_evoked_ratings(gold.data), quality)
            break
    return found


def judge_dimensions(scores: ScoreMatrix, gold: Gold) -> dict[str, GradedFit]:
    """How close valence and arousal of sentences come to gold; what the system or the data lack is not in it."""
    found = {}
    for name, truth in (("valence", gold.valence), ("arousal", gold.data.arousal)):
        values = scores.dimensions.get_values(name) if scores.dimensions else None
        if values is not None and not np.isnan(truth).all():
            found[name] = measure_fit(values, truth, gold.sentences)
    return found


def measure_flat_valence(scores: ScoreMatrix, gold: Gold) -> FlatValence | None:
    """The valence of flat sentences; None for a system without valence."""
    dimensions = scores.dimensions
    values = dimensions.get_values("valence") if dimensions else None
    if dimensions is None or values is None:
        return None
    flat = find_flat_sentences(gold.data)
    baseline = float(dimensions.baseline[dimensions.labels.index("valence")])
    known = None if np.isnan(baseline) else baseline
    if not flat.any():
        return FlatValence(0, make_missing(NO_FLAT), make_missing(NO_FLAT), known)
    return FlatValence(
        sentences=int(flat.sum()),
        mean=average_rows(np.where(flat, values, np.nan), gold.sentences, NO_FLAT),
        mean_absolute=average_rows(np.where(flat, np.abs(values), np.nan), gold.sentences, NO_FLAT),
        baseline=known,
    )


def _measure_quality(name: str, labels: list[str], predicted: FloatArray, gold: Gold) -> GradedQuality:
    spoken = gold.spoken[name]
    columns = [spoken.vocabulary.labels.index(label) for label in labels]
    return measure_ratings(labels, predicted, spoken.gold[:, columns], gold.sentences)
