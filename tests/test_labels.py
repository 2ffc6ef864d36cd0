"""Vocabularies and mappings."""

import json
from pathlib import Path

import pytest
from tests.conftest import ROOT

from emoprofile.errors import InvalidValueError, UnknownNameError
from emoprofile.labels import (
    EKMAN,
    GOEMOTIONS,
    PLUTCHIK,
    SEMEVAL_2018,
    SENTIMENT,
    STARS,
    VOCABULARIES,
    Vocabulary,
    bridge,
    find_vocabulary,
    list_groupings,
)

OFFICIAL = ROOT.parent / "shared" / "data" / "goemotions"


def test_goemotions_has_27_emotions_and_neutral_last() -> None:
    assert len(GOEMOTIONS.labels) == 28
    assert GOEMOTIONS.labels[-1] == GOEMOTIONS.neutral == "neutral"
    assert len(GOEMOTIONS.emotions) == 27


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official GoEmotions files are not here")
def test_labels_and_mappings_are_those_of_the_official_files() -> None:
    def read(name: str) -> str:
        return Path(OFFICIAL, name).read_text(encoding="utf-8")

    assert GOEMOTIONS.labels == tuple(read("emotions.txt").split())
    for target in ("ekman", "sentiment"):
        for group, members in json.loads(read(f"{target}_mapping.json")).items():
            assert set(bridge(GOEMOTIONS, target).members[group]) == set(members)


BRIDGES = [(source, target) for source in VOCABULARIES for target in list_groupings(source)]


@pytest.mark.parametrize(("source", "target"), BRIDGES)
def test_every_label_goes_to_one_group_or_is_said_to_be_unmapped(source: str, target: str) -> None:
    over = bridge(find_vocabulary(source), target)
    taken = [label for members in over.members.values() for label in members]
    assert sorted(taken + list(over.unmapped)) == sorted(find_vocabulary(source).labels)
    assert tuple(over.members) == over.target.labels
    assert over.target.name == target


@pytest.mark.parametrize(("source", "target"), BRIDGES)
def test_groups_keep_the_polarity_of_their_labels(source: str, target: str) -> None:
    over, fine = bridge(find_vocabulary(source), target), find_vocabulary(source)
    for group, members in over.members.items():
        for label in members:
            if target == "sentiment":
                assert (label in fine.positive) == (group in SENTIMENT.positive)
            assert (label in fine.negative) == (group in over.target.negative)


def test_what_a_bridge_does_not_map_is_said() -> None:
    assert bridge(PLUTCHIK, "ekman").unmapped == ("anticipation", "trust")
    assert bridge(SEMEVAL_2018, "ekman").target.labels == EKMAN.emotions
    assert bridge(STARS, "sentiment").target.labels == ("positive", "negative", "neutral")
    assert bridge(GOEMOTIONS, "ekman").unmapped == ()


def test_a_model_may_have_a_part_of_a_vocabulary() -> None:
    four = EKMAN.restrict_to({"anger", "fear", "joy", "sadness"})
    assert four.labels == ("anger", "fear", "joy", "sadness")
    assert four.neutral is None
    assert bridge(four, "sentiment").target.labels == ("positive", "negative")


def test_unknown_vocabularies_and_groupings_are_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="unknown vocabulary 'panas'.*ekman, goemotions, plutchik"):
        find_vocabulary("panas")
    with pytest.raises(UnknownNameError, match="grouping of goemotions 'plutchik'"):
        bridge(GOEMOTIONS, "plutchik")
    assert list_groupings("goemotions") == ("ekman", "sentiment")
    assert list_groupings("sentiment") == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"labels": ("joy", "joy")}, "repeats a label"),
        ({"labels": ("joy",), "neutral": "calm"}, "unknown labels: .'calm'"),
        ({"labels": ("joy",), "positive": frozenset({"joy"}), "negative": frozenset({"joy"})}, "both polarities"),
        ({"labels": ("1", "2"), "values": {"1": 0.0}}, "gives values to .'1'. of"),
    ],
)
def test_a_vocabulary_that_contradicts_itself_is_refused(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        Vocabulary(name="own", **arguments)  # type: ignore[arg-type]
