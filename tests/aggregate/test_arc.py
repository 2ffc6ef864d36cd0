"""The arc: bins, the band of shuffled orders, and stretches that differ."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emoprofile.aggregate import arc as module
from emoprofile.aggregate.arc import arc
from emoprofile.data import Arc

RNG = np.random.default_rng(11)
SEED = bytes(range(32))


def of(values: np.ndarray, seed: bytes = SEED) -> Arc:
    found = arc({"valence": values}, np.full(len(values), 1 / len(values)), seed)
    assert found is not None
    return found


@settings(max_examples=60, deadline=None)
@given(n=st.integers(5, 300), seed=st.integers(0, 99))
def test_bins_follow_each_other_and_hold_every_sentence_once(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    values, w = random.uniform(size=n), random.uniform(0.1, 1, n)
    found = arc({"joy": values, "fear": 1 - values}, w / w.sum(), SEED)
    assert found is not None
    assert len(found.bins) == min(n, 20)
    assert found.bins[0][0] == 0
    assert found.bins[-1][1] == n - 1
    sizes = {last - first + 1 for first, last in found.bins}
    assert max(sizes) - min(sizes) <= 1
    assert all(after[0] == before[1] + 1 for before, after in pairwise(found.bins))
    for (first, last), value in zip(found.bins, found.series["joy"].values, strict=True):
        here = slice(first, last + 1)
        assert value == pytest.approx(np.average(values[here], weights=w[here]), abs=1e-9)


def test_fewer_than_five_sentences_and_no_series_have_no_arc() -> None:
    assert arc({"joy": np.ones(4)}, np.full(4, 0.25), SEED) is None
    assert arc({}, np.full(9, 1 / 9), SEED) is None


def test_a_stretch_is_found_where_it_is() -> None:
    values = RNG.normal(0, 0.1, 40)
    values[12:24] += 0.6
    [stretch] = of(values).series["valence"].stretches
    assert abs(stretch.first - 12) <= 1
    assert abs(stretch.last - 23) <= 1
    assert stretch.inside - stretch.outside == pytest.approx(0.6, abs=0.1)
    assert stretch.p_value == 0.001
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
    for i in range(200):
        series = of(RNG.beta(0.3, 2, 30), i.to_bytes(32, "big")).series["valence"]
        alarms += bool(series.stretches)
        outside += any(not series.band[0] <= value <= series.band[1] for value in series.values)
    assert alarms <= 20  # 5 % of 200, and 3 standard deviations
    assert outside <= 20


def test_more_series_make_each_harder() -> None:
    values = RNG.normal(0, 0.2, 40)
    values[20:] += 0.22
    seeds = [i.to_bytes(32, "big") for i in range(5)]
    noise = {f"noise {i}": RNG.normal(size=40) for i in range(60)}
    w = np.full(40, 1 / 40)
    alone = [arc({"it": values}, w, seed) for seed in seeds]
    among = [arc({"it": values, **noise}, w, seed) for seed in seeds]
    assert all(found and found.series["it"].stretches for found in alone)
    assert not any(found and found.series["it"].stretches for found in among)


def test_the_same_article_has_the_same_arc_and_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    values = RNG.uniform(size=60)
    whole = of(values)
    assert of(values) == whole
    monkeypatch.setattr(module, "_VALUES", 600)
    assert of(values) == whole
    assert of(values, SEED[::-1]).series["valence"].band != whole.series["valence"].band


def test_a_long_article_is_looked_at_in_cells() -> None:
    values = RNG.normal(0, 0.3, 2000)
    values[900:1500] += 0.3
    [stretch] = of(values).series["valence"].stretches
    assert abs(stretch.first - 900) <= 40
    assert abs(stretch.last - 1500) <= 40
