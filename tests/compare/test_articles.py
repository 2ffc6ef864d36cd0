"""Two articles, two groups, and the groups of a file: differences, intervals, parts."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind
from tests.aggregate.test_aggregator import AGGREGATOR, PROVENANCE, scores, segmentation

from emoprofile.compare import ArticleComparison, compare_articles, group_table, read_profiles
from emoprofile.compare.estimate import Estimate, difference
from emoprofile.data import Scored
from emoprofile.errors import InvalidValueError, ReadError

RNG = np.random.default_rng(9)


def article(p: np.ndarray) -> Scored:
    return Scored(segmentation(len(p)), scores(p.clip(1e-6, 1 - 1e-6)))


def drawn(n: int, centre: float = 0.3) -> Scored:
    return article(RNG.beta(2 * centre, 2 - 2 * centre, (n, 4)))


def compared(first: list[Scored], second: list[Scored]) -> ArticleComparison:
    return compare_articles(first, second, AGGREGATOR)


@settings(max_examples=40, deadline=None)
@given(sizes=st.lists(st.integers(1, 12), min_size=2, max_size=6), cut=st.integers(1, 5))
def test_the_parts_sum_to_the_difference(sizes: list[int], cut: int) -> None:
    articles = [drawn(n) for n in sizes]
    cut = min(cut, len(articles) - 1)
    found = compared(articles[:cut], articles[cut:])
    for each in found.differences:
        assert sum(part.part for part in each.parts) == pytest.approx(each.difference, abs=1e-9)
        assert len(each.parts) == sum(sizes)
    gaps = [abs(each.difference) for each in found.differences]
    assert gaps == sorted(gaps, reverse=True)


def test_an_article_does_not_differ_from_itself() -> None:
    story = drawn(20)
    found = compared([story], [story])
    assert found.distance == pytest.approx(0, abs=1e-6)
    assert all(each.difference == 0 and not each.is_clear for each in found.differences)
    assert found.valence_interval is not None
    assert found.valence_interval[0] < 0 < found.valence_interval[1]


def test_a_large_difference_is_clear_and_its_sentences_come_first() -> None:
    calm, tense = np.full((30, 4), 0.05), np.full((30, 4), 0.05)
    calm += RNG.uniform(0, 0.02, calm.shape)
    tense += RNG.uniform(0, 0.02, tense.shape)
    tense[:, 1] += 0.7
    tense[7, 1] = 0.99
    first = compared([article(calm)], [article(tense)]).differences[0]
    assert first.label == "fear"
    assert first.is_clear
    assert first.parts[0].sentence == 7
    assert all(part.part > 0 for part in first.parts[:30])


def test_short_articles_have_differences_without_intervals() -> None:
    found = compared([drawn(4)], [drawn(30)])
    assert all(each.interval is None and not each.is_clear for each in found.differences)
    assert found.valence_interval is None


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="no sentence that could be scored"):
        compared([article(np.zeros((0, 4)))], [drawn(5)])
    with pytest.raises(InvalidValueError, match="does not speak the vocabulary 'stars'. It speaks: v, coarse"):
        compare_articles([drawn(5)], [drawn(5)], AGGREGATOR, "stars")


def test_groups_differ_as_welchs_t_test_says() -> None:
    one, other = RNG.normal(0, 1, (12, 1)), RNG.normal(0.8, 2, (7, 1))
    expected = ttest_ind(other[:, 0], one[:, 0], equal_var=False).confidence_interval(0.90)
    low, high = difference(Estimate.over(one), Estimate.over(other)).interval() or (np.zeros(1), np.zeros(1))
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high))


def test_more_figures_together_have_wider_intervals() -> None:
    estimate = Estimate.over(RNG.normal(size=(9, 2)))
    alone, together = estimate.interval(), estimate.interval(tests=20)
    assert alone is not None
    assert together is not None
    assert (together[1] - together[0] > 1.5 * (alone[1] - alone[0])).all()


def test_groups_of_articles_take_articles_as_the_sample() -> None:
    found = compared([drawn(6) for _ in range(8)], [drawn(6, 0.6) for _ in range(9)])
    assert found.articles == (8, 9)
    assert all(each.interval is not None for each in found.differences)


def written(tmp_path: Path, *sources: str | None) -> Path:
    lines = []
    for i, source in enumerate(sources):
        profile = AGGREGATOR.profile(drawn(6 + i), PROVENANCE).to_dict()
        profile["metadata"] = {} if source is None else {"source": source}
        lines.append(json.dumps(profile))
    path = tmp_path / "profiles.jsonl"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_the_groups_of_a_file_are_means_over_articles(tmp_path: Path) -> None:
    profiles = read_profiles(written(tmp_path, "A", "B", "A", None, "A"))
    found = group_table(profiles, "source")
    assert dict(found.articles) == {"A": 3, "B": 1}
    assert found.left_out == 1
    assert set(found.rows) == {"valence", "joy", "fear", "anger"}
    (mean, ends), (_, alone) = found.rows["fear"]
    values = [profiles[i]["emotions"]["fear"]["prevalence"] for i in (0, 2, 4)]
    assert mean == pytest.approx(np.mean(values))
    assert ends is not None
    assert 0 <= ends[0] < mean < ends[1] <= 1
    assert alone is None
    _, ends = found.rows["valence"][0]
    assert ends is not None
    assert -1 <= ends[0] < ends[1] <= 1


def test_a_file_that_holds_no_groups_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "A", "B")
    with pytest.raises(InvalidValueError, match="no profile has 'year' in its metadata. Known there: source"):
        group_table(read_profiles(path), "year")
    path.write_text('{"schema": "other"}\n')
    with pytest.raises(ReadError, match="line 1: no profile of the schema emoprofile/1"):
        read_profiles(path)
    path.write_text("{\n")
    with pytest.raises(ReadError, match="line 1: not JSON"):
        read_profiles(path)
    with pytest.raises(ReadError, match="cannot be read"):
        read_profiles(tmp_path / "nothing.jsonl")
