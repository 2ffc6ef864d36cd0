"""Which emotions lead an article, and which cannot be told apart from the leader."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from emoprofile.aggregate.bootstrap import half_width
from emoprofile.data import Dominant
from emoprofile.data.scores import FloatArray


def dominant(
    labels: Sequence[str],
    p: FloatArray,
    w: FloatArray,
    candidates: NDArray[np.int64],
    reference: FloatArray,
    means: FloatArray | None,
) -> tuple[Dominant, ...]:
    """The leading emotion, then each whose difference from it could be chance; ranked by prevalence above reference.

    Args:
        labels: The columns of `p`.
        p: Shape (n, labels), n >= 1.
        w: Shape (n,), sums to 1.
        candidates: Columns of the emotions that are over their threshold in some sentence.
        reference: Shape (labels,): prevalence on plain prose.
        means: Shape (replicates, labels): the weighted means of p in each replicate of a bootstrap over sentences; the
            same serve both sides of a difference, so that it is paired. None for an article that is too short.
    """
    above = w @ p - reference
    ranked = candidates[np.argsort(-above[candidates], kind="stable")]
    if len(ranked) == 0 or means is None:
        return tuple(Dominant(labels[i], tested=False) for i in ranked)
    replicates = means[:, ranked]
    # The reference is a constant: it moves a difference, not its spread.
    widths = half_width(replicates[:, :1] - replicates, len(p))
    tied = above[ranked[0]] - above[ranked] <= widths
    return tuple(Dominant(labels[i], tested=True) for i, is_tied in zip(ranked, tied, strict=True) if is_tied)
