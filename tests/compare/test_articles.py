"""Two articles and two groups: differences within their range, from draws that share what all articles share."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.aggregate.samples import event_errors, events, matrix, random_matrix, segmentation

from emoprofile.aggregate import Aggregator
from emoprofile.compare import ArticleComparison, compare_articles
from emoprofile.compare.draws import draw_article, interval, resample
from emoprofile.config import AggregateConfig
from emoprofile.data import Failure, Reliability, Scored, ScoreMatrix
from emoprofile.errors import InvalidValueError

AGGREGATOR = Aggregator(AggregateConfig())
RNG = np.random.default_rng(9)


def article(scores: ScoreMatrix, name: str = "d") -> Scored:
    return Scored(segmentation(len(scores), name), scores)


def expressing(p: np.ndarray, name: str = "d", **changes: object) -> Scored:
    return article(matrix(events(p.clip(1e-6, 1 - 1e-6), **changes)), name)


def compared(*sides: Sequence[Scored | Failure], most_parts: int | None = None) -> ArticleComparison:
    return compare_articles(sides[0], sides[1], AGGREGATOR, most_parts=most_parts)


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 12), min_size=2, max_size=12),
    cut=st.integers(1, 11),
    seed=st.integers(0, 9999),
    spread=st.sampled_from([0.1, 1.0, 10.0]),
    kind=st.sampled_from(["multi-label", "exclusive"]),
)
def test_no_difference_or_bound_leaves_its_range_and_parts_sum_to_it(
    sizes: list[int], cut: int, seed: int, spread: float, kind: str
) -> None:
    random = np.random.default_rng(seed)
    each: list[Scored | Failure] = [
        article(random_matrix(n, random, kind=kind, spread=spread), str(i)) for i, n in enumerate(sizes)
    ]
    cut = min(cut, len(each) - 1)
    found = compared(each[:cut], each[cut:])
    assert [one.label for one in found.differences if "." not in one.label] != []
    for one in found.differences:
        least, width = (-1, 2) if one.label == "valence" else (0, 1)
        assert least <= one.first <= 1
        assert least <= one.second <= 1
        assert -width <= one.difference <= width
        if one.interval is not None:
            assert -width <= one.interval[0] <= one.interval[1] <= width
        assert sum(part.part for part in one.parts) == pytest.approx(one.difference, abs=1e-9)
        assert len(one.parts) == sum(sizes)
    small = any(1 < count < 5 for count in found.articles)
    assert all((one.interval is None) == small for one in found.differences)
    assert (found.no_interval is None) == (not small)
    assert all(distance is None or 0 <= distance <= 1 for distance in found.distances.values())


def test_an_article_does_not_differ_from_itself_in_any_draw() -> None:
    story = article(random_matrix(20, RNG))
    found = compared([story], [story])
    assert found.distances == {"expressed": 0, "evoked": 0}
    assert all((one.difference, one.interval, one.is_clear) == (0, (0, 0), False) for one in found.differences)


def test_what_all_articles_share_cancels_in_a_difference() -> None:
    p = np.full((400, 4), 0.3)
    shared = {"errors": event_errors(4, covariance=np.tile(np.diag([0.5, 0.0]), (4, 1, 1)))}
    one, other = expressing(p, "one", **shared), expressing(p, "other", **shared)
    alone = interval(draw_article(one, AGGREGATOR).draws.astype(float))
    assert alone is not None
    [joy] = [each for each in compared([one], [other]).differences if each.label == "expressed.joy"]
    assert joy.interval is not None
    assert joy.interval[1] - joy.interval[0] < (alone[1] - alone[0])[0] / 2


def test_a_large_difference_is_clear_and_its_sentences_come_first() -> None:
    calm, tense = RNG.uniform(0.02, 0.04, (30, 4)), RNG.uniform(0.02, 0.04, (30, 4))
    tense[:, 1] += 0.7
    tense[7, 1] = 0.99
    first, *others = compared([expressing(calm, "calm")], [expressing(tense, "tense")]).differences
    assert (first.label, first.is_clear) == ("expressed.fear", True)
    assert (first.parts[0].article, first.parts[0].sentence) == ("tense", 7)
    assert [part.part for part in first.parts] == sorted((part.part for part in first.parts), reverse=True)
    assert not any(one.is_clear for one in others)
    back = compared([expressing(tense, "tense")], [expressing(calm, "calm")]).differences[0]
    assert back.difference == pytest.approx(-first.difference)
    assert (back.parts[0].article, back.parts[0].sentence) == ("tense", 7)
    assert back.parts[0].part < 0


def test_a_rough_label_is_marked_and_never_clear() -> None:
    p, rough = np.full((40, 4), 0.02), (Reliability("f1", 0.1, 500),) * 4
    tense = p.copy()
    tense[:, 1] = 0.92
    calm, storm = expressing(p, "a", reliability=rough), expressing(tense, "b", reliability=rough)
    first = compared([calm], [storm]).differences[0]
    assert first.interval is not None
    assert first.interval[0] > 0
    assert (first.rough, first.is_clear) == (True, False)


def test_intervals_for_many_labels_together_are_wider_and_need_enough_draws() -> None:
    draws = RNG.normal(size=(2, 999))
    alone, together = interval(draws), interval(draws, tests=20)
    assert alone is not None
    assert together is not None
    np.testing.assert_array_equal(alone[0], np.sort(draws)[:, 49])
    assert (together[1] - together[0] > 1.5 * (alone[1] - alone[0])).all()
    assert interval(draws, tests=51) is None
    few = Aggregator(AggregateConfig(draws=99))
    found = compare_articles([article(random_matrix(5, RNG))], [article(random_matrix(6, RNG))], few)
    assert all(one.interval is None for one in found.differences)
    assert found.no_interval == "99 draws are too few for 7 labels together; take more with --set aggregate.draws=140"


def test_resampled_articles_vary_as_much_as_the_mean_of_a_sample_does() -> None:
    values = RNG.normal(0, 1, 8).astype(np.float32)
    draws = np.broadcast_to(values[:, None, None], (8, 1, 20_000))
    found = resample(np.ascontiguousarray(draws), np.random.default_rng(1))
    assert found.std() == pytest.approx(values.std(ddof=1) / np.sqrt(8), rel=0.03)
    assert found.mean() == pytest.approx(values.mean(), abs=0.01)
    one = RNG.random((1, 2, 9)).astype(np.float32)
    np.testing.assert_array_equal(resample(one, RNG), one[0])


def test_groups_of_five_articles_have_intervals_and_smaller_ones_say_why_not() -> None:
    each = [expressing(RNG.uniform(0, 1, (6, 4)), str(i)) for i in range(14)]
    found = compared(each[:5], each[5:])
    assert found.articles == (5, 9)
    assert all(one.interval is not None for one in found.differences)
    found = compared(each[:4], each[5:])
    assert all(one.interval is None and not one.is_clear for one in found.differences)
    assert found.no_interval == "a group of 4 articles says too little of others like them; 5 are needed"


def test_articles_that_cannot_be_compared_are_left_out_counted_and_named() -> None:
    failed = Failure("bad", "score", "RuntimeError", "no tokens")
    nothing = expressing(np.zeros((0, 4)), "empty")
    found = compared([expressing(np.full((3, 4), 0.1))], [failed, nothing, expressing(np.full((4, 4), 0.2))])
    assert found.articles == (1, 1)
    assert found.left_out == ({}, {"bad": "no tokens", "empty": "no sentence could be scored"})
    message = "the second of the two sides has no article that can be compared. bad: no tokens; empty: no sentence"
    with pytest.raises(InvalidValueError, match=message):
        compared([expressing(np.full((3, 4), 0.1))], [failed, nothing])
    with pytest.raises(InvalidValueError, match="the first of the two sides .* it has no article"):
        compared([], [failed])


def test_a_vocabulary_that_the_model_does_not_express_is_refused() -> None:
    one, other = (article(random_matrix(5, RNG), name) for name in "ab")
    assert compare_articles([one], [other], AGGREGATOR, "coarse").vocabulary == "coarse"
    with pytest.raises(InvalidValueError, match="does not express the vocabulary 'stars'. It has: v, coarse"):
        compare_articles([one], [other], AGGREGATOR, "stars")


def test_the_largest_differences_of_a_reading_come_first() -> None:
    found = compared([article(random_matrix(9, RNG), "a")], [article(random_matrix(7, RNG), "b")], most_parts=2)
    assert [one.label.split(".")[0] for one in found.differences] == [
        *["expressed"] * 3,
        *["evoked"] * 2,
        *[one.label for one in found.differences[-2:]],
    ]
    for own in (found.differences[:3], found.differences[3:5], found.differences[5:]):
        assert all(abs(a.difference) >= abs(b.difference) for a, b in pairwise(own))
    assert {len(one.parts) for one in found.differences} == {2}
