"""What each voice says: shares of the whole that add up to it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.aggregate.samples import AGGREGATOR, PROVENANCE, events, graded, matrix, profiled_events

from emoprofile.aggregate.voices import weigh_voices
from emoprofile.data import NARRATION, Document, Passage, Scored, Segmentation, Sentence, Span, Voice

VOICES = (NARRATION, Voice("quotation"), Voice("quotation", "Osei"), Voice("heading"))


@settings(max_examples=100, deadline=None)
@given(n=st.integers(1, 30), seed=st.integers(0, 999))
def test_the_weights_of_the_voices_add_up_to_those_of_the_article(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    w = random.uniform(0, 1, n)
    w /= w.sum()
    rows = random.dirichlet([0.3] * 4, n)
    shared = [{voice: float(a) for voice, a in zip(VOICES, row, strict=True) if a > 1e-9} for row in rows]
    shared = [{voice: a / sum(row.values()) for voice, a in row.items()} for row in shared]
    voices, shares, weights = weigh_voices(shared, w)
    assert len(voices) == len(set(voices))
    assert shares.sum() == pytest.approx(1, abs=1e-9)
    assert (np.diff(shares) <= 1e-8).all()
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-9)
    np.testing.assert_allclose(shares @ weights, w, atol=1e-9)


def test_a_voice_that_is_absent_is_not_there() -> None:
    [narration] = profiled_events(np.full((3, 4), 0.2)).voices
    assert (narration.voice, narration.speaker_hint, narration.share) == ("narration", None, 1.0)
    assert profiled_events(np.zeros((0, 4))).voices == ()


def test_voices_that_speak_as_much_come_in_the_order_of_the_article() -> None:
    shared = [
        {VOICES[2]: 1.0},
        {VOICES[0]: 1.0},
        {VOICES[2]: 0.1 + 0.2, VOICES[0]: 0.7},
        {VOICES[0]: 0.3, VOICES[2]: 0.7},
    ]
    assert weigh_voices(shared, np.full(4, 0.25))[0] == [VOICES[2], VOICES[0]]


def test_a_speakers_figures_are_those_of_the_words_quoted() -> None:
    text = "Calm. “Fear!”"
    sentences = (Sentence(Span(0, 5), "Calm."), Sentence(Span(6, 13), "“Fear!”"))
    parts = Segmentation(
        Document("d", text), sentences, passages=(Passage(Span(6, 13), Voice("quotation", "Osei"), None),)
    )
    p = np.array([[0.1, 0.1, 0.1, 0.9], [0.2, 0.8, 0.1, 0.1]])
    valence = graded(np.array([[0.1], [-0.7]]), ("valence",))
    profile = AGGREGATOR.profile(Scored(parts, matrix(events(p), None, valence)), PROVENANCE)
    narration, osei = profile.voices
    assert narration.readings.expressed is not None
    assert osei.readings.expressed is not None
    assert narration.readings.expressed.labels["fear"].prevalence == pytest.approx(0.1)
    fear = osei.readings.expressed.labels["fear"]
    assert osei.speaker_hint == "Osei"
    assert fear.prevalence == pytest.approx(0.8)
    assert fear.interval == (0.0, 1.0)  # one sentence
    assert fear.peak == pytest.approx(0.8)
    assert [piece.sentence for piece in fear.evidence] == [1]
    assert fear.evidence[0].contribution == pytest.approx(0.8)
    assert osei.readings.dimensions is not None
    assert osei.readings.dimensions.valence is not None
    assert osei.readings.dimensions.valence.mean == pytest.approx(-0.7)
