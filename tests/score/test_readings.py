"""What a model says in each of its readings, from its calibrated logits; against formulas written out."""

from typing import Any

import numpy as np
import pytest

from emoprofile.config import ModelSpec, load_default_error
from emoprofile.data import Reliability, ScoreMatrix
from emoprofile.data.scores import logit, sigmoid
from emoprofile.labels import GOEMOTIONS
from emoprofile.score.outputs import calibrate
from emoprofile.score.readings import score_matrix

EVENT = {"slope": 0.5, "intercept": -1.0, "covariance": [[0.1, 0.02], [0.02, 0.05]], "tau": 0.7}
GRADED = {"slope": 0.5, "intercept": 0.1, "sentence": 0.2, "article": 0.1, "offset": 0.05}
BASE: dict[str, Any] = {"name": "m", "source": {"folder": "."}, "activation": "sigmoid", "max_tokens": 64}


def matrix(spec: ModelSpec, z: np.ndarray) -> ScoreMatrix:
    ones = np.ones(len(z), np.int64)
    return score_matrix(spec, calibrate(spec, z), ones, ones)


def valence(found: ScoreMatrix) -> np.ndarray:
    assert found.dimensions is not None
    values = found.dimensions.get_values("valence")
    assert values is not None
    return values


def test_derived_valence_is_damped_by_the_probability_of_no_emotion(tiny_spec: ModelSpec) -> None:
    z = np.zeros((3, 28))
    z[0, GOEMOTIONS.labels.index("joy")] = 12.0  # one of 12 positive labels: mean 1
    z[1, GOEMOTIONS.labels.index("fear")] = 11.0  # one of 11 negative labels: mean 1
    z[2, GOEMOTIONS.labels.index("neutral")] = 8.0
    found = matrix(tiny_spec, z)  # centre 0.1, scale 2
    assert found.expressed is not None
    emotional = 1 - found.expressed.values[:, GOEMOTIONS.labels.index("neutral")]
    error = load_default_error().valence
    expected = np.tanh([0.45, -0.55, -0.05]) * emotional * error.slope + error.intercept
    np.testing.assert_allclose(valence(found), expected)
    assert abs(valence(found)[2]) < 0.01
    assert found.valence_basis == "derived"


def test_what_a_spec_leaves_out_is_unknown_and_not_zero(tiny_spec: ModelSpec) -> None:
    bare = tiny_spec.model_copy(update={"dimensions": None, "thresholds": None, "baseline": {}, "groups": {}})
    found = matrix(bare, np.zeros((2, 28)))
    assert found.expressed is not None
    assert (found.dimensions, found.valence_basis, found.evoked) == (None, None, None)
    assert found.expressed.thresholds is None
    assert np.isnan(found.expressed.baseline).all()
    assert set(found.expressed.reliability) == {"unknown"}
    assert not found.expressed.is_rough.any()
    assert found.groups["ekman"].thresholds is None
    assert found.expressed.errors.origin == found.groups["ekman"].errors.origin == "default"


def test_each_reading_takes_its_own_columns_and_errors() -> None:
    spec = ModelSpec.model_validate(
        BASE
        | {
            "vocabulary": "ekman",
            "labels": {"a": "anger", "n": "neutral"},
            "reliability": {"anger": {"metric": "f1", "value": 0.2, "examples": 99, "data": "d"}},
            "evoked": {"vocabulary": "plutchik", "labels": ["fear", "trust"], "baseline": {"fear": 0.1}},
            "dimensions": {"valence": {"baseline": 0.05}, "arousal": {}},
            "error": {
                "domain": "d",
                "expressed": {"anger": EVENT, "neutral": EVENT | {"tau": 0.0}},
                "evoked": {"fear": GRADED, "trust": GRADED},
            },
        }
    )
    z = np.array([[0.5, -1.0, 2.0, -2.0, 1.5, -0.5]])
    found = matrix(spec, z)
    assert found.expressed is not None
    assert found.evoked is not None
    assert found.dimensions is not None
    assert found.expressed.labels == ("anger", "neutral")
    assert found.expressed.values[0, 1] == pytest.approx(sigmoid(np.array(-1.5)))
    assert found.expressed.errors.tau.tolist() == [0.7, 0.0]
    assert found.expressed.errors.covariance[0].tolist() == [[0.1, 0.02], [0.02, 0.05]]
    assert found.expressed.reliability == (Reliability("f1", 0.2, 99), "unknown")
    np.testing.assert_allclose(found.evoked.values[0], 0.5 * sigmoid(np.array([2.0, -2.0])) + 0.1)
    np.testing.assert_array_equal(found.evoked.baseline, [0.1, np.nan])
    error = load_default_error()
    raw = 2 * sigmoid(np.array(1.5)) - 1
    assert found.dimensions.values[0, 0] == pytest.approx(error.valence.slope * raw + error.valence.intercept)
    assert found.dimensions.least.tolist() == [-1.0, 0.0]
    origins = [each.errors.origin for each in (found.expressed, found.evoked, found.dimensions)]
    assert origins == ["fitted", "fitted", "default"]
    assert found.valence_basis == "model"
    assert found.groups["sentiment"].errors.origin == "default"


def test_a_model_may_have_evoked_alone() -> None:
    spec = ModelSpec.model_validate(BASE | {"evoked": {"vocabulary": "plutchik"}})
    found = matrix(spec, np.zeros((2, 8)))
    assert (found.expressed, found.groups, found.dimensions) == (None, {}, None)
    assert found.evoked is not None
    assert found.evoked.values.shape == (2, 8)


def test_stars_and_sentiment_are_degrees_of_valence() -> None:
    p = np.array([[0.1, 0.1, 0.2, 0.3, 0.3], [1.0, 0, 0, 0, 0]]).clip(1e-9, 1)
    stars = ModelSpec.model_validate(BASE | {"vocabulary": "stars", "activation": "softmax"})
    found = matrix(stars, np.log(p))
    error = load_default_error().valence
    assert (found.expressed, found.groups, found.valence_basis) == (None, {}, "model")
    expected = np.array([-0.1 - 0.05 + 0.15 + 0.3, -1.0])
    np.testing.assert_allclose(valence(found), error.slope * expected + error.intercept, atol=1e-4)
    labels = {"NEGATIVE": "negative", "POSITIVE": "positive"}
    sst = ModelSpec.model_validate(BASE | {"vocabulary": "sentiment", "activation": "softmax", "labels": labels})
    found = matrix(sst, np.log(np.array([[0.8, 0.2]])))  # positive comes first in the vocabulary
    np.testing.assert_allclose(valence(found), error.slope * 0.6 + error.intercept, atol=1e-4)


def test_exclusive_labels_stay_log_probabilities_and_groups_become_log_odds() -> None:
    spec = ModelSpec.model_validate(BASE | {"vocabulary": "ekman", "activation": "softmax"})
    p = np.random.default_rng(0).dirichlet(np.ones(7), 3)
    found = matrix(spec, np.log(p))
    assert found.expressed is not None
    assert found.expressed.kind == "exclusive"
    np.testing.assert_allclose(found.expressed.probabilities, p, atol=1e-9)
    negative = found.groups["sentiment"].logits[:, found.groups["sentiment"].labels.index("negative")]
    members = [found.expressed.labels.index(label) for label in ("anger", "disgust", "fear", "sadness")]
    np.testing.assert_allclose(negative, logit(p[:, members].sum(axis=1)), atol=1e-9)
