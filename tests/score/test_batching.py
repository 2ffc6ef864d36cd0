"""Batches hold every window once, and no more than the budget."""

from hypothesis import given
from hypothesis import strategies as st

from emoprofile.score.batching import batches


@given(st.lists(st.integers(1, 60), max_size=80), st.integers(10, 300))
def test_every_window_is_in_one_batch_within_the_budget(lengths: list[int], budget: int) -> None:
    found = list(batches(lengths, budget))
    assert sorted(i for batch in found for i in batch) == list(range(len(lengths)))
    for batch in found:
        padded = len(batch) * max(lengths[i] for i in batch)
        assert padded <= budget or len(batch) == 1


def test_similar_lengths_share_a_batch() -> None:
    assert list(batches([3, 30, 4, 29], 64)) == [[1, 3], [2, 0]]
