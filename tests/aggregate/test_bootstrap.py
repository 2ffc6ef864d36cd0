"""The block bootstrap: seeded by content, circular, weights travelling with their sentences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emoprofile.aggregate import bootstrap
from emoprofile.aggregate.bootstrap import Bootstrap, block_length, half_width
from emoprofile.aggregate.dominant import dominant

RNG = np.random.default_rng(5)


def test_the_same_content_gives_the_same_replicates_and_other_content_others() -> None:
    values, w = RNG.uniform(size=(20, 3)), np.full(20, 1 / 20)
    first = Bootstrap(200, b"a" * 32).means(values, w)
    np.testing.assert_array_equal(first, Bootstrap(200, b"a" * 32).means(values, w))
    assert not np.array_equal(first, Bootstrap(200, b"b" * 32).means(values, w))


@given(st.integers(5, 200))
def test_replicates_are_weighted_means_of_n_sentences(n: int) -> None:
    positions = np.arange(n, dtype=np.float64)
    columns = np.column_stack([np.ones(n), positions])
    means = Bootstrap(100, n.to_bytes(32, "big")).means(columns, np.full(n, 1 / n))
    np.testing.assert_allclose(means[:, 0], 1)
    assert (means[:, 1] >= 0).all()
    assert (means[:, 1] <= n - 1).all()


def test_a_block_wraps_around_the_end_so_that_every_sentence_is_as_likely() -> None:
    n = 9
    means = Bootstrap(20_000, b"c" * 32).means(np.eye(n), np.full(n, 1 / n))
    np.testing.assert_allclose(means.mean(axis=0), 1 / n, atol=0.004)


def test_blocks_keep_neighbours_together() -> None:
    n = 27  # blocks of 3
    means = Bootstrap(4000, b"d" * 32).means(np.eye(n), np.full(n, 1 / n))
    correlation = np.asarray(np.corrcoef(means.T))
    assert correlation[10, 11] > 0.4
    assert correlation[10, 20] < 0.1


def test_the_work_is_done_in_parts_without_changing_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    values, w = RNG.uniform(size=(50, 2)), RNG.uniform(0.1, 1, 50)
    whole = Bootstrap(300, b"e" * 32).means(values, w / w.sum())
    monkeypatch.setattr(bootstrap, "_CELLS", 500)
    np.testing.assert_allclose(Bootstrap(300, b"e" * 32).means(values, w / w.sum()), whole, atol=1e-12)


def test_a_replicate_without_any_weight_counts_its_sentences_alike() -> None:
    w = np.array([1.0] + [0.0] * 9)
    means = Bootstrap(500, b"f" * 32).means(np.arange(10.0)[:, None], w)
    assert np.isfinite(means).all()


@pytest.mark.parametrize(("n", "length"), [(1, 1), (5, 2), (8, 2), (9, 3), (27, 3), (28, 4), (1000, 10)])
def test_the_block_length_is_the_cube_root_rounded_up(n: int, length: int) -> None:
    assert block_length(n) == length


def test_the_half_width_follows_its_formula() -> None:
    from scipy.stats import t

    replicates = RNG.normal(size=(999, 2))
    expected = replicates.std(axis=0, ddof=1) * np.sqrt(20 / 17) * t.ppf(0.95, 20 / 3 - 1)
    np.testing.assert_allclose(half_width(replicates, 20), expected)


def leaders(p: np.ndarray, reference: list[float], candidates: list[int]) -> list[tuple[str, bool]]:
    w = np.full(len(p), 1 / len(p))
    means = Bootstrap(999, b"g" * 32).means(p, w) if len(p) >= bootstrap.FEWEST_SENTENCES else None
    found = dominant(("a", "b", "c"), p, w, np.array(candidates, np.int64), np.array(reference), means)
    return [(leader.label, leader.tested) for leader in found]


def test_an_emotion_that_leads_clearly_leads_alone() -> None:
    noise = RNG.uniform(-0.05, 0.05, (30, 3))
    assert leaders(np.array([0.8, 0.2, 0.1]) + noise, [0, 0, 0], [0, 1, 2]) == [("a", True)]


def test_emotions_that_cannot_be_told_apart_share_the_lead() -> None:
    p = RNG.uniform(0, 1, (30, 3)) * [1, 1, 0.1]
    assert {label for label, _ in leaders(p, [0, 0, 0], [0, 1, 2])} == {"a", "b"}


def test_the_ranking_is_above_reference_and_not_by_size() -> None:
    p = np.array([0.5, 0.4, 0.1]) + RNG.uniform(-0.01, 0.01, (30, 3))
    assert leaders(p, [0.4, 0.0, 0.0], [0, 1, 2]) == [("b", True)]


def test_too_few_sentences_leave_the_candidates_untested_in_order() -> None:
    p = np.array([[0.2, 0.9, 0.5]] * 4)
    assert leaders(p, [0, 0, 0], [0, 1, 2]) == [("b", False), ("c", False), ("a", False)]


def test_without_a_candidate_nothing_leads() -> None:
    assert leaders(np.full((30, 3), 0.01), [0, 0, 0], []) == []
