"""Raw logits -> what they mean: activation, calibration, windows, groups, valence. All facts come from the spec."""

from collections.abc import Mapping

import numpy as np

from emoprofile.config import GroupRule, ModelSpec
from emoprofile.data import LabelScores, ScoreMatrix
from emoprofile.data.scores import FloatArray, IntArray, logit, sigmoid
from emoprofile.labels import Bridge, Vocabulary


def calibrated(spec: ModelSpec, raw: FloatArray) -> FloatArray:
    """Calibrated log-odds: shape (n, labels) -> (n, labels).

    A softmax model's logits become ln(p / (1 - p)) first; then Platt's slope and intercept, per label.
    """
    if spec.activation == "softmax":
        shifted = raw - raw.max(axis=1, keepdims=True)
        exponentials = np.exp(shifted)
        raw = logit(exponentials / exponentials.sum(axis=1, keepdims=True))
    if spec.calibration is None:
        return raw
    parameters = [spec.calibration[label] for label in spec.own.labels]
    return np.asarray(raw * [p.slope for p in parameters] + [p.intercept for p in parameters])


def merged_windows(logits: FloatArray, owner: IntArray, added: IntArray, n: int) -> FloatArray:
    """One row per text: shape (windows, labels) -> (n, labels).

    A text in several windows gets the mean of their probabilities, weighted by the tokens that each window adds: just
    as an article's prevalence is a weighted mean over its sentences, and unlike a maximum, this does not grow with
    length. A text in one window keeps its logits to the last bit.
    """
    counts = np.bincount(owner, minlength=n)
    merged = np.empty((n, logits.shape[1]))
    single = counts[owner] == 1
    merged[owner[single]] = logits[single]
    for text in np.flatnonzero(counts > 1):
        here = owner == text
        merged[text] = logit(np.average(sigmoid(logits[here]), axis=0, weights=added[here]))
    return merged


def combined(probabilities: FloatArray, rule: GroupRule) -> FloatArray:
    """The probability of a group from those of its members: shape (n, members) -> (n,)."""
    if rule == "max":
        return np.asarray(probabilities.max(axis=1))
    if rule == "noisy_or":
        return np.asarray(1 - np.prod(1 - probabilities, axis=1))
    return np.asarray(np.minimum(probabilities.sum(axis=1), 1.0))


def grouped(probabilities: FloatArray, own: Vocabulary, over: Bridge, rule: GroupRule) -> FloatArray:
    """Probabilities in a coarser vocabulary: shape (n, labels) -> (n, labels of the bridge's target)."""
    columns = [[own.labels.index(label) for label in over.members[group]] for group in over.target.labels]
    return np.column_stack([combined(probabilities[:, members], rule) for members in columns])


def polarity(logits: FloatArray, own: Vocabulary) -> FloatArray:
    """Mean logit of the positive labels minus mean logit of the negative labels: shape (n, labels) -> (n,)."""
    positive = [i for i, label in enumerate(own.labels) if label in own.positive]
    negative = [i for i, label in enumerate(own.labels) if label in own.negative]
    return np.asarray(logits[:, positive].mean(axis=1) - logits[:, negative].mean(axis=1))


def score_matrix(spec: ModelSpec, logits: FloatArray, tokens: IntArray, windows: IntArray) -> ScoreMatrix:
    """Everything that the spec makes of the calibrated logits of n texts."""
    own = spec.own
    emotions = _label_scores(own, logits, spec.thresholds, spec.reference)
    groups = {}
    for name, over in spec.bridges.items():
        rules = spec.group(name)
        values = logit(grouped(emotions.probabilities, own, over, rules.rule))
        groups[name] = _label_scores(over.target, values, rules.thresholds, rules.reference, over.lost)
    return ScoreMatrix(emotions, groups, _valence(spec, own, logits), tokens, windows)


def _valence(spec: ModelSpec, own: Vocabulary, logits: FloatArray) -> FloatArray | None:
    """Of an ordinal vocabulary, the expected value; of others, as the spec says; None where it does not."""
    if own.values:
        p = sigmoid(logits)
        return np.asarray(p @ [own.values[label] for label in own.labels] / p.sum(axis=1))
    if spec.valence is None:
        return None
    return np.asarray(np.tanh((polarity(logits, own) - spec.valence.centre) / spec.valence.scale))


def _label_scores(
    own: Vocabulary,
    logits: FloatArray,
    thresholds: Mapping[str, float] | None,
    reference: Mapping[str, float],
    lost: tuple[str, ...] = (),
) -> LabelScores:
    return LabelScores(
        vocabulary=own.name,
        labels=own.labels,
        neutral=own.neutral,
        logits=logits,
        thresholds=None if thresholds is None else np.array([thresholds[label] for label in own.labels]),
        reference=np.array([reference.get(label, 0.0) for label in own.labels]),
        lost=lost,
    )
