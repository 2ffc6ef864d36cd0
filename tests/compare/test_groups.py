"""The groups of a file of profiles: means, intervals over articles, and draws like those the profiles were read off."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from emoprofile.compare.common_errors import CommonError, CommonEventError, CommonGradedError, common_errors
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from tests.aggregate.samples import (
    AGGREGATOR,
    PROVENANCE,
    event_errors,
    events,
    graded,
    matrix,
    profiled,
    random_matrix,
    segmentation,
)

from emoprofile.compare import group_table, read_profiles
from emoprofile.compare.draws import draw_article, interval, resample
from emoprofile.compare.written import WrittenLabel, written_labels
from emoprofile.config import ModelSpec
from emoprofile.config.error import EventError, GradedError
from emoprofile.data import EventScores, GradedErrors, Scored
from emoprofile.errors import InvalidValueError, ReadError

RNG = np.random.default_rng(9)
COVARIANCE = ((0.09, 0.01), (0.01, 0.01))


def drawn(n: int, name: str = "d", **metadata: Any) -> dict[str, Any]:
    """A written profile."""
    profile = profiled(random_matrix(n, RNG), id=name).to_dict()
    return profile | {"metadata": metadata}


def saved(tmp_path: Path, profiles: list[dict[str, Any]]) -> Path:
    path = tmp_path / "profiles.jsonl"
    path.write_text("".join(json.dumps(profile) + "\n" for profile in profiles))
    return path


def test_the_groups_of_a_file_are_means_over_articles(tmp_path: Path) -> None:
    written = [drawn(6 + i, str(i), source="A" if i % 3 else "B") for i in range(9)]
    written += [drawn(3, "unkeyed"), drawn(0, "empty", source="A")]
    profiles = read_profiles(saved(tmp_path, written))
    found = group_table(profiles, "source")
    assert dict(found.articles) == {"A": 6, "B": 3}
    assert (found.without_key, found.without_sentence, found.small) == (("unkeyed",), ("empty",), ("B",))
    assert (found.model, found.vocabulary, found.has_common_error) == ("model", "v", False)
    assert [name.split(".")[0] for name in found.rows][:5] == [*["expressed"] * 3, *["evoked"] * 2]
    assert set(list(found.rows)[5:]) == {"valence", "arousal"}
    large, small = found.rows["expressed.fear"]
    values = [p["readings"]["expressed"]["labels"]["fear"]["prevalence"] for i, p in enumerate(profiles[:9]) if i % 3]
    assert large.mean == pytest.approx(np.mean(values))
    assert large.interval is not None
    assert large.interval[0] < large.mean < large.interval[1]
    assert small.interval is None
    coarse = group_table(profiles, "source", "coarse")
    assert coarse.vocabulary == "coarse"
    assert coarse.rows["expressed.fear"] != found.rows["expressed.fear"]
    with pytest.raises(InvalidValueError, match="does not hold the vocabulary 'stars'. It holds: v, coarse"):
        group_table(profiles, "source", "stars")


def test_nothing_to_group_is_an_error_that_says_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="no profile has 'pub_date' in its metadata. Keys there: date, source"):
        group_table([drawn(3, source="A"), drawn(3, date="2001")], "pub_date")
    with pytest.raises(InvalidValueError, match="Their metadata hold no key at all"):
        group_table([drawn(3)], "pub_date")
    with pytest.raises(
        InvalidValueError, match="none of the 1 profiles with 'source' in their metadata has a sentence"
    ):
        group_table([drawn(0, source="A")], "source")
    other = drawn(3, source="A") | {"model": "other"}
    with pytest.raises(InvalidValueError, match=r"made in several ways: model model \(v, w\); model other \(v, w\)"):
        group_table([drawn(3, source="A"), other], "source")
    path = tmp_path / "profiles.jsonl"
    for text, message in (
        ("", "holds no profile"),
        ('{"schema": "other"}\n', "line 1: no profile of the schema emoprofile/2"),
        ("[1]\n", "line 1: no profile"),
        ("{\n", "line 1: not JSON"),
    ):
        path.write_text(text)
        with pytest.raises(ReadError, match=message):
            read_profiles(path)
    with pytest.raises(ReadError, match="cannot be read"):
        read_profiles(tmp_path / "nothing.jsonl")


@settings(max_examples=100, deadline=None)
@given(
    values=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.6)), min_size=1, max_size=9),
    name=st.sampled_from(["expressed.fear", "evoked.fear", "valence"]),
    error=st.sampled_from(["event", "graded", "none"]),
    size=st.floats(0, 5),
)
def test_no_draw_of_a_written_profile_leaves_the_range(
    values: list[tuple[float, float]], name: str, error: str, size: float
) -> None:
    least = -1.0 if name == "valence" else 0.0
    means = np.array([mean for mean, _ in values]) * (1 - least) + least
    label = WrittenLabel(name, means, np.array([sd for _, sd in values]), rough=False)
    event = EventError(slope=1.3, intercept=-1, covariance=((size, 0), (0, size)), tau=size)
    errors: dict[str, CommonError | None] = {
        "event": CommonEventError("v", "fear", event),
        "graded": CommonGradedError("w", "fear", GradedError(sentence=0, article=0, offset=size)),
        "none": None,
    }
    draws = label.draw(errors[error], 99)
    assert draws.shape == (len(values), 99)
    assert least <= draws.min() <= draws.max() <= 1


def events_of(n: int, random: np.random.Generator) -> EventScores:
    """Sentences of which some are clear and most are not, under an error model of which all is uncertain."""
    p = expit(random.normal(random.normal(-2, 1), 2, (n, 4)))
    count = 4
    errors = event_errors(
        count,
        slope=np.full(count, 0.9),
        intercept=np.full(count, -0.3),
        covariance=np.tile(np.array(COVARIANCE), (count, 1, 1)),
        tau=np.full(count, 0.5),
    )
    return events(p.clip(1e-6, 1 - 1e-6), errors=errors)


@pytest.mark.parametrize("sentences", [5, 30, 200])
def test_draws_of_written_profiles_spread_as_the_real_draws_do(sentences: int) -> None:
    random = np.random.default_rng(sentences)
    sizes = GradedErrors(np.full(2, 0.2), np.full(2, 0.1), np.full(2, 0.05), "fitted")
    scored = []
    for i in range(25):
        values = random.uniform(-0.6, 0.6, (sentences, 1)), random.uniform(0.3, 0.7, (sentences, 1))
        dimensions = graded(np.hstack(values), ("valence", "arousal"), errors=sizes)
        scores = matrix(events_of(sentences, random), None, dimensions)
        scored.append(Scored(segmentation(sentences, str(i)), scores))
    real = np.stack([draw_article(each, AGGREGATOR).draws for each in scored])
    names = draw_article(scored[0], AGGREGATOR).labels
    written = [AGGREGATOR.profile(each, PROVENANCE).to_dict() for each in scored]
    event = EventError(slope=0.9, intercept=-0.3, covariance=COVARIANCE, tau=0.5)
    offset = GradedError(sentence=0.2, article=0.1, offset=0.05)
    for label in written_labels(written, None):
        kind, _, name = label.name.rpartition(".")
        common: CommonError = (
            CommonEventError("v", name, event) if kind else CommonGradedError("dimensions", name, offset)
        )
        made = label.draw(common, 999)
        own = real[:, names.index(label.name)]
        np.testing.assert_allclose(made.mean(axis=1), own.mean(axis=1), atol=0.025)
        assert made.std(axis=1).mean() == pytest.approx(own.std(axis=1).mean(), rel=0.03)
        # The mean of these very articles: most of its spread is what they share, in the same draws.
        shared = own.mean(axis=0)
        assert made.mean(axis=0).std() == pytest.approx(shared.std(), rel=0.3)
        assert label.draw(None, 999).mean(axis=0).std() < 0.75 * shared.std()
        assert np.corrcoef(made.mean(axis=0), shared)[0, 1] > 0.55
        ends = [interval(resample(each[:, None].astype(np.float32), np.random.default_rng(1))) for each in (made, own)]
        assert ends[0] is not None
        assert ends[1] is not None
        widths = [float(high[0] - low[0]) for low, high in (ends[0], ends[1])]
        assert widths[0] == pytest.approx(widths[1], rel=0.2)


def test_the_common_errors_are_those_of_the_spec_or_the_pooled_ones(tiny_spec: ModelSpec) -> None:
    own = common_errors(tiny_spec, "goemotions")
    assert "expressed.fear" in own
    assert set(common_errors(tiny_spec, "ekman")) >= {"expressed.fear", "valence"}
    assert "expressed.fear" not in common_errors(tiny_spec, "none")
    assert own["valence"].draw(np.array([0.5]), np.array([1.0]), 99, 2.0).shape == (1, 99)


def test_a_group_is_as_uncertain_as_what_its_articles_share(tiny_spec: ModelSpec) -> None:
    profiles = [drawn(30, str(i), source="A") for i in range(6)]
    without = group_table(profiles, "source")
    renamed = [p | {"readings": p["readings"] | {"expressed": None, "evoked": None}} for p in profiles]
    found = group_table(renamed, "source", spec=tiny_spec)
    assert found.has_common_error
    assert not without.has_common_error
    assert set(found.rows) == {"valence", "arousal"}
