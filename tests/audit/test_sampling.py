"""The sentences of a sheet: as many as asked for, each with exactly the probability that is written down."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.simulated import World

from emoprofile.audit.sampling import _include, draw_sample, stratify
from emoprofile.errors import InvalidValueError


def test_every_sentence_comes_as_often_as_its_probability_says() -> None:
    sentences, _, groups = World().sentences(np.random.default_rng(1), 30)
    times = np.zeros(len(sentences.article))
    known = np.full(len(times), np.nan)
    rounds = 1500
    for seed in range(rounds):
        sample = draw_sample(sentences, groups, 60, seed)
        assert len(sample.rows) == len(set(sample.rows.tolist())) == 60
        times[sample.rows] += 1
        known[sample.rows] = sample.probabilities
    seen = ~np.isnan(known)
    error = (times[seen] / rounds - known[seen]) / np.sqrt(known[seen] * (1 - known[seen]) / rounds + 1e-12)
    assert np.abs(error).max() < 4.5
    assert known[seen].sum() + len(times) * 1e-3 > 60 - 1


def test_unsure_sentences_and_small_groups_come_more_often() -> None:
    sentences, _, _ = World().sentences(np.random.default_rng(2), 200)
    groups = (np.arange(200) < 20).astype(np.int64)
    sample = draw_sample(sentences, groups, 200, 1)
    unsure = np.abs(sentences.values[:, 0] - 0.5) < 0.3
    assert unsure[sample.rows].mean() > 1.5 * unsure.mean()
    assert groups[sentences.article[sample.rows]].mean() == pytest.approx(0.5, abs=0.1)


@settings(max_examples=200)
@given(st.lists(st.floats(1e-6, 1.0), min_size=2, max_size=40), st.integers(1, 39))
def test_probabilities_sum_to_the_count_and_none_is_above_one(sizes: list[float], count: int) -> None:
    count = min(count, len(sizes))
    found = _include(np.array(sizes), count)
    assert found.sum() == pytest.approx(count)
    assert found.max() <= 1
    order = np.argsort(sizes)
    assert (np.diff(found[order]) >= -1e-12).all()


def test_the_same_seed_draws_the_same_sheet_and_strata_follow_scores() -> None:
    sentences, _, groups = World().sentences(np.random.default_rng(3), 100)
    one, same, other = (draw_sample(sentences, groups, 100, seed) for seed in (1, 1, 2))
    assert one.rows.tolist() == same.rows.tolist() != other.rows.tolist()
    strata = stratify(sentences, groups, 100)
    assert strata[one.rows].tolist() == one.strata.tolist()
    assert (np.diff(strata[np.argsort(sentences.values[:, 0])]) >= 0).all()
    assert set(strata.tolist()) == set(range(5))


@pytest.mark.parametrize("count", [19, 100_000])
def test_too_few_or_too_many_sentences_are_refused(count: int) -> None:
    sentences, _, groups = World().sentences(np.random.default_rng(4), 30)
    with pytest.raises(InvalidValueError, match="draw 20 at least, and half of them at most"):
        draw_sample(sentences, groups, count, 0)
