"""The 90 % interval of a score."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.aggregate.test_aggregator import LABELS, profiled

from emoprofile.aggregate import Aggregator
from emoprofile.aggregate.bootstrap import Bootstrap, half_width
from emoprofile.aggregate.intervals import log_odds_interval
from emoprofile.config import AggregateConfig
from emoprofile.data.scores import logit, sigmoid

P = np.random.default_rng(3).beta(0.5, 2, (20, 4)).clip(1e-6, 1 - 1e-6)


def test_it_follows_its_formula() -> None:
    replicates = np.random.default_rng(1).uniform(0.1, 0.4, (500, 1))
    low, high = log_odds_interval(np.array([0.2]), replicates, 20)
    width = half_width(np.log(replicates / (1 - replicates)), 20)
    assert low[0] == pytest.approx(sigmoid(logit(np.array([0.2])) - width)[0])
    assert high[0] == pytest.approx(sigmoid(logit(np.array([0.2])) + width)[0])


@settings(max_examples=40, deadline=None)
@given(n=st.integers(0, 40), method=st.sampled_from(["mean", "power_mean", "top_mean"]), seed=st.integers(0, 99))
def test_it_holds_the_score_and_stays_between_0_and_1(n: int, method: str, seed: int) -> None:
    p = np.random.default_rng(seed).beta(0.3, 2, (n, 4)).clip(1e-6, 1 - 1e-6)
    profile = profiled(p, Aggregator(AggregateConfig(method=method, replicates=100)))
    for figures in profile.emotions.values():
        if n < 5:
            assert figures.interval is None
        else:
            assert figures.interval is not None
            assert 0 < figures.interval[0] <= (figures.score or 0) <= figures.interval[1] < 1


@pytest.mark.parametrize("method", ["max", "noisy_or"])
def test_methods_that_grow_with_length_have_none(method: str) -> None:
    profile = profiled(P, Aggregator(AggregateConfig(method=method, replicates=100)))
    assert all(figures.interval is None for figures in profile.emotions.values())


def test_the_replicates_of_a_method_are_its_scores_of_resampled_sentences() -> None:
    bootstrap, w = Bootstrap(200, b"a" * 32), np.full(20, 1 / 20)
    one_by_one = bootstrap.scores(lambda p, own: own @ p, P, w)
    np.testing.assert_allclose(one_by_one, bootstrap.means(P, w), atol=1e-12)
    cubes = bootstrap.scores(lambda p, own: (own @ p**3) ** (1 / 3), P, w)
    np.testing.assert_allclose(cubes, bootstrap.means(P**3, w) ** (1 / 3), atol=1e-12)


def cubed(p: np.ndarray, w: np.ndarray) -> np.ndarray:
    return np.asarray((w @ p**3) ** (1 / 3))


def test_a_method_of_the_users_own_has_the_interval_of_the_same_formula() -> None:
    own = profiled(P, Aggregator(AggregateConfig(method=f"{__name__}:cubed", replicates=150)))
    ours = profiled(P, Aggregator(AggregateConfig(method="power_mean", replicates=150)))
    for label in LABELS[:3]:
        assert own.emotions[label].interval == pytest.approx(ours.emotions[label].interval, abs=1e-9)


def test_it_is_narrower_for_a_longer_article() -> None:
    def width(p: np.ndarray) -> float:
        low, high = profiled(p).emotions["fear"].interval or (0.0, 0.0)
        return high - low

    assert width(np.tile(P, (6, 1))) < 0.6 * width(P)
