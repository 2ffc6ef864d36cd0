"""The schema of a profile is that of what is written."""

import json
from typing import Any

import jsonschema
import pytest
from tests.conftest import ROOT

from emoprofile import Profile, Profiler
from emoprofile.data.profile import Detail
from emoprofile.data.schema import build_profile_schema

TEXTS = [
    "",
    "Fear!",
    "We love it. I am afraid.",
    "The war\n\n“I am so afraid,” said Mary Osei. We love it. It was good. The war is over. I am very sad. So calm.",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("detail", ["compact", "full"])
@pytest.mark.parametrize("with_text", [True, False])
def test_what_is_written_satisfies_the_schema(tiny: Profiler, text: str, detail: Detail, with_text: bool) -> None:
    written = json.loads(json.dumps(tiny.profile(text).to_dict(detail=detail, text=with_text)))
    jsonschema.Draft202012Validator(build_profile_schema()).validate(written)


@pytest.mark.parametrize(
    "change", [{"sentences": "many"}, {"colour": "red"}, {"schema": "emoprofile/1"}, {"voices": None}, {"readings": {}}]
)
def test_what_differs_from_it_does_not(tiny: Profiler, change: dict[str, Any]) -> None:
    written = tiny.profile(TEXTS[3]).to_dict() | change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(build_profile_schema()).validate(written)


def test_the_published_schema_is_that_of_the_types() -> None:
    published = json.loads((ROOT / "docs" / "profile.schema.json").read_text(encoding="utf-8"))
    assert published == build_profile_schema(), (
        "write it anew: python -m emoprofile.data.schema > docs/profile.schema.json"
    )


def test_every_figure_is_described() -> None:
    schema = build_profile_schema()
    for name, part in [("profile", schema), *schema["$defs"].items()]:
        for key, value in part.get("properties", {}).items():
            assert key == "schema" or value.get("description"), f"{name}.{key}"


def test_a_profile_and_its_sentences_are_tables(tiny: Profiler) -> None:
    story: Profile = tiny.profile(TEXTS[3])
    frame = story.to_frame()
    assert story.expressed is not None
    assert story.valence is not None
    assert len(frame) == 28 + 7 + 4 + 1
    row = frame[(frame.vocabulary == "goemotions") & (frame.label == "fear")].iloc[0]
    fear = story.expressed.labels["fear"]
    assert (row.reading, row.prevalence, row.sd) == ("expressed", fear.prevalence, fear.sd)
    assert (row.low, row.high) == fear.interval
    valence = frame[frame.label == "valence"].iloc[0]
    assert (valence.reading, valence["mean"]) == ("dimensions", story.valence.mean)
    sentences = tiny.score_article(TEXTS[3]).to_frame()
    assert list(sentences.text.head(2)) == ["The war", "“I am so afraid,” said Mary Osei."]
    assert sentences.heading.iloc[0] == 1.0
    assert sentences.speaker_hint.iloc[1] == "Mary Osei"
    assert sentences["expressed.fear"].mean() == pytest.approx(fear.prevalence)
    assert sentences.valence.mean() == pytest.approx(story.valence.mean)
    assert tiny.score_article("").to_frame().empty
