"""The metrics as modules of `evaluate`. They are built here and not loaded by name, so nothing is fetched.

All take predictions and references in the same layout: one list of numbers per row, with one entry per label. So
`evaluate.combine` works. A figure that the data do not define is None.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import datasets
import evaluate
import numpy as np

from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError
from emoprofile.metrics.documents import measure_articles
from emoprofile.metrics.probabilities import measure_calibration
from emoprofile.metrics.sentences import measure_sentences


class _LabelMetric(evaluate.Metric):  # type: ignore[misc]
    """The base of the metrics: rows of numbers, with one entry per label."""

    description = ""
    inputs = ""

    def __init__(self, labels: Sequence[str] | None = None, **settings: Any) -> None:
        self.labels = None if labels is None else tuple(labels)
        super().__init__(**settings)

    def _info(self) -> evaluate.MetricInfo:
        row = datasets.Sequence(datasets.Value("float64"))
        return evaluate.MetricInfo(
            description=self.description,
            citation="",
            inputs_description=self.inputs,
            features=datasets.Features({"predictions": row, "references": row}),
        )

    def _rows(self, predictions: Any, references: Any) -> tuple[tuple[str, ...], FloatArray, FloatArray]:
        """The labels, then predictions and references: shape (n, labels) each."""
        if len({len(row) for row in (*predictions, *references)}) > 1:
            raise InvalidValueError("the rows have different lengths; give each one entry per label")
        one, other = np.array(predictions, np.float64), np.array(references, np.float64)
        width = one.shape[1] if one.ndim == 2 else len(self.labels or ())
        labels = self.labels or tuple(map(str, range(width)))
        if len(labels) != width:
            raise InvalidValueError(f"rows of {width} entries do not fit {len(labels)} labels")
        return labels, one.reshape(-1, width), other.reshape(-1, width)


class SentenceMetric(_LabelMetric):
    """`measure_sentences`: precision, recall, F1, average precision and Jaccard of multi-label probabilities.

    Args:
        labels: The labels, in the order of the columns; None names them by their positions.
        thresholds: The probability from which on a label is claimed: one for all labels, or one per label. Claims of 0
            and 1 may replace probabilities.
    """

    description = "Precision, recall, F1, average precision and Jaccard index of multi-label predictions."
    inputs = "predictions: probabilities, or claims of 0 and 1; references: 0 and 1. One row per sentence."

    def __init__(
        self, labels: Sequence[str] | None = None, thresholds: float | Sequence[float] = 0.5, **settings: Any
    ) -> None:
        self.thresholds = np.asarray(thresholds, np.float64)
        super().__init__(labels, **settings)

    def _compute(self, predictions: Any, references: Any) -> dict[str, Any]:
        labels, p, reference = self._rows(predictions, references)
        found = measure_sentences(labels, p >= self.thresholds, reference > 0.5, p)
        averages = {
            f"{kind}_{name}": getattr(getattr(found, kind), name).value
            for kind in ("macro", "micro", "weighted")
            for name in ("precision", "recall", "f1")
        }
        rows = {
            label: {
                "precision": row.rates.precision.value,
                "recall": row.rates.recall.value,
                "f1": row.rates.f1.value,
                "average_precision": row.average_precision.value,
                "support": row.support,
            }
            for label, row in found.labels.items()
        }
        figures = {"mean_average_precision": found.average_precision.value, "jaccard": found.jaccard.value}
        return averages | figures | {"label_rates": rows}


class CalibrationMetric(_LabelMetric):
    """`measure_calibration`: whether multi-label probabilities mean what they say."""

    description = (
        "Brier score, log loss, expected calibration error and reliability curve of multi-label probabilities."
    )
    inputs = "predictions: probabilities; references: 0 and 1. One row per sentence."

    def _compute(self, predictions: Any, references: Any) -> dict[str, Any]:
        labels, p, reference = self._rows(predictions, references)
        found = measure_calibration(labels, p, reference > 0.5)
        names = ("brier", "log_loss", "calibration_error")
        return {name: getattr(found.pooled, name).value for name in names} | {
            "reliability": found.to_dict()["pooled"]["reliability"],
            "label_calibration": {
                label: {name: getattr(row, name).value for name in names} for label, row in found.labels.items()
            },
        }


class ArticleMetric(_LabelMetric):
    """`measure_articles`: how profiles of articles fit gold ratings of the whole articles.

    The leading emotion of a row is its largest entry, or the first of equal ones. A row of zeros has none.
    """

    description = "Correlation, concordance and distance of article-level emotion profiles to gold ratings."
    inputs = "predictions: scores; references: gold ratings in the same unit. One row per article."

    def _compute(self, predictions: Any, references: Any) -> dict[str, Any]:
        labels, predicted, gold = self._rows(predictions, references)
        leading = (_find_largest(labels, predicted), _find_largest(labels, gold))
        found = measure_articles(labels, predicted, gold, leading=leading)
        names = ("pearson", "spearman", "concordance")
        rows: Mapping[str, Any] = {
            label: {name: getattr(row, name).value for name in names} for label, row in found.labels.items()
        }
        return {name: getattr(found.mean, name).value for name in names} | {
            "jensen_shannon_distance": found.distance.mean.value,
            "leading_accuracy": found.leading.value,
            "label_agreement": rows,
        }


def _find_largest(labels: Sequence[str], values: FloatArray) -> list[str | None]:
    return [labels[int(np.nanargmax(row))] if np.nansum(row) > 0 else None for row in values]
