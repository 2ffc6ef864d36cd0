"""Whether emotion rises and falls where gold says: binned curves of articles, beside shuffled orders of sentences."""

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
    """One coefficient of the curves, beside what it is where the order of the predicted sentences is shuffled.

    Attributes:
        natural: The mean over the articles that have it, in the order of the articles.
        shuffled: The mean of the same over shuffles.
        shuffled_high: What 95 % of the shuffles stay below.
    """

    natural: Measure
    shuffled: Measure
    shuffled_high: Measure


@dataclass(frozen=True, slots=True)
class ArcQuality:
    """How well the curves of articles fit gold curves.

    Attributes:
        articles: How many could be compared: five sentences or more, and neither curve flat.
        concordance: Lin's coefficient of the binned curves.
        pearson: Pearson's.
        each: Per article, Lin's coefficient.
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
    """The curves of articles, binned as a profile's arc is: at most 20 bins of consecutive sentences, plain means.

    Args:
        predicted: Per article, shape (n,): one value per sentence, such as valence or the probability of an emotion.
        gold: Per article, shape (n,), in the same unit.
        resamples: Over the articles, one row each; None leaves the intervals out.
        shuffles: How many orders of the predicted sentences.
        seed: Of the shuffles.
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
    """The binned means of a series, or of many: shape (…, n) -> (…, bins)."""
    n = values.shape[-1]
    return average_bins(values[..., None], np.ones(values.shape), split_evenly(n, MOST_BINS))[..., 0]


def _fit(each: Sequence[Measure], nulls: Sequence[FloatArray], resamples: Resamples | None) -> ArcFit:
    values = np.array([np.nan if one.value is None else one.value for one in each])
    missing = next((one.missing for one in each), "there is no article")
    natural = average_rows(values, resamples, missing)
    if natural.value is None:
        none = make_missing(natural.missing)
        return ArcFit(natural, none, none)
    # A shuffle whose curve happens to be flat goes with nothing.
    shuffled = np.nan_to_num(np.array(nulls)).mean(axis=0)
    return ArcFit(natural, make_measure(float(shuffled.mean())), make_measure(float(np.quantile(shuffled, HIGH))))
