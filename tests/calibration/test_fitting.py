"""Metrics and fits against formulas written out, and against what is known of them."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import log_softmax

from emoprofile.calibration import expected_f1_thresholds, group_gold, scaling
from emoprofile.data.scores import sigmoid
from emoprofile.labels import EKMAN, GOEMOTIONS, bridge
from emoprofile.metrics import (
    brier_score,
    calibration_error,
    log_loss,
    measure_sentences,
)

BOOLS = arrays(np.bool_, (12, 3))
EXACT = 1e-12


def f1(claimed: np.ndarray, gold: np.ndarray) -> float:
    right = int((claimed & gold).sum())
    total = int(claimed.sum() + gold.sum())
    return 2 * right / total if total else 0.0


@given(BOOLS, BOOLS)
def test_f1_is_twice_the_hits_over_claims_and_gold(claimed: np.ndarray, gold: np.ndarray) -> None:
    found = measure_sentences(("a", "b", "c"), claimed, gold)
    each = [f1(claimed[:, i], gold[:, i]) for i in range(3)]
    assert [label.rates.f1.value for label in found.labels.values()] == pytest.approx(each, abs=EXACT)
    if gold.any():
        assert found.macro.f1.value == pytest.approx(sum(each) / 3, abs=EXACT)
        assert found.micro.f1.value == pytest.approx(f1(claimed, gold), abs=EXACT)
    else:
        assert found.macro.f1.missing == "no sentence carries any of the labels"
    assert [label.support for label in found.labels.values()] == gold.sum(axis=0).tolist()


@given(arrays(np.float64, (10, 2), elements=st.floats(1e-6, 1 - 1e-6)), arrays(np.bool_, (10, 2)))
def test_brier_and_log_loss_follow_their_formulas(p: np.ndarray, gold: np.ndarray) -> None:
    pairs = list(zip(p.ravel(), gold.ravel(), strict=True))
    assert brier_score(p, gold) == pytest.approx(sum((x - g) ** 2 for x, g in pairs) / 20, abs=EXACT)
    losses = [-math.log(x if g else 1 - x) for x, g in pairs]
    assert log_loss(p, gold) == pytest.approx(sum(losses) / 20, rel=1e-9)


def test_calibration_error_is_the_mean_gap_of_the_bins() -> None:
    p = np.array([0.05, 0.15, 0.15, 0.92, 0.98, 1.0])
    gold = np.array([True, True, False, True, True, False])
    # Bins 0.1-0.2: |0.30 - 1|; 0.9-1.0: |2.90 - 2|; the first prediction is below 0.1.
    assert calibration_error(p, gold) == pytest.approx((0.70 + 0.90) / 5)
    assert calibration_error(np.array([0.01]), np.array([True])) == 0


def test_a_perfectly_calibrated_model_has_hardly_any_calibration_error() -> None:
    rng = np.random.default_rng(1)
    p = rng.random(200_000)
    assert calibration_error(p, rng.random(200_000) < p) < 0.01


@given(arrays(np.float64, st.tuples(st.integers(1, 30), st.just(2)), elements=st.floats(0.001, 0.999)))
def test_a_threshold_has_the_best_expected_f1_of_all(p: np.ndarray) -> None:
    for column, threshold in zip(p.T, expected_f1_thresholds(p), strict=True):

        def expected(claimed: np.ndarray, column: np.ndarray = column) -> float:
            return float(2 * column[claimed].sum() / (claimed.sum() + column.sum()))

        best = max(expected(column >= candidate) for candidate in column)
        assert threshold == pytest.approx(best / 2, abs=EXACT)
        # Claiming just what is over half the best F1 reaches the best F1.
        assert expected(column >= threshold - EXACT) == pytest.approx(best, abs=1e-9)


def logits_that_need(slope: float, intercept: float, n: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    z = rng.normal(-1, 2, (n, 2))
    return z, rng.random((n, 2)) < sigmoid(slope * z + intercept)


def test_platt_finds_the_slope_and_intercept_that_made_the_labels() -> None:
    z, gold = logits_that_need(0.5, -1.0)
    for found in scaling.platt(z, gold):
        assert found.slope == pytest.approx(0.5, abs=0.03)
        assert found.intercept == pytest.approx(-1.0, abs=0.06)


def test_temperature_finds_the_slope_that_made_the_labels() -> None:
    z, gold = logits_that_need(0.5, 0.0)
    assert scaling.temperature(z, gold)[0].slope == pytest.approx(0.5, abs=0.03)


def test_a_label_with_a_handful_of_positives_does_not_become_certain() -> None:
    z = np.array([[-5.0]] * 50 + [[5.0]] * 2)
    gold = z > 0
    [found] = scaling.platt(z, gold)
    assert sigmoid(np.array(found.slope * 5 + found.intercept)) < 0.9


@given(arrays(np.bool_, (60, 1)))
def test_calibration_never_reverses_a_model(gold: np.ndarray) -> None:
    assume(gold.any())
    assert scaling.platt(np.linspace(-3, 3, 60)[:, None], gold)[0].slope > 0


def test_cross_validation_prefers_the_calibration_that_is_needed() -> None:
    z, gold = logits_that_need(0.5, -1.0, 4000)
    loss = {f.__name__: scaling.cross_validated_log_loss(f, z, gold) for f in (
        scaling.identity, scaling.temperature, scaling.platt)}  # fmt: skip
    assert loss["platt"] < loss["temperature"] < loss["identity"]


def test_a_sentence_carries_a_group_if_it_carries_one_of_its_labels() -> None:
    gold = np.zeros((2, 28), bool)
    gold[0, GOEMOTIONS.labels.index("annoyance")] = True
    gold[0, GOEMOTIONS.labels.index("love")] = True
    gold[1, GOEMOTIONS.labels.index("neutral")] = True
    found = group_gold(gold, GOEMOTIONS, bridge(GOEMOTIONS, "ekman"))
    assert [[EKMAN.labels[j] for j in np.flatnonzero(row)] for row in found] == [["anger", "joy"], ["neutral"]]


def test_the_temperature_of_labels_that_exclude_each_other_is_found() -> None:
    rng = np.random.default_rng(3)
    log_p = log_softmax(rng.normal(0, 3, (6000, 5)), axis=1)
    truth = np.array([rng.choice(5, p=np.exp(row)) for row in log_softmax(0.5 * log_p, axis=1)])
    found = scaling.softmax_temperature(log_p, np.arange(5) == truth[:, None])
    assert [one.slope for one in found] == pytest.approx([0.5] * 5, abs=0.03)
