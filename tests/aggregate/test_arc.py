"""The arc: bins, the band of shuffled orders, and stretches that differ."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emoprofile.aggregate import arc as module
from emoprofile.aggregate.arc import Curve, build_arc
from emoprofile.data import Arc

RNG = np.random.default_rng(11)


def arcs(series: dict[str, np.ndarray], w: np.ndarray | None = None) -> Arc:
    n = len(next(iter(series.values())))
    return build_arc({name: Curve(each, -1.0) for name, each in series.items()}, np.full(n, 1 / n) if w is None else w)


def of(values: np.ndarray) -> Arc:
    return arcs({"valence": values})


@settings(max_examples=60, deadline=None)
@given(n=st.integers(5, 300), seed=st.integers(0, 99))
def test_bins_follow_each_other_and_hold_every_sentence_once(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    values, w = random.uniform(size=n), random.uniform(0.1, 1, n)
    found = arcs({"joy": values, "fear": 1 - values}, w / w.sum())
    assert len(found.bins) == min(n, 20)
    assert found.bins[0][0] == 0
    assert found.bins[-1][1] == n - 1
    sizes = {last - first + 1 for first, last in found.bins}
    assert max(sizes) - min(sizes) <= 1
    assert all(after[0] == before[1] + 1 for before, after in pairwise(found.bins))
    for (first, last), value in zip(found.bins, found.series["joy"].values, strict=True):
        here = slice(first, last + 1)
        assert value == pytest.approx(np.average(values[here], weights=w[here]), abs=1e-9)


def test_without_a_series_there_are_only_bins() -> None:
    found = build_arc({}, np.full(9, 1 / 9))
    assert (len(found.bins), found.series) == (9, {})


def test_a_band_stays_within_the_range_of_its_figure() -> None:
    values = np.zeros(20)
    values[3] = 0.9
    [low, high] = build_arc({"fear": Curve(values, 0.0)}, np.full(20, 0.05)).series["fear"].band
    assert low == 0.0
    assert high == pytest.approx(0.9)


@settings(max_examples=60, deadline=None)
@given(n=st.integers(6, 60), seed=st.integers(0, 999), cut=st.floats(0.3, 0.7))
def test_rounding_does_not_choose_between_a_stretch_and_the_rest(n: int, seed: int, cut: float) -> None:
    """The beginning differs from the rest exactly as the rest does from the beginning: the beginning counts."""
    random = np.random.default_rng(seed)
    values = np.where(np.arange(n) < cut * n, 0.9, 0.1) + random.uniform(-0.02, 0.02, n)
    stretches = of(values.clip(0, 1)).series["valence"].stretches
    noisy = of((values + random.uniform(-1e-9, 1e-9, n)).clip(0, 1)).series["valence"].stretches
    assert [(one.first, one.last) for one in stretches] == [(one.first, one.last) for one in noisy]
    assert all(one.first == 0 for one in stretches)


def test_a_stretch_is_found_where_it_is() -> None:
    values = RNG.normal(0, 0.1, 40)
    values[12:24] += 0.6
    [stretch] = of(values).series["valence"].stretches
    assert abs(stretch.first - 12) <= 1
    assert abs(stretch.last - 23) <= 1
    assert stretch.inside - stretch.outside == pytest.approx(0.6, abs=0.1)
    assert stretch.p_value <= 0.002  # of 999 shuffles at most one
    assert of(values).series["valence"].change_points == (stretch.first, stretch.last + 1)


def test_a_step_is_a_stretch_up_to_an_end() -> None:
    values = RNG.normal(0, 0.1, 30)
    values[18:] -= 0.5
    [stretch] = of(values).series["valence"].stretches
    assert stretch.first == 0 or stretch.last == 29
    assert 18 in {stretch.first, stretch.last + 1}


def test_a_level_series_has_neither_stretch_nor_band() -> None:
    series = of(np.full(30, 0.25)).series["valence"]
    assert series.stretches == ()
    assert series.band == pytest.approx((0.25, 0.25))


def test_shuffled_articles_rarely_alarm_and_stay_in_their_band() -> None:
    alarms = outside = 0
    for _ in range(200):
        series = of(RNG.beta(0.3, 2, 30)).series["valence"]
        alarms += bool(series.stretches)
        outside += any(not series.band[0] <= value <= series.band[1] for value in series.values)
    assert alarms <= 20  # 5 % of 200, and 3 standard deviations
    assert outside <= 20


def test_more_series_make_each_harder() -> None:
    values = RNG.normal(0, 0.2, 40)
    values[20:] += 0.22
    noise = {f"noise {i}": RNG.normal(size=40) for i in range(60)}
    assert arcs({"it": values}).series["it"].stretches
    assert not arcs({"it": values, **noise}).series["it"].stretches


def test_the_same_article_has_the_same_arc_and_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    values = RNG.uniform(size=60)
    whole = of(values)
    assert of(values) == whole
    monkeypatch.setattr(module, "_VALUES", 600)
    assert of(values) == whole


def test_a_long_article_is_looked_at_in_cells() -> None:
    values = RNG.normal(0, 0.3, 2000)
    values[900:1500] += 0.3
    [stretch] = of(values).series["valence"].stretches
    assert abs(stretch.first - 900) <= 40
    assert abs(stretch.last - 1500) <= 40
