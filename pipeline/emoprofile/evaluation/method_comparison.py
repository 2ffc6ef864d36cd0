"""Compares every method of aggregation under every weighting with gold ratings of whole articles.

One criterion decides: Spearman's coefficient between scores and ratings over the articles, averaged over the emotions.
It measures the order of articles, which is the use of scores, and does not depend on the units of methods and ratings.
The other figures are only shown. A rival replaces the default only if the interval of its paired difference lies above
0. These intervals hold for all rivals at the same time (Bonferroni), because the best of many rivals can look good by
chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from emoprofile.aggregate import Aggregator
from emoprofile.aggregate.methods import GROW_WITH_LENGTH, METHODS
from emoprofile.aggregate.weightings import WEIGHTINGS
from emoprofile.config import AggregateConfig
from emoprofile.data import EventScores, ScoreMatrix
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError
from emoprofile.metrics import (
    ArticleQuality,
    Measure,
    Resamples,
    average_rows,
    measure_agreement,
    measure_articles,
    subtract,
    to_plain,
)
from emoprofile.metrics.measure import percentiles

DEFAULT = AggregateConfig()


@dataclass(frozen=True, slots=True)
class MethodFit:
    """How well one method under one weighting fits.

    Attributes:
        method: The name of the method.
        weighting: The name of the weighting.
        grows_with_length: Whether longer articles get higher scores by construction. Such a method is not recommended.
        quality: The quality of its scores. Concordance depends on the unit of the ratings.
        within: How well the emotions of one article are ranked: Spearman's coefficient over the emotions, between
            scores minus baselines and ratings; the mean over articles. Null without baselines.
        difference: The paired difference of the criterion to the default, with the interval that holds for all rivals.
    """

    method: str
    weighting: str
    grows_with_length: bool
    quality: ArticleQuality
    within: Measure
    difference: Measure

    @property
    def criterion(self) -> Measure:
        """Spearman's coefficient over the articles, averaged over the emotions."""
        return self.quality.mean.spearman


@dataclass(frozen=True, slots=True)
class MethodComparison:
    """All methods under all weightings, against the same ratings.

    Attributes:
        articles: The number of articles.
        fits: The default first, then the others by the criterion, best first.
        method: The recommended method.
        weighting: The recommended weighting.
        reason: The reason for the recommendation.
    """

    articles: int
    fits: tuple[MethodFit, ...]
    method: str
    weighting: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return to_plain(self)  # type: ignore[no-any-return]


def compare_methods(
    scores: Sequence[ScoreMatrix],
    gold: FloatArray,
    emotions: Sequence[str],
    *,
    methods: Sequence[str] = METHODS.names,
    weightings: Sequence[str] = WEIGHTINGS.names,
    seed: int = 0,
) -> MethodComparison:
    """Compare every method under every weighting with ratings of whole articles.

    Args:
        scores: The scores of the sentences of each article, in the vocabulary of the ratings.
        gold: Shape (articles, emotions): ratings that are not negative; a row of nan is an article without ratings.
        emotions: The columns of `gold`: some or all labels of the scores.
        methods: The names of the methods.
        weightings: The names of the weightings.
        seed: The seed of the resamples.

    Raises:
        InvalidValueError: If scores and ratings do not fit.
        UnknownNameError: If a method or weighting does not exist.
    """
    _check(scores, gold, emotions)
    resamples = Resamples.over(range(len(scores)), seed=seed)
    pairs = dict.fromkeys(
        [(DEFAULT.method, DEFAULT.weighting), *((method, w) for method in methods for w in weightings)]
    )
    fits = [_fit(method, weighting, scores, gold, emotions, resamples) for method, weighting in pairs]
    default, *rivals = fits
    tests = max(1, sum(not fit.grows_with_length for fit in rivals))
    rivals = [replace(fit, difference=_subtract_jointly(default.criterion, fit.criterion, tests)) for fit in rivals]
    rivals.sort(key=lambda fit: -np.inf if fit.criterion.value is None else fit.criterion.value, reverse=True)
    chosen, reason = _recommend(default, rivals)
    return MethodComparison(len(scores), (default, *rivals), chosen.method, chosen.weighting, reason)


def score_article(scores: ScoreMatrix, emotions: Sequence[str], method: str, weighting: str) -> FloatArray:
    """Compute the scores of a profile: shape (emotions,); nan for an article without a sentence.

    Raises:
        UnknownNameError: If the method or the weighting does not exist.
    """
    if len(scores) == 0:
        return np.full(len(emotions), np.nan)
    own = _take_event_scores(scores)
    columns = [own.labels.index(emotion) for emotion in emotions]
    w = Aggregator(DEFAULT.model_copy(update={"weighting": weighting})).weigh(scores)
    return np.asarray(METHODS.get(method)(own.values, w), np.float64)[columns]


def _fit(
    method: str,
    weighting: str,
    scores: Sequence[ScoreMatrix],
    gold: FloatArray,
    emotions: Sequence[str],
    resamples: Resamples | None,
) -> MethodFit:
    predicted = np.array([score_article(article, emotions, method, weighting) for article in scores])
    own = _take_event_scores(scores[0])
    above = predicted - own.baseline[[own.labels.index(emotion) for emotion in emotions]]
    quality = measure_articles(emotions, predicted, gold, resamples=resamples)
    ranks = [measure_agreement(row, rated).spearman for row, rated in zip(above, gold, strict=True)]
    within = np.array([np.nan if one.value is None else one.value for one in ranks])
    return MethodFit(
        method=method,
        weighting=weighting,
        grows_with_length=method in GROW_WITH_LENGTH,
        quality=quality,
        within=average_rows(within, resamples, "no article has emotions to rank"),
        difference=subtract(quality.mean.spearman, quality.mean.spearman),
    )


def _take_event_scores(scores: ScoreMatrix) -> EventScores:
    if scores.expressed is None:
        raise InvalidValueError(
            "the model does not have the reading `expressed`; methods cannot be compared. Choose another model"
        )
    return scores.expressed


def _subtract_jointly(default: Measure, rival: Measure, tests: int) -> Measure:
    """Subtract `default` from `rival`, with the paired interval that holds for so many rivals at the same time."""
    found = subtract(default, rival)
    if found.value is None or found.replicates is None:
        return found
    return replace(found, interval=percentiles(found.replicates, tests))


def _recommend(default: MethodFit, rivals: Sequence[MethodFit]) -> tuple[MethodFit, str]:
    allowed = [fit for fit in rivals if not fit.grows_with_length and fit.criterion.value is not None]
    name = f"{default.method} under {default.weighting}"
    if default.criterion.value is None or not allowed:
        why = default.criterion.missing or "there is no rival to compare it with"
        return default, f"keep the default ({name}): {why}"
    best = allowed[0]
    rival = f"{best.method} under {best.weighting}"
    gain = best.difference
    assert gain.value is not None
    told = f"{best.criterion.value:.3f} against {default.criterion.value:.3f} of {name}"
    if gain.interval is None:
        return default, f"keep the default: {rival} has {told}, but there are too few articles for an interval"
    between = f"90 % interval of the difference {gain.interval[0]:+.3f} to {gain.interval[1]:+.3f}"
    if gain.interval[0] > 0:
        return best, f"{rival}: mean Spearman coefficient {told}; {between}"
    if gain.value <= 0:
        return default, f"keep the default: no rival has a higher mean Spearman coefficient; {rival} has {told}"
    return default, f"keep the default: the best rival, {rival}, has {told}, which may be chance ({between})"


def _check(scores: Sequence[ScoreMatrix], gold: FloatArray, emotions: Sequence[str]) -> None:
    if gold.shape != (len(scores), len(emotions)) or not len(scores):
        raise InvalidValueError(
            f"ratings of shape {gold.shape} do not fit {len(scores)} articles and {len(emotions)} emotions; "
            "each article needs one row, each emotion one column"
        )
    for article in scores:
        own = _take_event_scores(article)
        unknown = [emotion for emotion in emotions if emotion not in own.labels or emotion == own.neutral]
        if unknown:
            raise InvalidValueError(
                f"ratings of {', '.join(unknown)}, which are no emotions of the scores ({own.vocabulary}: "
                f"{', '.join(label for label in own.labels if label != own.neutral)})"
            )
        if own.labels != _take_event_scores(scores[0]).labels:
            raise InvalidValueError("the articles are scored with different labels; score all with the same model")
