"""Ways of aggregating, against ratings that were made so that the best is known."""

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from emoprofile import Profiler
from emoprofile.aggregate import Aggregator
from emoprofile.aggregate.methods import METHODS
from emoprofile.aggregate.weightings import WEIGHTINGS
from emoprofile.config import AggregateConfig
from emoprofile.data import ScoreMatrix
from emoprofile.data.scores import logit
from emoprofile.errors import InvalidValueError, UnknownNameError
from emoprofile.evaluation.method_comparison import compare_methods, score_article
from emoprofile.evaluation.systems import build_event_scores, build_score_matrix
from emoprofile.labels import EKMAN

LABELS = ("anger", "fear", "joy", "neutral")
EMOTIONS = LABELS[:3]


def article(p: np.ndarray, tokens: np.ndarray | None = None) -> ScoreMatrix:
    expressed = build_event_scores(EKMAN.restrict_to(LABELS), logit(p), None, np.full(4, 0.05))
    scores = build_score_matrix([""] * len(p), expressed=expressed)
    return scores if tokens is None else replace(scores, tokens=tokens)


@pytest.fixture(scope="module")
def articles() -> list[ScoreMatrix]:
    random = np.random.default_rng(0)
    sizes = random.integers(8, 50, size=40)
    return [article(random.beta(0.3, 2, (n, 4)), random.integers(3, 60, size=n)) for n in sizes]


def rated(articles: list[ScoreMatrix], rate: Callable[[np.ndarray], np.ndarray], noise: float = 0.02) -> np.ndarray:
    random = np.random.default_rng(1)
    exact = np.array([rate(one.expressed.values[:, :3]) for one in articles if one.expressed is not None])
    return np.maximum(exact + random.normal(0, noise, exact.shape), 0)


def test_a_clearly_better_rival_is_recommended(articles: list[ScoreMatrix]) -> None:
    gold = rated(articles, lambda p: np.sort(p, axis=0)[-max(1, -(-len(p) // 10)) :].mean(axis=0))
    found = compare_methods(articles, gold, EMOTIONS)
    assert (found.method, found.weighting) == ("top_mean", "uniform")
    assert found.reason.startswith("top_mean under uniform: mean Spearman coefficient")
    assert (found.fits[0].method, found.fits[0].weighting) == ("mean", "uniform")
    assert len(found.fits) == 15
    order = [fit.criterion.value for fit in found.fits[1:]]
    assert order == sorted(order, reverse=True)  # type: ignore[type-var]
    best = next(fit for fit in found.fits if fit.method == "top_mean" and fit.weighting == "uniform")
    assert best.difference.interval is not None
    assert best.difference.interval[0] > 0
    json.dumps(found.to_dict(), allow_nan=False)


def test_the_default_stays_where_it_is_best(articles: list[ScoreMatrix]) -> None:
    found = compare_methods(articles, rated(articles, lambda p: p.mean(axis=0)), EMOTIONS)
    assert (found.method, found.weighting) == ("mean", "uniform")
    assert found.reason.startswith("keep the default: no rival has a higher mean Spearman coefficient")
    assert found.fits[0].difference.value == 0


def test_the_default_stays_where_a_rival_is_better_by_chance(articles: list[ScoreMatrix]) -> None:
    random = np.random.default_rng(8)
    found = compare_methods(articles, random.random((40, 3)), EMOTIONS)
    assert (found.method, found.weighting) == ("mean", "uniform")
    assert "which may be chance (90 % interval of the difference -" in found.reason


def test_what_grows_with_length_is_shown_and_never_recommended(articles: list[ScoreMatrix]) -> None:
    gold = rated(articles, lambda p: p.max(axis=0), noise=0.0)
    found = compare_methods(articles, gold, EMOTIONS)
    assert found.fits[1].method == "max"
    assert found.fits[1].grows_with_length
    assert found.method not in ("max", "noisy_or")


def test_a_handful_of_articles_decides_nothing(articles: list[ScoreMatrix]) -> None:
    gold = rated(articles, lambda p: p.max(axis=0))[:4]
    found = compare_methods(articles[:4], gold, EMOTIONS, weightings=["uniform"])
    assert (found.method, found.weighting) == ("mean", "uniform")
    assert "keep the default" in found.reason
    none = compare_methods(articles[:2], gold[:2], EMOTIONS, methods=["mean", "max"])
    assert none.reason == "keep the default (mean under uniform): fewer than 3 pairs: 2"
    json.dumps(none.to_dict(), allow_nan=False)


def test_scores_are_those_of_profiles(tiny: Profiler) -> None:
    text = (
        "I am so happy today. The war is over! They said we love it.\n\nFear was very calm, and not good. It was sad."
    )
    scored, provenance = tiny.score_article(text), tiny.profile(text).provenance
    for method in METHODS.names:
        for weighting in WEIGHTINGS.names:
            config = AggregateConfig(method=method, weighting=weighting)
            expressed = Aggregator(config).profile(scored, provenance).expressed
            assert expressed is not None
            found = score_article(scored.scores, tuple(expressed.labels), method, weighting)
            shown = [one.value if one.score is None else one.score.value for one in expressed.labels.values()]
            assert found.tolist() == pytest.approx(shown, abs=1e-12)


def test_an_article_without_sentences_and_one_without_ratings_count_for_nothing(articles: list[ScoreMatrix]) -> None:
    gold = rated(articles, lambda p: p.mean(axis=0))
    alone = compare_methods(articles, gold, EMOTIONS, methods=["mean"], weightings=["uniform"])
    empty = article(np.zeros((0, 4)))
    more = compare_methods(
        [*articles, empty, articles[0]],
        np.vstack([gold, gold[0], np.full(3, np.nan)]),
        EMOTIONS,
        methods=["mean"],
        weightings=["uniform"],
    )
    one, other = alone.fits[0], more.fits[0]
    assert one.criterion.value == other.criterion.value
    assert one.within.value == other.within.value
    assert one.quality.distance.mean.value == pytest.approx(other.quality.distance.mean.value)


def test_what_does_not_fit_is_refused(articles: list[ScoreMatrix]) -> None:
    with pytest.raises(InvalidValueError, match=r"ratings of shape \(2, 3\) do not fit 40 articles"):
        compare_methods(articles, np.ones((2, 3)), EMOTIONS)
    with pytest.raises(InvalidValueError, match="pride, neutral, which are no emotions of the scores .ekman: anger"):
        compare_methods(articles, np.ones((40, 2)), ("pride", "neutral"))
    with pytest.raises(UnknownNameError, match="unknown method 'median'"):
        compare_methods(articles, np.ones((40, 3)), EMOTIONS, methods=["median"])
