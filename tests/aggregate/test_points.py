"""The figures against their definitions, written out in plain Python."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from emoprofile.aggregate import points
from emoprofile.aggregate.methods import GROW_WITH_LENGTH, METHODS
from emoprofile.data.scores import FloatArray

LABELS = 5
EXACT = 1e-9


@st.composite
def matrices(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    """p of shape (n, 5) and weights that sum to 1."""
    n = draw(st.integers(1, 45))
    p = draw(arrays(np.float64, (n, LABELS), elements=st.floats(1e-6, 1 - 1e-6)))
    raw = draw(arrays(np.float64, n, elements=st.floats(0.01, 10)))
    return p, raw / raw.sum()


@given(matrices())
def test_the_peak_is_the_mean_of_the_largest_tenth(given_: tuple[FloatArray, FloatArray]) -> None:
    p, _ = given_
    found = points.find_peaks(p, np.ones(len(p), bool))
    for e in range(LABELS):
        k = max(1, math.ceil(0.1 * len(p)))
        strongest = sorted(p[:, e], reverse=True)[:k]
        assert found[e] == pytest.approx(sum(strongest) / k, abs=EXACT)


def test_the_peak_of_a_voice_is_that_of_the_sentences_it_speaks_in() -> None:
    values = np.linspace(0, 1, 20)[:, None]
    assert points.find_peaks(values, np.arange(20) < 10)[0] == pytest.approx(9 / 19)


@given(matrices())
def test_shares_sum_to_one_and_leave_neutral_out(given_: tuple[FloatArray, FloatArray]) -> None:
    p, w = given_
    shares = points.compute_shares(w @ p, np.array([True] * (LABELS - 1) + [False]))
    assert np.nansum(shares) == pytest.approx(1, abs=EXACT)
    assert np.isnan(shares[-1])
    assert 0 <= (points.measure_diversity(shares) or 0.0) <= 1


def test_where_nothing_is_there_to_share_there_are_no_shares() -> None:
    shares = points.compute_shares(np.zeros(3), np.ones(3, bool))
    assert np.isnan(shares).all()
    assert points.measure_diversity(shares) is None


def test_diversity_is_none_for_one_emotion_and_full_for_all_alike() -> None:
    assert points.measure_diversity(np.array([1.0, 0.0, 0.0])) == 0
    assert points.measure_diversity(np.full(7, 1 / 7)) == pytest.approx(1)
    assert points.measure_diversity(np.array([0.5, 0.5, 0, 0])) == pytest.approx(0.5)
    assert points.measure_diversity(np.array([1.0, np.nan])) == 0


@given(arrays(np.float64, st.integers(1, 60), elements=st.floats(0, 1)))
def test_the_smallest_half_is_a_half_and_no_smaller_set_is(parts: FloatArray) -> None:
    chosen = points.find_smallest_half(parts)
    total, held = parts.sum(), parts[chosen].sum()
    assert held >= total / 2 - EXACT * max(1.0, total)
    assert len(chosen) <= 1 or parts[chosen[:-1]].sum() < total / 2 + EXACT
    assert list(parts[chosen]) == sorted(parts, reverse=True)[: len(chosen)]


def test_ties_in_evidence_go_to_the_earlier_sentence() -> None:
    assert points.find_smallest_half(np.array([0.2, 0.3, 0.3, 0.2])).tolist() == [1, 2]


def test_rounding_never_asks_for_one_more_sentence() -> None:
    assert points.find_smallest_half(np.array([0.1, 0.1, 0.1, 0.1, 0.1, 0.1])).tolist() == [0, 1, 2]


def test_nothing_rests_on_nothing() -> None:
    assert points.find_smallest_half(np.zeros(4)).tolist() == []


@given(matrices(), st.sampled_from(METHODS.names))
def test_every_method_stays_within_zero_and_one_and_rises_with_the_probabilities(
    given_: tuple[FloatArray, FloatArray], name: str
) -> None:
    p, w = given_
    method = METHODS.get(name)
    lower, higher = method(p, w), method(np.minimum(p * 1.1, 1 - 1e-6), w)
    assert lower.shape == (LABELS,)
    assert (lower >= -EXACT).all()
    assert (higher <= 1 + EXACT).all()
    assert (higher >= lower - EXACT).all()


@given(matrices(), st.sampled_from(sorted(set(METHODS.names) - GROW_WITH_LENGTH - {"top_mean"})))
def test_saying_everything_twice_changes_no_score(given_: tuple[FloatArray, FloatArray], name: str) -> None:
    p, w = given_
    twice = METHODS.get(name)(np.concatenate([p, p]), np.concatenate([w, w]) / 2)
    np.testing.assert_allclose(twice, METHODS.get(name)(p, w), atol=EXACT)


@pytest.mark.parametrize("name", sorted(METHODS.names))
def test_a_single_sentence_is_its_own_score(name: str) -> None:
    p = np.array([[0.1, 0.2, 0.3, 0.4, 0.9]])
    np.testing.assert_allclose(METHODS.get(name)(p, np.ones(1)), p[0], atol=EXACT)


@pytest.mark.parametrize("name", sorted(GROW_WITH_LENGTH))
def test_methods_that_grow_with_length_are_known_as_such(name: str) -> None:
    rng = np.random.default_rng(0)
    short, long = rng.uniform(0, 0.2, (5, 3)), rng.uniform(0, 0.2, (200, 3))
    method = METHODS.get(name)
    assert (method(long, np.full(200, 1 / 200)) > method(short, np.full(5, 0.2))).all()


def test_forty_faint_sentences_add_up_under_noisy_or() -> None:
    scores = METHODS.get("noisy_or")(np.full((40, 1), 0.05), np.full(40, 1 / 40))
    assert scores[0] == pytest.approx(1 - 0.95**40)


def test_top_mean_takes_the_strongest_tenth() -> None:
    p = np.linspace(0.01, 0.2, 20)[:, None]
    assert METHODS.get("top_mean")(p, np.full(20, 0.05))[0] == pytest.approx((0.2 + 0.19) / 2)


def test_power_mean_is_the_cubic_mean() -> None:
    scores = METHODS.get("power_mean")(np.array([[0.2], [0.8]]), np.array([0.5, 0.5]))
    assert scores[0] == pytest.approx(((0.2**3 + 0.8**3) / 2) ** (1 / 3))
