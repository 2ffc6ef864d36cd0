"""Score matrices check themselves, and say what an article's sentences express."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit
from tests.aggregate.samples import LABELS, event_errors, events, graded, matrix, random_matrix

from emoprofile.data import EventErrors, GradedErrors, ScoreMatrix
from emoprofile.data.scores import logit, sigmoid
from emoprofile.errors import InvalidValueError

P = np.full((3, 4), 0.5)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"logits": np.zeros((3, 3))}, "do not fit 4 labels"),
        ({"logits": np.full((3, 4), np.nan)}, "not finite"),
        ({"thresholds": np.zeros(3)}, "thresholds of shape"),
        ({"baseline": np.zeros(1)}, "baseline of shape"),
        ({"neutral": "calm"}, "'calm' is not among the labels"),
        ({"errors": event_errors(3)}, "an error model of 3"),
        ({"reliability": ("unknown",)}, "reliabilities of 1"),
    ],
)
def test_scores_that_contradict_themselves_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        events(P, **changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"values": np.full((3, 2), np.inf)}, "not finite"),
        ({"least": np.zeros(1)}, "scales of shape"),
        ({"baseline": np.zeros(3)}, "baseline of shape"),
    ],
)
def test_graded_scores_that_contradict_themselves_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        graded(np.zeros((3, 2)), **changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"tau": np.array([-0.1, 0])}, "negative tau"),
        ({"slope": np.array([np.nan, 1])}, "slope that is not a finite number"),
        ({"tau": np.zeros(3)}, "disagree about its 2 labels"),
    ],
)
def test_error_models_that_contradict_themselves_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        event_errors(2, **changes)


def test_graded_error_models_that_contradict_themselves_are_refused() -> None:
    one = np.ones(2)
    with pytest.raises(InvalidValueError, match="negative spread"):
        GradedErrors(one, -one, one, "fitted")
    with pytest.raises(InvalidValueError, match="disagree about its labels"):
        GradedErrors(one, one[:1], one, "fitted")


def test_the_parts_of_a_matrix_must_agree() -> None:
    with pytest.raises(InvalidValueError, match=r"disagree about the sentences: \[2, 3\]"):
        matrix(events(P), graded(np.zeros((2, 2))))
    with pytest.raises(InvalidValueError, match="needs a reading"):
        ScoreMatrix(None, {}, None, None, None, np.ones(1, np.int64), np.ones(1, np.int64))
    with pytest.raises(InvalidValueError, match="needs a valence_basis"):
        matrix(events(P), valence_basis="derived")
    assert len(matrix(events(P))) == 3


def test_probabilities_are_clipped_away_from_certainty() -> None:
    p = events(P, logits=np.array([[-99.0, 99.0, 0.0, 0.0]])).probabilities
    assert p[0, :2].tolist() == [1e-6, 1 - 1e-6]


@given(st.integers(0, 99), st.floats(0, 3))
def test_the_probability_in_an_article_is_the_mean_over_its_shift(seed: int, tau: float) -> None:
    """Against the trapezoid rule over ±8 standard deviations."""
    random = np.random.default_rng(seed)
    z, slope, intercept = random.normal(0, 3, (5, 4)), random.uniform(0.2, 2, 4), random.normal(0, 2, 4)
    u = np.linspace(-8, 8, 2001)
    density = np.exp(-(u**2) / 2)
    expected = (expit(intercept + slope * z + tau * u[:, None, None]) * density[:, None, None]).sum(0) / density.sum()
    found = events(P, logits=z, errors=event_errors(4, slope=slope, intercept=intercept, tau=np.full(4, tau))).values
    np.testing.assert_allclose(found, expected, atol=2e-3 if tau > 1.5 else 1e-4)


def test_without_errors_the_probability_in_an_article_is_the_models_own() -> None:
    p = np.random.default_rng(0).uniform(0.001, 0.999, (6, 4))
    np.testing.assert_allclose(events(p).values, p, atol=1e-9)
    np.testing.assert_allclose(sigmoid(logit(p)), p, atol=1e-9)


def test_exclusive_labels_sum_to_one_under_any_error_model() -> None:
    scores = random_matrix(20, np.random.default_rng(1), kind="exclusive").expressed
    assert scores is not None
    np.testing.assert_allclose(scores.values.sum(axis=1), 1, atol=1e-9)
    certain = events(P, kind="exclusive", logits=np.log(np.full((1, 4), 0.25)), errors=event_errors(4)).values
    np.testing.assert_allclose(certain, 0.25)


def test_a_shift_of_exclusive_labels_is_taken_over_evenly() -> None:
    """Against 200,000 draws of the shift."""
    errors = event_errors(4, tau=np.array([0.5, 1.0, 0.2, 0.8]))
    logits = np.log(np.array([[0.7, 0.1, 0.15, 0.05]]))
    x = logits + errors.tau * np.random.default_rng(2).normal(size=(200_000, 4))
    p = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
    found = events(P, kind="exclusive", logits=logits, errors=errors).values
    np.testing.assert_allclose(found[0], p.mean(axis=0), atol=0.01)


def test_rows_are_the_same_scores_of_some_sentences() -> None:
    whole = random_matrix(9, np.random.default_rng(3))
    some = whole.select([2, 5])
    assert whole.expressed
    assert some.expressed
    assert whole.evoked
    assert some.evoked
    assert some.dimensions
    np.testing.assert_array_equal(some.expressed.values, whole.expressed.values[[2, 5]])
    np.testing.assert_array_equal(some.evoked.values, whole.evoked.values[[2, 5]])
    assert (len(some), len(some.groups["coarse"].logits), some.expressed.labels) == (2, 2, LABELS)
    assert some.dimensions.get_values("valence") is not None
    assert some.dimensions.get_values("dominance") is None


def test_an_error_model_has_as_many_entries_as_labels() -> None:
    assert len(event_errors(3)) == 3
    assert isinstance(event_errors(3), EventErrors)
