"""The figures of an article under each draw, in one table over all readings, and intervals of such draws."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from emoprofile.aggregate import Aggregator, Draws, Sample
from emoprofile.data import EventScores, GradedScores, Scored, ScoreMatrix
from emoprofile.data.scores import FloatArray

CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class ArticleDraws:
    """An article in a comparison. Labels have full names, such as `expressed.fear`, `evoked.fear` and `valence`.

    Attributes:
        scored: The article.
        labels: The names, the label for "no emotion" left out.
        least: Shape (labels,): the lower end of the range of each figure; the upper end is 1.
        is_rough: Shape (labels,): whether the label is too unreliable to be called clear.
        contributions: Shape (n, labels): w·q or w·y of each sentence; a column sums to the figure.
        draws: Shape (labels, draws): the figures under each draw, within their range.
    """

    scored: Scored
    labels: tuple[str, ...]
    least: FloatArray
    is_rough: NDArray[np.bool_]
    contributions: FloatArray
    draws: NDArray[np.float32]

    @property
    def figures(self) -> FloatArray:
        """Shape (labels,): prevalence or mean."""
        return np.asarray(np.clip(self.contributions.sum(axis=0), self.least, 1.0))


def draw_article(scored: Scored, aggregator: Aggregator) -> ArticleDraws:
    """The draws of an article that has a sentence.

    Args:
        scored: The article.
        aggregator: Its weighting, draws and vocabulary are used, as in a profile.
    """
    draws = aggregator.draw(scored)
    assert draws is not None  # or it has no sentence
    scores = scored.scores.in_vocabulary(aggregator.config.vocabulary)
    weights = aggregator.weigh(scores)
    labels: list[str] = []
    values, drawn, least, rough = [], [], [], []
    for prefix, of, sample in _readings(scores, draws):
        neutral = of.neutral if isinstance(of, EventScores) else None
        kept = [i for i, label in enumerate(of.labels) if label != neutral]
        labels += [f"{prefix}{of.labels[i]}" for i in kept]
        values.append(of.values[:, kept])
        drawn.append(sample.figures[0, kept])
        least.append(sample.least[kept])
        rough.append(of.is_rough[kept])
    return ArticleDraws(
        scored=scored,
        labels=tuple(labels),
        least=np.concatenate(least),
        is_rough=np.concatenate(rough),
        contributions=weights[:, None] * np.concatenate(values, axis=1),
        draws=np.concatenate(drawn).astype(np.float32),
    )


def resample(draws: NDArray[np.float32], random: np.random.Generator) -> FloatArray:
    """The mean of articles under each draw, with the articles resampled: (articles, labels, draws) -> (labels, draws).

    Of n articles n - 1 are drawn with replacement, so that the variance of the mean is not too small by (n - 1)/n
    (Rao and Wu, 1988). A single article is not resampled.
    """
    count, _, replicates = draws.shape
    if count == 1:
        return np.asarray(draws[0], np.float64)
    times = random.multinomial(count - 1, np.full(count, 1 / count), size=replicates)
    return np.asarray(np.einsum("ra,alr->lr", times, draws) / (count - 1))


def interval(draws: FloatArray, tests: int = 1) -> tuple[FloatArray, FloatArray] | None:
    """The 90 % intervals of figures, which hold for so many of them together (Bonferroni): (labels, draws) -> ends.

    The ends are draws themselves. None where there are too few draws to look so far into the tails.
    """
    count = draws.shape[-1]
    tail = floor((1 - CONFIDENCE) / (2 * tests) * (count + 1) + 1e-9) - 1
    if tail < 0:
        return None
    ordered = np.sort(draws, axis=-1)
    return ordered[..., tail], ordered[..., count - 1 - tail]


def _readings(scores: ScoreMatrix, draws: Draws) -> Iterator[tuple[str, EventScores | GradedScores, Sample]]:
    if scores.expressed and draws.expressed:
        yield "expressed.", scores.expressed, draws.expressed
    if scores.evoked and draws.evoked:
        yield "evoked.", scores.evoked, draws.evoked
    if scores.dimensions and draws.dimensions:
        yield "", scores.dimensions, draws.dimensions
