"""Raw logits -> what they mean: activation, calibration, windows, groups, valence. All facts come from the spec."""

from collections.abc import Mapping

import numpy as np

from emoprofile.config import GroupRule, ModelSpec
from emoprofile.data import LabelScores, ScoreMatrix
from emoprofile.data.scores import FloatArray, IntArray, logit, sigmoid
from emoprofile.labels import Vocabulary, mapping, vocabulary


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
    parameters = [spec.calibration[label] for label in vocabulary(spec.vocabulary).labels]
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


def grouped(probabilities: FloatArray, source: Vocabulary, target: Vocabulary, rule: GroupRule) -> FloatArray:
    """Probabilities in a coarser vocabulary: shape (n, source labels) -> (n, target labels)."""
    belongs = mapping(source.name, target.name)
    members = {
        group: [i for i, label in enumerate(source.labels) if belongs[label] == group] for group in target.labels
    }
    return np.column_stack([combined(probabilities[:, members[group]], rule) for group in target.labels])


def polarity(logits: FloatArray, own: Vocabulary) -> FloatArray:
    """Mean logit of the positive labels minus mean logit of the negative labels: shape (n, labels) -> (n,)."""
    positive = [i for i, label in enumerate(own.labels) if label in own.positive]
    negative = [i for i, label in enumerate(own.labels) if label in own.negative]
    return np.asarray(logits[:, positive].mean(axis=1) - logits[:, negative].mean(axis=1))


def score_matrix(spec: ModelSpec, logits: FloatArray, tokens: IntArray, windows: IntArray) -> ScoreMatrix:
    """Everything that the spec makes of the calibrated logits of n texts."""
    own = vocabulary(spec.vocabulary)
    emotions = _label_scores(own, logits, spec.thresholds, spec.reference)
    groups = {}
    for name in spec.groupings:
        coarse, rules = vocabulary(name), spec.group(name)
        values = logit(grouped(emotions.probabilities, own, coarse, rules.rule))
        groups[name] = _label_scores(coarse, values, rules.thresholds, rules.reference)
    valence = None
    if spec.valence is not None:
        valence = np.tanh((polarity(logits, own) - spec.valence.centre) / spec.valence.scale)
    return ScoreMatrix(emotions, groups, valence, tokens, windows)


def _label_scores(
    own: Vocabulary, logits: FloatArray, thresholds: Mapping[str, float] | None, reference: Mapping[str, float]
) -> LabelScores:
    return LabelScores(
        vocabulary=own.name,
        labels=own.labels,
        neutral=own.neutral,
        logits=logits,
        thresholds=None if thresholds is None else np.array([thresholds[label] for label in own.labels]),
        reference=np.array([reference.get(label, 0.0) for label in own.labels]),
    )
