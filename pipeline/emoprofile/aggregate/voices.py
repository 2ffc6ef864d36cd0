"""Weighs sentences by how much of each a voice speaks: with these weights, a voice is read as an article is."""

from collections.abc import Mapping, Sequence

import numpy as np

from emoprofile.data import Voice
from emoprofile.data.scores import FloatArray


def weigh_voices(shared: Sequence[Mapping[Voice, float]], w: FloatArray) -> tuple[list[Voice], FloatArray, FloatArray]:
    """Weigh the sentences for each voice of an article.

    With W the shares and w[v] the weights, Σ W[v]·w[v] equals w, so that Σ W[v]·figure[v] is the article's own figure.

    Args:
        shared: For each of n >= 1 sentences, its voices and their shares of it, which sum to 1.
        w: Shape (n,), sums to 1.

    Returns:
        The voices, those that speak most first, ties in the order of their first sentence; their shares of the article,
        shape (voices,), which sum to 1; and their weights, shape (voices, n), of which each row sums to 1.
    """
    voices = list(dict.fromkeys(voice for sentence in shared for voice in sentence))
    spoken = np.array([[sentence.get(voice, 0.0) for sentence in shared] for voice in voices]) * w
    shares = spoken.sum(axis=1)
    # Shares that differ only by rounding are equal.
    order = [i for i in np.argsort(-np.round(shares, 9), kind="stable") if shares[i] > 0]
    return [voices[i] for i in order], shares[order], spoken[order] / shares[order, None]
