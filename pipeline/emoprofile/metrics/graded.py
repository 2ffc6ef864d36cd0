"""Measures how close graded figures come to ratings: correlation, agreement and error, per label and on average.

In all functions, predicted and gold have shape (n, labels) and the same unit; nan where there is no value.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emoprofile.data.scores import FloatArray
from emoprofile.metrics.correlation import measure_agreement
from emoprofile.metrics.measure import Measure, average_measures, to_plain
from emoprofile.metrics.resampling import Resamples, average_rows


@dataclass(frozen=True, slots=True)
class GradedFit:
    """How close one series comes to gold.

    Attributes:
        pearson: Whether they lie on a rising line, in [-1, 1].
        spearman: Whether they have the same order, in [-1, 1].
        concordance: Whether they are the same: Lin's coefficient, in [-1, 1].
        absolute_error: The mean of |predicted - gold|, in their unit.
    """

    pearson: Measure
    spearman: Measure
    concordance: Measure
    absolute_error: Measure


@dataclass(frozen=True, slots=True)
class GradedQuality:
    """How close several labels come to their ratings, with 90 % intervals if articles were resampled.

    Attributes:
        rated: The number of rows with gold for some label.
        mean: The plain mean of each figure over the labels that have it.
        labels: The figures of each label.
    """

    rated: int
    mean: GradedFit
    labels: Mapping[str, GradedFit]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return to_plain(self)  # type: ignore[no-any-return]


def measure_fit(predicted: FloatArray, gold: FloatArray, resamples: Resamples | None = None) -> GradedFit:
    """Compute every figure of one series: shape (n,) each."""
    found = measure_agreement(predicted, gold, None if resamples is None else resamples.count_draws())
    error = average_rows(np.abs(predicted - gold), resamples, "there is no pair of figure and gold")
    return GradedFit(found.pearson, found.spearman, found.concordance, error)


def measure_ratings(
    labels: Sequence[str], predicted: FloatArray, gold: FloatArray, resamples: Resamples | None = None
) -> GradedQuality:
    """Compute every figure of every label.

    Args:
        labels: The labels, in the order of the columns.
        predicted: Shape (n, labels).
        gold: Shape (n, labels).
        resamples: Resamples of the n rows; None leaves the intervals out.
    """
    each = {label: measure_fit(predicted[:, i], gold[:, i], resamples) for i, label in enumerate(labels)}
    rated = int((~np.isnan(gold)).any(axis=1).sum())
    return GradedQuality(rated, average_fits(each.values()), each)


def average_fits(each: Iterable[GradedFit]) -> GradedFit:
    """The plain mean of each figure over those that have it."""
    fits = list(each)
    names = ("pearson", "spearman", "concordance", "absolute_error")
    return GradedFit(*(average_measures([getattr(one, name) for one in fits]) for name in names))
