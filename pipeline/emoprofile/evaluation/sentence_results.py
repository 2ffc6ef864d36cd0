"""A system on labelled sentences: its claims and probabilities in every vocabulary that it shares with the data."""

import numpy as np

from emoprofile.data import LabelScores, ScoreMatrix
from emoprofile.data.scores import FloatArray, sigmoid
from emoprofile.evaluation.results import SentenceResult
from emoprofile.labelled import LabelledDataset
from emoprofile.labels import groupings
from emoprofile.metrics import Agreement, Resamples, agreement, calibration_quality, sentence_quality

UNDECIDED = 0.5


class Gold:
    """The labels of some data in each vocabulary that they speak, and the draws that all systems share.

    Args:
        data: The data.
        replicates: How many resamples.
    """

    def __init__(self, data: LabelledDataset, replicates: int) -> None:
        self.data = data
        names = (data.vocabulary.name, *groupings(data.vocabulary.name))
        self.spoken = {name: data.speaking(name) for name in names}
        self.given = {name: each.given for name, each in self.spoken.items()}
        self.valence = gold_valence(data)
        # Articles are drawn whole: their sentences are no independent witnesses.
        self.sentences = Resamples.over(data.units, replicates) if len(data.units) else None
        self.articles = Resamples.over(range(len(data.articles)), replicates)


def gold_valence(data: LabelledDataset) -> FloatArray:
    """Shape (sentences,), in [-1, 1]: what was said, or else (positive - negative)/all of the degrees of its labels.

    Without a label it is 0. nan where nothing was said and the vocabulary lacks a polarity.
    """
    own, said = data.vocabulary, data.valence
    if not (own.positive and own.negative):
        return said
    polarity = np.array([(label in own.positive) - (label in own.negative) for label in own.labels], np.float64)
    gold = data.gold
    total = gold.sum(axis=1)
    told = np.divide(gold @ polarity, total, out=np.zeros(len(gold)), where=total > 0)
    return np.where(np.isnan(said), told, said)


def sentence_results(
    scores: ScoreMatrix, gold: Gold, uncalibrated: FloatArray | None = None
) -> dict[str, SentenceResult]:
    """The results in each vocabulary that system and data share, the finest of the system first.

    Args:
        scores: Of the sentences of the data.
        gold: The data.
        uncalibrated: Shape (sentences, labels): the logits before calibration.
    """
    own = scores.emotions
    found = {}
    for name, each in {own.vocabulary: own, **scores.groups}.items():
        if name in gold.spoken and set(each.labels) & set(gold.spoken[name].vocabulary.labels):
            found[name] = _result(each, gold, uncalibrated if each is own else None)
    return found


def sentence_valence(scores: ScoreMatrix, gold: Gold) -> Agreement | None:
    """How far the valence of sentences agrees; None where the system or the data have none."""
    if scores.valence is None or np.isnan(gold.valence).all():
        return None
    return agreement(scores.valence, gold.valence, None if gold.sentences is None else gold.sentences.weights())


def _result(scores: LabelScores, gold: Gold, before: FloatArray | None) -> SentenceResult:
    possible = gold.spoken[scores.vocabulary].vocabulary.labels
    labels = [label for label in scores.labels if label in possible]
    here = [scores.labels.index(label) for label in labels]
    columns = [possible.index(label) for label in labels]
    truth = gold.given[scores.vocabulary][:, columns]
    p = scores.probabilities[:, here]
    thresholds = np.full(len(here), UNDECIDED) if scores.thresholds is None else scores.thresholds[here]
    return SentenceResult(
        vocabulary=scores.vocabulary,
        thresholds=dict(zip(labels, map(float, thresholds), strict=True)),
        unjudged=tuple(label for label in scores.labels if label not in possible),
        unclaimed=tuple(label for label in possible if label not in scores.labels),
        quality=sentence_quality(labels, p >= thresholds, truth, p, gold.sentences),
        calibration=calibration_quality(labels, p, truth, gold.sentences),
        uncalibrated=None if before is None else calibration_quality(labels, sigmoid(before[:, here]), truth),
        degrees=_degrees(labels, p, gold.spoken[scores.vocabulary].gold[:, columns], gold) if gold.data.graded else {},
    )


def _degrees(labels: list[str], p: FloatArray, degrees: FloatArray, gold: Gold) -> dict[str, Agreement]:
    w = None if gold.sentences is None else gold.sentences.weights()
    return {label: agreement(p[:, i], degrees[:, i], w) for i, label in enumerate(labels)}
