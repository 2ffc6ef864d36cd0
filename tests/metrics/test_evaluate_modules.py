"""The modules of `evaluate`: the same figures, batch by batch and combined, without fetching anything."""

from typing import Any

import evaluate
import numpy as np
import pytest

from emoprofile.errors import InvalidValueError
from emoprofile.metrics import measure_articles, measure_calibration, measure_sentences
from emoprofile.metrics.evaluate_modules import ArticleMetric, CalibrationMetric, SentenceMetric

LABELS = tuple("abcd")


@pytest.fixture(scope="module")
def scored() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    p = random.random((40, 4))
    return p, random.random((40, 4)) < p / 2


def test_batches_add_up(scored: Any) -> None:
    p, gold = scored
    metric = SentenceMetric(LABELS, thresholds=[0.3, 0.4, 0.5, 0.6])
    metric.add_batch(predictions=p[:15], references=gold[:15])
    metric.add_batch(predictions=p[15:], references=gold[15:])
    found = metric.compute()
    expected = measure_sentences(LABELS, p >= [0.3, 0.4, 0.5, 0.6], gold, p)
    assert found["macro_f1"] == expected.macro.f1.value
    assert found["weighted_recall"] == expected.weighted.recall.value
    assert found["mean_average_precision"] == expected.average_precision.value
    assert found["jaccard"] == expected.jaccard.value
    assert found["label_rates"]["c"]["precision"] == expected.labels["c"].rates.precision.value


def test_claims_may_stand_in_for_probabilities(scored: Any) -> None:
    p, gold = scored
    found = SentenceMetric().compute(predictions=p > 0.4, references=gold)
    expected = measure_sentences(LABELS, p > 0.4, gold)
    assert found["macro_f1"] == expected.macro.f1.value
    assert found["micro_f1"] == expected.micro.f1.value


def test_metrics_combine(scored: Any) -> None:
    p, gold = scored
    both = evaluate.combine([SentenceMetric(LABELS), CalibrationMetric(LABELS)])
    both.add_batch(predictions=p, references=gold)
    found = both.compute()
    assert found["micro_f1"] == measure_sentences(LABELS, p >= 0.5, gold).micro.f1.value
    expected = measure_calibration(LABELS, p, gold)
    assert found["brier"] == expected.pooled.brier.value
    assert found["label_calibration"]["b"]["calibration_error"] == expected.labels["b"].calibration_error.value
    assert len(found["reliability"]) == 10


def test_articles() -> None:
    gold = np.array([[0.0, 0.0], [1.0, 0.0], [0.2, 0.8], [0.5, 0.1]])
    predicted = np.array([[0.1, 0.0], [0.6, 0.1], [0.3, 0.6], [np.nan, np.nan]])
    found = ArticleMetric(("a", "b")).compute(predictions=predicted, references=gold)
    expected = measure_articles(("a", "b"), predicted, gold)
    assert found["pearson"] == expected.mean.pearson.value
    assert found["jensen_shannon_distance"] == expected.distance.mean.value
    assert found["leading_accuracy"] == 0.5
    assert found["label_agreement"]["a"]["concordance"] == expected.labels["a"].concordance.value


def test_what_the_data_do_not_define_is_none() -> None:
    found = SentenceMetric().compute(predictions=[[0.5, 0.5]], references=[[0, 0]])
    assert found["macro_f1"] is None
    assert found["label_rates"]["0"]["average_precision"] is None
    assert ArticleMetric().compute(predictions=[[0.5]], references=[[0.0]])["pearson"] is None
    assert CalibrationMetric().compute(predictions=[[0.05]], references=[[0]])["calibration_error"] is None


def test_rows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="rows have different lengths"):
        SentenceMetric().compute(predictions=[[0.5, 0.5], [0.5]], references=[[0, 1], [1]])
    with pytest.raises(InvalidValueError, match="rows of 1 entries do not fit 4 labels"):
        SentenceMetric(LABELS).compute(predictions=[[0.5]], references=[[0]])
