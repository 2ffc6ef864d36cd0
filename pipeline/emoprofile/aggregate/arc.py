"""The arc: binned curves, a band from shuffled orders, and the stretch of each that clearly differs from the rest.

A stretch is looked for as in circular binary segmentation (Olshen, Venkatraman, Lucito & Wigler, 2004): the segment
whose mean differs most from the mean outside it, in units of its standard error, against the same maximum in shuffled
articles. Segments are a coarse grid, as in seeded binary segmentation (Kovács et al., 2023), which keeps the shuffles
cheap and their maximum low; in the article itself the ends are then refined over all segments. Band and stretch are
permutation tests: they assume nothing of the values, and false alarms stay at their level.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from emoprofile.aggregate.bootstrap import FEWEST_SENTENCES
from emoprofile.data import Arc, Series, Stretch
from emoprofile.data.scores import FloatArray, IntArray

MOST_BINS = 20
MOST_CELLS = 128
"""A longer article is looked at in so many cells of consecutive sentences."""
SHUFFLES = 999
LEVEL = 0.05
"""Of a false alarm in any of the series that are shown."""
BAND = 0.95
SHORTEST = 3
SHORTEST_SHARE = 1 / 8
"""Of the article: what is shorter is evidence, not a stretch."""
_VALUES = 4_000_000
"""The most shuffled values that are held at once."""


def arc(series: Mapping[str, FloatArray], w: FloatArray, seed: bytes) -> Arc | None:
    """The arc of an article; None for fewer than five sentences, or without a series.

    Args:
        series: By name: shape (n,), one value per sentence.
        w: Shape (n,), sums to 1.
        seed: 32 bytes that stand for the article's content: it is shuffled in the same way everywhere.
    """
    n = len(w)
    if n < FEWEST_SENTENCES or not series:
        return None
    values = np.column_stack(list(series.values()))
    starts = edges(n, MOST_BINS)
    curves = binned(values[None], w[None], starts)[0]
    bands = _bands(values, w, starts, _orders(n, seed))
    stretches = _stretches(values, _orders(len(edges(n, MOST_CELLS)), seed))
    return Arc(
        bins=tuple((int(start), int(end) - 1) for start, end in pairwise([*starts, n])),
        series={name: Series(tuple(map(float, curves[:, i])), bands[i], stretches[i]) for i, name in enumerate(series)},
    )


def _orders(n: int, seed: bytes) -> IntArray:
    """Shuffled orders: shape (shuffles, n)."""
    random = np.random.Generator(np.random.PCG64(int.from_bytes(seed[16:32], "big")))
    return random.permuted(np.broadcast_to(np.arange(n), (SHUFFLES, n)), axis=1)


def edges(n: int, most: int) -> IntArray:
    """Where each of at most so many parts begins; their sizes differ by at most one."""
    parts = min(n, most)
    return np.asarray(np.arange(parts) * n // parts)


def binned(values: FloatArray, w: FloatArray, starts: IntArray) -> FloatArray:
    """Weighted means: shapes (…, n, series), (…, n) -> (…, bins, series). A bin without weight is a plain mean."""
    sizes = np.diff([*starts, w.shape[-1]])
    own = np.where(np.repeat(np.add.reduceat(w, starts, axis=-1), sizes, axis=-1) > 0, w, 1.0)[..., None]
    return np.asarray(np.add.reduceat(values * own, starts, axis=-2) / np.add.reduceat(own, starts, axis=-2))


def _bands(values: FloatArray, w: FloatArray, starts: IntArray, orders: IntArray) -> list[tuple[float, float]]:
    """Per series, where the whole curve stays in 95 % of shuffled articles: around the mean, as wide on both sides."""
    centre = w @ values
    rows = max(1, _VALUES // values.size)
    widest = np.concatenate(
        [
            np.abs(binned(values[some], w[some], starts) - centre).max(axis=1)
            for some in (orders[i : i + rows] for i in range(0, len(orders), rows))
        ]
    )
    width = np.quantile(widest, BAND, axis=0)
    return [(float(low), float(high)) for low, high in zip(centre - width, centre + width, strict=True)]


def _stretches(values: FloatArray, orders: IntArray) -> list[tuple[Stretch, ...]]:
    """Per series, the stretch that clearly differs; each is tested at the level over their number (Bonferroni)."""
    n, count = values.shape
    cells = edges(n, MOST_CELLS)
    ends = [*cells, n]
    means = np.add.reduceat(values, cells, axis=0) / np.diff(ends)[:, None]
    found: list[tuple[Stretch, ...]] = []
    for i in range(count):
        segment, p_value = _clearest(means[:, i], orders, LEVEL / count)
        if segment is None:
            found.append(())
            continue
        first, end = int(ends[segment[0]]), int(ends[segment[1]])
        inside = np.zeros(n, bool)
        inside[first:end] = True
        levels = float(values[inside, i].mean()), float(values[~inside, i].mean())
        found.append((Stretch(first, end - 1, *levels, p_value),))
    return found


def _clearest(cells: FloatArray, orders: IntArray, level: float) -> tuple[tuple[int, int] | None, float]:
    """The segment [start, end) of cells that differs most from the rest, if shuffles rarely have one as different."""
    n = len(cells)
    spread = cells.std()
    if n < 2 * SHORTEST or spread < 1e-9:
        return None, 1.0
    centred = (cells - cells.mean()) / spread
    contrasts = np.array([_contrast(n, start, end) for start, end in _grid(n)])
    shuffled = np.abs(centred[orders] @ contrasts.T).max(axis=1)
    p_value = float((1 + (shuffled >= np.abs(contrasts @ centred).max() - 1e-9).sum()) / (1 + len(shuffled)))
    return (_refined(centred), p_value) if p_value <= level else (None, p_value)


def _grid(n: int) -> Iterator[tuple[int, int]]:
    """Halves and quarters that overlap by half, and what begins with the article and ends at every sixteenth of it."""
    segments = set()
    for length in (n // 2, n // 4):
        segments |= {(start, start + length) for start in range(0, n - length + 1, max(1, length // 2))}
    segments |= {(0, end) for end in range(0, n + 1, max(1, n // 16))}
    shortest = _shortest(n)
    yield from sorted((start, end) for start, end in segments if shortest <= end - start <= n - shortest)


def _shortest(n: int) -> int:
    return max(SHORTEST, ceil(SHORTEST_SHARE * n))


def _contrast(n: int, start: int, end: int) -> FloatArray:
    """What turns values of variance 1 into the standardised difference of the means inside and outside."""
    length = end - start
    contrast = np.full(n, -1 / (n - length))
    contrast[start:end] = 1 / length
    return np.asarray(contrast / np.sqrt(1 / length + 1 / (n - length)))


def _refined(centred: FloatArray) -> tuple[int, int]:
    """The segment [start, end) that differs most, of all: shape (cells,)."""
    n = len(centred)
    sums = np.concatenate([[0.0], np.cumsum(centred)])
    length = np.arange(n + 1) - np.arange(n + 1)[:, None]
    allowed: NDArray[np.bool_] = (length >= _shortest(n)) & (length <= n - _shortest(n))
    inside = np.where(allowed, length, 1)
    outside = np.where(allowed, n - length, 1)
    score = np.where(allowed, np.abs(sums - sums[:, None]) * np.sqrt(n / (inside * outside)), -1.0)
    start, end = np.unravel_index(int(score.argmax()), score.shape)
    return int(start), int(end)
