"""Measures whether emotion rises and falls as in gold: binned curves of articles, compared with shuffled sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emoprofile.aggregate.arc import FEWEST_SENTENCES, MOST_BINS, average_bins, split_evenly
from emoprofile.data.scores import FloatArray
from emoprofile.metrics.correlation import compute_coefficients, measure_agreement
from emoprofile.metrics.measure import Measure, make_measure, make_missing, to_plain
from emoprofile.metrics.resampling import Resamples, average_rows

SHUFFLES = 199
HIGH = 0.95


@dataclass(frozen=True, slots=True)
class ArcFit:
    """One coefficient of the curves, and its values if the order of the predicted sentences is shuffled.

    Attributes:
        natural: The mean over the articles that have it, with the sentences in their own order.
        shuffled: The same mean with shuffled sentences, averaged over the shuffles.
        shuffled_high: The 95 % quantile of the same mean over the shuffles.
    """

    natural: Measure
    shuffled: Measure
    shuffled_high: Measure


@dataclass(frozen=True, slots=True)
class ArcQuality:
    """How well the curves of articles fit gold curves.

    Attributes:
        articles: The number of articles that could be compared: with five sentences or more, and no flat curve.
        concordance: Lin's coefficient of the binned curves.
        pearson: Pearson's coefficient of the binned curves.
        each: Lin's coefficient of each article.
    """

    articles: int
    concordance: ArcFit
    pearson: ArcFit
    each: tuple[Measure, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return to_plain(self)  # type: ignore[no-any-return]


def measure_arcs(
    predicted: Sequence[FloatArray],
    gold: Sequence[FloatArray],
    resamples: Resamples | None = None,
    *,
    shuffles: int = SHUFFLES,
    seed: int = 0,
) -> ArcQuality:
    """Measure the curves of articles, binned as the arc of a profile: at most 20 bins of consecutive sentences.

    Args:
        predicted: Per article, shape (n,): one value per sentence, such as valence or the probability of an emotion.
        gold: Per article, shape (n,), in the same unit.
        resamples: Resamples of the articles, one row each; None leaves the intervals out.
        shuffles: The number of shuffled orders of the predicted sentences.
        seed: The seed of the shuffles.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    concordances, pearsons, nulls = [], [], []
    for x, y in zip(predicted, gold, strict=True):
        if len(x) < FEWEST_SENTENCES:
            short = make_missing(f"fewer than {FEWEST_SENTENCES} sentences: {len(x)}")
            concordances.append(short)
            pearsons.append(short)
            continue
        one, other = bin_curve(x), bin_curve(y)
        found = measure_agreement(one, other)
        concordances.append(found.concordance)
        pearsons.append(found.pearson)
        if found.pearson.value is not None:
            orders = random.permuted(np.broadcast_to(np.arange(len(x)), (shuffles, len(x))), axis=1)
            shuffled = bin_curve(x[orders])
            nulls.append(compute_coefficients(shuffled, other, np.ones(shuffled.shape)))
    return ArcQuality(
        articles=len(nulls),
        concordance=_fit(concordances, [null[1] for null in nulls], resamples),
        pearson=_fit(pearsons, [null[0] for null in nulls], resamples),
        each=tuple(concordances),
    )


def bin_curve(values: FloatArray) -> FloatArray:
    """Average one or many series in bins: shape (…, n) -> (…, bins)."""
    n = values.shape[-1]
    return average_bins(values[..., None], np.ones(values.shape), split_evenly(n, MOST_BINS))[..., 0]


def _fit(each: Sequence[Measure], nulls: Sequence[FloatArray], resamples: Resamples | None) -> ArcFit:
    values = np.array([np.nan if one.value is None else one.value for one in each])
    missing = next((one.missing for one in each), "there is no article")
    natural = average_rows(values, resamples, missing)
    if natural.value is None:
        none = make_missing(natural.missing)
        return ArcFit(natural, none, none)
    # A shuffle with a flat curve has a coefficient of 0.
    shuffled = np.nan_to_num(np.array(nulls)).mean(axis=0)
    return ArcFit(natural, make_measure(float(shuffled.mean())), make_measure(float(np.quantile(shuffled, HIGH))))
