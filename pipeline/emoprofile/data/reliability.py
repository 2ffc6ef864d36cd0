"""Reliability: how well a model reads a label, measured on labelled text that it was not fitted on."""

from dataclasses import dataclass
from typing import Literal

Metric = Literal["f1", "pearson"]
LEAST_VALUE = 0.30
FEWEST_EXAMPLES: dict[Metric, int] = {"f1": 25, "pearson": 100}
"""The fewest test sentences that carry the label, or that were rated if the label is graded."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well a model reads one label.

    Attributes:
        metric: `f1` for events, `pearson` for graded labels.
        value: The measured value, at most 1.
        examples: The number of test sentences that carry the label; for a graded label, of sentences that were rated.
    """

    metric: Metric
    value: float
    examples: int

    @property
    def is_rough(self) -> bool:
        """Whether the label is too unreliable to lead: its value is below .30, or there are too few examples."""
        return self.value < LEAST_VALUE or self.examples < FEWEST_EXAMPLES[self.metric]


UNKNOWN: Literal["unknown"] = "unknown"
Known = Reliability | Literal["unknown"]
"""A measurement, or the word `unknown`. A label of unknown reliability is not rough."""
