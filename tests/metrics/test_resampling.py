"""A resample computed from sums is what the metric says of the rows that were drawn."""

from typing import Any

import numpy as np
import pytest

from emoprofile.metrics import (
    Resamples,
    flatten,
    is_worth_counting,
    leading_precision,
    measure_above,
    measure_articles,
    measure_calibration,
    measure_coverage,
    measure_ratings,
    measure_sentences,
    subtract,
    subtract_all,
)
from emoprofile.metrics.sentences import resample_average_precision

EXACT = 1e-12


def resamples(units: Any, replicates: int = 40, seed: int = 3) -> Resamples:
    found = Resamples.over(units, replicates, seed)
    assert found is not None
    return found


def agree(whole: Any, of_rows: Any, drawn: Resamples) -> int:
    """Every replicate of every measure is its value on the rows of that resample; how many were compared."""
    compared = 0
    for i in range(len(drawn.counts)):
        for path, plain in flatten(of_rows(drawn.list_rows(i))).items():
            replicates = flatten(whole)[path].replicates
            if replicates is not None and plain.value is not None:
                assert replicates[i] == pytest.approx(plain.value, abs=EXACT), (path, i)
                compared += 1
    return compared


@pytest.mark.parametrize("grouped", [False, True])
def test_sentences(grouped: bool) -> None:
    random = np.random.default_rng(0)
    p = np.round(random.random((60, 4)), 1) * 0.9 + 0.05
    gold = random.random((60, 4)) < p / 2
    claimed = p > 0.5
    drawn = resamples(random.integers(12, size=60) if grouped else np.arange(60))
    names = tuple("abcd")
    whole = measure_sentences(names, claimed, gold, p, drawn)
    assert agree(whole, lambda rows: measure_sentences(names, claimed[rows], gold[rows], p[rows]), drawn) > 900
    truth = measure_calibration(names, p, gold, drawn)
    assert agree(truth, lambda rows: measure_calibration(names, p[rows], gold[rows]), drawn) == 600


def test_articles() -> None:
    random = np.random.default_rng(1)
    gold = random.integers(0, 4, size=(14, 3)) / 3
    predicted = np.round(gold / 2 + random.random((14, 3)), 1)
    predicted[2] = np.nan
    names = tuple("abc")
    leading = (random.choice([*names], 14).tolist(), random.choice([*names], 14).tolist())
    drawn = resamples(np.arange(14))

    def quality(rows: np.ndarray, of: Resamples | None = None) -> Any:
        return measure_articles(
            names,
            predicted[rows],
            gold[rows],
            leading=([leading[0][i] for i in rows], [leading[1][i] for i in rows]),
            resamples=of,
        )

    assert agree(quality(np.arange(14), drawn), quality, drawn) > 500


def test_certainty_and_ratings() -> None:
    random = np.random.default_rng(3)
    gold, figures, said = (random.random((14, 3)) for _ in range(3))
    drawn = resamples(np.arange(14))
    counted = is_worth_counting(gold, figures)

    def quality(rows: np.ndarray, of: Resamples | None = None) -> Any:
        low, high = figures[rows] - 0.3, figures[rows] + 0.3
        return {
            "intervals": measure_coverage(gold[rows], low, high, counted[rows], of),
            "above": measure_above(said[rows], gold[rows], np.full((14, 3), 0.4), of),
            "leading": leading_precision([[0, 2]] * 14, np.round(gold[rows]), of),
            "ratings": measure_ratings(tuple("abc"), figures[rows], gold[rows], of),
        }

    assert agree(quality(np.arange(14), drawn), quality, drawn) == 24 * 40


def test_the_slow_way_says_the_same() -> None:
    random = np.random.default_rng(2)
    p, gold = random.random(30), np.arange(30) % 3 == 0
    drawn = resamples(np.arange(30) // 2)

    def average_precision(rows: np.ndarray) -> np.ndarray:
        found = measure_sentences(("a",), p[rows, None] > 0.5, gold[rows, None], p[rows, None])
        return np.array([found.labels["a"].average_precision.value])

    assert drawn.compute_each(average_precision)[:, 0] == pytest.approx(
        resample_average_precision(p, gold, drawn), abs=EXACT
    )


def test_units_are_drawn_whole_and_in_the_same_way_by_the_same_seed() -> None:
    units = ["x", "y", "x", "z", "v", "w", "y"]
    drawn = resamples(units)
    assert (drawn.counts.sum(axis=1) == 5).all()
    weights = drawn.count_draws()
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights[:, 1] == weights[:, 6]).all()
    assert (resamples(units).counts == drawn.counts).all()
    assert (resamples(units, seed=4).counts != drawn.counts).any()
    assert Resamples.over(units[:4]) is None  # three units


def test_an_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(6)
    held = 0
    for trial in range(200):
        hits = random.random((80, 1)) < 0.7
        found = measure_sentences(("a",), hits, np.ones((80, 1), bool), None, resamples(range(80), 199, trial))
        low, high = found.labels["a"].rates.recall.interval or (0, 0)
        held += low <= 0.7 <= high
    assert 0.84 <= held / 200 <= 0.95


def test_a_difference_is_paired() -> None:
    random = np.random.default_rng(7)
    p = random.random((300, 3))
    gold = random.random((300, 3)) < p
    drawn = resamples(range(300), 499)
    one, other = (measure_sentences(tuple("abc"), p > t, gold, p, drawn) for t in (0.5, 0.55))
    found = subtract(one.macro.f1, other.macro.f1)
    assert found.value == pytest.approx(other.macro.f1.value - one.macro.f1.value)  # type: ignore[operator]
    assert found.interval is not None
    assert one.macro.f1.interval is not None
    width = one.macro.f1.interval[1] - one.macro.f1.interval[0]
    assert found.interval[1] - found.interval[0] < width
    assert subtract_all(one, other)["macro.f1"] == found
    assert subtract_all(one, one)["jaccard"].interval == (0.0, 0.0)
