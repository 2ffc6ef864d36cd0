"""Profiles side by side, per reading."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import rel_entr
from tests.aggregate.samples import profiled, random_matrix

from emoprofile import Profile, Profiler
from emoprofile.compare import jensen_shannon, side_by_side
from emoprofile.data import Expressed, Group
from emoprofile.errors import ConfigError, InvalidValueError

FIGURES = st.lists(st.floats(0, 1).map(lambda x: round(x, 6)), min_size=5, max_size=5).filter(lambda xs: sum(xs) > 0.01)
TEXT = "I am so happy today. The war is over, they said. We love it!"


@pytest.fixture(scope="module")
def story(tiny: Profiler) -> Profile:
    return tiny.profile(TEXT)


def with_readings(profile: Profile, **changes: Any) -> Profile:
    return replace(profile, readings=replace(profile.readings, **changes))


def expressing(profile: Profile, vocabulary: str, *others: str) -> Profile:
    """The profile of a model that has some of the vocabularies alone."""
    assert profile.expressed is not None
    own = profile.expressed.vocabularies[vocabulary]
    groups = {name: profile.expressed.vocabularies[name] for name in others}
    fields = {name: getattr(own, name) for name in Group.__dataclass_fields__}
    return with_readings(profile, expressed=Expressed(**fields, groups=groups))


@given(FIGURES, FIGURES)
def test_the_distance_is_the_root_of_the_divergence_to_base_2(one: list[float], other: list[float]) -> None:
    p, q = np.array(one) / sum(one), np.array(other) / sum(other)
    middle = (p + q) / 2
    expected = np.sqrt(max(0.0, (rel_entr(p, middle).sum() + rel_entr(q, middle).sum()) / 2 / np.log(2)))
    found = jensen_shannon(one, other)
    assert found == pytest.approx(expected, abs=1e-6)
    assert found is not None
    assert 0 <= found <= 1


def test_the_distance_from_nothing_is_null() -> None:
    assert jensen_shannon([0.0, 0.0], [1.0, 0.0]) is None
    assert jensen_shannon([], []) is None


def test_the_finest_vocabulary_in_common_is_taken(story: Profile) -> None:
    found = side_by_side({"own": story, "ekman": expressing(story, "ekman", "sentiment")})
    assert found.vocabulary == "ekman"
    assert found.expressed == ("anger", "disgust", "fear", "joy", "sadness", "surprise")
    assert [column.distances for column in found.columns] == [{"expressed": 0.0}] * 2
    assert side_by_side({"own": story, "other": story}, "sentiment").vocabulary == "sentiment"


def test_no_vocabulary_in_common_is_refused_with_what_each_has(story: Profile) -> None:
    alone, other = expressing(story, "goemotions"), expressing(story, "sentiment")
    message = "the vocabulary 'ekman' in common. They have one: goemotions; other: sentiment. In common: none"
    with pytest.raises(InvalidValueError, match=message):
        side_by_side({"one": alone, "other": other}, "ekman")
    found = side_by_side({"one": alone, "other": other})
    assert (found.vocabulary, found.expressed) == (None, ())
    assert [column.expressed for column in found.columns] == [None, None]


def test_readings_are_compared_apart_and_only_those_in_common() -> None:
    random = np.random.default_rng(3)
    one, other = (profiled(random_matrix(6, random), id=name) for name in "ab")
    # Vocabularies of the samples are not registered: nothing is expressed in common.
    found = side_by_side({"one": one, "other": other})
    assert found.evoked == ("fear", "trust")
    assert found.columns[0].distances == {"evoked": 0.0}
    assert 0 < (found.columns[1].distances["evoked"] or 0) <= 1
    silent = with_readings(other, evoked=None)
    assert side_by_side({"one": one, "other": silent}).evoked == ()
    nothing = with_readings(other, evoked=None, dimensions=None)
    with pytest.raises(InvalidValueError, match="no reading in common. They have one: expressed, evoked, valence"):
        side_by_side({"one": one, "other": nothing})


def test_an_article_without_a_sentence_has_no_distance(story: Profile, tiny: Profiler) -> None:
    found = side_by_side({"story": story, "nothing": tiny.profile("")})
    assert found.columns[1].distances == {"expressed": None}


def test_a_profile_may_be_in_a_coarser_vocabulary_first(tiny: Profiler, story: Profile) -> None:
    def speaking(vocabulary: str) -> Profiler:
        aggregate = tiny.config.aggregate.model_copy(update={"vocabulary": vocabulary})
        return Profiler(tiny.config.model_copy(update={"aggregate": aggregate}), tiny.spec)

    coarse = speaking("ekman").profile(TEXT)
    assert coarse.expressed is not None
    assert story.expressed is not None
    assert coarse.expressed.vocabulary == "ekman"
    assert coarse.expressed.labels == story.expressed.groups["ekman"].labels
    assert coarse.expressed.groups["goemotions"].labels == story.expressed.labels
    with pytest.raises(ConfigError, match="aggregate.vocabulary: is 'stars'; tiny has goemotions, ekman, sentiment"):
        speaking("stars")
