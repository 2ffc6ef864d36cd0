"""Tuning on labelled sentences: what it finds, what it leaves alone, and what it admits."""

import json
from typing import Any

import numpy as np
import pytest

from emoprofile.calibration import fitted_spec, grouped_folds
from emoprofile.calibration.nested import Tuned, tune
from emoprofile.config import Fitted, ModelSpec
from emoprofile.data.scores import sigmoid
from emoprofile.errors import InvalidValueError
from emoprofile.labels import GOEMOTIONS

LABELS = GOEMOTIONS.labels
ORIGIN = Fitted(data="own articles", split="all", date="2026-01", note="Labelled by one person.")
SCARCE = LABELS.index("grief")


def sentences(n: int, seed: int, articles: int = 20) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Logits that need a slope of 0.6 and an intercept of -0.4; hardly any grief."""
    random = np.random.default_rng(seed)
    z = random.normal(-1.5, 1.5, (n, len(LABELS)))
    gold = random.random(z.shape) < sigmoid(0.6 * z - 0.4)
    gold[:, SCARCE] = False
    gold[:3, SCARCE] = True
    return z, gold, [f"article {i * articles // n}" for i in range(n)]


@pytest.fixture(scope="module")
def tuned(tiny_spec: ModelSpec) -> Tuned:
    raw, gold, units = sentences(400, 0)
    return tune(tiny_spec, raw, gold, LABELS, units, None, ORIGIN)


def test_what_was_fitted_and_on_what_is_told(tiny_spec: ModelSpec, tuned: Tuned) -> None:
    spec, fitted = tuned.spec, tuned.spec.fitted
    assert (tuned.sentences, tuned.articles, tuned.folds) == (400, 20, 5)
    assert fitted is not None
    assert (fitted.data, fitted.split, fitted.metric, fitted.date) == ("own articles", "all", "expected F1", "2026-01")
    assert fitted.metrics["nested_macro_f1"] == pytest.approx(tuned.figures["macro_f1"].nested.value, abs=1e-6)
    assert {"cross_validated_log_loss_platt", "log_loss_ekman_max"} <= set(fitted.metrics)
    assert fitted.note == " ".join(("Labelled by one person.", *tuned.notes))
    assert spec.calibration != tiny_spec.calibration
    ModelSpec.model_validate(spec.model_dump())
    json.dumps(tuned.to_dict(), allow_nan=False)


def test_a_label_with_few_sentences_keeps_what_the_spec_has(tiny_spec: ModelSpec, tuned: Tuned) -> None:
    spec = tuned.spec
    assert spec.thresholds is not None
    assert tiny_spec.thresholds is not None
    assert spec.calibration is not None
    assert spec.thresholds["grief"] == tiny_spec.thresholds["grief"]
    assert (spec.calibration["grief"].slope, spec.calibration["grief"].intercept) == (1.0, 0.0)
    others = [label for label in LABELS if label != "grief"]
    assert all(spec.thresholds[label] != tiny_spec.thresholds[label] for label in others)
    assert tuned.notes[0] == "Fewer than 5 sentences, so the spec's own calibration and threshold stay: grief (3)."


def test_without_prose_the_reference_stays_and_this_is_said(tiny_spec: ModelSpec, tuned: Tuned) -> None:
    assert tuned.spec.reference == tiny_spec.reference
    assert tuned.notes[1].startswith("No plain prose was given: the reference is the spec's own")
    raw, gold, units = sentences(200, 1)
    origin = ORIGIN.model_copy(update={"reference": "manuals"})
    with_prose = tune(tiny_spec, raw, gold, LABELS, units, raw[:50] - 1, origin)
    assert with_prose.spec.reference != tiny_spec.reference
    assert with_prose.spec.fitted is not None
    assert with_prose.spec.fitted.reference == "manuals"
    assert len(with_prose.notes) == 1
    bare = tiny_spec.model_copy(update={"reference": {}, "thresholds": None})
    found = tune(bare, raw, gold, LABELS, units, None, ORIGIN)
    assert found.notes[1] == "No plain prose was given: there is no reference."
    assert found.figures["macro_f1"].before.missing == "the spec has no thresholds"
    assert found.figures["macro_f1"].nested.value is not None


def test_the_nested_figures_are_those_of_other_sentences(tiny_spec: ModelSpec, tuned: Tuned) -> None:
    from emoprofile.training.model_report import report

    brier = tuned.figures["brier"]
    raw, gold, _ = sentences(4000, 99)
    fresh = report(tuned.spec, raw, gold)
    assert brier.in_sample.value < brier.nested.value  # type: ignore[operator]
    assert brier.nested.value == pytest.approx(fresh.brier, abs=0.01)
    assert brier.optimism.value == pytest.approx(brier.in_sample.value - brier.nested.value)  # type: ignore[operator]
    assert brier.gain.value < 0  # type: ignore[operator]
    assert brier.gain.interval is not None
    assert brier.gain.interval[1] < 0


def test_labels_that_say_nothing_about_the_sentences_gain_nothing(tiny_spec: ModelSpec) -> None:
    random = np.random.default_rng(2)
    raw, _, units = sentences(300, 2)
    gold = random.random(raw.shape) < 0.1
    base = tune(tiny_spec, raw, gold, LABELS, units, None, ORIGIN)
    assert base.figures["macro_f1"].optimism.value > 0  # type: ignore[operator]
    assert base.figures["brier"].nested.value == pytest.approx(0.09, abs=0.01)


def test_the_columns_of_gold_are_matched_by_name(tiny_spec: ModelSpec, tuned: Tuned) -> None:
    raw, gold, units = sentences(400, 0)
    order = np.arange(len(LABELS))[::-1]
    turned = tune(tiny_spec, raw, gold[:, order], [LABELS[i] for i in order], units, None, ORIGIN)
    assert turned.spec == tuned.spec


WRONG: dict[str, tuple[Any, str]] = {
    "another vocabulary": (
        lambda raw, gold, units: (raw, gold[:, :2], ("anger", "Freude"), units),
        "labelled with the labels of 'tiny' .* without gold: admiration, .* unknown to the model: Freude",
    ),
    "a label twice": (
        lambda raw, gold, units: (raw, gold, (*LABELS[:-1], LABELS[0]), units),
        "exactly one column",
    ),
    "fewer rows": (lambda raw, gold, units: (raw[1:], gold, LABELS, units), r"shape \(99, 28\).* do not fit"),
    "few articles": (lambda raw, gold, units: (raw, gold, LABELS, [0] * 50 + [1] * 50), "from 2 articles; at least 5"),
    "no labels": (lambda raw, gold, units: (raw, gold & False, LABELS, units), "no label is carried by 5 sentences"),
}


@pytest.mark.parametrize(("change", "message"), WRONG.values(), ids=WRONG)
def test_what_does_not_fit_is_refused(tiny_spec: ModelSpec, change: Any, message: str) -> None:
    raw, gold, labels, units = change(*sentences(100, 3))
    with pytest.raises(InvalidValueError, match=message):
        tune(tiny_spec, raw, gold, labels, units, None, ORIGIN)


def test_folds_keep_articles_whole_and_are_of_a_size() -> None:
    units = [f"a{i}" for i in np.random.default_rng(0).integers(17, size=300)]
    fold = grouped_folds(units, 5)
    assert all(len({k for k, unit in zip(fold, units, strict=True) if unit == one}) == 1 for one in units)
    sizes = np.bincount(fold)
    assert len(sizes) == 5
    assert sizes.max() - sizes.min() <= 20
    assert (grouped_folds(units, 5) == fold).all()
    assert set(grouped_folds(["x", "y", "x"], 5)) == {0, 1}


def test_where_no_sentence_is_neutral_the_spec_keeps_its_valence(tiny_spec: ModelSpec) -> None:
    raw, gold, _ = sentences(100, 4)
    gold[:, -1] = False
    assert fitted_spec(tiny_spec, raw, gold, None, ORIGIN).valence == tiny_spec.valence
