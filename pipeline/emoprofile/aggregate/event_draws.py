"""Draws of labels that a sentence expresses or not: in each draw, every sentence says yes or no."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from emoprofile.aggregate.seeds import common_normals
from emoprofile.data import EventErrors, EventScores
from emoprofile.data.scores import FloatArray

CELLS = 65_536
"""How many sentences x draws x labels are looked at at once: few enough to stay in the processor's cache."""
STEPS = 65_536
"""A sentence says yes where one of so many equally likely steps lies below its probability."""


@dataclass(frozen=True, slots=True, eq=False)
class EventDraws:
    """One vocabulary of an article under each draw: P(yes) = σ(centre + slope·z); of exclusive labels, softmax.

    Attributes:
        centre: Shape (labels, draws): the intercept of the draw, and the shift of the article.
        slope: Shape (labels, draws).
        scores: Of the n sentences.
    """

    centre: FloatArray
    slope: FloatArray
    scores: EventScores

    @classmethod
    def of(cls, scores: EventScores, count: int, random: np.random.Generator) -> "EventDraws":
        """The draws of intercepts and slopes, which all articles share, and of the article's own shifts."""
        intercept, slope = _drawn_parameters(scores, count)
        shifts = random.standard_normal((len(scores.labels), count))
        return cls(intercept + scores.errors.tau[:, None] * shifts, slope, scores)

    def sums(self, weights: FloatArray, random: np.random.Generator) -> FloatArray:
        """Σ w·Y under each draw: shape (weightings, n) -> (weightings, labels, draws)."""
        exclusive = self.scores.kind == "exclusive"
        return self._exclusive_sums(weights, random) if exclusive else self._sums(weights, random)

    def probabilities(self) -> Iterator[FloatArray]:
        """P(yes) in each draw, one after the other: shape (n, labels)."""
        z = self.scores.logits
        for i in range(self.centre.shape[1]):
            x = self.centre[:, i] + self.slope[:, i] * z
            if self.scores.kind == "exclusive":
                p = np.exp(x - x.max(axis=1, keepdims=True))
                yield p / p.sum(axis=1, keepdims=True)
            else:
                yield np.exp(-np.logaddexp(0.0, -x))

    def _sums(self, weights: FloatArray, random: np.random.Generator) -> FloatArray:
        labels, count = self.centre.shape
        n = weights.shape[1]
        # Negative: exp(-x) is wanted.
        centre, slope = np.float32(-self.centre), np.float32(-self.slope)
        z = np.float32(self.scores.logits.T)
        sums = np.empty((labels, count, len(weights)))
        for some in _parts(labels, n * count):
            for rows in _parts(count, n * (some.stop - some.start)):
                x = slope[some, rows, None] * z[some, None, :]
                x += centre[some, rows, None]
                with np.errstate(over="ignore"):  # exp(-x) = inf is a probability of 0
                    np.exp(x, out=x)
                x += 1
                x *= random.integers(0, STEPS, x.shape, np.uint16) + np.float32(0.5)
                sums[some, rows] = (x < STEPS).astype(np.float64) @ weights.T
        return np.moveaxis(sums, 2, 0)

    def _exclusive_sums(self, weights: FloatArray, random: np.random.Generator) -> FloatArray:
        labels, count = self.centre.shape
        n = weights.shape[1]
        z, centre, slope = np.float32(self.scores.logits), np.float32(self.centre.T), np.float32(self.slope.T)
        sums = np.empty((labels, count, len(weights)))
        for rows in _parts(count, n * labels):
            x = slope[rows, None, :] * z
            x += centre[rows, None, :]
            x -= x.max(axis=2, keepdims=True)
            held = np.cumsum(np.exp(x, out=x), axis=2)
            drawn = random.random(held.shape[:2], np.float32) * held[:, :, -1]
            chosen = (held <= drawn[:, :, None]).sum(axis=2)
            for label in range(labels):
                sums[label, rows] = (chosen == label) @ weights.T
        return np.moveaxis(sums, 2, 0)


def _drawn_parameters(scores: EventScores, count: int) -> tuple[FloatArray, FloatArray]:
    """Intercepts and slopes from the covariance of their estimates: shape (labels, draws) each."""
    errors: EventErrors = scores.errors
    spread, joint, rest = (errors.covariance[:, i, j] for i, j in ((0, 0), (0, 1), (1, 1)))
    first = np.sqrt(spread)
    cross = np.divide(joint, first, out=np.zeros_like(first), where=first > 0)
    second = np.sqrt(np.maximum(rest - cross**2, 0.0))
    normals = common_normals(scores.vocabulary, scores.labels, count, 2)
    intercept = errors.intercept[:, None] + first[:, None] * normals[:, 0]
    slope = errors.slope[:, None] + cross[:, None] * normals[:, 0] + second[:, None] * normals[:, 1]
    return intercept, slope


def _parts(size: int, cost: int) -> Iterator[slice]:
    """Consecutive parts of `size` things, each of which takes `cost` cells."""
    each = max(1, CELLS // max(1, cost))
    yield from (slice(start, min(start + each, size)) for start in range(0, size, each))
