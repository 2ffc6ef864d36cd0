"""Profiles from scores, without a model."""

import logging
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emoprofile.aggregate import Aggregator
from emoprofile.config import AggregateConfig
from emoprofile.data import (
    Document,
    LabelScores,
    Profile,
    Provenance,
    Scored,
    ScoreMatrix,
    Segmentation,
    Sentence,
    Span,
)
from emoprofile.data.scores import logit
from emoprofile.errors import InvalidValueError, UnknownNameError

LABELS = ("joy", "fear", "anger", "neutral")
PROVENANCE = Provenance("sha256:0", "test", "model", "0", None, {})
AGGREGATOR = Aggregator(AggregateConfig())


def segmentation(n: int) -> Segmentation:
    text = " ".join(f"S{i:04d}." for i in range(n))
    sentences = tuple(Sentence(Span(i * 7, i * 7 + 6), text[i * 7 : i * 7 + 6]) for i in range(n))
    return Segmentation(Document("d", text, {"source": "us"}), sentences)


def scores(p: np.ndarray, thresholds: float | None = 0.5, valence: bool = True) -> ScoreMatrix:
    n = len(p)
    emotions = LabelScores(
        "v", LABELS, "neutral", logit(p), None if thresholds is None else np.full(4, thresholds), np.full(4, 0.01)
    )
    values = np.linspace(-1, 1, n) if valence else None
    return ScoreMatrix(emotions, {"coarse": emotions}, values, np.arange(1, n + 1), np.ones(n, np.int64))


def profiled(p: np.ndarray, aggregator: Aggregator = AGGREGATOR, **kwargs: object) -> Profile:
    return aggregator.profile(Scored(segmentation(len(p)), scores(p, **kwargs)), PROVENANCE)  # type: ignore[arg-type]


@settings(max_examples=80, deadline=None)
@given(n=st.integers(0, 40), seed=st.integers(0, 9), weighting=st.sampled_from(["uniform", "token", "lead"]))
def test_the_identities_of_a_profile_hold(n: int, seed: int, weighting: str) -> None:
    p = np.random.default_rng(seed).beta(0.3, 1.5, (n, 4)).clip(1e-6, 1 - 1e-6)
    profile = profiled(p, Aggregator(AggregateConfig(weighting=weighting, replicates=100)))
    shares = [figures.share for figures in profile.emotions.values() if figures.share is not None]
    assert not shares or sum(shares) == pytest.approx(1, abs=1e-9)
    for figures in profile.emotions.values():
        assert figures.score == figures.prevalence  # under the mean
        if figures.evidence:
            held = sum(piece.contribution for piece in figures.evidence)
            assert held >= (figures.prevalence or 0) / 2 - 1e-9
            assert [p.contribution for p in figures.evidence] == sorted(
                (p.contribution for p in figures.evidence), reverse=True
            )
    account = profile.accounting
    assert account.kept + sum(account.dropped.values()) + account.blank == account.characters
    assert account.sentences == n


def test_an_article_without_a_sentence_has_nulls_and_no_zeros() -> None:
    profile = profiled(np.zeros((0, 4)))
    assert profile.valence is None
    assert profile.dominant == ()
    for vocabulary in (profile.figures, *profile.groups.values()):
        assert vocabulary.emotionality is None
        assert vocabulary.diversity is None
        assert vocabulary.neutral is not None
        for figures in (*vocabulary.emotions.values(), vocabulary.neutral):
            assert {figures.score, figures.prevalence, figures.intensity, figures.coverage, figures.share} == {None}
            assert figures.evidence == ()


def test_neutral_is_kept_apart() -> None:
    profile = profiled(np.array([[0.2, 0.1, 0.1, 0.9]] * 6))
    assert "neutral" not in profile.emotions
    assert profile.figures.neutral is not None
    assert profile.figures.neutral.prevalence == pytest.approx(0.9)
    assert profile.figures.neutral.share is None
    assert profile.figures.emotionality == 0
    assert profile.figures.diversity is None  # no sentence is emotional: there is nothing to share out
    assert profile.dominant == ()


def test_a_model_without_thresholds_leaves_what_needs_them_null() -> None:
    profile = profiled(np.full((6, 4), 0.6), thresholds=None, valence=False)
    joy = profile.emotions["joy"]
    assert joy.prevalence == pytest.approx(0.6)
    assert (joy.coverage, joy.share, joy.evidence) == (None, None, ())
    assert (profile.figures.emotionality, profile.dominant, profile.valence) == (None, (), None)


def test_a_probability_at_the_threshold_is_over_it() -> None:
    p = np.full((8, 4), 0.05)
    p[:, 0] = [0.5, 0.5, 0.5, 0.6, 0.49, 0.1, 0.1, 0.1]
    profile = profiled(p)
    assert profile.emotions["joy"].coverage == pytest.approx(4 / 8)
    assert profile.figures.emotionality == pytest.approx(4 / 8)


def test_evidence_points_at_the_sentences_it_names() -> None:
    p = np.full((8, 4), 0.05)
    p[5, 1] = 0.95
    profile = profiled(p)
    [piece] = profile.emotions["fear"].evidence
    assert (piece.sentence, piece.text, piece.start, piece.end) == (5, "S0005.", 35, 41)
    assert piece.contribution == pytest.approx(0.95 / 8)
    assert profile.emotions["joy"].evidence == ()  # never over its threshold


def test_a_weighting_weighs() -> None:
    p = np.full((2, 4), 0.1)
    p[1, 0] = 0.7
    assert profiled(p).emotions["joy"].prevalence == pytest.approx(0.4)
    by_token = profiled(p, Aggregator(AggregateConfig(weighting="token")))  # 1 and 2 tokens
    assert by_token.emotions["joy"].prevalence == pytest.approx((0.1 + 2 * 0.7) / 3)
    lead = profiled(p, Aggregator(AggregateConfig(weighting="lead")))  # 3 to 1
    assert lead.emotions["joy"].prevalence == pytest.approx((3 * 0.1 + 0.7) / 4)
    assert lead.valence == pytest.approx((-3 + 1) / 4)


def test_the_users_own_method_and_weighting_plug_in_by_name() -> None:
    own = AggregateConfig(method=f"{__name__}:lowest", weighting=f"{__name__}:last_only")
    p = np.full((3, 4), 0.2)
    p[2] = 0.6
    profile = profiled(p, Aggregator(own))
    assert profile.emotions["joy"].score == pytest.approx(0.2)
    assert profile.emotions["joy"].prevalence == pytest.approx(0.6)


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
        profiled(p, Aggregator(AggregateConfig(weighting=f"{__name__}:negative")))
    with pytest.raises(InvalidValueError, match="expected 4 finite numbers, one per label"):
        profiled(p, Aggregator(AggregateConfig(method=f"{__name__}:one_number")))
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
        Scored(segmentation(2), scores(np.full((3, 4), 0.1)))


def test_an_aggregator_can_be_sent_to_another_process() -> None:
    p = np.random.default_rng(3).uniform(0.01, 0.99, (12, 4))
    assert profiled(p, pickle.loads(pickle.dumps(AGGREGATOR))) == profiled(p)


def test_a_profile_becomes_plain_json_values_compact_and_full() -> None:
    p = np.random.default_rng(3).uniform(0.4, 0.99, (12, 4))
    profile = profiled(p)
    compact, full = profile.to_dict(detail="compact", text=False), profile.to_dict()
    assert compact["schema"] == "emoprofile/1"
    assert compact["metadata"] == {"source": "us"}
    assert len(compact["emotions"]["joy"]["evidence"]) == 3 < len(full["emotions"]["joy"]["evidence"])
    assert "text" not in compact["emotions"]["joy"]["evidence"][0]
    assert full["emotions"]["joy"]["evidence"][0]["text"].startswith("S00")
    assert compact["groups"]["coarse"]["emotions"]["joy"]["evidence"] == []
    assert full["groups"]["coarse"] == {key: full[key] for key in full["groups"]["coarse"]}
    assert repr(profile).startswith("<Profile 'd': ")
