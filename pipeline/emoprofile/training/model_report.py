"""How good a model is on held-out sentences: everything that a model card states."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from emoprofile.calibration import LabelledLogits, RatedLogits, scores_of
from emoprofile.config import ModelSpec
from emoprofile.metrics import (
    Agreement,
    CalibrationQuality,
    SentenceQuality,
    measure_agreement,
    measure_calibration,
    measure_sentences,
    to_plain,
)


@dataclass(frozen=True, slots=True)
class ModelReport:
    """Figures of one model on one split.

    Attributes:
        split: `dev` or `test`.
        expressed: By vocabulary, the model's own first: how well labels are found with the thresholds of the spec.
        calibration: Of the probabilities of its own vocabulary.
        uncalibrated: The same before calibration.
        graded: Per graded output: how far it goes together with the ratings.
        rated: How many rated sentences there are.
    """

    split: str
    expressed: dict[str, SentenceQuality]
    calibration: CalibrationQuality
    uncalibrated: CalibrationQuality
    graded: dict[str, Agreement]
    rated: int

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return to_plain(self)  # type: ignore[no-any-return]


def report_model(spec: ModelSpec, split: str, domain: LabelledLogits, rated: RatedLogits | None) -> ModelReport:
    """The figures of a model.

    Args:
        spec: With calibration and thresholds for its own domain; nothing is fitted here.
        split: What the data are called.
        domain: Labelled sentences of the model's own domain.
        rated: Rated sentences; None for a model without graded outputs.
    """
    scores = scores_of(spec, domain.raw)
    assert scores.expressed is not None  # a recipe always has expressed labels
    found = {}
    for events in (scores.expressed, *scores.groups.values()):
        truth = domain.truth(spec.own if events.vocabulary == spec.own.name else spec.bridges[events.vocabulary].target)
        gold = np.column_stack([truth[label] for label in events.labels])
        p = events.probabilities
        assert events.thresholds is not None
        found[events.vocabulary] = measure_sentences(events.labels, p >= events.thresholds, gold, p)
    own = spec.own.labels
    before = scores_of(spec.model_copy(update={"calibration": None}), domain.raw).expressed
    assert before is not None
    gold = np.column_stack([domain.truth(spec.own)[label] for label in own])
    return ModelReport(
        split=split,
        expressed=found,
        calibration=measure_calibration(own, scores.expressed.probabilities, gold),
        uncalibrated=measure_calibration(own, before.probabilities, gold),
        graded={} if rated is None else _measure_graded(spec, rated),
        rated=0 if rated is None else len(rated.raw),
    )


def _measure_graded(spec: ModelSpec, rated: RatedLogits) -> dict[str, Agreement]:
    scores = scores_of(spec, rated.raw)
    found = {}
    for prefix, graded in (("evoked:", scores.evoked), ("dimension:", scores.dimensions)):
        for i, label in enumerate(graded.labels if graded else ()):
            if (ratings := rated.ratings.get(prefix + label)) is not None:
                assert graded is not None
                found[prefix + label] = measure_agreement(graded.values[:, i], ratings)
    return found
