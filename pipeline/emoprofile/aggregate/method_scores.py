"""Applies a method other than the mean to an article: one score per label, with the interval of its draws."""

import numpy as np

from emoprofile.aggregate.draws import Sample, quantiles
from emoprofile.aggregate.event_draws import EventDraws
from emoprofile.aggregate.methods import Method
from emoprofile.data import Score
from emoprofile.data.scores import FloatArray


def apply_method(method: Method, values: FloatArray, w: FloatArray, sample: Sample) -> list[Score]:
    """Compute one score per label from the values, and its interval from the values of each draw.

    A draw moves the values by the errors that all sentences of the article share. It does not answer yes or no for
    each sentence.

    Args:
        method: A function (values, w) -> shape (labels,).
        values: Shape (n, labels), in [0, 1].
        w: Shape (n,), sums to 1.
        sample: The draws of the article.
    """
    drawn = sample.drawn
    each = drawn.iterate_probabilities() if isinstance(drawn, EventDraws) else drawn.iterate_values()
    low, high = quantiles(np.clip(np.array([method(one, w) for one in each]).T, 0.0, 1.0))
    point = np.clip(method(values, w), 0.0, 1.0)
    return [Score(*each) for each in zip(point.tolist(), zip(low.tolist(), high.tolist(), strict=True), strict=True)]
