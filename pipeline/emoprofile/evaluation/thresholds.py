"""Per-label decision thresholds that maximise F1 on labelled sentences."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def best_f1_threshold(probabilities: FloatArray, gold: NDArray[np.bool_]) -> float:
    """The threshold t for which "p >= t" has the highest F1.

    Candidates lie halfway between neighbouring distinct probabilities, so that the choice does not hang on the last
    digit of one sentence. Among equals the highest wins: it claims less.

    Args:
        probabilities: Shape (n,), in [0, 1].
        gold: Shape (n,), whether the label applies.

    Returns:
        A threshold in (0, 1]. Without a positive in `gold` no threshold can be justified, and 1.0 is returned.
    """
    if not gold.any():
        return 1.0
    order = np.argsort(-probabilities, kind="stable")
    ranked, hits = probabilities[order], np.cumsum(gold[order])
    f1 = 2 * hits / (np.arange(1, len(ranked) + 1) + gold.sum())
    is_boundary = np.append(ranked[:-1] > ranked[1:], True)
    best = int(np.argmax(np.where(is_boundary, f1, -1.0)))
    following = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    return float((ranked[best] + following) / 2)


def best_f1_thresholds(probabilities: FloatArray, gold: NDArray[np.bool_]) -> FloatArray:
    """`best_f1_threshold` of each column: shapes (n, labels) -> (labels,)."""
    return np.array([best_f1_threshold(p, g) for p, g in zip(probabilities.T, gold.T, strict=True)])
