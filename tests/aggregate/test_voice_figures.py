"""What each voice expresses: shares of the whole that add up to it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.aggregate.test_aggregator import AGGREGATOR, LABELS, PROVENANCE, profiled, scores, segmentation

from emoprofile.aggregate.voices import voice_figures
from emoprofile.data import NARRATION, Document, Passage, Scored, Segmentation, Sentence, Span, Voice

VOICES = (NARRATION, Voice("quotation"), Voice("quotation", "Osei"), Voice("heading"))


@settings(max_examples=100, deadline=None)
@given(n=st.integers(1, 30), seed=st.integers(0, 999))
def test_the_voices_add_up_to_the_whole(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    p = random.beta(0.3, 1.5, (n, 4)).clip(1e-6, 1 - 1e-6)
    w = random.uniform(0, 1, n)
    w /= w.sum()
    shares = random.dirichlet([0.3] * 4, n)
    shared = [{voice: float(a) for voice, a in zip(VOICES, row, strict=True) if a > 0} for row in shares]
    shared = [{voice: a / sum(row.values()) for voice, a in row.items()} for row in shared]
    valence = random.uniform(-1, 1, n)
    matrix = scores(p).emotions
    found = voice_figures(shared, matrix, valence, w)
    assert sum(voice.share for voice in found) == pytest.approx(1, abs=1e-9)
    assert [voice.share for voice in found] == sorted((voice.share for voice in found), reverse=True)
    assert sum(v.share * (v.valence or 0) for v in found) == pytest.approx(w @ valence, abs=1e-9)
    over = matrix.probabilities >= 0.5
    assert sum(v.share * (v.emotionality or 0) for v in found) == pytest.approx(w @ over[:, :3].any(axis=1), abs=1e-9)
    for j, label in enumerate(LABELS[:3]):
        whole = w @ matrix.probabilities[:, j]
        assert sum(v.share * v.emotions[label].prevalence for v in found) == pytest.approx(whole, abs=1e-9)
        assert sum(v.share * (v.emotions[label].coverage or 0) for v in found) == pytest.approx(
            w @ over[:, j], abs=1e-9
        )


def test_a_voice_that_is_absent_is_not_there() -> None:
    [narration] = profiled(np.full((3, 4), 0.2)).voices
    assert (narration.voice, narration.speaker_hint, narration.share) == ("narration", None, 1.0)
    assert profiled(np.zeros((0, 4))).voices == ()


def test_without_thresholds_and_polarities_figures_are_null() -> None:
    [narration] = profiled(np.full((3, 4), 0.2), thresholds=None, valence=False).voices
    assert narration.emotionality is None
    assert narration.valence is None
    assert narration.emotions["joy"].coverage is None


def test_a_speakers_figures_are_those_of_the_words_quoted() -> None:
    text = "Calm. “Fear!”"
    sentences = (Sentence(Span(0, 5), "Calm."), Sentence(Span(6, 13), "“Fear!”"))
    parts = Segmentation(
        Document("d", text), sentences, passages=(Passage(Span(6, 13), Voice("quotation", "Osei"), None),)
    )
    p = np.array([[0.1, 0.1, 0.1, 0.9], [0.2, 0.8, 0.1, 0.1]])
    narration, osei = AGGREGATOR.profile(Scored(parts, scores(p)), PROVENANCE).voices
    assert narration.emotions["fear"].prevalence == pytest.approx(0.1)
    assert osei.speaker_hint == "Osei"
    assert osei.emotions["fear"].prevalence == pytest.approx(0.8)
    assert osei.emotions["fear"].coverage == 1.0


def test_sentences_that_are_set_aside_are_accounted_for() -> None:
    p = np.full((6, 4), 0.1)
    p[2, 1] = 0.9
    whole = Scored(segmentation(6), scores(p))
    rest = whole.without(frozenset({2}))
    profile = AGGREGATOR.profile(rest, PROVENANCE)
    assert profile.accounting.sentences == 5
    assert profile.accounting.dropped == {"set-aside": 6}
    assert profile.emotions["fear"].prevalence == pytest.approx(0.1)
