"""Sentences about someone: names, aliases and surnames are found, other people of that surname are not."""

import json
from typing import Any

import pytest
from tests.conftest import ROOT

from emoprofile import Document, Profiler
from emoprofile.compare.mentions import compare_mentions, find_mentions, find_quoted
from emoprofile.config import load_run_config
from emoprofile.errors import InvalidValueError
from emoprofile.text import Segmenter

FIXTURES = ROOT / "tests" / "fixtures"


def mentions(text: str, *names: str) -> tuple[int, ...]:
    return find_mentions(Segmenter(load_run_config().text)(Document("d", text)), names)


@pytest.mark.parametrize(
    ("sentence", "is_about"),
    [
        ("Mary Osei left.", True),
        ("MARY OSEI LEFT.", True),
        ("Osei’s car stood there.", True),
        ("Then Osei left.", True),
        ("Dr. Osei left.", True),
        ("Mrs Osei left.", True),
        ("“I am sad,” Osei said.", True),
        ("Yesterday Osei left.", True),
        ("They met Mary\u00a0Osei.", True),
        ("They met Kofi Osei.", False),
        ("They met Oseimann.", False),
        ("They met Osei-Bonsu.", False),
        ("Mary left.", False),
        ("She left.", False),
        ("The osei flowers.", False),
        ("The Minister of Joy left.", True),
    ],
)
def test_a_sentence_is_about_someone_if_it_mentions_the_name(sentence: str, is_about: bool) -> None:
    assert mentions(sentence, "Mary Osei", "Minister of Joy") == ((0,) if is_about else ())


def test_a_blank_name_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="a name must not be blank"):
        mentions("Mary left.", " ")


def test_the_sentences_about_someone_are_held_against_the_rest(tiny: Profiler) -> None:
    text = "Mary Osei was sad. “I am so afraid,” said Osei. It was calm. We love it! The war is over. They said so."
    scored = tiny.score_article(Document("d", text))
    found = compare_mentions(scored, ["Mary Osei"], tiny.aggregator)
    assert (found.about, found.said) == ((0, 1), (1,))
    assert found.comparison is not None
    labels = {each.label: each for each in found.comparison.differences}
    values = scored.scores.dimensions.values[:, 0]  # type: ignore[union-attr]
    assert labels["valence"].second == pytest.approx(values[:2].mean())
    assert labels["valence"].first == pytest.approx(values[2:].mean())
    assert compare_mentions(scored, ["Nobody"], tiny.aggregator).comparison is None


def measure() -> dict[str, tuple[int, int]]:
    """Of the fixture: how many sentences there are to find, and how many are found."""
    gold = json.loads((FIXTURES / "mentions.json").read_text(encoding="utf-8"))["articles"]
    lines = (FIXTURES / "labelled" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    counts = {"refers": [0, 0], "says": [0, 0], "wrong": [0, 0]}
    segment = Segmenter(load_run_config().text)
    for article in map(json.loads, lines):
        known: dict[str, Any] | None = gold.get(article["id"])
        if known is None:
            continue
        segmentation = segment(Document(article["id"], article["text"]))
        about, said = find_mentions(segmentation, [known["name"]]), find_quoted(segmentation, [known["name"]])
        places = [(each["start"], each["end"]) for each in article["sentences"]]
        is_about, is_said = (
            [
                any(
                    segmentation.sentences[i].span.start < end and start < segmentation.sentences[i].span.end
                    for i in found
                )
                for start, end in places
            ]
            for found in (about, said)
        )
        for name, is_found in (("refers", is_about), ("says", is_said)):
            counts[name][0] += len(known[name])
            counts[name][1] += sum(is_found[place] for place in known[name])
        counts["wrong"][0] += sum(is_about)
        counts["wrong"][1] += sum(each for place, each in enumerate(is_about) if place not in known["refers"])
    return {name: (total, found) for name, (total, found) in counts.items()}


def test_recall_on_twenty_articles_is_as_the_page_on_limits_says() -> None:
    counts = measure()
    page = " ".join((ROOT / "docs" / "limits.md").read_text(encoding="utf-8").split())
    refers, says, wrong = counts["refers"], counts["says"], counts["wrong"]
    assert f"{refers[0]} sentences refer to these people in any way, and {refers[1]} of them are found" in page
    assert f"In {says[0]} sentences these people are quoted, and {says[1]} of these are found" in page
    assert f"Of the {wrong[0]} sentences found, {wrong[1]} is about somebody else" in page
