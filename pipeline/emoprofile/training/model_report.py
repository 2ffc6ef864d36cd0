"""How good a model is on labelled sentences, with the thresholds of its spec: everything that a model card states."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from emoprofile.calibration import group_gold
from emoprofile.config import ModelSpec
from emoprofile.data.scores import FloatArray, sigmoid
from emoprofile.errors import InvalidValueError
from emoprofile.metrics import (
    BoolArray,
    SentenceMetrics,
    brier_score,
    calibration_error,
    sentence_metrics,
)
from emoprofile.score.outputs import calibrated, score_matrix


@dataclass(frozen=True, slots=True)
class ModelReport:
    """Figures of one model on one set of labelled sentences.

    Attributes:
        sentences: How many there are.
        emotions: In the model's own vocabulary.
        groups: In each coarser vocabulary.
        brier: Mean squared error of the calibrated probabilities.
        brier_uncalibrated: The same before calibration.
        calibration_error: Pooled over labels, of predictions of at least 0.1.
        calibration_error_uncalibrated: The same before calibration.
    """

    sentences: int
    emotions: SentenceMetrics
    groups: dict[str, SentenceMetrics]
    brier: float
    brier_uncalibrated: float
    calibration_error: float
    calibration_error_uncalibrated: float

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def report(spec: ModelSpec, raw: FloatArray, gold: BoolArray) -> ModelReport:
    """The figures of a model, from its raw logits.

    Args:
        spec: With thresholds; nothing is fitted here.
        raw: Shape (n, labels): raw logits of labelled sentences.
        gold: Shape (n, labels): their labels.

    Raises:
        InvalidValueError: If the spec has no thresholds to decide by.
    """
    own = spec.own
    ones = np.ones(len(raw), np.int64)
    scores = score_matrix(spec, calibrated(spec, raw), ones, ones)
    if scores.emotions.thresholds is None:
        raise InvalidValueError(f"model {spec.name!r} has no thresholds: what it claims cannot be judged")
    groups = {}
    for name, group in scores.groups.items():
        if group.thresholds is not None:
            truth = group_gold(gold, own, spec.bridges[name])
            groups[name] = sentence_metrics(group.labels, group.probabilities >= group.thresholds, truth)
    p = scores.emotions.probabilities
    before = sigmoid(calibrated(spec.model_copy(update={"calibration": None}), raw))
    return ModelReport(
        sentences=len(raw),
        emotions=sentence_metrics(own.labels, p >= scores.emotions.thresholds, gold),
        groups=groups,
        brier=brier_score(p, gold),
        brier_uncalibrated=brier_score(before, gold),
        calibration_error=calibration_error(p, gold),
        calibration_error_uncalibrated=calibration_error(before, gold),
    )
