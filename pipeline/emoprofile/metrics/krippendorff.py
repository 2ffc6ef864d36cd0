"""Agreement between labelling passes: Krippendorff's alpha. 1 is perfect agreement, 0 what chance would give.

Source: Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability".
Between passes of one annotator it measures consistency, not validity.
"""

from typing import Literal

import numpy as np

from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError

Scale = Literal["nominal", "interval"]


def krippendorff_alpha(ratings: FloatArray, scale: Scale) -> float | None:
    """Alpha of the ratings of several passes.

    Args:
        ratings: Shape (passes, units); nan where a pass did not rate a unit.
        scale: `nominal`: values are the same or not; `interval`: they differ by their distance.

    Returns:
        At most 1; None where all values are the same, so that there is nothing to agree about.

    Raises:
        InvalidValueError: If no unit has two ratings.
    """
    rated = (~np.isnan(ratings)).sum(axis=0)
    pairable = ratings[:, rated >= 2]
    counts = rated[rated >= 2]
    if pairable.shape[1] == 0:
        raise InvalidValueError("no unit has two ratings: there is no agreement to measure")
    values, codes = np.unique(pairable[~np.isnan(pairable)], return_inverse=True)
    units = np.nonzero(~np.isnan(pairable))[1]
    table = np.zeros((pairable.shape[1], len(values)))
    np.add.at(table, (units, codes), 1)
    # The matrix of coincidences: every pair of values within a unit, weighted by 1 / (ratings of the unit - 1).
    weights = 1 / (counts - 1)
    coincidences = (table * weights[:, None]).T @ table - np.diag((table * weights[:, None]).sum(axis=0))
    totals = coincidences.sum(axis=1)
    distance = (values[:, None] != values).astype(float) if scale == "nominal" else (values[:, None] - values) ** 2
    expected = (np.outer(totals, totals) - np.diag(totals)) * distance
    if expected.sum() == 0:
        return None
    observed = coincidences * distance
    return float(1 - (totals.sum() - 1) * observed.sum() / expected.sum())
