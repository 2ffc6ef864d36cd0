"""Profiles from scores, without a model."""

import logging
import pickle

import numpy as np
import pytest
from tests.aggregate.samples import (
    AGGREGATOR,
    BASELINE,
    PROVENANCE,
    event_errors,
    events,
    graded,
    matrix,
    profiled,
    profiled_events,
    random_matrix,
    segmentation,
)

from emoprofile.aggregate import Aggregator
from emoprofile.config import AggregateConfig
from emoprofile.data import EventFigures, Profile, Reliability, Scored, ScoreMatrix
from emoprofile.errors import InvalidValueError, UnknownNameError


def labels(profile: Profile) -> dict[str, EventFigures]:
    assert profile.expressed is not None
    return dict(profile.expressed.labels)


def test_an_article_without_a_sentence_has_nulls_and_no_zeros() -> None:
    profile = profiled(random_matrix(0, np.random.default_rng(0)))
    own, evoked = profile.expressed, profile.evoked
    assert own is not None
    assert evoked is not None
    assert own.emotional is not None
    for figures in dict(profile.readings.list_figures()).values():
        assert {figures.value, figures.interval, figures.sd, figures.above, figures.peak} == {None}
        assert figures.evidence == ()
    assert (own.leading, own.leading_reason) == (None, "no sentence could be scored")
    assert (evoked.leading, evoked.diversity, own.diversity) == (None, None, None)
    assert (own.emotional.prevalence, own.emotional.interval) == (None, None)
    assert (profile.arc, profile.voices) == (None, ())
    assert [figures.baseline for figures in own.groups["coarse"].labels.values()].count(None) < 3


def test_a_model_without_a_reading_has_null_there() -> None:
    p = np.full((6, 4), 0.2)
    only = profiled(matrix(events(p)))
    assert (only.evoked, only.dimensions, only.valence, only.arousal) == (None, None, None, None)
    evoked = profiled(matrix(None, graded(np.full((6, 2), 0.4))))
    assert (evoked.expressed, evoked.leading, evoked.emotional, evoked.neutral) == (None, None, None, None)
    assert evoked.evoked is not None
    assert evoked.evoked.labels["fear"].mean == pytest.approx(0.4)
    pleasant = profiled(matrix(None, None, graded(np.full((6, 1), -0.4), ("valence",))))
    assert pleasant.valence is not None
    assert pleasant.valence.mean == pytest.approx(-0.4)
    assert pleasant.dimensions is not None
    assert pleasant.dimensions.valence_basis == "model"
    assert pleasant.arousal is None
    assert pleasant.arc is not None
    assert set(pleasant.arc.series) == {"valence"}


def test_neutral_is_kept_apart() -> None:
    profile = profiled_events(np.array([[0.2, 0.1, 0.1, 0.9]] * 6))
    assert "neutral" not in labels(profile)
    assert profile.neutral is not None
    assert profile.emotional is not None
    assert profile.neutral.prevalence == pytest.approx(0.9)
    assert (profile.neutral.share, profile.neutral.evidence) == (None, ())
    assert profile.emotional.prevalence == pytest.approx(0.1)
    assert profile.emotional.baseline == pytest.approx(1 - BASELINE)
    assert profile.emotional.above == 0.0
    assert profile.leading is not None
    assert "neutral" not in {lead.label for lead in profile.leading}


def test_figures_are_those_of_articles_not_of_the_models_own_domain() -> None:
    errors = event_errors(4, slope=np.full(4, 0.5), intercept=np.full(4, -1.0))
    profile = profiled_events(np.full((6, 4), 0.5), errors=errors)
    assert labels(profile)["joy"].prevalence == pytest.approx(1 / (1 + np.e))


def test_leading_labels_are_clearly_above_baseline_and_not_rough() -> None:
    p = np.full((40, 4), 0.001)
    p[:10, 0] = p[:20, 1] = p[:, 3] = 0.999
    rough = Reliability("f1", 0.04, 6)
    profile = profiled_events(p)
    assert profile.leading is not None
    assert [lead.label for lead in profile.leading] == ["fear", "joy"]  # by figure - baseline
    assert all(lead.above >= 0.9 for lead in profile.leading)
    unreliable = profiled_events(p, reliability=(rough, "unknown", "unknown", "unknown"))
    assert [lead.label for lead in unreliable.leading or ()] == ["fear"]
    assert labels(unreliable)["joy"].rough
    assert labels(unreliable)["joy"].reliability == rough
    assert not labels(unreliable)["fear"].rough
    assert labels(unreliable)["fear"].reliability == "unknown"
    assert profiled_events(np.full((40, 4), 0.001)).leading == ()


def test_what_leads_is_not_known_without_a_baseline() -> None:
    p = np.full((6, 4), 0.9)
    profile = profiled_events(p, baseline=np.full(4, np.nan))
    assert profile.expressed is not None
    assert (profile.leading, profile.expressed.leading_reason) == (None, "no label has a baseline")
    assert {(one.baseline, one.above, one.evidence) for one in labels(profile).values()} == {(None, None, ())}
    partly = profiled_events(p, baseline=np.array([np.nan, 0.1, np.nan, 0.1]))
    assert [lead.label for lead in partly.leading or ()] == ["fear"]


@pytest.mark.parametrize(
    ("reliability", "is_rough"),
    [
        (Reliability("f1", 0.30, 25), False),
        (Reliability("f1", 0.299, 500), True),
        (Reliability("f1", 0.9, 24), True),
        (Reliability("pearson", 0.30, 100), False),
        (Reliability("pearson", 0.29, 100), True),
        (Reliability("pearson", 0.9, 99), True),
    ],
)
def test_rough_follows_from_reliability(reliability: Reliability, is_rough: bool) -> None:
    assert reliability.is_rough is is_rough


def test_evidence_points_at_the_sentences_it_names() -> None:
    p = np.full((8, 4), 0.04)
    p[5, 1], p[2, 1] = 0.95, 0.3
    fear = labels(profiled_events(p))["fear"]
    [piece] = fear.evidence
    assert (piece.sentence, piece.text, piece.start, piece.end) == (5, "S0005.", 35, 41)
    assert piece.value == pytest.approx(0.95)
    assert piece.contribution == pytest.approx(0.95 / 8)
    assert labels(profiled_events(p))["joy"].evidence == ()  # below its baseline


def test_evidence_of_valence_is_on_the_side_of_its_sign() -> None:
    bad = np.array([[-0.9], [0.2], [-0.1], [0.0], [0.1]])
    flat = np.zeros(1)
    for sign, expected in ((1, [0]), (-1, [0])):
        valence = profiled(matrix(None, None, graded(sign * bad, ("valence",), baseline=flat))).valence
        assert valence is not None
        assert [piece.sentence for piece in valence.evidence] == expected


def test_a_weighting_weighs() -> None:
    p = np.full((2, 4), 0.1)
    p[1, 0] = 0.7
    assert labels(profiled_events(p))["joy"].prevalence == pytest.approx(0.4)
    by_token = profiled_events(p, Aggregator(AggregateConfig(weighting="token")))  # 1 and 2 tokens
    assert labels(by_token)["joy"].prevalence == pytest.approx((0.1 + 2 * 0.7) / 3)
    lead = profiled_events(p, Aggregator(AggregateConfig(weighting="lead")))  # 3 to 1
    assert labels(lead)["joy"].prevalence == pytest.approx((3 * 0.1 + 0.7) / 4)


def test_under_the_mean_there_is_no_other_score() -> None:
    assert labels(profiled_events(np.full((3, 4), 0.2)))["joy"].score is None


@pytest.mark.parametrize("method", ["power_mean", "top_mean", "max", "noisy_or"])
def test_another_method_has_a_score_with_an_interval_of_its_own(method: str) -> None:
    errors = event_errors(4, tau=np.array([0.0, 0.5, 1.0, 0.5]))
    p = np.random.default_rng(3).uniform(0.01, 0.6, (9, 4))
    scores = matrix(events(p, errors=errors), graded(p[:, :2]))
    found = profiled(scores, Aggregator(AggregateConfig(method=method)))
    joy, fear, anger = labels(found).values()
    assert joy.score is not None
    assert fear.score is not None
    assert anger.score is not None
    assert joy.score.interval == pytest.approx((joy.score.value,) * 2)  # nothing is uncertain about the article
    widths = [score.interval[1] - score.interval[0] for score in (fear.score, anger.score)]
    assert 0 < widths[0] < 1
    assert 0 < widths[1] < 1
    assert fear.score.interval[0] < fear.score.value < fear.score.interval[1]
    assert found.evoked is not None
    assert found.evoked.labels["fear"].score is not None
    assert labels(found)["joy"].interval == labels(profiled(scores))["joy"].interval


def test_the_users_own_method_and_weighting_plug_in_by_name() -> None:
    own = AggregateConfig(method=f"{__name__}:lowest", weighting=f"{__name__}:last_only")
    p = np.full((3, 4), 0.2)
    p[2] = 0.6
    joy = labels(profiled_events(p, Aggregator(own)))["joy"]
    assert joy.score is not None
    assert joy.score.value == pytest.approx(0.2)
    assert joy.prevalence == pytest.approx(0.6)


def lowest(p: np.ndarray, w: np.ndarray) -> np.ndarray:
    return np.asarray(p.min(axis=0))


def last_only(scores: ScoreMatrix) -> np.ndarray:
    return np.array([0.0] * (len(scores) - 1) + [1.0])


def negative(scores: ScoreMatrix) -> np.ndarray:
    return np.array([-1.0] * len(scores))


def one_number(p: np.ndarray, w: np.ndarray) -> np.ndarray:
    return np.array([0.5])


def test_an_unusable_method_or_weighting_is_refused_with_what_is_expected() -> None:
    p = np.full((3, 4), 0.2)
    with pytest.raises(InvalidValueError, match="expected one finite, non-negative number per sentence"):
        profiled_events(p, Aggregator(AggregateConfig(weighting=f"{__name__}:negative")))
    with pytest.raises(InvalidValueError, match="expected 4 finite numbers, one per label"):
        profiled_events(p, Aggregator(AggregateConfig(method=f"{__name__}:one_number")))
    with pytest.raises(UnknownNameError, match="Known: max, mean, noisy_or, power_mean, top_mean"):
        Aggregator(AggregateConfig(method="median"))
    with pytest.raises(UnknownNameError, match="Known: lead, token, uniform"):
        Aggregator(AggregateConfig(weighting="heavy"))


def test_methods_that_grow_with_length_warn(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Aggregator(AggregateConfig(method="max"))
    assert "gives longer articles higher scores by construction" in caplog.text


def test_scores_of_another_article_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="3 scores for 2 sentences of 'd'"):
        Scored(segmentation(2), matrix(events(np.full((3, 4), 0.1))))


def test_a_vocabulary_that_the_model_does_not_have_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="does not express the vocabulary 'ekman'. It has: v"):
        profiled_events(np.full((3, 4), 0.1), Aggregator(AggregateConfig(vocabulary="ekman")))


def test_a_coarser_vocabulary_changes_places_with_the_models_own() -> None:
    scores = random_matrix(8, np.random.default_rng(1))
    own, coarse = profiled(scores), profiled(scores, Aggregator(AggregateConfig(vocabulary="coarse")))
    assert own.expressed is not None
    assert coarse.expressed is not None
    assert coarse.expressed.labels == own.expressed.groups["coarse"].labels
    assert coarse.expressed.groups["v"].labels == own.expressed.labels


def test_an_aggregator_can_be_sent_to_another_process() -> None:
    scores = random_matrix(12, np.random.default_rng(3))
    assert profiled(scores, pickle.loads(pickle.dumps(AGGREGATOR))) == profiled(scores)


def test_sentences_that_are_set_aside_are_accounted_for() -> None:
    p = np.full((6, 4), 0.1)
    p[2, 1] = 0.9
    rest = Scored(segmentation(6), matrix(events(p))).without(frozenset({2}))
    profile = AGGREGATOR.profile(rest, PROVENANCE)
    assert profile.accounting.sentences == 5
    assert profile.accounting.dropped == {"set-aside": 6}
    assert labels(profile)["fear"].prevalence == pytest.approx(0.1)


def test_a_profile_becomes_plain_json_values_compact_and_full() -> None:
    p = np.random.default_rng(3).uniform(0.4, 0.99, (12, 4))
    profile = profiled(matrix(events(p), groups={"coarse": events(p, vocabulary="coarse")}))
    compact, full = profile.to_dict(detail="compact", text=False), profile.to_dict()
    assert compact["schema"] == "emoprofile/2"
    assert compact["metadata"] == {"source": "us"}
    few, all_of = (each["readings"]["expressed"]["labels"]["joy"] for each in (compact, full))
    assert len(few["evidence"]) == 3 < len(all_of["evidence"])
    assert "text" not in few["evidence"][0]
    assert all_of["evidence"][0]["text"].startswith("S00")
    assert compact["readings"]["expressed"]["groups"]["coarse"]["labels"]["joy"]["evidence"] == []
    group = full["readings"]["expressed"]["groups"]["coarse"]
    assert set(group) == set(full["readings"]["expressed"]) - {"groups"}
    assert full["readings"]["evoked"] is full["readings"]["dimensions"] is None
    assert repr(profile).startswith("<Profile 'd': expressed above baseline: ")
