"""The scores of sentences in one reading: yes or no per label (events), or how much of it (graded)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from emoprofile.data.error_model import EventErrors, GradedErrors
from emoprofile.data.reliability import Known, Reliability
from emoprofile.data.scores import FloatArray, IntArray, clip_probabilities, expected_softmax, expected_yes, sigmoid
from emoprofile.errors import InvalidValueError

Rows = IntArray | Sequence[int] | slice


@dataclass(frozen=True, slots=True, eq=False)
class EventScores:
    """The scores of n sentences for labels that a sentence expresses or not.

    Attributes:
        vocabulary: The name of the vocabulary.
        labels: The columns.
        neutral: The column that means "no emotion", or None.
        kind: `multi-label`: labels are independent of each other. `exclusive`: a sentence has exactly one of them.
        logits: Shape (n, labels), calibrated on the model's own domain: log-odds, or log p for exclusive labels.
        errors: The error model. Its slope and intercept are the calibration for articles.
        baseline: Shape (labels,): the mean of `values` on unemotional text; nan where it is unknown.
        reliability: The reliability of each label.
        thresholds: Shape (labels,): the probabilities from which on a label is said to apply; None if unknown.
        threshold_scale: The probabilities that the thresholds apply to: those of the `domain`, or of `articles`.
        unmapped: Labels of the model that have no counterpart in this vocabulary.

    Raises:
        InvalidValueError: If shapes disagree or a logit is not finite.
    """

    vocabulary: str
    labels: tuple[str, ...]
    neutral: str | None
    kind: Literal["multi-label", "exclusive"]
    logits: FloatArray
    errors: EventErrors
    baseline: FloatArray
    reliability: tuple[Known, ...]
    thresholds: FloatArray | None = None
    threshold_scale: Literal["domain", "articles"] = "domain"
    unmapped: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_columns(self, self.logits)
        if self.thresholds is not None and self.thresholds.shape != (len(self.labels),):
            raise InvalidValueError(f"thresholds of shape {self.thresholds.shape} do not fit {len(self.labels)} labels")
        if self.neutral is not None and self.neutral not in self.labels:
            raise InvalidValueError(f"the neutral label {self.neutral!r} is not among the labels {self.labels}")

    @property
    def probabilities(self) -> FloatArray:
        """Shape (n, labels): the logits as probabilities on the model's own domain, in [1e-6, 1 - 1e-6]."""
        return clip_probabilities(np.exp(self.logits) if self.kind == "exclusive" else sigmoid(self.logits))

    @property
    def values(self) -> FloatArray:
        """Shape (n, labels), in [0, 1]: q, the probability that a sentence of an article expresses the label.

        It is the mean of σ(intercept + slope·z + u) over u ~ N(0, τ²); exclusive labels have the softmax in place of σ.
        """
        expected = expected_softmax if self.kind == "exclusive" else expected_yes
        return expected(self.logits, self.errors)

    @property
    def is_emotion(self) -> NDArray[np.bool_]:
        """Shape (labels,): False for neutral, True for the others."""
        return np.array([label != self.neutral for label in self.labels], bool)

    @property
    def is_rough(self) -> NDArray[np.bool_]:
        """Shape (labels,): whether the label is too unreliable to lead."""
        return _find_rough(self.reliability)

    def select(self, index: Rows) -> "EventScores":
        """Select the scores of some of the sentences."""
        return replace(self, logits=self.logits[index])


@dataclass(frozen=True, slots=True, eq=False)
class GradedScores:
    """The scores of n sentences for graded labels.

    Attributes:
        vocabulary: The name of the vocabulary, or `dimensions`.
        labels: The columns.
        values: Shape (n, labels): y, on the scale of the figure.
        least: Shape (labels,): the lower end of the scale: -1 for valence, 0 for all others. The upper end is 1.
        errors: The error model.
        baseline: Shape (labels,): the mean of `values` on unemotional text; nan where it is unknown.
        reliability: The reliability of each label.
        unmapped: Labels of the model that have no counterpart in this vocabulary.

    Raises:
        InvalidValueError: If shapes disagree, or a value is not a finite number.
    """

    vocabulary: str
    labels: tuple[str, ...]
    values: FloatArray
    least: FloatArray
    errors: GradedErrors
    baseline: FloatArray
    reliability: tuple[Known, ...]
    unmapped: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_columns(self, self.values)
        if self.least.shape != (len(self.labels),):
            raise InvalidValueError(f"scales of shape {self.least.shape} do not fit {len(self.labels)} labels")

    @property
    def is_rough(self) -> NDArray[np.bool_]:
        """Shape (labels,): whether the label is too unreliable to lead."""
        return _find_rough(self.reliability)

    def get_values(self, label: str) -> FloatArray | None:
        """Give the values of one label, shape (n,); None if the model does not have it."""
        return self.values[:, self.labels.index(label)] if label in self.labels else None

    def select(self, index: Rows) -> "GradedScores":
        """Select the scores of some of the sentences."""
        return replace(self, values=self.values[index])


def _check_columns(scores: EventScores | GradedScores, matrix: FloatArray) -> None:
    width = len(scores.labels)
    if matrix.ndim != 2 or matrix.shape[1] != width:
        raise InvalidValueError(f"scores of shape {matrix.shape} do not fit {width} labels ({scores.vocabulary})")
    if not np.isfinite(matrix).all():
        raise InvalidValueError(f"the model gave scores that are not finite ({scores.vocabulary})")
    if scores.baseline.shape != (width,):
        raise InvalidValueError(f"a baseline of shape {scores.baseline.shape} does not fit {width} labels")
    if len(scores.errors) != width or len(scores.reliability) != width:
        raise InvalidValueError(
            f"an error model of {len(scores.errors)} and reliabilities of {len(scores.reliability)} labels do not fit "
            f"{width} labels ({scores.vocabulary})"
        )


def _find_rough(reliability: tuple[Known, ...]) -> NDArray[np.bool_]:
    return np.array([isinstance(each, Reliability) and each.is_rough for each in reliability], bool)
