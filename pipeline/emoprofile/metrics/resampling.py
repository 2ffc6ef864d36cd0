"""A bootstrap over units, which are drawn whole: the sentences of an article stand or fall together.

Most figures are functions of sums over rows. Their resamples are then matrix products of how often each unit was drawn
with the sums of each unit, for all resamples at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.metrics.measure import BoolArray, Measure, make_measure, make_missing

REPLICATES = 999
FEWEST_UNITS = 5
"""Resamples of fewer say little about other articles."""


@dataclass(frozen=True, slots=True, eq=False)
class Resamples:
    """What was drawn. Two systems measured with the same object are compared on the same draws.

    Attributes:
        unit: Shape (rows,): the unit of each row, from 0.
        counts: Shape (replicates, units): how often each unit was drawn; each line sums to the number of units.
    """

    unit: IntArray
    counts: FloatArray

    @classmethod
    def over(
        cls, units: Sequence[str] | Sequence[int] | IntArray, replicates: int = REPLICATES, seed: int = 0
    ) -> "Resamples | None":
        """As many units as there are, drawn with replacement; None for fewer than five, of which it says too little.

        Args:
            units: One per row, such as the id of its article.
            replicates: How many resamples.
            seed: The same one gives the same draws on any machine.
        """
        names, unit = np.unique(np.asarray(units), return_inverse=True)
        count = len(names)
        if count < FEWEST_UNITS:
            return None
        random = np.random.Generator(np.random.PCG64(seed))
        drawn = random.integers(count, size=(replicates, count)) + np.arange(replicates)[:, None] * count
        counts = np.bincount(drawn.ravel(), minlength=replicates * count).reshape(replicates, count)
        return cls(unit.astype(np.int64), counts.astype(np.float64))

    def sum_rows(self, values: FloatArray) -> FloatArray:
        """Sums over the rows of each resample: shape (rows, columns) -> (replicates, columns)."""
        return np.asarray(self.counts @ (self.build_membership().T @ np.asarray(values, np.float64)))

    def count_draws(self) -> FloatArray:
        """How often each row is in each resample: shape (replicates, rows)."""
        return self.counts[:, self.unit]

    def build_membership(self) -> csr_array:
        """Which row belongs to which unit: sparse, shape (rows, units), of 0 and 1."""
        rows = len(self.unit)
        return csr_array((np.ones(rows), (np.arange(rows), self.unit)), shape=(rows, self.counts.shape[1]))

    def list_rows(self, replicate: int) -> IntArray:
        """The rows of one resample, as often as they were drawn, in order."""
        return np.repeat(np.arange(len(self.unit)), self.counts[replicate, self.unit].astype(np.int64))

    def compute_each(self, figures: Callable[[IntArray], FloatArray]) -> FloatArray:
        """Figures of each resample, one by one, for what is no function of sums: shape (replicates, figures).

        Args:
            figures: Rows of a resample -> shape (figures,), nan where it does not define them.
        """
        return np.array([figures(self.list_rows(i)) for i in range(len(self.counts))])


def average_rows(values: FloatArray, resamples: Resamples | None, missing: str) -> Measure:
    """The mean of what is there.

    Args:
        values: Shape (rows,) or (rows, columns); nan where there is none.
        resamples: Over the units of the rows; None leaves the interval out.
        missing: Why there is no value, if there is none at all.
    """
    values = values if values.ndim == 2 else values[:, None]
    there: BoolArray = ~np.isnan(values)
    if not there.any():
        return make_missing(missing)
    value = float(values[there].mean())
    if resamples is None:
        return make_measure(value)
    sums = resamples.sum_rows(np.column_stack([np.where(there, values, 0.0).sum(axis=1), there.sum(axis=1)]))
    return make_measure(value, np.where(sums[:, 1] > 0, sums[:, 0] / np.maximum(sums[:, 1], 1), np.nan))
