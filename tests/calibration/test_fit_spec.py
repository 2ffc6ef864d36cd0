"""Fitting a whole spec: what each kind of data changes, what stays, and what is said to be missing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from emoprofile.calibration import BaselineLogits, FittedSpec, LabelledLogits, RatedLogits, fit_spec, scores_of
from emoprofile.calibration.domain_fitting import fit_domain
from emoprofile.calibration.flat_text import select_flat_logits
from emoprofile.config import (
    ArousalSpec,
    DimensionsSpec,
    EvokedSpec,
    Fitted,
    ModelSpec,
    ReliabilitySpec,
    Source,
    ValenceSpec,
    load_default_error,
    write_model_spec,
)
from emoprofile.config.model import load_model_spec
from emoprofile.data.scores import sigmoid
from emoprofile.errors import InvalidValueError
from emoprofile.labels import EKMAN, GOEMOTIONS, PLUTCHIK, SENTIMENT

ORIGIN = Fitted(data="articles", split="dev", date="2026-01", note="Labelled by one person.")
EXPRESSED, EVOKED = len(GOEMOTIONS.labels), len(PLUTCHIK.labels)


def bare(*, graded: bool = False) -> ModelSpec:
    """A model that was never calibrated; with evoked labels and dimensions if `graded`."""
    more = {}
    if graded:
        more = {
            "evoked": EvokedSpec(vocabulary="plutchik"),
            "dimensions": DimensionsSpec(valence=ValenceSpec(), arousal=ArousalSpec()),
        }
    return ModelSpec(
        name="bare",
        source=Source(folder=Path(".")),
        vocabulary="goemotions",
        activation="sigmoid",
        max_tokens=32,
        **more,
    )


def labelled(seed: int = 0, *, articles: int = 10, sentences: int = 15, graded: bool = False) -> LabelledLogits:
    """Sentences whose labels need a slope of .6 and an intercept of -.4; a third of them are flat."""
    random = np.random.default_rng(seed)
    units = np.repeat(np.arange(articles), sentences)
    width = EXPRESSED + (EVOKED + 2 if graded else 0)
    z = random.normal(-2.5, 1.2, (len(units), width))
    flat = random.random(len(units)) < 0.4
    z[flat, : EXPRESSED - 1] -= 3
    z[flat, EXPRESSED - 1] = 4
    given = random.random((len(units), EXPRESSED)) < sigmoid(0.6 * z[:, :EXPRESSED] - 0.4)
    return LabelledLogits("some articles", z, given, GOEMOTIONS, units)


def some(part: LabelledLogits, labels: tuple[str, ...]) -> LabelledLogits:
    columns = [GOEMOTIONS.labels.index(label) for label in labels]
    return LabelledLogits(part.name, part.raw, part.given[:, columns], GOEMOTIONS.restrict_to(labels), part.units)


FLAT = BaselineLogits("flat text", labelled(1).raw[:80] - 1)


@pytest.fixture(scope="module")
def fitted() -> FittedSpec:
    return fit_spec(bare(), ORIGIN, articles=labelled(), baseline=FLAT)


def test_articles_and_flat_text_fit_error_models_thresholds_baselines_and_reliability(fitted: FittedSpec) -> None:
    spec = fitted.spec
    assert spec.error is not None
    assert spec.error.domain == "some articles"
    assert set(spec.error.expressed) == set(GOEMOTIONS.labels)
    assert set(spec.error.groups) == {"ekman", "sentiment"}
    assert set(spec.error.groups["ekman"]) == set(EKMAN.labels)
    assert (spec.threshold_scale, set(spec.thresholds or {})) == ("articles", set(GOEMOTIONS.labels))
    assert set(spec.baseline) == set(spec.reliability) == set(GOEMOTIONS.labels)
    assert spec.calibration is None, "the error model is the calibration for articles; there is no second one"
    scores = scores_of(spec, FLAT.raw)
    assert scores.expressed is not None
    np.testing.assert_allclose(scores.expressed.values.mean(axis=0), scores.expressed.baseline, atol=1e-6)
    for group in scores.groups.values():
        np.testing.assert_allclose(group.values.mean(axis=0), group.baseline, atol=1e-6)
    assert scores.dimensions is not None
    np.testing.assert_allclose(scores.dimensions.values.mean(axis=0), scores.dimensions.baseline, atol=1e-6)


def test_probabilities_of_articles_are_right_after_fitting(fitted: FittedSpec) -> None:
    fresh = labelled(9, articles=40)
    p = sigmoid(0.6 * fresh.raw - 0.4)
    scores = scores_of(fitted.spec, fresh.raw)
    assert scores.expressed is not None
    assert np.abs(scores.expressed.values - p).mean() < 0.6 * np.abs(scores.expressed.probabilities - p).mean()


def test_a_fitted_spec_is_written_and_read_back(fitted: FittedSpec, tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    write_model_spec(fitted.spec, path, "")
    assert load_model_spec(path) == fitted.spec.model_copy(update={"source": Source(folder=tmp_path.resolve())})


def test_each_article_is_held_out_once_and_reliability_is_theirs(fitted: FittedSpec) -> None:
    assert np.sum([part.rows for part in fitted.held_out], axis=0).tolist() == [1] * 150
    for part in fitted.held_out:
        assert part.spec.error != (fitted.spec.error if fitted.spec else None)
    each = fitted.spec.reliability["joy"]
    assert (each.metric, each.data) == ("f1", "some articles")
    assert each.examples == labelled().given[:, GOEMOTIONS.labels.index("joy")].sum()


def test_reliability_that_nothing_can_be_known_of_is_low() -> None:
    part = labelled(3)
    noise = np.random.default_rng(3).random(part.given.shape) < 0.05
    labels = ("anger", "fear", "joy", "love")
    drawn = some(LabelledLogits("noise", part.raw, noise, GOEMOTIONS, part.units), labels)
    found = fit_spec(bare(), ORIGIN, articles=drawn)
    assert np.mean([found.spec.reliability[label].value for label in labels]) < 0.15


def test_a_derived_valence_is_0_on_flat_sentences(fitted: FittedSpec) -> None:
    flat = select_flat_logits(fitted.spec, labelled(5, articles=60))
    assert flat is not None
    valence = scores_of(fitted.spec, flat).dimensions
    assert valence is not None
    assert valence.values[:, 0].mean() == pytest.approx(0, abs=0.08)


def test_a_label_that_nobody_labelled_has_pooled_values_and_groups_need_all_their_labels() -> None:
    found = fit_spec(bare(), ORIGIN, articles=some(labelled(), ("anger", "disgust", "fear", "nervousness", "joy")))
    error = found.spec.error
    assert error is not None
    assert error.expressed["love"] == error.expressed["grief"] != error.expressed["joy"]
    assert set(error.groups) == {"ekman"}
    assert error.groups["ekman"]["joy"] == error.groups["ekman"]["anger"]
    assert error.groups["ekman"]["fear"] != error.groups["ekman"]["joy"]
    assert "admiration, amusement" in found.notes[0]
    assert set(found.spec.groups["ekman"].reliability) == {"disgust", "fear"}
    assert "love" not in found.spec.reliability


def test_a_coarser_vocabulary_fits_the_groups_alone(fitted: FittedSpec) -> None:
    part = labelled()
    given = np.column_stack([*part.truth(EKMAN).values()])
    found = fit_spec(bare(), ORIGIN, articles=LabelledLogits("coarse", part.raw, given, EKMAN, part.units)).spec
    assert found.error is not None
    assert fitted.spec.error is not None
    assert found.error.expressed == {}
    assert found.error.groups == fitted.spec.error.groups
    assert not found.reliability


def test_without_baseline_text_baselines_are_unknown_and_this_is_said(fitted: FittedSpec) -> None:
    again = fit_spec(fitted.spec, ORIGIN, articles=labelled(2))
    assert again.spec.baseline == {}
    assert all(group.baseline == {} for group in again.spec.groups.values())
    assert again.spec.dimensions is not None
    assert again.spec.dimensions.valence is not None
    assert again.spec.dimensions.valence.baseline is None
    assert "No baseline text" in again.notes[-1]
    assert again.spec.fitted is not None
    assert again.spec.fitted.note == " ".join(("Labelled by one person.", *again.notes))


def test_the_own_domain_gives_calibration_rules_and_thresholds_on_its_scale() -> None:
    found = fit_spec(bare(), ORIGIN, domain=labelled(4, articles=100, sentences=4), baseline=FLAT)
    assert found.spec.calibration is not None
    assert found.spec.calibration.domain == "some articles"
    assert found.spec.threshold_scale == "domain"
    assert found.spec.error is None
    assert found.spec.fitted is not None
    assert {"cross_validated_log_loss_platt", "log_loss_ekman_max"} <= set(found.spec.fitted.metrics)
    assert found.spec.reliability["joy"].data == "some articles"
    assert "No labelled articles: the error models of expressed labels are the pooled default." in found.notes
    with pytest.raises(InvalidValueError, match="needs all of them"):
        fit_spec(bare(), ORIGIN, domain=some(labelled(), ("anger", "joy")))


def test_a_measurement_on_few_examples_does_not_replace_one_on_many() -> None:
    known = {
        label: ReliabilitySpec(metric="f1", value=0.7, examples=count, data="elsewhere")
        for label, count in (("joy", 900), ("fear", 3))
    }
    part = labelled(6, articles=6, sentences=10)
    part.given[:, [GOEMOTIONS.labels.index(label) for label in known]] = False
    part.given[:9, [GOEMOTIONS.labels.index(label) for label in known]] = True
    spec = fit_spec(bare().model_copy(update={"reliability": known}), ORIGIN, articles=part).spec
    assert spec.reliability["joy"] == known["joy"]
    assert (spec.reliability["fear"].data, spec.reliability["fear"].examples) == ("some articles", 9)


def rated(names: tuple[str, ...], seed: int = 0) -> RatedLogits:
    """Ratings that are half of what the model says, and .1; one sentence in ten is not rated."""
    spec, part = bare(graded=True), labelled(seed, articles=40, sentences=10, graded=True)
    random = np.random.default_rng(seed)
    ratings = {}
    for name in names:
        z = part.raw[:, spec.outputs.index(name)]
        y = 2 * sigmoid(z) - 1 if name == "dimension:valence" else sigmoid(z)
        ratings[name] = np.clip(0.1 + 0.5 * y + 0.05 * random.standard_normal(len(z)), -1, 1)
        ratings[name][random.random(len(z)) < 0.1] = np.nan
    return RatedLogits("ratings", part.raw, ratings, part.units)


def test_ratings_fit_the_error_models_and_reliability_of_graded_labels() -> None:
    names = tuple(f"evoked:{label}" for label in PLUTCHIK.labels[:-1])
    found = fit_spec(bare(graded=True), ORIGIN, rated=rated((*names, "dimension:valence")))
    spec, error = found.spec, found.spec.error
    assert error is not None
    assert error.evoked["fear"].slope == pytest.approx(0.5, abs=0.06)
    assert error.evoked["fear"].intercept == pytest.approx(0.1, abs=0.02)
    assert error.evoked["fear"].sentence == pytest.approx(0.05, abs=0.01)
    assert error.evoked["trust"].offset > error.evoked["fear"].offset
    assert error.dimensions["valence"].slope == pytest.approx(0.5, abs=0.06)
    assert error.dimensions["arousal"] == load_default_error().arousal
    assert spec.evoked is not None
    assert set(spec.evoked.reliability) == set(PLUTCHIK.labels[:-1])
    assert spec.evoked.reliability["fear"].metric == "pearson"
    assert spec.evoked.reliability["fear"].value > 0.5
    assert 330 < spec.evoked.reliability["fear"].examples < 390
    assert any("trust" in note for note in found.notes)
    assert any("arousal" in note for note in found.notes)


def test_fitting_again_starts_from_what_the_model_says_and_not_from_what_was_fitted() -> None:
    part = rated(("evoked:fear", "dimension:valence", "dimension:arousal"))
    once = fit_spec(bare(graded=True), ORIGIN, rated=part).spec
    assert fit_spec(once, ORIGIN, rated=part).spec.error == once.error


def test_data_that_say_nothing_of_the_model_are_refused() -> None:
    part = labelled()
    nothing = LabelledLogits("other labels", part.raw, part.given[:, :0], SENTIMENT.restrict_to(()), part.units)
    with pytest.raises(InvalidValueError, match="there is nothing to fit"):
        fit_spec(bare(), ORIGIN, articles=nothing)
    with pytest.raises(InvalidValueError, match="has no such output"):
        fit_spec(bare(), ORIGIN, rated=RatedLogits("r", part.raw, {"evoked:fear": part.raw[:, 0]}, part.units))
    with pytest.raises(InvalidValueError, match="there is no sentence"):
        LabelledLogits("none", part.raw[:0], part.given[:0], GOEMOTIONS, part.units[:0])
    with pytest.raises(InvalidValueError, match="do not fit together"):
        LabelledLogits("short", part.raw[1:], part.given, GOEMOTIONS, part.units)


def test_a_label_that_its_logit_says_nothing_of_keeps_a_positive_slope() -> None:
    part = labelled()
    against = np.where(part.given, -20.0, 20.0)  # the surer, the more wrong: the best slope would turn the order round
    spec, _ = fit_domain(bare(), replace(part, raw=against))
    assert spec.calibration is not None
    assert all(each.slope > 0 for each in spec.calibration.labels.values())
