"""The arc: binned curves, a band from shuffled orders, and the stretch of each that clearly differs from the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from emoprofile.aggregate.seeds import shuffle_orders
from emoprofile.aggregate.stretches import find_stretches
from emoprofile.data import Arc, Series
from emoprofile.data.scores import FloatArray, IntArray

FEWEST_SENTENCES = 5
MOST_BINS = 20
SHUFFLES = 999
BAND = 0.95
_VALUES = 4_000_000
"""How many shuffled values are held in memory at once, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """The values that one series of the arc is computed from.

    Attributes:
        values: Shape (n,): one value per sentence.
        least: The lower end of its range; the upper end is 1.
    """

    values: FloatArray
    least: float


def build_arc(curves: Mapping[str, Curve], w: FloatArray) -> Arc:
    """Build the arc of an article of five sentences or more.

    Args:
        curves: The curves, by the name of the series.
        w: Shape (n,), sums to 1.
    """
    n = len(w)
    starts = split_evenly(n, MOST_BINS)
    bins = tuple((int(start), int(end) - 1) for start, end in pairwise([*starts, n]))
    if not curves:
        return Arc(bins, {})
    values = np.column_stack([curve.values for curve in curves.values()])
    least = np.array([curve.least for curve in curves.values()])
    means = np.clip(average_bins(values[None], w[None], starts)[0], least, 1.0)
    low, high = _find_bands(values, w, starts, least)
    found = find_stretches(values)
    return Arc(
        bins,
        {
            name: Series(tuple(means[:, i].tolist()), (float(low[i]), float(high[i])), found[i])
            for i, name in enumerate(curves)
        },
    )


def split_evenly(n: int, most: int) -> IntArray:
    """Split n sentences into at most `most` parts and give the start of each; their sizes differ by at most one."""
    parts = min(n, most)
    return np.asarray(np.arange(parts) * n // parts)


def average_bins(values: FloatArray, w: FloatArray, starts: IntArray) -> FloatArray:
    """Weighted mean of each bin: shapes (…, n, series), (…, n) -> (…, bins, series).

    A bin whose weights are all 0 gets a plain mean.
    """
    sizes = np.diff([*starts, w.shape[-1]])
    own = np.where(np.repeat(np.add.reduceat(w, starts, axis=-1), sizes, axis=-1) > 0, w, 1.0)[..., None]
    return np.asarray(np.add.reduceat(values * own, starts, axis=-2) / np.add.reduceat(own, starts, axis=-2))


def _find_bands(
    values: FloatArray, w: FloatArray, starts: IntArray, least: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Find the band of each series: around the mean, the whole curve of 95 % of shuffled articles stays in it."""
    centre = w @ values
    shuffled = shuffle_orders(len(w), SHUFFLES)
    rows = max(1, _VALUES // values.size)
    widest = np.concatenate(
        [
            np.abs(average_bins(values[some], w[some], starts) - centre).max(axis=1)
            for some in (shuffled[i : i + rows] for i in range(0, len(shuffled), rows))
        ]
    )
    width = np.quantile(widest, BAND, axis=0)
    return np.clip(centre - width, least, 1.0), np.clip(centre + width, least, 1.0)
