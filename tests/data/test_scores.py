"""Score matrices check themselves."""

from typing import Any

import numpy as np
import pytest

from emoprofile.data import LabelScores, ScoreMatrix
from emoprofile.errors import InvalidValueError


def label_scores(**changes: Any) -> LabelScores:
    values: dict[str, Any] = {
        "vocabulary": "v",
        "labels": ("joy", "neutral"),
        "neutral": "neutral",
        "logits": np.zeros((3, 2)),
        "thresholds": np.array([0.5, 0.5]),
        "reference": np.zeros(2),
    }
    return LabelScores(**values | changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"logits": np.zeros((3, 3))}, "do not fit 2 labels"),
        ({"logits": np.full((3, 2), np.nan)}, "not finite"),
        ({"thresholds": np.zeros(3)}, "thresholds of shape"),
        ({"reference": np.zeros(1)}, "reference of shape"),
        ({"neutral": "calm"}, "'calm' is not among the labels"),
    ],
)
def test_scores_that_contradict_themselves_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        label_scores(**changes)


def test_the_parts_of_a_matrix_must_agree_about_the_sentences() -> None:
    ones = np.ones(3, np.int64)
    with pytest.raises(InvalidValueError, match=r"disagree about the sentences: \[2, 3\]"):
        ScoreMatrix(label_scores(), {}, np.zeros(2), ones, ones)
    assert len(ScoreMatrix(label_scores(), {}, np.zeros(3), ones, ones)) == 3


def test_probabilities_are_clipped_away_from_certainty() -> None:
    p = label_scores(logits=np.array([[-99.0, 99.0]])).probabilities
    assert p.tolist() == [[1e-6, 1 - 1e-6]]
