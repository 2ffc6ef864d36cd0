"""Draws of labels that a sentence expresses or not: in each draw, every sentence says yes or no.

A sentence says yes where centre + slope·z is above a random number from the standard logistic distribution. This
happens with probability σ(centre + slope·z). All labels of a sentence are compared with the same number, which saves
time. No figure combines the answers of two labels, so each label has the same distribution as with numbers of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emoprofile.aggregate.seeds import draw_common_normals
from emoprofile.data import EventErrors, EventScores
from emoprofile.data.scores import FloatArray

CELLS = 65_536
"""How many answers (sentences x draws x labels) are computed at once: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class EventDraws:
    """One vocabulary of an article under each draw: P(yes) = σ(centre + slope·z); of exclusive labels, softmax.

    Attributes:
        centre: Shape (labels, draws): the intercept of the draw plus the shift of the article.
        slope: Shape (labels, draws): the slope of the draw.
        scores: The scores of the n sentences.
    """

    centre: FloatArray
    slope: FloatArray
    scores: EventScores

    @classmethod
    def of(cls, scores: EventScores, count: int, random: np.random.Generator) -> "EventDraws":
        """Combine the intercepts and slopes, which all articles share, with the shifts of this article."""
        intercept, slope = draw_parameters(scores.vocabulary, scores.labels, scores.errors, count)
        shifts = random.standard_normal((len(scores.labels), count))
        return cls(intercept + scores.errors.tau[:, None] * shifts, slope, scores)

    def draw_sums(self, weights: FloatArray, ranks: NDArray[np.float32]) -> FloatArray:
        """Σ w·Y under each draw: shape (weightings, n) -> (weightings, labels, draws).

        Args:
            weights: Shape (weightings, n): the weights of the sentences.
            ranks: Shape (n, draws), float32, uniform in (0, 1): the random numbers that decide the answers.
        """
        exclusive = self.scores.kind == "exclusive"
        return self._draw_exclusive_sums(weights, ranks) if exclusive else self._draw_sums(weights, ranks)

    def iterate_probabilities(self) -> Iterator[FloatArray]:
        """Yield P(yes) for each draw in turn: shape (n, labels)."""
        z = self.scores.logits
        for i in range(self.centre.shape[1]):
            x = self.centre[:, i] + self.slope[:, i] * z
            if self.scores.kind == "exclusive":
                p = np.exp(x - x.max(axis=1, keepdims=True))
                yield p / p.sum(axis=1, keepdims=True)
            else:
                yield np.exp(-np.logaddexp(0.0, -x))

    def _draw_sums(self, weights: FloatArray, ranks: NDArray[np.float32]) -> FloatArray:
        labels, count = self.centre.shape
        n = weights.shape[1]
        z, centre, slope = (each.astype(np.float32) for each in (self.scores.logits.T, self.centre, self.slope))
        sums = np.empty((len(weights), labels, count))
        for draws in _split(count, n):
            needed = np.log(ranks[:, draws]) - np.log1p(-ranks[:, draws])
            for some in _split(labels, needed.size):
                x = z[some, :, None] * slope[some, None, draws]
                x += centre[some, None, draws]
                yes = (x > needed).astype(np.float64)
                sums[:, some, draws] = np.moveaxis(weights @ yes, 1, 0)
        return sums

    def _draw_exclusive_sums(self, weights: FloatArray, ranks: NDArray[np.float32]) -> FloatArray:
        labels, count = self.centre.shape
        n = weights.shape[1]
        z, centre, slope = (each.astype(np.float32) for each in (self.scores.logits.T, self.centre, self.slope))
        sums = np.empty((len(weights), labels, count))
        for draws in _split(count, n * labels):
            x = z[:, :, None] * slope[:, None, draws]
            x += centre[:, None, draws]
            x -= x.max(axis=0)
            held = np.cumsum(np.exp(x, out=x), axis=0)
            chosen = (held[:-1] <= ranks[:, draws] * held[-1]).sum(axis=0)
            for label in range(labels):
                sums[:, label, draws] = weights @ (chosen == label)
        return sums


def draw_parameters(
    vocabulary: str, labels: tuple[str, ...], errors: EventErrors, count: int
) -> tuple[FloatArray, FloatArray]:
    """Draw intercepts and slopes from the covariance of their estimates: shape (labels, draws) each."""
    spread, joint, rest = (errors.covariance[:, i, j] for i, j in ((0, 0), (0, 1), (1, 1)))
    first = np.sqrt(spread)
    cross = np.divide(joint, first, out=np.zeros_like(first), where=first > 0)
    second = np.sqrt(np.maximum(rest - cross**2, 0.0))
    normals = draw_common_normals(vocabulary, labels, count, 2)
    intercept = errors.intercept[:, None] + first[:, None] * normals[:, 0]
    slope = errors.slope[:, None] + cross[:, None] * normals[:, 0] + second[:, None] * normals[:, 1]
    return intercept, slope


def _split(size: int, cost: int) -> Iterator[slice]:
    """Split `size` items into consecutive parts of at most CELLS cells; each item takes `cost` cells."""
    each = max(1, CELLS // max(1, cost))
    yield from (slice(start, min(start + each, size)) for start in range(0, size, each))
