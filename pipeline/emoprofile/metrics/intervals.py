"""Measures whether the stated uncertainty of profiles is right: their intervals, `above`, and the leading labels.

In all functions, arrays have shape (articles, labels); nan where there is no profile, no gold or no baseline. Resamples
are of the articles, one row each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emoprofile.data.scores import FloatArray
from emoprofile.metrics.measure import BoolArray, Measure, make_measure, make_missing, to_plain
from emoprofile.metrics.resampling import Resamples, average_rows

LEAST_PREVALENCE = 0.02
BINS = 5
_TOLERANCE = 1e-9
NO_PAIR = "no pair of article and label has an interval"
NO_BASELINE = "no label has a baseline"


@dataclass(frozen=True, slots=True)
class IntervalQuality:
    """How often 90 % intervals hold gold, over pairs of an article and a label.

    Attributes:
        pairs: The number of pairs that count.
        coverage: The share of these pairs whose gold value lies in the interval.
        coverage_present: The same of the pairs whose gold value is above 0.
        gold_below: The share of the pairs whose gold value lies below the interval.
        gold_above: The share of the pairs whose gold value lies above the interval.
        width: The mean width of the intervals of these pairs.
        width_all: The mean width of all intervals, also of pairs that do not count.
    """

    pairs: int
    coverage: Measure
    coverage_present: Measure
    gold_below: Measure
    gold_above: Measure
    width: Measure
    width_all: Measure

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return to_plain(self)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class AboveBin:
    """The pairs of article and label whose `above` lies between two probabilities; the last bin holds its upper end.

    Attributes:
        low: The lower end of the bin.
        high: The upper end of the bin.
        pairs: The number of pairs in it.
        said: The mean of `above`; None for an empty bin.
        right: The share of the pairs whose gold value is above the baseline; None for an empty bin.
    """

    low: float
    high: float
    pairs: int
    said: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class AboveQuality:
    """Whether the label is above its baseline as often as `above` says.

    Attributes:
        pairs: The number of pairs of article and label with a baseline and gold.
        error: The mean of |said - right| over five bins of `above`, weighted by pairs. Noise mostly makes this error
            larger, because it has no sign. The interval is therefore shifted upwards.
        bins: The five bins, of equal width on [0, 1].
    """

    pairs: int
    error: Measure
    bins: tuple[AboveBin, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return to_plain(self)  # type: ignore[no-any-return]


def measure_coverage(
    gold: FloatArray, low: FloatArray, high: FloatArray, counted: BoolArray, resamples: Resamples | None = None
) -> IntervalQuality:
    """Compute every figure about intervals.

    Args:
        gold: Shape (articles, labels), in the unit of the figures.
        low: The lower ends of the intervals.
        high: The upper ends of the intervals.
        counted: True for the pairs that count. Pairs without gold or interval never count.
        resamples: Resamples of the articles; None leaves the intervals out.
    """
    known = ~(np.isnan(gold) | np.isnan(low) | np.isnan(high))
    there = counted & known
    below, above = gold < low - _TOLERANCE, gold > high + _TOLERANCE
    held = ~(below | above)

    def mean(values: FloatArray | BoolArray, where: BoolArray, missing: str) -> Measure:
        return average_rows(np.where(where, values, np.nan), resamples, missing)

    return IntervalQuality(
        pairs=int(there.sum()),
        coverage=mean(held, there, NO_PAIR),
        coverage_present=mean(held, there & (gold > 0), "no label is present in an article with an interval"),
        gold_below=mean(below, there, NO_PAIR),
        gold_above=mean(above, there, NO_PAIR),
        width=mean(high - low, there, NO_PAIR),
        width_all=mean(high - low, known, NO_PAIR),
    )


def is_worth_counting(gold: FloatArray, prevalence: FloatArray) -> BoolArray:
    """Whether a pair is informative: gold is above 0, or the prevalence is at least .02."""
    return np.asarray((gold > 0) | (prevalence >= LEAST_PREVALENCE))


def measure_above(
    said: FloatArray, gold: FloatArray, baseline: FloatArray, resamples: Resamples | None = None
) -> AboveQuality:
    """Measure whether a label is above its baseline as often as `above` says.

    Args:
        said: Shape (articles, labels), in [0, 1]: the values of `above`.
        gold: Shape (articles, labels).
        baseline: Shape (articles, labels), in the unit of `gold`.
        resamples: Resamples of the articles; None leaves the interval out.
    """
    there = ~(np.isnan(said) | np.isnan(gold) | np.isnan(baseline))
    right = gold > baseline
    place = np.minimum((np.where(there, said, 0.0) * BINS).astype(np.int64), BINS - 1)
    inside = [there & (place == k) for k in range(BINS)]
    counts = [int(each.sum()) for each in inside]
    bins = tuple(
        AboveBin(
            low=k / BINS,
            high=(k + 1) / BINS,
            pairs=count,
            said=float(said[each].mean()) if count else None,
            right=float(right[each].mean()) if count else None,
        )
        for k, (each, count) in enumerate(zip(inside, counts, strict=True))
    )
    total = sum(counts)
    if not total:
        return AboveQuality(0, make_missing(NO_BASELINE), bins)
    gaps = np.column_stack([np.where(each, said - right, 0.0).sum(axis=1) for each in inside])
    error = float(np.abs(gaps.sum(axis=0)).sum() / total)
    if resamples is None:
        return AboveQuality(total, make_measure(error), bins)
    sums = resamples.sum_rows(np.column_stack([gaps, there.sum(axis=1)]))
    drawn = np.abs(sums[:, :BINS]).sum(axis=1) / np.maximum(sums[:, BINS], 1)
    return AboveQuality(total, make_measure(error, np.where(sums[:, BINS] > 0, drawn, np.nan)), bins)


def leading_precision(
    listed: Sequence[Sequence[int] | None], gold: FloatArray, resamples: Resamples | None = None
) -> Measure:
    """The share of the labels listed as leading that are present: their gold value is above 0.

    Args:
        listed: The columns of the labels that each article lists; None where there is no list.
        gold: Shape (articles, labels).
        resamples: Resamples of the articles; None leaves the interval out.
    """
    present = np.full(gold.shape, np.nan)
    for i, columns in enumerate(listed):
        for k in columns or ():
            if not np.isnan(gold[i, k]):
                present[i, k] = gold[i, k] > 0
    return average_rows(present, resamples, "no label is listed as leading")
