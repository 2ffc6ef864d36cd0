"""Judges a system on rated sentences, and its valence on flat sentences."""

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
        reading: The reading of the system that is compared with the ratings.
        vocabulary: The vocabulary of the labels that are compared.
        instead: Whether `expressed` is used because the ratings are of what is evoked, and the system has no `evoked`.
        quality: The figures per label, and their means over labels.
    """

    reading: Literal["expressed", "evoked"]
    vocabulary: str
    instead: bool
    quality: GradedQuality

    def list_figures(self) -> Iterator[tuple[str, Measure]]:
        """List the main figures by name: the means over labels."""
        yield from list_fit_figures(self.quality.mean)


@dataclass(frozen=True, slots=True)
class FlatValence:
    """The valence of sentences that carry no emotion. It should be near 0, or at least near the baseline.

    Attributes:
        sentences: The number of such sentences.
        mean: The mean of their valence.
        mean_absolute: The mean of |valence|.
        baseline: The baseline of the system's valence; None if it is unknown.
    """

    sentences: int
    mean: Measure
    mean_absolute: Measure
    baseline: float | None


def list_fit_figures(fit: GradedFit) -> Iterator[tuple[str, Measure]]:
    """List the four figures of a fit by name."""
    yield "pearson", fit.pearson
    yield "spearman", fit.spearman
    yield "concordance", fit.concordance
    yield "absolute_error", fit.absolute_error


def judge_ratings(scores: ScoreMatrix, gold: Gold) -> dict[str, GradedResult]:
    """Judge a system by the ratings of sentences, by reading; empty for data that are not graded.

    Ratings of what is evoked are compared with `evoked`. A system without that reading is judged by the probabilities
    of `expressed`, in the finest shared vocabulary. Intensities of other vocabularies are compared with both readings.

    Args:
        scores: The scores of the sentences.
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
    """Judge valence and arousal of sentences against gold, as far as the system and the data have them."""
    found = {}
    for name, truth in (("valence", gold.valence), ("arousal", gold.data.arousal)):
        values = scores.dimensions.get_values(name) if scores.dimensions else None
        if values is not None and not np.isnan(truth).all():
            found[name] = measure_fit(values, truth, gold.sentences)
    return found


def measure_flat_valence(scores: ScoreMatrix, gold: Gold) -> FlatValence | None:
    """Measure the valence of flat sentences; None for a system without valence."""
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
