"""The scores of sentences in each reading of a model, with everything that aggregation needs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from emoprofile.data.label_scores import EventScores, GradedScores, Rows
from emoprofile.data.scores import IntArray
from emoprofile.errors import InvalidValueError

ValenceBasis = Literal["model", "derived"]
"""`model`: valence is an output of the model. `derived`: it follows from the polarity of the labels, damped by the
probability of no emotion."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoreMatrix:
    """The scores of the n sentences of an article, or of many. A reading that the model does not have is None.

    Attributes:
        expressed: Whether the words express an emotion, per label.
        groups: The same in each coarser vocabulary, by its name; empty without `expressed`.
        evoked: How strongly the content would move a reader, per label.
        dimensions: `valence`, `arousal`, or both.
        valence_basis: The basis of valence; None without valence.
        tokens: Shape (n,): the tokens of each sentence, special tokens not counted.
        windows: Shape (n,): the number of windows of each sentence; 1 unless it was too long for the model.

    Raises:
        InvalidValueError: If the parts disagree about n, or there is no reading.
    """

    expressed: EventScores | None
    groups: Mapping[str, EventScores]
    evoked: GradedScores | None
    dimensions: GradedScores | None
    valence_basis: ValenceBasis | None
    tokens: IntArray
    windows: IntArray

    def __post_init__(self) -> None:
        events = [each for each in (self.expressed, *self.groups.values()) if each is not None]
        graded = [each for each in (self.evoked, self.dimensions) if each is not None]
        if not events and not graded:
            raise InvalidValueError("a score matrix needs a reading: expressed, evoked or dimensions")
        sizes = {len(self.tokens), len(self.windows), *(len(each.logits) for each in events)}
        sizes |= {len(each.values) for each in graded}
        if len(sizes) > 1:
            raise InvalidValueError(f"the parts of a score matrix disagree about the sentences: {sorted(sizes)}")
        has_valence = self.dimensions is not None and "valence" in self.dimensions.labels
        if has_valence != (self.valence_basis is not None):
            raise InvalidValueError(
                "a score matrix needs a valence_basis if it has valence, and must have none otherwise"
            )

    def __len__(self) -> int:
        return len(self.tokens)

    def in_vocabulary(self, vocabulary: str | None) -> "ScoreMatrix":
        """Give the scores with `expressed` in a coarser vocabulary, and the model's own vocabulary among the groups.

        Raises:
            InvalidValueError: If the labels do not map into that vocabulary.
        """
        own = self.expressed
        if vocabulary is None or (own is not None and vocabulary == own.vocabulary):
            return self
        if own is None or vocabulary not in self.groups:
            known = ", ".join((own.vocabulary, *self.groups)) if own else "none"
            raise InvalidValueError(f"the model does not express the vocabulary {vocabulary!r}. It has: {known}")
        others = {name: group for name, group in self.groups.items() if name != vocabulary}
        return replace(self, expressed=self.groups[vocabulary], groups={own.vocabulary: own} | others)

    def select(self, index: Rows) -> "ScoreMatrix":
        """Select the scores of some of the sentences."""
        index = index if isinstance(index, slice) else np.asarray(index, np.int64)
        return replace(
            self,
            expressed=self.expressed and self.expressed.select(index),
            groups={name: group.select(index) for name, group in self.groups.items()},
            evoked=self.evoked and self.evoked.select(index),
            dimensions=self.dimensions and self.dimensions.select(index),
            tokens=self.tokens[index],
            windows=self.windows[index],
        )
