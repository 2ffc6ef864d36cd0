"""How well a model reads a label, as measured on labelled text that it was not fitted on."""

from dataclasses import dataclass
from typing import Literal

Metric = Literal["f1", "pearson"]
LEAST_VALUE = 0.30
FEWEST_EXAMPLES: dict[Metric, int] = {"f1": 25, "pearson": 100}
"""Test sentences that carry the label; of a graded label, sentences that were rated."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """A measurement of one label.

    Attributes:
        metric: `f1` for events, `pearson` for graded labels.
        value: What was measured, at most 1.
        examples: Test sentences that carry the label; of a graded label, sentences that were rated.
    """

    metric: Metric
    value: float
    examples: int

    @property
    def is_rough(self) -> bool:
        """Whether the label is too unreliable to lead: under .30, or measured on too few examples."""
        return self.value < LEAST_VALUE or self.examples < FEWEST_EXAMPLES[self.metric]


UNKNOWN: Literal["unknown"] = "unknown"
Known = Reliability | Literal["unknown"]
"""A measurement, or the word that says that there is none. What is unknown is not rough."""
