"""Vocabularies and mappings."""

import json
from pathlib import Path

import pytest
from tests.conftest import ROOT

from emoprofile.errors import InvalidValueError, UnknownNameError
from emoprofile.labels import EKMAN, GOEMOTIONS, SENTIMENT, VOCABULARIES, Vocabulary, groupings, mapping, vocabulary

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
            assert {label for label, to in mapping("goemotions", target).items() if to == group} == set(members)


@pytest.mark.parametrize("target", ["ekman", "sentiment"])
def test_every_label_belongs_to_one_group_and_every_group_has_a_label(target: str) -> None:
    belongs = mapping("goemotions", target)
    assert set(belongs) == set(GOEMOTIONS.labels)
    assert set(belongs.values()) == set(VOCABULARIES[target].labels)


def test_groups_keep_the_polarity_of_their_labels() -> None:
    for label, group in mapping("goemotions", "sentiment").items():
        assert (label in GOEMOTIONS.positive) == (group in SENTIMENT.positive)
        assert (label in GOEMOTIONS.negative) == (group in SENTIMENT.negative)
    for label, group in mapping("goemotions", "ekman").items():
        assert (label in GOEMOTIONS.negative) == (group in EKMAN.negative)


def test_unknown_vocabularies_and_groupings_are_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="unknown vocabulary 'plutchik'.*ekman, goemotions, sentiment"):
        vocabulary("plutchik")
    with pytest.raises(UnknownNameError, match="grouping of goemotions 'plutchik'"):
        mapping("goemotions", "plutchik")
    assert groupings("goemotions") == ("ekman", "sentiment")
    assert groupings("sentiment") == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"labels": ("joy", "joy")}, "repeats a label"),
        ({"labels": ("joy",), "neutral": "calm"}, "unknown labels: .'calm'"),
        ({"labels": ("joy",), "positive": frozenset({"joy"}), "negative": frozenset({"joy"})}, "both polarities"),
    ],
)
def test_a_vocabulary_that_contradicts_itself_is_refused(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        Vocabulary(name="own", **arguments)  # type: ignore[arg-type]
