"""Two articles, or two groups of articles: what differs, how surely, and because of which sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from emoprofile.aggregate import Aggregator
from emoprofile.aggregate.bootstrap import FEWEST_SENTENCES, Bootstrap, block_length
from emoprofile.compare.estimate import Estimate, difference
from emoprofile.compare.side_by_side import jensen_shannon
from emoprofile.data import LabelScores, Scored
from emoprofile.data.document import content_digest
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError


@dataclass(frozen=True, slots=True)
class Part:
    """What one sentence adds to a difference.

    Attributes:
        article: The id of its article.
        sentence: Its position there, from 0.
        start: Where it starts, in code points.
        end: Where it ends.
        text: The sentence.
        part: Positive for the second side, negative for the first; all parts sum to the difference.
    """

    article: str
    sentence: int
    start: int
    end: int
    text: str
    part: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One emotion on both sides.

    Attributes:
        label: The emotion.
        first: Its prevalence on the first side: of a group, the mean over its articles.
        second: Its prevalence on the second side.
        interval: Of second - first, 90 % for all emotions together; null where a side is a single article of fewer
            than five sentences.
        parts: Every sentence, the weightiest in the direction of the difference first.
    """

    label: str
    first: float
    second: float
    interval: tuple[float, float] | None
    parts: tuple[Part, ...]

    @property
    def difference(self) -> float:
        """Second - first, in [-1, 1]."""
        return self.second - self.first

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.interval is not None and not self.interval[0] <= 0 <= self.interval[1]


@dataclass(frozen=True, slots=True)
class ArticleComparison:
    """Two sides compared.

    Attributes:
        vocabulary: The vocabulary.
        articles: How many articles each side has.
        distance: Jensen-Shannon distance of the distributions of the emotions, in [0, 1]; null where a side has no
            sentence.
        differences: Per emotion, the largest first.
        valence: Mean valence of both sides; null without one.
        valence_interval: 90 % interval of its difference.
    """

    vocabulary: str
    articles: tuple[int, int]
    distance: float | None
    differences: tuple[Difference, ...]
    valence: tuple[float, float] | None
    valence_interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True, eq=False)
class _Article:
    scored: Scored
    emotions: LabelScores
    columns: list[int]
    w: FloatArray

    @property
    def p(self) -> FloatArray:
        return self.emotions.probabilities[:, self.columns]

    @property
    def figures(self) -> FloatArray:
        """Shape (sentences, emotions and valence)."""
        valence = self.scored.scores.valence
        return self.p if valence is None else np.column_stack([self.p, valence])


def compare_articles(
    first: Sequence[Scored], second: Sequence[Scored], aggregator: Aggregator, vocabulary: str | None = None
) -> ArticleComparison:
    """Compare two articles, or two groups of them, that one model has scored.

    A single article is uncertain by its sentences (block bootstrap); a group by its articles.

    Args:
        first: One article or more.
        second: Likewise.
        aggregator: Its weighting and bootstrap are used.
        vocabulary: The vocabulary; the model's own if None.

    Raises:
        InvalidValueError: If a side has no article with a sentence, or the model does not speak the vocabulary.
    """
    sides = [
        [_weighed(scored, aggregator, vocabulary) for scored in side if len(scored.scores)] for side in (first, second)
    ]
    if not all(sides):
        raise InvalidValueError(
            "one of the two sides has no sentence that could be scored: there is nothing to compare"
        )
    labels = sides[0][0].emotions.labels
    names = [labels[i] for i in sides[0][0].columns]
    one, other = (_estimate(side, aggregator.config.replicates) for side in sides)
    change = difference(one, other)
    count = len(names)
    ends = change.interval(tests=count)
    found = [
        Difference(
            label=name,
            first=float(one.mean[i]),
            second=float(other.mean[i]),
            interval=None if ends is None else (float(ends[0][i]), float(ends[1][i])),
            parts=tuple(sorted(_parts(sides, i), key=lambda part: -part.part * np.sign(change.mean[i] or 1.0))),
        )
        for i, name in enumerate(names)
    ]
    valence = valence_interval = None
    if len(one.mean) > count:
        valence = (float(one.mean[count]), float(other.mean[count]))
        if (alone := change.interval()) is not None:
            valence_interval = (float(alone[0][count]), float(alone[1][count]))
    return ArticleComparison(
        vocabulary=sides[0][0].emotions.vocabulary,
        articles=(len(sides[0]), len(sides[1])),
        distance=jensen_shannon(_normalised(one.mean[:count]), _normalised(other.mean[:count])),
        differences=tuple(sorted(found, key=lambda each: -abs(each.difference))),
        valence=valence,
        valence_interval=valence_interval,
    )


def _weighed(scored: Scored, aggregator: Aggregator, vocabulary: str | None) -> _Article:
    emotions = scored.scores.speaking(vocabulary).emotions
    columns = [i for i, label in enumerate(emotions.labels) if label != emotions.neutral]
    return _Article(scored, emotions, columns, aggregator.weights(scored.scores))


def _estimate(side: Sequence[_Article], replicates: int) -> Estimate:
    if len(side) > 1:
        return Estimate.over(np.array([article.w @ article.figures for article in side]))
    [article] = side
    n, mean = len(article.w), article.w @ article.figures
    if n < FEWEST_SENTENCES:
        return Estimate(mean, None, 0.0)
    block = block_length(n)
    seed = content_digest(article.scored.segmentation.document.text)
    spread = Bootstrap(replicates, seed).means(article.figures, article.w).std(axis=0, ddof=1)
    return Estimate(mean, spread * sqrt(n / (n - block)), max(1.0, n / block - 1))


def _parts(sides: Sequence[Sequence[_Article]], column: int) -> Iterator[Part]:
    for sign, side in zip((-1, 1), sides, strict=True):
        for article in side:
            document = article.scored.segmentation.document
            contributions = sign * article.w * article.p[:, column] / len(side)
            for i, (sentence, part) in enumerate(
                zip(article.scored.segmentation.sentences, contributions, strict=True)
            ):
                yield Part(document.id, i, sentence.span.start, sentence.span.end, sentence.text, float(part))


def _normalised(prevalences: FloatArray) -> list[float] | None:
    total = prevalences.sum()
    return list(map(float, prevalences / total)) if total > 0 else None
