"""Judges a system on labelled sentences: its claims and probabilities in every vocabulary shared with the data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from emoprofile.data import EventScores, ScoreMatrix
from emoprofile.data.scores import FloatArray, sigmoid
from emoprofile.evaluation.gold import Gold, has_evoked_ratings
from emoprofile.metrics import CalibrationQuality, Measure, SentenceQuality, measure_calibration, measure_sentences

UNDECIDED = 0.5


@dataclass(frozen=True, slots=True)
class SentenceResult:
    """How well sentences are judged in one vocabulary.

    Attributes:
        vocabulary: Its name.
        thresholds: The probability from which on the system claims each label; 0.5 if it has no thresholds.
        unjudged: Labels of the system that the data cannot have.
        unclaimed: Labels of the data that the system does not have. They count in no figure.
        quality: The quality of claims and of the order of probabilities.
        calibration: The calibration of the probabilities on the model's own domain.
        on_articles: The calibration of the probabilities for articles, from which profiles are made.
        uncalibrated: The calibration of the model's own outputs; None for groups, and for a model without calibration.
    """

    vocabulary: str
    thresholds: Mapping[str, float]
    unjudged: tuple[str, ...]
    unclaimed: tuple[str, ...]
    quality: SentenceQuality
    calibration: CalibrationQuality
    on_articles: CalibrationQuality
    uncalibrated: CalibrationQuality | None = None

    def list_figures(self) -> Iterator[tuple[str, Measure]]:
        """List the main figures by name."""
        yield "macro_f1", self.quality.macro.f1
        yield "micro_f1", self.quality.micro.f1
        yield "average_precision", self.quality.average_precision
        yield "calibration_error", self.calibration.pooled.calibration_error
        yield "brier", self.calibration.pooled.brier
        yield "on_articles.calibration_error", self.on_articles.pooled.calibration_error
        yield "on_articles.brier", self.on_articles.pooled.brier


def judge_sentences(
    scores: ScoreMatrix, gold: Gold, uncalibrated: FloatArray | None = None
) -> dict[str, SentenceResult]:
    """Judge sentences in each vocabulary that system and data share, the finest of the system first.

    Ratings of what is evoked do not judge `expressed` of a system that has the reading `evoked`.

    Args:
        scores: The scores of the sentences.
        gold: The data.
        uncalibrated: Shape (sentences, labels): the logits before calibration.
    """
    own = scores.expressed
    if own is None or (scores.evoked is not None and has_evoked_ratings(gold.data)):
        return {}
    found = {}
    for name, each in {own.vocabulary: own, **scores.groups}.items():
        if name in gold.spoken and set(each.labels) & set(gold.spoken[name].vocabulary.labels):
            found[name] = _judge_vocabulary(each, gold, uncalibrated if each is own else None)
    return found


def _judge_vocabulary(scores: EventScores, gold: Gold, before: FloatArray | None) -> SentenceResult:
    possible = gold.spoken[scores.vocabulary].vocabulary.labels
    labels = [label for label in scores.labels if label in possible]
    here = [scores.labels.index(label) for label in labels]
    truth = gold.given[scores.vocabulary][:, [possible.index(label) for label in labels]]
    p, q = scores.probabilities[:, here], scores.values[:, here]
    claimed = q if scores.threshold_scale == "articles" else p
    thresholds = np.full(len(here), UNDECIDED) if scores.thresholds is None else scores.thresholds[here]
    return SentenceResult(
        vocabulary=scores.vocabulary,
        thresholds=dict(zip(labels, map(float, thresholds), strict=True)),
        unjudged=tuple(label for label in scores.labels if label not in possible),
        unclaimed=tuple(label for label in possible if label not in scores.labels),
        quality=measure_sentences(labels, claimed >= thresholds, truth, claimed, gold.sentences),
        calibration=measure_calibration(labels, p, truth, gold.sentences),
        on_articles=measure_calibration(labels, q, truth, gold.sentences),
        uncalibrated=None if before is None else measure_calibration(labels, sigmoid(before[:, here]), truth),
    )
