"""Per-label decision thresholds that maximise expected F1."""

import numpy as np

from emoprofile.data.scores import FloatArray


def expected_f1_thresholds(probabilities: FloatArray) -> FloatArray:
    """For each label, the threshold t for which "p >= t" has the highest expected F1.

    Were the calibrated probabilities the truth, claiming the k most probable sentences would be right Σ p of k times,
    for an expected F1 of 2 Σ p of k / (k + Σ p of all); the best threshold is half of the best such F1 (Lipton,
    Elkan & Naryanaswamy, 2014, "Optimal Thresholding of Classifiers to Maximize F1 Measure"). The labels themselves
    enter only through the calibration: a threshold that is searched on the labels of a dozen positive sentences fits
    their accidents, and does worse on others.

    Args:
        probabilities: Shape (n, labels), n >= 1, calibrated, in (0, 1).

    Returns:
        Shape (labels,), in (0, 0.5].
    """
    ranked = -np.sort(-probabilities, axis=0)
    claimed = np.arange(1, len(ranked) + 1)[:, None]
    f1 = 2 * np.cumsum(ranked, axis=0) / (claimed + ranked.sum(axis=0))
    return np.asarray(f1.max(axis=0) / 2)
