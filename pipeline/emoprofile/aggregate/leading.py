"""Finds the labels that an article clearly holds more of than unemotional text does."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from emoprofile.data import Leading
from emoprofile.data.readings import NO_BASELINE, NO_SENTENCE
from emoprofile.data.scores import FloatArray

LEVEL = 0.9
MOST = 5


def find_leading(
    labels: Sequence[str],
    figures: FloatArray | None,
    above: FloatArray | None,
    baseline: FloatArray,
    may_lead: NDArray[np.bool_],
    is_emotion: NDArray[np.bool_],
) -> tuple[tuple[Leading, ...] | None, str | None]:
    """Find the leading labels, at most five, ordered by figure - baseline; or give the reason why there is no list.

    Args:
        labels: The labels.
        figures: Shape (labels,); None for an article without a sentence.
        above: Shape (labels,): the probabilities of being above the baseline; None for an article without a sentence.
        baseline: Shape (labels,); nan where it is unknown.
        may_lead: Shape (labels,): False for neutral and for rough labels.
        is_emotion: Shape (labels,): False for neutral.
    """
    if figures is None or above is None:
        return None, NO_SENTENCE
    if np.isnan(baseline[is_emotion]).all():
        return None, NO_BASELINE
    found = np.flatnonzero(may_lead & ~np.isnan(baseline) & (above >= LEVEL))
    ranked = found[np.argsort(-(figures - baseline)[found], kind="stable")][:MOST]
    return tuple(Leading(labels[i], float(above[i])) for i in ranked), None
