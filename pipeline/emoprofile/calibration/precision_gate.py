"""A model and labelled sentences -> what the model loses in bfloat16."""

import numpy as np

from emoprofile.config import ModelSpec, PrecisionGate, ScoreConfig
from emoprofile.data import EventScores, ScoreMatrix
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError
from emoprofile.labelled import LabelledDataset
from emoprofile.metrics import BoolArray, measure_sentences
from emoprofile.score import Scorer

DECIMALS = 6


def measure_precision_gate(spec: ModelSpec, data: LabelledDataset) -> PrecisionGate:
    """Score some sentences in float32 and in bfloat16, and hold one against the other.

    Args:
        spec: The model.
        data: Sentences with labels of the model's own vocabulary.

    Raises:
        InvalidValueError: If their labels are others, or the model has no thresholds to claim them by.
        ModelRefusedError: If this machine has no instructions for bfloat16.
    """
    labels = [label for label in data.vocabulary.labels if label in spec.own.labels]
    if data.vocabulary.name != spec.vocabulary or spec.kind == "graded" or spec.thresholds is None or not labels:
        raise InvalidValueError(
            f"{data.name} is labelled in {data.vocabulary.name}; a gate needs a model that expresses these very labels "
            f"and has thresholds for them, and {spec.name!r} does not"
        )
    short, exact = (Scorer(spec, ScoreConfig.model_validate({"dtype": each})) for each in ("bfloat16", "float32"))
    before, after = exact.score(data.texts), short.score(data.texts)
    claims = [_claims(scores.expressed) for scores in (before, after)]
    here = [spec.own.labels.index(label) for label in labels]
    truth = data.given[:, [data.vocabulary.labels.index(label) for label in labels]]
    f1 = [measure_sentences(labels, claimed[:, here], truth).macro.f1.value or 0.0 for claimed in claims]
    apart = np.abs(_probabilities(before) - _probabilities(after))
    return PrecisionGate(
        data=f"{data.name} ({data.format})",
        sentences=len(data.texts),
        weights_sha256=exact.weights_sha256,
        label_agreement=round(float((claims[0] == claims[1]).mean()), DECIMALS),
        p99_difference=round(float(np.quantile(apart, 0.99)), DECIMALS),
        largest_difference=round(float(apart.max()), DECIMALS),
        f1_loss=round(f1[0] - f1[1], DECIMALS),
    )


def _claims(scores: EventScores | None) -> BoolArray:
    """Which labels are claimed of which sentence, on the scale that the thresholds hold for."""
    assert scores is not None  # the model expresses labels, and has thresholds
    assert scores.thresholds is not None
    on_scale = scores.values if scores.threshold_scale == "articles" else scores.probabilities
    return np.asarray(on_scale >= scores.thresholds)


def _probabilities(scores: ScoreMatrix) -> FloatArray:
    """All that the model says of each sentence: probabilities of labels, and degrees as they are."""
    assert scores.expressed is not None
    graded = [each.values for each in (scores.evoked, scores.dimensions) if each is not None]
    return np.column_stack([scores.expressed.probabilities, *graded])
