"""How far apart two articles or groups are in the emotions they hold."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial.distance import jensenshannon


def jensen_shannon(one: Sequence[float], other: Sequence[float]) -> float | None:
    """The Jensen-Shannon distance, to base 2, of two rows of figures: in [0, 1] (Lin, 1991).

    Args:
        one: Not negative; they are normalised to sum to 1.
        other: Likewise, of the same labels.

    Returns:
        None where there is no label, or the figures of a side sum to 0.
    """
    if not one or min(sum(one), sum(other)) <= 0:
        return None
    # Of two that are alike scipy takes the root of what rounding has left, which may be negative.
    with np.errstate(invalid="ignore"):
        found = float(np.nan_to_num(jensenshannon(one, other, base=2)))
    return min(1.0, max(0.0, found))
