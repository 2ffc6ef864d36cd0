"""Quotations and speakers on invented articles that were marked before the rules were written."""

import json

import pytest
from tests.conftest import ROOT
from tests.text.quoted import Quoted, Score, compared, found_in, is_same_speaker

from emoprofile.config import TextConfig
from emoprofile.text import Segmenter

ARTICLES = ROOT / "tests" / "fixtures" / "quotations"
LANGUAGES = {"10": "de", "11": "de", "12": "fr", "13": "fr"}
"""Of the articles that are not English."""


def score() -> Score:
    total = Score()
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_bytes().decode()
        marks = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        segmenter = Segmenter(TextConfig(language=LANGUAGES.get(path.stem, "en")))
        total += compared([Quoted.from_row(text, mark) for mark in marks], found_in(text, segmenter))
    return total


def test_quotations_and_speakers_are_found_in_articles_of_many_kinds() -> None:
    found = score()
    assert found.gold == 244
    assert found.precision >= 0.94
    assert found.recall >= 0.97
    assert found.speaker_right >= 0.81
    assert found.named_right >= 0.93


def test_every_mark_of_the_articles_stands_where_it_says() -> None:
    for path in ARTICLES.glob("*.json"):
        text = path.with_suffix(".txt").read_bytes().decode()
        for mark in json.loads(path.read_text(encoding="utf-8")):
            assert text[mark["start"]] in '"“„«»`‘'
            assert mark["speaker"] is None or text[slice(*mark["speaker"])].strip()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Moss", "Gov. Ada Moss", True),
        ("The mayor", "the mayor of Hull", True),
        ("the mayor of Hull", "the mayor of Leeds", False),
        ("her sister, June Abbot", "June Abbot", True),
        ("A spokeswoman for Ada Moss", "Ada Moss", False),
        ("Dr. Moss", "Professor Ada Moss", True),
        ("Tom Moss", "Ada Moss", False),
    ],
)
def test_speakers_are_compared_by_their_words(one: str, other: str, same: bool) -> None:
    assert is_same_speaker(one, other) is same


def test_an_overlap_is_no_match_and_marks_at_the_edges_do_not_count() -> None:
    text = "“We ran,” she said."
    whole, part = Quoted.at(text, 0, 9, "Ana"), Quoted.at(text, 0, 4, "Ana")
    assert compared([whole], [Quoted.at(text, 1, 7, "Ana")]).right == 1
    assert compared([whole], [part]).matched == 0
    assert compared([whole], [Quoted.at(text, 0, 9, None)]).missing == 1
    assert compared([Quoted.at(text, 0, 9, None)], [whole]).extra == 1
