"""Raw logits -> calibrated logits: activation, calibration, windows, groups, polarity. All facts come from the spec."""

import numpy as np
from scipy.special import log_softmax

from emoprofile.config import GroupRule, ModelSpec
from emoprofile.data.scores import FloatArray, IntArray, clip_probabilities, logit, sigmoid
from emoprofile.labels import Bridge, Vocabulary


def calibrate(spec: ModelSpec, raw: FloatArray) -> FloatArray:
    """Calibrate logits on the model's own domain: shape (n, outputs) -> (n, outputs).

    The results of a sigmoid are log-odds, with Platt's slope and intercept per label; the outputs of `evoked` and of
    dimensions are not changed. The results of a softmax are log p: slope and intercept are applied to all log p, which
    are then normalised again.
    """
    labels = len(spec.own.labels)
    logits = np.array(raw, np.float64)
    if spec.activation == "softmax":
        logits = log_softmax(logits, axis=1)
    if spec.calibration is not None:
        parameters = [spec.calibration.labels[label] for label in spec.own.labels]
        logits[:, :labels] *= [p.slope for p in parameters]
        logits[:, :labels] += [p.intercept for p in parameters]
        if spec.activation == "softmax":
            logits = log_softmax(logits, axis=1)
    return logits


def compute_probabilities(spec: ModelSpec, logits: FloatArray) -> FloatArray:
    """Turn calibrated logits into probabilities, in [1e-6, 1 - 1e-6]: shape (n, outputs) -> (n, outputs)."""
    return clip_probabilities(np.exp(logits) if spec.activation == "softmax" else sigmoid(logits))


def merge_windows(spec: ModelSpec, logits: FloatArray, owner: IntArray, added: IntArray, n: int) -> FloatArray:
    """Merge windows into one row per text: shape (windows, outputs) -> (n, outputs), still calibrated.

    A text in several windows gets the mean of their probabilities, weighted by the tokens that each window adds. The
    prevalence of an article is a weighted mean over sentences in the same way. Unlike a maximum, a mean does not grow
    with length. A text in one window keeps its logits exactly.
    """
    counts = np.bincount(owner, minlength=n)
    merged = np.empty((n, logits.shape[1]))
    single = counts[owner] == 1
    merged[owner[single]] = logits[single]
    for text in np.flatnonzero(counts > 1):
        here = owner == text
        mean = np.average(compute_probabilities(spec, logits[here]), axis=0, weights=added[here])
        merged[text] = np.log(mean / mean.sum()) if spec.activation == "softmax" else logit(mean)
    return merged


def combine(probabilities: FloatArray, rule: GroupRule) -> FloatArray:
    """Combine the probabilities of the members of a group: shape (n, members) -> (n,)."""
    if rule == "max":
        return np.asarray(probabilities.max(axis=1))
    if rule == "noisy_or":
        return np.asarray(1 - np.prod(1 - probabilities, axis=1))
    return np.asarray(np.minimum(probabilities.sum(axis=1), 1.0))


def group_probabilities(probabilities: FloatArray, own: Vocabulary, over: Bridge, rule: GroupRule) -> FloatArray:
    """Compute probabilities in a coarser vocabulary: shape (n, labels) -> (n, labels of the bridge's target)."""
    columns = [[own.labels.index(label) for label in over.members[group]] for group in over.target.labels]
    return np.column_stack([combine(probabilities[:, members], rule) for members in columns])


def measure_polarity(logits: FloatArray, own: Vocabulary) -> FloatArray:
    """Mean logit of the positive labels minus mean logit of the negative labels: shape (n, labels) -> (n,)."""
    positive = [i for i, label in enumerate(own.labels) if label in own.positive]
    negative = [i for i, label in enumerate(own.labels) if label in own.negative]
    return np.asarray(logits[:, positive].mean(axis=1) - logits[:, negative].mean(axis=1))
