"""Metrics over labelled sentences, as plain array functions; `SentenceMetric` offers them to `evaluate`.

Throughout: probabilities has shape (n, labels), in [0, 1]; gold has the same shape, bool.
"""

from dataclasses import dataclass
from typing import Any

import datasets
import evaluate
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_fscore_support

from emoprofile.data.scores import FloatArray

BoolArray = NDArray[np.bool_]
CALIBRATION_BINS = 10
LEAST_PROBABILITY = 0.1


@dataclass(frozen=True, slots=True)
class LabelMetrics:
    """How well one label is found, each in [0, 1]; `support` is the number of sentences that carry it."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class SentenceMetrics:
    """How well labels are found: per label, their plain mean (macro) and pooled (micro)."""

    macro_f1: float
    micro_f1: float
    labels: dict[str, LabelMetrics]


def sentence_metrics(labels: tuple[str, ...], claimed: BoolArray, gold: BoolArray) -> SentenceMetrics:
    """Precision, recall and F1 of yes-or-no claims. A label that is neither claimed nor present has F1 0.

    Args:
        labels: The columns.
        claimed: Shape (n, labels).
        gold: Shape (n, labels).
    """
    precision, recall, f1, support = precision_recall_fscore_support(gold, claimed, average=None, zero_division=0)
    micro = precision_recall_fscore_support(gold, claimed, average="micro", zero_division=0)[2]
    rows = {
        label: LabelMetrics(float(precision[i]), float(recall[i]), float(f1[i]), int(support[i]))
        for i, label in enumerate(labels)
    }
    return SentenceMetrics(float(np.mean(f1)), float(micro), rows)


def brier_score(probabilities: FloatArray, gold: BoolArray) -> float:
    """Mean of (p - [gold])² over sentences and labels (Brier, 1950): 0 is perfect."""
    return float(np.mean((probabilities - gold) ** 2))


def log_loss(probabilities: FloatArray, gold: BoolArray) -> float:
    """Mean of -ln of the probability given to what is the case, over sentences and labels."""
    return float(-np.mean(np.where(gold, np.log(probabilities), np.log1p(-probabilities))))


def calibration_error(probabilities: FloatArray, gold: BoolArray, least: float = LEAST_PROBABILITY) -> float:
    """Expected calibration error, pooled over labels, of the predictions of at least `least`.

    The mean over ten bins of equal width on [0, 1] of |mean p - share of gold|, weighted by the predictions in each
    (Naeini et al., 2015). Most of the predictions of a model with many labels are close to 0 and trivially right;
    leaving them out keeps them from hiding the others. 0 if no prediction is left.
    """
    taken = probabilities >= least
    p, hit = probabilities[taken], gold[taken]
    if not len(p):
        return 0.0
    bins = np.minimum((p * CALIBRATION_BINS).astype(np.int64), CALIBRATION_BINS - 1)
    gaps = np.bincount(bins, weights=p - hit, minlength=CALIBRATION_BINS)
    return float(np.abs(gaps).sum() / len(p))


class SentenceMetric(evaluate.Metric):  # type: ignore[misc]
    """`sentence_metrics` as a module of `evaluate`, without fetching code: macro-F1 and micro-F1 of 0/1 claims."""

    def _info(self) -> evaluate.MetricInfo:
        row = datasets.Sequence(datasets.Value("int32"))
        return evaluate.MetricInfo(
            description="Macro- and micro-averaged F1 of multi-label claims.",
            citation="",
            inputs_description="predictions and references: one list of 0 and 1 per sentence, one entry per label",
            features=datasets.Features({"predictions": row, "references": row}),
        )

    def _compute(self, predictions: Any, references: Any) -> dict[str, float]:
        claimed, gold = np.asarray(predictions, bool), np.asarray(references, bool)
        found = sentence_metrics(tuple(map(str, range(gold.shape[1]))), claimed, gold)
        return {"macro_f1": found.macro_f1, "micro_f1": found.micro_f1}
