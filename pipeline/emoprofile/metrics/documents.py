"""Measures how well the profiles of articles fit gold ratings of the whole articles.

In all functions, predicted and gold have shape (articles, labels) and are not negative. A row of nan is an article
without a profile (no scorable sentence), or without ratings. Resamples are of the articles, one row each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.spatial.distance import jensenshannon

from emoprofile.data.scores import FloatArray
from emoprofile.metrics.correlation import Agreement, measure_agreement
from emoprofile.metrics.measure import Measure, average_measures, make_measure, make_missing, to_plain
from emoprofile.metrics.resampling import Resamples, average_rows

NO_ARTICLE = "there is no article"


@dataclass(frozen=True, slots=True)
class ProfileDistance:
    """The distance of profiles from gold, as distributions over the labels: 0 if they are the same, 1 without overlap.

    Attributes:
        mean: The mean over the articles that have a distance.
        articles: The distance of each article; null without a profile, and without a gold emotion.
    """

    mean: Measure
    articles: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class ArticleQuality:
    """How well profiles fit gold, with 90 % intervals where articles were resampled.

    Attributes:
        articles: The number of articles.
        mean: The plain mean of each coefficient over the labels that have it.
        labels: The coefficients of each label over the articles.
        distance: The Jensen-Shannon distance of the profiles.
        leading: The share of articles whose leading emotion is the gold one; null if leading emotions were not given.
    """

    articles: int
    mean: Agreement
    labels: Mapping[str, Agreement]
    distance: ProfileDistance
    leading: Measure

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return to_plain(self)  # type: ignore[no-any-return]


def measure_articles(
    labels: Sequence[str],
    predicted: FloatArray,
    gold: FloatArray,
    *,
    leading: tuple[Sequence[str | None], Sequence[str | None]] | None = None,
    resamples: Resamples | None = None,
) -> ArticleQuality:
    """Compute every figure about whole articles.

    Args:
        labels: The labels, in the order of the columns.
        predicted: Shape (articles, labels).
        gold: Shape (articles, labels); for concordance, in the unit of `predicted`.
        leading: The predicted and the gold leading label of each article; None for a flat article.
        resamples: Resamples of the articles; None leaves the intervals out.
    """
    w = None if resamples is None else resamples.count_draws()
    each = {label: measure_agreement(predicted[:, i], gold[:, i], w) for i, label in enumerate(labels)}
    return ArticleQuality(
        articles=len(gold),
        mean=average_agreement(list(each.values())),
        labels=each,
        distance=measure_distance(predicted, gold, resamples),
        leading=make_missing("the leading emotions were not given")
        if leading is None
        else leading_accuracy(*leading, resamples=resamples),
    )


def average_agreement(each: Sequence[Agreement]) -> Agreement:
    """The plain mean of each coefficient over those that are defined."""
    return Agreement(
        pearson=average_measures([one.pearson for one in each]),
        spearman=average_measures([one.spearman for one in each]),
        concordance=average_measures([one.concordance for one in each]),
    )


def measure_distance(predicted: FloatArray, gold: FloatArray, resamples: Resamples | None = None) -> ProfileDistance:
    """Jensen-Shannon distance with logarithms to base 2, in [0, 1] (Endres & Schindelin, 2003).

    √(½ Σ p·log₂(p/m) + ½ Σ q·log₂(q/m)), m = ½(p + q), between each article's predicted and gold values, each
    divided by their sum.
    """
    present = np.nansum(gold, axis=1) > 0
    there = np.nansum(predicted, axis=1) > 0
    distances = np.full(len(gold), np.nan)
    both = present & there
    if both.any():
        # For equal distributions, rounding can make the divergence negative, and its square root nan.
        with np.errstate(invalid="ignore"):
            found = jensenshannon(predicted[both], gold[both], base=2, axis=1)
        distances[both] = np.nan_to_num(np.asarray(found, np.float64))
    reasons = np.where(present, "the article has no profile", "the article has no gold emotion")
    articles = tuple(
        make_measure(float(value), missing=str(why) if np.isnan(value) else "")
        for value, why in zip(distances, reasons, strict=True)
    )
    return ProfileDistance(
        average_rows(distances, resamples, "no article has both a profile and a gold emotion"), articles
    )


def leading_accuracy(
    predicted: Sequence[str | None], gold: Sequence[str | None], resamples: Resamples | None = None
) -> Measure:
    """The share of articles whose leading emotion is the gold one. For a flat article, both must be None."""
    right = np.array([one == other for one, other in zip(predicted, gold, strict=True)], np.float64)
    return average_rows(right, resamples, NO_ARTICLE)
