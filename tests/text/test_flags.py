"""What a reader is warned of."""

import pytest
from tests.conftest import SEEDS

from emoprofile import Profiler
from emoprofile.text.flags import flags, language_of

TEXTS = {
    "en": "The river rose in the night, and by morning nobody on our street had dry feet.",
    "de": "Der Fluss stieg in der Nacht, und am Morgen hatte niemand in unserer Straße trockene Füße.",
    "es": "El río creció por la noche y por la mañana nadie tenía los pies secos.",
    "fr": "La rivière a monté dans la nuit, et au matin personne n’avait les pieds secs dans notre rue.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_text_is_told(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "We love it", "Kyslytsya", "70 000 123 45 " * 20, "😢" * 100, "\ud800" * 60])
def test_what_is_too_short_to_tell_is_not_guessed(text: str) -> None:
    assert language_of(text) is None
    assert flags(text, ["en"]) == ()


def test_a_language_that_the_model_does_not_know_is_flagged() -> None:
    assert flags(TEXTS["es"], ["en"]) == ("language:es",)
    assert flags(TEXTS["es"], ["en", "es"]) == ()
    assert flags(TEXTS["es"], []) == ()


def test_mojibake_is_flagged_and_good_typography_is_not() -> None:
    good = "It’s a café, she said — “naïve”, 5 €."
    assert flags(good, ["en"]) == ()
    assert flags(good.encode().decode("cp1252", "replace"), ["en"]) == ("mojibake",)


def test_a_transcript_without_punctuation_is_flagged_and_prose_is_not() -> None:
    spoken = "we came down to the harbour and there was no light but my mother held my hand because she knew the way "
    assert flags(spoken * 4, ["en"]) == ("unpunctuated",)
    assert flags("\n".join([spoken] * 4), []) == ("unpunctuated",)
    assert flags(f"{spoken.strip()}. " * 4, ["en"]) == ()
    assert flags(spoken, ["en"]) == ()
    assert flags("", []) == ()


def test_flags_reach_the_profile_and_the_seeds_have_none(embedded: Profiler) -> None:
    assert embedded.profile(TEXTS["es"]).flags == ("language:es",)
    assert embedded.profile(TEXTS["es"]).to_dict()["flags"] == ["language:es"]
    for path in SEEDS.iterdir():
        assert embedded.profile(path.read_bytes().decode()).flags == ()
