"""What the data do not define is null, with a reason: never nan, never a crash."""

import json

import numpy as np
import pytest

from emoprofile.errors import InvalidValueError
from emoprofile.metrics import (
    Measure,
    Resamples,
    flatten,
    leading_accuracy,
    leading_precision,
    make_measure,
    measure_above,
    measure_agreement,
    measure_arcs,
    measure_articles,
    measure_calibration,
    measure_coverage,
    measure_distance,
    measure_ratings,
    measure_sentences,
    subtract,
    to_plain,
)
from emoprofile.metrics.measure import percentiles

X = np.nan
NONE, ALL = np.zeros((6, 2), bool), np.ones((6, 2), bool)
MIXED = np.arange(12).reshape(6, 2) % 3 == 0
P = np.linspace(0.05, 0.9, 12).reshape(6, 2)
EMPTY = np.zeros((0, 2))
RESAMPLES = Resamples.over(range(6), 99)
SENTENCES = {
    "no sentence": (EMPTY, EMPTY.astype(bool), "macro.f1", "there is no sentence"),
    "no sentence to rank": (EMPTY, EMPTY.astype(bool), "labels.a.average_precision", "there is no sentence"),
    "no gold": (P, NONE, "macro.f1", "no sentence carries any of the labels"),
    "no gold to recall": (P, NONE, "labels.a.rates.recall", "no sentence carries it"),
    "no gold to rank": (P, NONE, "average_precision", "no sentence carries it"),
    "gold everywhere": (P, ALL, "labels.a.average_precision", "every sentence carries it"),
    "constant scores": (P * 0 + 0.7, MIXED, "labels.a.average_precision", "all sentences have the same probability"),
    "nothing claimed": (P * 0.1, MIXED, "labels.a.rates.precision", "no sentence is claimed to carry it"),
}


@pytest.mark.parametrize(("p", "gold", "path", "reason"), SENTENCES.values(), ids=SENTENCES)
@pytest.mark.parametrize("resampled", [False, True])
def test_sentences(p: np.ndarray, gold: np.ndarray, path: str, reason: str, resampled: bool) -> None:
    resamples = RESAMPLES if resampled and len(p) else None
    found = measure_sentences(("a", "b"), p >= 0.5, gold, p, resamples)
    assert flatten(found)[path] == Measure(None, missing=reason)
    json.dumps(found.to_dict(), allow_nan=False)
    json.dumps(measure_calibration(("a", "b"), p, gold, resamples).to_dict(), allow_nan=False)


def test_probabilities() -> None:
    empty = measure_calibration(("a", "b"), EMPTY, EMPTY.astype(bool))
    assert empty.pooled.brier.missing == "there is no sentence"
    low = measure_calibration(("a", "b"), P * 0.01, MIXED, RESAMPLES)
    assert low.pooled.calibration_error.missing == "no prediction reaches 0.1"
    certain = measure_calibration(("a", "b"), MIXED.astype(float), ~MIXED, RESAMPLES)
    assert certain.pooled.log_loss.value == pytest.approx(-np.log(1e-6), rel=1e-6)


PAIRS = {
    "two articles": ([0.1, 0.2], [1.0, 2.0], "fewer than 3 pairs: 2"),
    "no article": ([], [], "fewer than 3 pairs: 0"),
    "articles without a profile": ([0.1, X, X, 0.2], [1.0, 2.0, 3.0, 0.0], "fewer than 3 pairs: 2"),
    "constant gold": ([0.1, 0.2, 0.3], [0.1, 0.1, 0.1], "gold is the same everywhere"),
    "all gold 0": ([0.1, 0.2, 0.3], [0.0, 0.0, 0.0], "gold is the same everywhere"),
    "constant scores": ([0.1, 0.1, 0.1], [0.1, 0.2, 0.1], "the predictions are the same everywhere"),
}


@pytest.mark.parametrize(("x", "y", "reason"), PAIRS.values(), ids=PAIRS)
def test_series(x: list[float], y: list[float], reason: str) -> None:
    found = measure_agreement(np.array(x), np.array(y), np.ones((7, len(x))))
    assert {found.pearson.missing, found.spearman.missing, found.concordance.missing} == {reason}


def test_articles() -> None:
    predicted = np.array([[X, X], [0.1, 0.2], [0.0, 0.0], [0.3, 0.1]])
    gold = np.array([[1.0, 0.0], [0.0, 0.0], [0.5, 0.5], [0.3, 0.1]])
    found = measure_distance(predicted, gold)
    assert [measure.missing for measure in found.articles] == [
        "the article has no profile",
        "the article has no gold emotion",
        "the article has no profile",
        "",
    ]
    assert found.mean.value == pytest.approx(0, abs=1e-7)
    nothing = measure_articles(("a", "b"), EMPTY, EMPTY, leading=([], []))
    assert all(measure.missing for measure in flatten(nothing).values())
    json.dumps(nothing.to_dict(), allow_nan=False)
    bare = measure_articles(("a", "b"), predicted, gold)
    assert bare.leading.missing == "the leading emotions were not given"
    assert leading_accuracy([], []).missing == "there is no article"


def test_certainty() -> None:
    gold = np.array([[0.5, 0.0], [X, X]])
    everything = np.ones(gold.shape, bool)
    none = measure_coverage(gold, gold * X, gold * X, everything, None)
    assert (none.pairs, none.coverage.missing) == (0, "no pair of article and label has an interval")
    flat = measure_coverage(gold * 0, gold * 0, gold * 0 + 1, everything, None)
    assert flat.coverage_present.missing == "no label is present in an article with an interval"
    assert flat.coverage.value == 1
    assert measure_above(gold * X, gold, gold).error.missing == "no label has a baseline"
    assert measure_above(EMPTY, EMPTY, EMPTY).pairs == 0
    assert leading_precision([(), None], gold).missing == "no label is listed as leading"
    assert leading_precision([(), (0,)], gold).missing == "no label is listed as leading"
    json.dumps([none.to_dict(), measure_above(EMPTY, EMPTY, EMPTY).to_dict()], allow_nan=False)


def test_ratings() -> None:
    steady = measure_ratings(("a", "b"), P * 0 + 0.3, P)
    assert steady.mean.pearson.missing == "the predictions are the same everywhere"
    assert steady.mean.absolute_error.value == pytest.approx(np.abs(P - 0.3).mean())
    nothing = measure_ratings(("a", "b"), EMPTY, EMPTY)
    assert (nothing.rated, nothing.mean.absolute_error.missing) == (0, "there is no pair of figure and gold")
    json.dumps(nothing.to_dict(), allow_nan=False)


def test_arcs() -> None:
    wave = np.sin(np.arange(9.0))
    found = measure_arcs([wave[:4], wave, wave * 0, wave[:0]], [wave[:4], wave * 0, wave, wave[:0]])
    assert found.articles == 0
    assert [measure.missing for measure in found.each] == [
        "fewer than 5 sentences: 4",
        "gold is the same everywhere",
        "the predictions are the same everywhere",
        "fewer than 5 sentences: 0",
    ]
    assert found.concordance.shuffled.missing
    assert measure_arcs([], []).pearson.natural.missing
    json.dumps(found.to_dict(), allow_nan=False)


def test_a_measure_has_a_finite_value_or_a_reason() -> None:
    for wrong in ({"value": None}, {"value": 1.0, "missing": "why"}, {"value": X}, {"value": np.inf}):
        with pytest.raises(InvalidValueError, match="seen"):
            Measure(**wrong)
    with pytest.raises(InvalidValueError, match="has no interval"):
        Measure(None, (0.0, 1.0), "why")
    assert make_measure(X).missing == "the data do not define it"
    assert to_plain((Measure(0.5, (0.0, 1.0)),)) == [{"value": 0.5, "interval": [0.0, 1.0], "missing": ""}]


def test_what_most_resamples_do_not_define_has_no_interval() -> None:
    assert percentiles(np.array([X, X, X, 1.0])) is None
    assert percentiles(np.array([X, X, 1.0, 1.0])) == (1.0, 1.0)
    assert percentiles(np.zeros(0)) is None


def test_a_difference_needs_two_values_and_the_same_draws() -> None:
    one, none = make_measure(0.5, np.ones(9)), Measure(None, missing="why")
    assert subtract(one, none).missing == subtract(none, one).missing == "why"
    assert subtract(one, make_measure(0.75)) == Measure(0.25)
    with pytest.raises(InvalidValueError, match="9 and 8 resamples cannot be paired"):
        subtract(one, make_measure(0.5, np.ones(8)))
