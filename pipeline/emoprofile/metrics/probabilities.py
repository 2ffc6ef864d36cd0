"""Whether probabilities mean what they say: of sentences given p, a share of p should carry the label.

Throughout: probabilities has shape (n, labels), in [0, 1]; gold has the same shape, bool.
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
    gaps = np.bincount(_find_bins(p), weights=p - hit, minlength=CALIBRATION_BINS)
    return float(np.abs(gaps).sum() / len(p))


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The predictions between two probabilities; the last bin holds its upper end as well.

    Attributes:
        low: Where it begins.
        high: Where it ends.
        count: How many predictions it holds.
        probability: Their mean; None for an empty bin.
        share: The share of them that is gold; None for an empty bin.
    """

    low: float
    high: float
    count: int
    probability: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How true some probabilities are.

    Attributes:
        brier: Mean of (p - [gold])²: 0 is perfect.
        log_loss: Mean of -ln of the probability given to what is the case, p clipped to [1e-6, 1 - 1e-6].
        calibration_error: As `calibration_error`, of predictions of at least 0.1; null if there is none. A gap has no
            sign, so the noise of a resample mostly adds to it: the interval leans upwards, and of a small error it can
            lie above the value.
        reliability: Ten bins of equal width over all predictions.
    """

    brier: Measure
    log_loss: Measure
    calibration_error: Measure
    reliability: tuple[ReliabilityBin, ...]


@dataclass(frozen=True, slots=True)
class CalibrationQuality:
    """How true the probabilities of a model are, pooled over labels and per label, with 90 % intervals."""

    sentences: int
    pooled: Calibration
    labels: Mapping[str, Calibration]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return to_plain(self)  # type: ignore[no-any-return]


def measure_calibration(
    labels: Sequence[str], probabilities: FloatArray, gold: BoolArray, resamples: Resamples | None = None
) -> CalibrationQuality:
    """Every figure about the probabilities.

    Args:
        labels: The columns.
        probabilities: Shape (n, labels).
        gold: Shape (n, labels).
        resamples: Over the units of the n sentences; None leaves the intervals out.
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
    """Per sentence and bin, Σ (p - [gold]) of the predictions that are taken: shape (n, bins)."""
    rows = np.nonzero(taken)[0]
    cells = rows * CALIBRATION_BINS + _find_bins(p[taken])
    gaps = np.bincount(cells, weights=p[taken] - gold[taken], minlength=len(p) * CALIBRATION_BINS)
    return np.asarray(gaps.reshape(len(p), CALIBRATION_BINS))


def _find_bins(p: FloatArray) -> IntArray:
    return np.minimum((p * CALIBRATION_BINS).astype(np.int64), CALIBRATION_BINS - 1)
