"""What can be evaluated: anything that has a name and scores sentences, such as a Profiler, a Scorer or a baseline."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from emoprofile.data import LabelScores, ScoreMatrix
from emoprofile.data.scores import FloatArray
from emoprofile.labels import Vocabulary


class System(Protocol):
    """Scores sentences."""

    @property
    def name(self) -> str:
        """What it is called in tables."""

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        """The scores of some sentences, in their order: a row each, whatever the others are."""


def label_scores(own: Vocabulary, logits: FloatArray, thresholds: FloatArray | None) -> LabelScores:
    """The scores of a system that was measured on no plain prose: its reference is 0.

    Args:
        own: The labels, in the order of the columns.
        logits: Shape (n, labels).
        thresholds: Shape (labels,).
    """
    return LabelScores(own.name, own.labels, own.neutral, logits, thresholds, np.zeros(len(own.labels)))


def word_counts(texts: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """What stands for the number of tokens where there is no tokenizer: shape (n,), at least 1."""
    return np.array([max(1, len(text.split())) for text in texts], np.int64)
