"""A circular block bootstrap over sentences, seeded by the content of the article.

Neighbouring sentences resemble each other, so blocks of them are drawn, not single ones (Politis & Romano, 1992). The
seed comes from the text: the same article gives the same replicates on any machine, in any batch.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from emoprofile.aggregate.methods import Method
from emoprofile.data.scores import FloatArray

FEWEST_SENTENCES = 5
CONFIDENCE = 0.9
_CELLS = 4_000_000
"""The most entries of the matrix of counts that is held at once."""


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How to resample.

    Attributes:
        replicates: How many times.
        seed: Bytes that stand for the article's content.
    """

    replicates: int
    seed: bytes

    def means(self, values: FloatArray, w: FloatArray) -> FloatArray:
        """The weighted means of each replicate: shapes (n, columns) and (n,) -> (replicates, columns).

        Weights travel with their sentences and are normalised anew in each replicate.
        """
        n, block = len(values), block_length(len(values))
        starts = self._starts(n)
        rows = max(1, _CELLS // n)
        parts = [self._means(values, w, starts[i : i + rows], block) for i in range(0, self.replicates, rows)]
        return np.concatenate(parts)

    def scores(self, method: Method, p: FloatArray, w: FloatArray) -> FloatArray:
        """What a method says of each replicate, one by one: shape (replicates, labels)."""
        n, block = len(p), block_length(len(p))
        drawn = (self._starts(n)[:, :, None] + np.arange(block)) % n
        rows = drawn.reshape(self.replicates, -1)[:, :n]
        totals = w[rows].sum(axis=1, keepdims=True)
        weights = np.where(totals > 0, w[rows], 1.0)
        weights /= weights.sum(axis=1, keepdims=True)
        return np.array([method(p[row], weight) for row, weight in zip(rows, weights, strict=True)])

    def _starts(self, n: int) -> NDArray[np.int64]:
        random = np.random.Generator(np.random.PCG64(int.from_bytes(self.seed[:16], "big")))
        return random.integers(n, size=(self.replicates, ceil(n / block_length(n))))

    @staticmethod
    def _means(values: FloatArray, w: FloatArray, starts: NDArray[np.int64], block: int) -> FloatArray:
        n = len(values)
        drawn = ((starts[:, :, None] + np.arange(block)) % n).reshape(len(starts), -1)[:, :n]
        offsets = np.arange(len(starts))[:, None] * n
        counts = np.bincount((drawn + offsets).ravel(), minlength=len(starts) * n).reshape(len(starts), n)
        weights = counts * w
        totals = weights.sum(axis=1, keepdims=True)
        # A replicate that happens to hold only sentences of weight zero says nothing: it counts them alike.
        weights = np.where(totals > 0, weights, counts)
        return np.asarray((weights @ values) / weights.sum(axis=1, keepdims=True))


def block_length(n: int) -> int:
    """⌈n^(1/3)⌉, the rate of Künsch (1989)."""
    return ceil(round(float(n ** (1 / 3)), 9))


def half_width(replicates: FloatArray, n: int) -> FloatArray:
    """Half the width of the 90 % interval of each column: shape (replicates, columns) -> (columns,).

    The bootstrap's standard error, times √(n / (n - b)) for the variance that blocks of length b lose, times the
    quantile of Student's t with max(1, n/b - 1) degrees of freedom.
    """
    block = block_length(n)
    quantile = stdtrit(max(1.0, n / block - 1), (1 + CONFIDENCE) / 2)
    return np.asarray(replicates.std(axis=0, ddof=1) * np.sqrt(n / (n - block)) * quantile)
