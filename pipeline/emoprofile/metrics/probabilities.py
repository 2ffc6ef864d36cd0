"""Measures calibration: of the sentences with probability p, a share of p should carry the label.

In all functions, probabilities has shape (n, labels), in [0, 1]; gold has the same shape, bool.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emoprofile.data.scores import PROBABILITY_FLOOR, FloatArray, IntArray
from emoprofile.metrics.measure import BoolArray, Measure, make_measure, make_missing, to_plain
from emoprofile.metrics.resampling import Resamples

CALIBRATION_BINS = 10
LEAST_PROBABILITY = 0.1


def brier_score(probabilities: FloatArray, gold: BoolArray) -> float:
    """Mean of (p - [gold])² over sentences and labels (Brier, 1950): 0 is perfect."""
    return float(np.mean((probabilities - gold) ** 2))


def log_loss(probabilities: FloatArray, gold: BoolArray) -> float:
    """Mean of -ln of the probability of the true answer, over sentences and labels."""
    return float(-np.mean(np.where(gold, np.log(probabilities), np.log1p(-probabilities))))


def calibration_error(probabilities: FloatArray, gold: BoolArray, least: float = LEAST_PROBABILITY) -> float:
    """Expected calibration error of the predictions of at least `least`, pooled over labels (Naeini et al., 2015).

    It is the mean of |mean p - share of gold| over ten bins of equal width on [0, 1], weighted by the number of
    predictions in each. Most predictions of a model with many labels are close to 0 and trivially right. They are left
    out, because they would hide the error of the others. The error is 0 if no prediction is left.
    """
    taken = probabilities >= least
    p, hit = probabilities[taken], gold[taken]
    if not len(p):
        return 0.0
    gaps = np.bincount(_find_bins(p), weights=p - hit, minlength=CALIBRATION_BINS)
    return float(np.abs(gaps).sum() / len(p))


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The predictions between two probabilities; the last bin holds its upper end as well.

    Attributes:
        low: The lower end of the bin.
        high: The upper end of the bin.
        count: The number of predictions in it.
        probability: The mean of the predictions; None for an empty bin.
        share: The share of the predictions whose label is gold; None for an empty bin.
    """

    low: float
    high: float
    count: int
    probability: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well some probabilities are calibrated.

    Attributes:
        brier: Mean of (p - [gold])²: 0 is perfect.
        log_loss: Mean of -ln of the probability of the true answer, with p clipped to [1e-6, 1 - 1e-6].
        calibration_error: The error by `calibration_error` of predictions of at least 0.1; null if there is none. Noise
            mostly makes this error larger, because it has no sign. The interval is therefore shifted upwards; the
            interval of a small error can lie above the value.
        reliability: The reliability curve of all predictions, in ten bins of equal width.
    """

    brier: Measure
    log_loss: Measure
    calibration_error: Measure
    reliability: tuple[ReliabilityBin, ...]


@dataclass(frozen=True, slots=True)
class CalibrationQuality:
    """How well the probabilities of a model are calibrated, pooled over labels and per label, with 90 % intervals."""

    sentences: int
    pooled: Calibration
    labels: Mapping[str, Calibration]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return to_plain(self)  # type: ignore[no-any-return]


def measure_calibration(
    labels: Sequence[str], probabilities: FloatArray, gold: BoolArray, resamples: Resamples | None = None
) -> CalibrationQuality:
    """Compute every figure about the probabilities.

    Args:
        labels: The labels, in the order of the columns.
        probabilities: Shape (n, labels).
        gold: Shape (n, labels).
        resamples: Resamples of the n sentences; None leaves the intervals out.
    """
    return CalibrationQuality(
        sentences=len(gold),
        pooled=_measure_calibration(probabilities, gold, resamples),
        labels={
            label: _measure_calibration(probabilities[:, [i]], gold[:, [i]], resamples)
            for i, label in enumerate(labels)
        },
    )


def bin_reliability(probabilities: FloatArray, gold: BoolArray) -> tuple[ReliabilityBin, ...]:
    """The reliability curve, pooled over labels: ten bins of equal width on [0, 1]."""
    p, bins = probabilities.ravel(), _find_bins(probabilities.ravel())
    counts = np.bincount(bins, minlength=CALIBRATION_BINS)
    sums = np.bincount(bins, weights=p, minlength=CALIBRATION_BINS)
    hits = np.bincount(bins, weights=gold.ravel(), minlength=CALIBRATION_BINS)
    return tuple(
        ReliabilityBin(
            low=i / CALIBRATION_BINS,
            high=(i + 1) / CALIBRATION_BINS,
            count=int(count),
            probability=float(sums[i] / count) if count else None,
            share=float(hits[i] / count) if count else None,
        )
        for i, count in enumerate(counts)
    )


def _measure_calibration(p: FloatArray, gold: BoolArray, resamples: Resamples | None) -> Calibration:
    curve = bin_reliability(p, gold)
    if not gold.size:
        none = make_missing("there is no sentence")
        return Calibration(none, none, none, curve)
    clipped = np.clip(p, PROBABILITY_FLOOR, 1 - PROBABILITY_FLOOR)
    taken = p >= LEAST_PROBABILITY
    brier = loss = error = None
    if resamples is not None:
        losses = -np.where(gold, np.log(clipped), np.log1p(-clipped)).sum(axis=1)
        squares = ((p - gold) ** 2).sum(axis=1)
        size = np.full(len(p), p.shape[1])
        sums = resamples.sum_rows(
            np.column_stack([squares, losses, size, taken.sum(axis=1), _sum_gaps(p, gold, taken)])
        )
        brier, loss = sums[:, 0] / sums[:, 2], sums[:, 1] / sums[:, 2]
        left = sums[:, 3]
        error = np.where(left > 0, np.abs(sums[:, 4:]).sum(axis=1) / np.maximum(left, 1), np.nan)
    return Calibration(
        brier=make_measure(brier_score(p, gold), brier),
        log_loss=make_measure(log_loss(clipped, gold), loss),
        calibration_error=make_measure(calibration_error(p, gold), error)
        if taken.any()
        else make_missing(f"no prediction reaches {LEAST_PROBABILITY}"),
        reliability=curve,
    )


def _sum_gaps(p: FloatArray, gold: BoolArray, taken: BoolArray) -> FloatArray:
    """Sum p - [gold] over the predictions that are taken, per sentence and bin: shape (n, bins)."""
    rows = np.nonzero(taken)[0]
    cells = rows * CALIBRATION_BINS + _find_bins(p[taken])
    gaps = np.bincount(cells, weights=p[taken] - gold[taken], minlength=len(p) * CALIBRATION_BINS)
    return np.asarray(gaps.reshape(len(p), CALIBRATION_BINS))


def _find_bins(p: FloatArray) -> IntArray:
    return np.minimum((p * CALIBRATION_BINS).astype(np.int64), CALIBRATION_BINS - 1)
