"""A bootstrap over units, such as articles. A unit is drawn with all its rows, because they are not independent.

Most figures are functions of sums over rows. For all resamples at once, such sums are a matrix product: how often each
unit was drawn, times the sums of each unit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.metrics.measure import BoolArray, Measure, make_measure, make_missing

REPLICATES = 999
FEWEST_UNITS = 5
"""Resamples of fewer units say little about other units."""


@dataclass(frozen=True, slots=True, eq=False)
class Resamples:
    """The resamples. Systems that are measured with the same object are compared on the same resamples.

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
        """Draw as many units as there are, with replacement; None for fewer than five units.

        Args:
            units: The unit of each row, such as the id of its article.
            replicates: The number of resamples.
            seed: The seed; the same seed gives the same resamples on any machine.
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
        """Sum the rows of each resample: shape (rows, columns) -> (replicates, columns)."""
        return np.asarray(self.counts @ (self.build_membership().T @ np.asarray(values, np.float64)))

    def count_draws(self) -> FloatArray:
        """Count how often each row is in each resample: shape (replicates, rows)."""
        return self.counts[:, self.unit]

    def build_membership(self) -> csr_array:
        """Build the sparse matrix of 0 and 1 that says which row belongs to which unit: shape (rows, units)."""
        rows = len(self.unit)
        return csr_array((np.ones(rows), (np.arange(rows), self.unit)), shape=(rows, self.counts.shape[1]))

    def list_rows(self, replicate: int) -> IntArray:
        """List the rows of one resample in order, each as often as it was drawn."""
        return np.repeat(np.arange(len(self.unit)), self.counts[replicate, self.unit].astype(np.int64))

    def compute_each(self, figures: Callable[[IntArray], FloatArray]) -> FloatArray:
        """Compute figures that are no functions of sums, one resample at a time: shape (replicates, figures).

        Args:
            figures: A function from the rows of a resample to shape (figures,), nan for a figure without a value.
        """
        return np.array([figures(self.list_rows(i)) for i in range(len(self.counts))])


def average_rows(values: FloatArray, resamples: Resamples | None, missing: str) -> Measure:
    """Average all values that are not nan.

    Args:
        values: Shape (rows,) or (rows, columns); nan where there is no value.
        resamples: Resamples of the rows; None leaves the interval out.
        missing: The reason that is given if there is no value at all.
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
