"""What the model says: a matrix of sentences by labels, with all that aggregation needs to know about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from emoprofile.errors import InvalidValueError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
PROBABILITY_FLOOR = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class LabelScores:
    """The scores of n sentences in one vocabulary.

    Attributes:
        vocabulary: The name of the vocabulary.
        labels: The columns.
        neutral: The column that means "no emotion", or None.
        logits: Shape (n, labels), float64: calibrated log-odds.
        thresholds: Shape (labels,), probabilities at and above which a label is said to apply; None if unknown.
        reference: Shape (labels,): the mean probability on plain, unemotional prose; zeros if unknown.
        lost: Labels of the model that have no counterpart in this vocabulary.

    Raises:
        InvalidValueError: If shapes disagree or a logit is not finite.
    """

    vocabulary: str
    labels: tuple[str, ...]
    neutral: str | None
    logits: FloatArray
    thresholds: FloatArray | None
    reference: FloatArray
    lost: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        width = len(self.labels)
        if self.logits.ndim != 2 or self.logits.shape[1] != width:
            raise InvalidValueError(f"logits of shape {self.logits.shape} do not fit {width} labels")
        if not np.isfinite(self.logits).all():
            raise InvalidValueError(f"the model gave scores that are not finite ({self.vocabulary})")
        for name, values in (("thresholds", self.thresholds), ("reference", self.reference)):
            if values is not None and values.shape != (width,):
                raise InvalidValueError(f"{name} of shape {values.shape} do not fit {width} labels")
        if self.neutral is not None and self.neutral not in self.labels:
            raise InvalidValueError(f"the neutral label {self.neutral!r} is not among the labels {self.labels}")

    @property
    def probabilities(self) -> FloatArray:
        """Shape (n, labels): the logits as probabilities, clipped to [1e-6, 1 - 1e-6]."""
        return np.clip(sigmoid(self.logits), PROBABILITY_FLOOR, 1 - PROBABILITY_FLOOR)

    @property
    def is_emotion(self) -> NDArray[np.bool_]:
        """Shape (labels,): False for neutral, True for the others."""
        return np.array([label != self.neutral for label in self.labels])

    def rows(self, index: IntArray | Sequence[int] | slice) -> "LabelScores":
        """The same for some of the sentences."""
        return replace(self, logits=self.logits[index])


@dataclass(frozen=True, slots=True, eq=False)
class ScoreMatrix:
    """The scores of the n sentences of an article, or of many.

    Attributes:
        emotions: In the model's own vocabulary.
        groups: In each coarser vocabulary, by its name.
        valence: Shape (n,), in [-1, 1]; None for a vocabulary without both polarities.
        tokens: Shape (n,): the tokens of each sentence, special tokens not counted.
        windows: Shape (n,): in how many windows each sentence was scored; 1 unless it was too long for the model.

    Raises:
        InvalidValueError: If the parts disagree about n.
    """

    emotions: LabelScores
    groups: Mapping[str, LabelScores]
    valence: FloatArray | None
    tokens: IntArray
    windows: IntArray

    def __post_init__(self) -> None:
        sizes = {len(self.tokens), len(self.windows), len(self.emotions.logits)}
        sizes |= {len(group.logits) for group in self.groups.values()}
        if self.valence is not None:
            sizes.add(len(self.valence))
        if len(sizes) > 1:
            raise InvalidValueError(f"the parts of a score matrix disagree about the sentences: {sorted(sizes)}")

    def __len__(self) -> int:
        return len(self.tokens)

    def speaking(self, vocabulary: str | None) -> "ScoreMatrix":
        """The same with a coarser vocabulary first, and the model's own among the groups.

        Raises:
            InvalidValueError: If the labels do not map into that vocabulary.
        """
        if vocabulary in (None, self.emotions.vocabulary):
            return self
        if vocabulary not in self.groups:
            known = ", ".join((self.emotions.vocabulary, *self.groups))
            raise InvalidValueError(f"the model does not speak the vocabulary {vocabulary!r}. It speaks: {known}")
        own = {self.emotions.vocabulary: self.emotions}
        others = {name: group for name, group in self.groups.items() if name != vocabulary}
        return replace(self, emotions=self.groups[vocabulary], groups=own | others)

    def rows(self, index: IntArray | Sequence[int] | slice) -> "ScoreMatrix":
        """The same for some of the sentences."""
        index = index if isinstance(index, slice) else np.asarray(index, np.int64)
        return ScoreMatrix(
            self.emotions.rows(index),
            {name: group.rows(index) for name, group in self.groups.items()},
            None if self.valence is None else self.valence[index],
            self.tokens[index],
            self.windows[index],
        )


def sigmoid(logits: FloatArray) -> FloatArray:
    """1 / (1 + exp(-logits)), without overflow."""
    return np.exp(-np.logaddexp(0.0, -logits))


def logit(probabilities: FloatArray) -> FloatArray:
    """ln(p / (1 - p)), with p clipped to [1e-6, 1 - 1e-6]."""
    clipped = np.clip(probabilities, PROBABILITY_FLOOR, 1 - PROBABILITY_FLOOR)
    return np.log(clipped) - np.log1p(-clipped)
