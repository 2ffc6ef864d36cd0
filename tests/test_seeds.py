"""The main job: both seed articles on the embedded model, read by a person."""

import hashlib
import socket

import pytest
from tests.conftest import SEEDS

from emoprofile import Profile, Profiler
from emoprofile.data.readings import rank_labels

COMPASSION, MESSAGES = "000_aeea749a5a180e78.txt", "003_fd79899e2d11a5a3.txt"


@pytest.fixture(scope="module")
def profiles(embedded: Profiler) -> dict[str, Profile]:
    return {path.name: embedded.profile(path.read_bytes().decode()) for path in SEEDS.iterdir()}


def valence(story: Profile) -> float:
    assert story.valence is not None
    assert story.valence.mean is not None
    return story.valence.mean


def test_the_seeds_are_the_users_to_the_byte() -> None:
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.iterdir()}
    assert digests == {
        COMPASSION: "6fa3fa5ac4f65336d2c90e92baf75089eaf91009da1b7029b05aa08401f585c6",
        MESSAGES: "34718c54336714b40ee08945f4656e4352fd1a3bf8f9b9745f01dce8ca94e3e4",
    }


def test_fear_leads_the_soldiers_messages_with_the_dark_emotions_behind_it(profiles: dict[str, Profile]) -> None:
    story = profiles[MESSAGES]
    assert story.expressed is not None
    assert story.leading is not None
    assert story.leading[0].label == "fear"
    assert {"anger", "annoyance", "sadness"} <= set(rank_labels(story.expressed.labels)[:8])
    assert valence(story) < 0
    assert any("I am afraid." in piece.text for piece in story.expressed.labels["fear"].evidence)


def test_what_happened_evokes_sadness_and_fear_where_no_word_expresses_them(profiles: dict[str, Profile]) -> None:
    story = profiles[MESSAGES]
    assert story.evoked is not None
    assert story.evoked.leading is not None
    assert {"sadness", "fear"} <= {leading.label for leading in story.evoked.leading}
    evidence = {label: [piece.text for piece in story.evoked.labels[label].evidence] for label in ("sadness", "fear")}
    assert any("have been killed" in text for text in evidence["sadness"])
    assert any("killed hundreds" in text for text in evidence["fear"])


def test_sorrow_and_compassion_make_the_other(profiles: dict[str, Profile]) -> None:
    story = profiles[COMPASSION]
    assert story.expressed is not None
    assert {"sadness", "fear", "optimism", "gratitude", "caring"} <= set(rank_labels(story.expressed.labels)[:8])
    assert valence(story) > valence(profiles[MESSAGES])


def test_neutral_is_the_most_of_both_and_leads_neither(profiles: dict[str, Profile]) -> None:
    for story in profiles.values():
        assert story.neutral is not None
        assert story.expressed is not None
        assert (story.neutral.prevalence or 0) > max(one.prevalence or 0 for one in story.expressed.labels.values())
        assert "neutral" not in {leading.label for leading in story.leading or ()}


def test_every_piece_of_evidence_stands_where_it_says(profiles: dict[str, Profile]) -> None:
    for name, story in profiles.items():
        text = (SEEDS / name).read_bytes().decode()
        for _, figures in story.readings.list_figures():
            for piece in figures.evidence:
                assert text[piece.start : piece.end] == piece.text


def test_what_is_not_part_of_the_story_is_not_scored(profiles: dict[str, Profile]) -> None:
    assert set(profiles[MESSAGES].accounting.dropped) == {"metadata", "repeat", "symbols", "teaser"}
    assert set(profiles[COMPASSION].accounting.dropped) == {"credit", "call-to-action"}
    for story in profiles.values():
        account = story.accounting
        assert account.kept + sum(account.dropped.values()) + account.blank == account.characters


def test_a_local_model_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert Profiler.from_config("default").profile("We are so grateful!").leading is not None
