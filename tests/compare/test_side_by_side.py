"""Profiles side by side."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from emoprofile import Profile, Profiler
from emoprofile.compare import jensen_shannon, side_by_side
from emoprofile.errors import ConfigError, InvalidValueError

DISTRIBUTION = st.lists(st.floats(0, 1).map(lambda x: round(x, 6)), min_size=5, max_size=5).filter(
    lambda xs: sum(xs) > 0.01
)


@pytest.fixture(scope="module")
def story(tiny: Profiler) -> Profile:
    return tiny.profile("I am so happy today. The war is over, they said. We love it!")


@given(DISTRIBUTION, DISTRIBUTION)
def test_the_distance_is_that_of_scipy(one: list[float], other: list[float]) -> None:
    p, q = np.array(one) / sum(one), np.array(other) / sum(other)
    found = jensen_shannon(list(p), list(q))
    assert found == pytest.approx(jensenshannon(p, q, base=2), abs=1e-6)
    assert 0 <= (found or 0.0) <= 1 + 1e-9


def test_the_distance_from_nothing_is_null() -> None:
    assert jensen_shannon(None, [1.0]) is None


def test_the_finest_vocabulary_in_common_is_taken(story: Profile) -> None:
    ekman = replace(story, figures=story.groups["ekman"], groups={"sentiment": story.groups["sentiment"]})
    found = side_by_side({"own": story, "ekman": ekman})
    assert found.vocabulary == "ekman"
    assert found.labels == ("anger", "disgust", "fear", "joy", "sadness", "surprise")
    assert [column.distance for column in found.columns] == [0.0, 0.0]
    assert side_by_side({"own": story, "ekman": ekman}, "sentiment").vocabulary == "sentiment"


def test_no_vocabulary_in_common_is_refused_with_what_each_speaks(story: Profile) -> None:
    alone = replace(story, groups={})
    other = replace(story, figures=story.groups["sentiment"], groups={})
    with pytest.raises(InvalidValueError, match="a vocabulary in common. They speak one: goemotions; other: sentiment"):
        side_by_side({"one": alone, "other": other})
    with pytest.raises(InvalidValueError, match="the vocabulary 'panas' in common"):
        side_by_side({"one": story, "other": story}, "panas")


def test_an_article_without_a_sentence_has_no_distance(story: Profile, tiny: Profiler) -> None:
    found = side_by_side({"story": story, "nothing": tiny.profile("")})
    assert found.columns[1].distance is None


def speaking(tiny: Profiler, vocabulary: str) -> Profiler:
    aggregate = tiny.config.aggregate.model_copy(update={"vocabulary": vocabulary})
    return Profiler(tiny.config.model_copy(update={"aggregate": aggregate}), tiny.spec)


def test_a_profile_may_speak_a_coarser_vocabulary_first(tiny: Profiler, story: Profile) -> None:
    coarse = speaking(tiny, "ekman").profile("I am so happy today. The war is over, they said. We love it!")
    assert coarse.figures.vocabulary == "ekman"
    assert coarse.figures.emotions == story.groups["ekman"].emotions
    assert coarse.groups["goemotions"].emotions == story.emotions
    with pytest.raises(ConfigError, match="aggregate.vocabulary: is 'stars'; tiny speaks goemotions, ekman, sentiment"):
        speaking(tiny, "stars")
