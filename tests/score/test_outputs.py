"""What the model's logits mean: activation, calibration, groups, valence; against formulas written out."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from emoprofile.config import CalibrationSpec, ModelSpec, Platt
from emoprofile.data.scores import logit, sigmoid
from emoprofile.labels import EKMAN, GOEMOTIONS, SENTIMENT, bridge
from emoprofile.score.outputs import (
    calibrate,
    combine,
    compute_probabilities,
    group_probabilities,
    measure_polarity,
    merge_windows,
)

PROBABILITIES = arrays(np.float64, (4, 28), elements=st.floats(1e-6, 1 - 1e-6))


def test_softmax_becomes_log_probabilities(tiny_spec: ModelSpec) -> None:
    spec = tiny_spec.model_copy(update={"activation": "softmax"})
    raw = np.random.default_rng(0).normal(size=(3, 28)) * 3
    p = np.exp(raw) / np.exp(raw).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(calibrate(spec, raw), np.log(p), atol=1e-9)
    np.testing.assert_allclose(np.exp(calibrate(spec, raw + 1000)).sum(axis=1), 1, atol=1e-9)


def test_calibration_goes_to_each_label_by_name(tiny_spec: ModelSpec) -> None:
    parameters = {label: Platt(slope=i + 1, intercept=-i) for i, label in enumerate(GOEMOTIONS.labels)}
    backwards = CalibrationSpec(domain="x", labels=dict(reversed(parameters.items())))
    spec = tiny_spec.model_copy(update={"calibration": backwards})
    found = calibrate(spec, np.full((1, 28), 2.0))
    assert found[0].tolist() == [2.0 * (i + 1) - i for i in range(28)]
    exclusive = spec.model_copy(update={"activation": "softmax"})
    p = np.exp(calibrate(exclusive, np.random.default_rng(1).normal(size=(4, 28))))
    np.testing.assert_allclose(p.sum(axis=1), 1, atol=1e-9)


@given(PROBABILITIES)
def test_rules_combine_as_their_formulas_say(p: np.ndarray) -> None:
    for row, most, some, total in zip(p, combine(p, "max"), combine(p, "noisy_or"), combine(p, "sum"), strict=True):
        assert most == max(row)
        assert some == pytest.approx(1 - math.prod(1 - x for x in row), abs=1e-12)
        assert total == pytest.approx(min(1, sum(row)), abs=1e-12)
        assert most <= some + 1e-12
        assert some <= total + 1e-12


@given(PROBABILITIES, st.sampled_from([EKMAN, SENTIMENT]))
def test_a_group_is_made_of_its_own_labels_and_no_others(p: np.ndarray, coarse: object) -> None:
    over = bridge(GOEMOTIONS, coarse.name)  # type: ignore[attr-defined]
    found = group_probabilities(p, GOEMOTIONS, over, "max")
    for j, group in enumerate(coarse.labels):  # type: ignore[attr-defined]
        members = [i for i, label in enumerate(GOEMOTIONS.labels) if label in over.members[group]]
        np.testing.assert_array_equal(found[:, j], p[:, members].max(axis=1))


def test_valence_is_the_centred_difference_of_mean_logits(tiny_spec: ModelSpec) -> None:
    z = np.zeros((3, 28))
    z[0, GOEMOTIONS.labels.index("joy")] = 12.0  # one of 12 positive labels: mean 1
    z[1, GOEMOTIONS.labels.index("fear")] = 11.0  # one of 11 negative labels: mean 1
    np.testing.assert_allclose(measure_polarity(z, GOEMOTIONS), [1, -1, 0])


def test_a_text_in_one_window_keeps_its_logits_to_the_last_bit(tiny_spec: ModelSpec) -> None:
    logits = np.random.default_rng(1).normal(size=(3, 2)) * 20
    merged = merge_windows(tiny_spec, logits, np.array([1, 0, 2]), np.array([5, 5, 5]), 3)
    np.testing.assert_array_equal(merged, logits[[1, 0, 2]])


@pytest.mark.parametrize("activation", ["sigmoid", "softmax"])
def test_windows_are_averaged_as_probabilities(tiny_spec: ModelSpec, activation: str) -> None:
    spec = tiny_spec.model_copy(update={"activation": activation})
    logits = calibrate(spec, np.random.default_rng(2).normal(size=(2, 28)))
    merged = merge_windows(spec, logits, np.array([0, 0]), np.array([1, 3]), 1)
    p = compute_probabilities(spec, logits)
    np.testing.assert_allclose(compute_probabilities(spec, merged)[0], (p[0] + 3 * p[1]) / 4, atol=1e-6)


@given(st.floats(-13, 13))
def test_logit_undoes_sigmoid(z: float) -> None:
    assert float(logit(sigmoid(np.array(z)))) == pytest.approx(z, abs=1e-6)


def test_extreme_logits_neither_overflow_nor_reach_certainty() -> None:
    assert sigmoid(np.array([-1e4, 1e4])).tolist() == [0.0, 1.0]
    assert np.isfinite(logit(np.array([0.0, 1.0]))).all()
