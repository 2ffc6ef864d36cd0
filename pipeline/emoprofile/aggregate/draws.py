"""The draws of an article: what its true figures could be, given how wrong the model may be about each sentence.

All articles share the parameters of draw r: the intercept and slope of a label, or the offset of a graded one. Their
uncertainty therefore does not average out in a group of articles, and it cancels in the difference of two articles. The
shifts of the article and the answers of its sentences come from its content and id; its voices share them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from emoprofile.aggregate.event_draws import EventDraws
from emoprofile.aggregate.graded_draws import GradedDraws
from emoprofile.aggregate.seeds import draw_uniform_numbers, make_generator
from emoprofile.data import EventScores, GradedScores, ScoreMatrix
from emoprofile.data.scores import FloatArray

CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One reading or group of an article under each draw, for several weightings of its sentences.

    Attributes:
        labels: The labels.
        sums: Shape (weightings, labels, draws): Σ w·Y, or Σ w of the graded values; not clipped, so that the sums of
            voices add up to those of the article.
        least: Shape (labels,): the lower end of the range of the figures; the upper end is 1.
        drawn: The draws of the sentences that the sums come from. Methods other than the mean need them.
    """

    labels: tuple[str, ...]
    sums: FloatArray
    least: FloatArray
    drawn: EventDraws | GradedDraws

    @property
    def figures(self) -> FloatArray:
        """Shape (weightings, labels, draws): the sums, within the range of the figures."""
        return np.clip(self.sums, self.least[:, None], 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """All readings of an article under the same draws. A reading that the model does not have is None."""

    expressed: Sample | None
    groups: Mapping[str, Sample]
    evoked: Sample | None
    dimensions: Sample | None


def draw(scores: ScoreMatrix, weights: FloatArray, count: int, seed: bytes) -> Draws:
    """Draw an article.

    Args:
        scores: The scores of its n sentences, n >= 1.
        weights: Shape (weightings, n): each row sums to 1. The first row is the weighting of the article.
        count: The number of draws.
        seed: The seed of the article, from `seed_article`.
    """
    own, evoked, dimensions = scores.expressed, scores.evoked, scores.dimensions
    ranks = draw_uniform_numbers(make_generator(seed, "answers"), (len(scores), count))
    return Draws(
        expressed=None if own is None else _draw_events(own, weights, ranks, seed),
        groups={name: _draw_events(group, weights, ranks, seed) for name, group in scores.groups.items()},
        evoked=None if evoked is None else _draw_intensities(evoked, weights, count, seed),
        dimensions=None if dimensions is None else _draw_intensities(dimensions, weights, count, seed),
    )


def quantiles(figures: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The 5 % and 95 % quantile over the last axis. Each is one of the draws, never a value between two of them.

    With 999 draws they are the 50th from below and the 50th from above, so that the interval holds 90 % exactly.
    """
    count = figures.shape[-1]
    tail = max(0, floor((1 - CONFIDENCE) / 2 * (count + 1) + 1e-9) - 1)
    ends = (tail, count - 1 - tail)
    ordered = np.sort(figures, axis=-1)
    return ordered[..., ends[0]], ordered[..., ends[1]]


def _draw_events(scores: EventScores, weights: FloatArray, ranks: NDArray[np.float32], seed: bytes) -> Sample:
    drawn = EventDraws.of(scores, ranks.shape[1], make_generator(seed, scores.vocabulary))
    return Sample(scores.labels, drawn.draw_sums(weights, ranks), np.zeros(len(scores.labels)), drawn)


def _draw_intensities(scores: GradedScores, weights: FloatArray, count: int, seed: bytes) -> Sample:
    random = make_generator(seed, f"graded/{scores.vocabulary}")
    drawn = GradedDraws.of(scores, count, random)
    return Sample(scores.labels, drawn.draw_sums(weights, random), scores.least, drawn)
