"""The sentences that a figure rests on."""

from collections.abc import Sequence

import numpy as np

from emoprofile.aggregate.points import smallest_half
from emoprofile.data import Evidence, Sentence
from emoprofile.data.scores import FloatArray


def evidence(
    values: FloatArray, w: FloatArray, baseline: float, sentences: Sequence[Sentence], *, two_sided: bool = False
) -> tuple[Evidence, ...]:
    """The fewest sentences that hold half of what is above the baseline, strongest first.

    Empty where the figure is at or below its baseline, and where the baseline is unknown.

    Args:
        values: Shape (n,), of one label.
        w: Shape (n,), sums to 1.
        baseline: Of the label; nan where it is unknown.
        sentences: All n.
        two_sided: For valence: a negative figure rests on the sentences below the baseline.
    """
    figure = w @ values
    side = -1.0 if two_sided and figure < 0 else 1.0
    if not side * figure > side * baseline:  # an unknown baseline is nan
        return ()
    parts = w * np.maximum(0.0, side * (values - baseline))
    chosen = smallest_half(parts)
    held, each = (w * values)[chosen].tolist(), values[chosen].tolist()
    return tuple(
        Evidence(i, sentences[i].span.start, sentences[i].span.end, value, contribution, sentences[i].text)
        for i, value, contribution in zip(chosen.tolist(), each, held, strict=True)
    )
