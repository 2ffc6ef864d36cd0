"""The sentences that a figure rests on."""

from collections.abc import Sequence

import numpy as np

from emoprofile.aggregate.points import find_smallest_half
from emoprofile.data import Evidence, Sentence
from emoprofile.data.scores import FloatArray


def find_evidence(
    values: FloatArray, w: FloatArray, baseline: float, sentences: Sequence[Sentence], side: float
) -> tuple[Evidence, ...]:
    """Find the fewest sentences that hold half of the amount on one side of the baseline, strongest first.

    Args:
        values: Shape (n,): the values of one label.
        w: Shape (n,), sums to 1.
        baseline: The baseline of the label.
        sentences: All n sentences.
        side: 1 for the amount above the baseline, -1 for the amount below it.
    """
    parts = w * np.maximum(0.0, side * (values - baseline))
    chosen = find_smallest_half(parts)
    held, each = (w * values)[chosen].tolist(), values[chosen].tolist()
    return tuple(
        Evidence(i, sentences[i].span.start, sentences[i].span.end, value, contribution, sentences[i].text)
        for i, value, contribution in zip(chosen.tolist(), each, held, strict=True)
    )
