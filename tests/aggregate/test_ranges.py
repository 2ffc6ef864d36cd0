"""Whatever the scores and the error model: no figure leaves its range, and all identities hold."""

import json
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.aggregate.samples import LABELS, PROVENANCE, matrix, profiled, random_matrix, segmentation

from emoprofile.aggregate import Aggregator
from emoprofile.config import AggregateConfig
from emoprofile.data import (
    DimensionFigures,
    Figures,
    Passage,
    Readings,
    Scored,
    ScoreMatrix,
    Segmentation,
    Span,
    Voice,
)
from emoprofile.data.figures import LabelFigures

EXACT = 1e-9
FEW = AggregateConfig(draws=99)


def spoken(n: int, random: np.random.Generator) -> Segmentation:
    """An article in which some sentences are quoted, in whole or in part."""
    whole = segmentation(n)
    passages = []
    for i in range(n):
        if random.random() < 0.5:
            start = i * 7 + int(random.integers(0, 4))
            passages.append(Passage(Span(start, i * 7 + 6), Voice("quotation", ("Osei", None)[i % 2])))
    return Segmentation(whole.document, whole.sentences, passages=tuple(passages))


@st.composite
def articles(draw: st.DrawFn) -> tuple[Segmentation, ScoreMatrix]:
    n, seed = draw(st.integers(0, 40)), draw(st.integers(0, 9999))
    random = np.random.default_rng(seed)
    kind = draw(st.sampled_from(["multi-label", "exclusive"]))
    return spoken(n, random), random_matrix(n, random, kind=kind, spread=draw(st.sampled_from([0.1, 1.0, 10.0])))


def every(readings: Readings) -> Iterator[tuple[str, Figures]]:
    yield from readings.list_figures()
    assert readings.expressed is not None
    for group in readings.expressed.groups.values():
        yield from group.labels.items()


@settings(max_examples=150, deadline=None)
@given(articles(), st.sampled_from(["uniform", "token", "lead"]))
def test_no_figure_leaves_its_range(article: tuple[Segmentation, ScoreMatrix], weighting: str) -> None:
    segments, scores = article
    profile = Aggregator(FEW.model_copy(update={"weighting": weighting})).profile(Scored(segments, scores), PROVENANCE)
    for readings in (profile.readings, *(voice.readings for voice in profile.voices)):
        for name, figures in every(readings):
            least = -1.0 if name == "valence" else 0.0
            if not len(scores):
                assert (figures.value, figures.interval, figures.sd, figures.above, figures.peak) == (None,) * 5
                continue
            assert figures.value is not None
            assert least <= figures.value <= 1
            assert figures.interval is not None
            assert least <= figures.interval[0] <= figures.interval[1] <= 1
            assert figures.sd is not None
            assert 0 <= figures.sd <= 1
            assert (figures.above is None) == (figures.baseline is None)
            assert figures.above is None or 0 <= figures.above <= 1
            assert (figures.peak is None) == (name == "valence")
            assert figures.peak is None or 0 <= figures.peak <= 1
            if not isinstance(figures, DimensionFigures):
                assert figures.share is None or 0 <= figures.share <= 1
    for series in profile.arc.series.items() if profile.arc else ():
        least = -1.0 if series[0] == "valence" else 0.0
        assert least <= series[1].band[0] <= series[1].band[1] <= 1
        assert all(least <= value <= 1 for value in series[1].values)
    json.dumps(profile.to_dict(), allow_nan=False)


@settings(max_examples=100, deadline=None)
@given(articles())
def test_the_identities_hold(article: tuple[Segmentation, ScoreMatrix]) -> None:
    segments, scores = article
    scored = Scored(segments, scores)
    profile = Aggregator(FEW).profile(scored, PROVENANCE)
    own, evoked = profile.expressed, profile.evoked
    assert own is not None
    assert evoked is not None
    tables: list[Mapping[str, LabelFigures]] = [evoked.labels, *(group.labels for group in own.vocabularies.values())]
    for table in tables:
        shares = [figures.share for figures in table.values() if figures.share is not None]
        assert not shares or sum(shares) == pytest.approx(1, abs=EXACT)
    if not len(scores):
        return
    assert sum(voice.share for voice in profile.voices) == pytest.approx(1, abs=EXACT)
    for name, figures in profile.readings.list_figures():
        parts = [voice.share * (dict(voice.readings.list_figures())[name].value or 0.0) for voice in profile.voices]
        assert sum(parts) == pytest.approx(figures.value, abs=EXACT), name
    if own.neutral and own.emotional:
        assert own.emotional.prevalence == pytest.approx(1 - (own.neutral.prevalence or 0), abs=EXACT)
        assert own.neutral.interval
        assert own.emotional.interval
        assert own.emotional.interval == pytest.approx((1 - own.neutral.interval[1], 1 - own.neutral.interval[0]))
    # All contributions sum to the figure: evidence of a label whose baseline every sentence is above.
    for i, label in enumerate(LABELS[:3]):
        assert scores.expressed is not None
        contributions = scores.expressed.values[:, i] / len(scores)
        assert contributions.sum() == pytest.approx(own.labels[label].prevalence, abs=EXACT)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9999), st.sampled_from(["multi-label", "exclusive"]))
def test_a_single_sentence_is_on_its_grid(seed: int, kind: str) -> None:
    profile = profiled(random_matrix(1, np.random.default_rng(seed), kind=kind))
    assert profile.expressed is not None
    for figures in profile.expressed.labels.values():
        assert figures.interval in {(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 9999), st.integers(1, 12))
def test_an_article_alone_and_in_a_batch_has_the_same_bits(seed: int, n: int) -> None:
    random = np.random.default_rng(seed)
    batch = random_matrix(30, random)
    where = slice(7, 7 + n)
    alone = batch.select(np.arange(30)[where])
    assert profiled(batch.select(where)) == profiled(alone)
    assert profiled(alone) != profiled(alone, id="another")  # content and id are the seed


def test_an_exclusive_label_is_said_by_exactly_the_rest() -> None:
    scores = random_matrix(12, np.random.default_rng(5), kind="exclusive")
    own = profiled(matrix(scores.expressed)).expressed
    assert own is not None
    assert own.neutral is not None
    total = sum(figures.prevalence or 0 for figures in (*own.labels.values(), own.neutral))
    assert total == pytest.approx(1, abs=EXACT)
