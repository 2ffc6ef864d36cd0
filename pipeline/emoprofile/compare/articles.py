"""Two articles, or two groups of articles: what differs, how surely, and because of which sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from emoprofile.aggregate import Aggregator
from emoprofile.compare.distance import jensen_shannon
from emoprofile.compare.draws import ArticleDraws, draw_article, interval, resample
from emoprofile.compare.results import FEWEST_ARTICLES
from emoprofile.data import Failure, Scored
from emoprofile.data.figures import Interval
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError
from emoprofile.registry import NOTEBOOK

MOST_PARTS = 20
NO_SENTENCE = "no sentence could be scored"


@dataclass(frozen=True, slots=True)
class Part:
    """What one sentence adds to a difference.

    Attributes:
        article: The id of its article.
        sentence: Its position there, from 0.
        start: Where it starts, in code points.
        end: Where it ends.
        text: The sentence.
        part: Its share of the difference; those of all sentences sum to the difference.
    """

    article: str
    sentence: int
    start: int
    end: int
    text: str
    part: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One label on both sides.

    Attributes:
        label: Its full name, such as `expressed.fear` or `valence`.
        first: Prevalence or mean on the first side: of a group, the mean over its articles.
        second: The same on the second side.
        interval: Of second - first: 90 % for all labels of the comparison together, in [-1, 1], of valence in [-2, 2].
            Null where it cannot be said; the comparison says why.
        rough: Whether the label is too unreliable to differ clearly.
        parts: The sentences that add most to the difference, in its direction, the strongest first.
    """

    label: str
    first: float
    second: float
    interval: Interval | None
    rough: bool
    parts: tuple[Part, ...]

    @property
    def difference(self) -> float:
        """Second - first: in [-1, 1], of valence in [-2, 2]."""
        return self.second - self.first

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0, of a label that is not rough."""
        return self.interval is not None and not self.rough and not self.interval[0] <= 0 <= self.interval[1]


@dataclass(frozen=True, slots=True)
class ArticleComparison:
    """Two sides compared.

    Attributes:
        vocabulary: That of `expressed`; null without that reading.
        articles: How many articles of each side were compared.
        left_out: Of each side, the articles that could not be compared, by id, with the reason.
        distances: By `expressed` and `evoked`: Jensen-Shannon distance of the figures, in [0, 1]; null where they sum
            to 0 on a side.
        differences: Per label; within each reading the largest first.
        no_interval: Why no difference has an interval; null where they have.
    """

    vocabulary: str | None
    articles: tuple[int, int]
    left_out: tuple[Mapping[str, str], Mapping[str, str]]
    distances: Mapping[str, float | None]
    differences: tuple[Difference, ...]
    no_interval: str | None

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        return NOTEBOOK.get("comparison")(self)


def compare_articles(
    first: Sequence[Scored | Failure],
    second: Sequence[Scored | Failure],
    aggregator: Aggregator,
    vocabulary: str | None = None,
    most_parts: int | None = MOST_PARTS,
) -> ArticleComparison:
    """Compare two articles, or two groups of them, that one model has scored.

    Draws of the first are taken from draws of the second: what all articles share cancels. Of a group the articles are
    resampled as well. An article takes about 0.2 MB.

    Args:
        first: One article or more; failures, and articles without a sentence, are left out and counted.
        second: Likewise.
        aggregator: Its weighting and draws are used.
        vocabulary: The vocabulary of `expressed`; None takes that of the aggregator.
        most_parts: How many sentences each difference names; None for all.

    Raises:
        InvalidValueError: If a side has no article with a sentence, or the model does not express the vocabulary.
    """
    if vocabulary is not None:
        aggregator = Aggregator(aggregator.config.model_copy(update={"vocabulary": vocabulary}))
    one, other = _Side.of("first", first, aggregator), _Side.of("second", second, aggregator)
    example = one.articles[0]
    change = other.figures - one.figures
    random = np.random.Generator(np.random.SFC64(len(one.articles) * 2**32 + len(other.articles)))
    drawn = other.resample(random) - one.resample(random)
    ends, reason = interval(drawn, tests=len(example.labels)), None
    if ends is None:
        reason = (
            f"{drawn.shape[1]} draws are too few for {len(example.labels)} labels together; take more with "
            f"--set aggregate.draws={20 * len(example.labels)}"
        )
    if few := [f"{len(side.articles)}" for side in (one, other) if 1 < len(side.articles) < FEWEST_ARTICLES]:
        ends = None
        reason = f"a group of {few[0]} articles says too little of others like them; {FEWEST_ARTICLES} are needed"
    differences = [
        Difference(
            label=label,
            first=float(one.figures[i]),
            second=float(other.figures[i]),
            interval=None if ends is None else (float(ends[0][i]), float(ends[1][i])),
            rough=bool(example.is_rough[i]),
            parts=_parts((one, other), i, float(np.sign(change[i])) or 1.0, most_parts),
        )
        for i, label in enumerate(example.labels)
    ]
    scores = example.scored.scores.in_vocabulary(aggregator.config.vocabulary)
    return ArticleComparison(
        vocabulary=scores.expressed.vocabulary if scores.expressed else None,
        articles=(len(one.articles), len(other.articles)),
        left_out=(one.left_out, other.left_out),
        distances={
            name: jensen_shannon([each.first for each in own], [each.second for each in own])
            for name in ("expressed", "evoked")
            if (own := [each for each in differences if each.label.startswith(f"{name}.")])
        },
        differences=tuple(sorted(differences, key=lambda each: (_reading(each.label), -abs(each.difference)))),
        no_interval=reason,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    articles: Sequence[ArticleDraws]
    left_out: Mapping[str, str]

    @classmethod
    def of(cls, name: str, articles: Sequence[Scored | Failure], aggregator: Aggregator) -> "_Side":
        found, left_out = [], {}
        for article in articles:
            if isinstance(article, Failure):
                left_out[article.id] = article.message
            elif not len(article.scores):
                left_out[article.segmentation.document.id] = NO_SENTENCE
            else:
                found.append(draw_article(article, aggregator))
        if not found:
            reasons = "; ".join(f"{one}: {reason}" for one, reason in list(left_out.items())[:3]) or "it has no article"
            raise InvalidValueError(f"the {name} of the two sides has no article that can be compared. {reasons}")
        return cls(found, left_out)

    @property
    def figures(self) -> FloatArray:
        return np.asarray(np.mean([article.figures for article in self.articles], axis=0))

    def resample(self, random: np.random.Generator) -> FloatArray:
        return resample(np.stack([article.draws for article in self.articles]), random)


def _parts(sides: tuple[_Side, _Side], label: int, direction: float, most: int | None) -> tuple[Part, ...]:
    """The sentences of both sides, those that add most to the difference in its direction first."""
    articles = [article for side in sides for article in side.articles]
    added = [
        sign * article.contributions[:, label] / len(side.articles)
        for sign, side in zip((-1, 1), sides, strict=True)
        for article in side.articles
    ]
    values = np.concatenate(added)
    owner = np.repeat(np.arange(len(articles)), [len(each) for each in added])
    start = np.cumsum([0, *(len(each) for each in added)])
    found = []
    for k in np.argsort(-direction * values, kind="stable")[:most]:
        segmentation = articles[owner[k]].scored.segmentation
        i = int(k - start[owner[k]])
        sentence = segmentation.sentences[i]
        span = sentence.span
        found.append(Part(segmentation.document.id, i, span.start, span.end, sentence.text, float(values[k])))
    return tuple(found)


def _reading(label: str) -> int:
    """Where the reading of a label stands in a table."""
    return ("expressed", "evoked").index(label.split(".")[0]) if "." in label else 2
