"""What one should know about a text before trusting its scores."""

from collections.abc import Collection
from functools import cache
from typing import Any

from emoprofile.text.sentences.stretches import unmarked_words

FEWEST_LETTERS = 40
"""With fewer, a language cannot be told."""
MOST_CHARACTERS = 5000
"""How much of a text its language is told from."""
SURE = 0.9


def flags(text: str, languages: Collection[str]) -> tuple[str, ...]:
    """The flags of a text.

    `language:xx` if the model does not know its language, `mojibake` if it was decoded wrongly once, `unpunctuated` if
    half of its words or more stand where no mark tells sentences apart: those are stretches, then.

    Args:
        text: The part of the article that is scored.
        languages: ISO 639-1 codes of the languages that the model knows; empty if that is not known.
    """
    found = []
    spoken = language_of(text) if languages else None
    if spoken and spoken not in languages:
        found.append(f"language:{spoken}")
    if _is_mojibake(text):
        found.append("mojibake")
    if 2 * unmarked_words(text) >= max(1, len(text.split())):
        found.append("unpunctuated")
    return tuple(found)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text, or None where it is too short or too mixed to be sure."""
    start = text[:MOST_CHARACTERS]
    if sum(map(str.isalpha, start)) < FEWEST_LETTERS:
        return None
    language, probability = _identifier().classify(start.encode("utf-8", "replace"))
    return str(language) if probability >= SURE else None


@cache
def _identifier() -> Any:
    # Only now: its model takes most of a second to load.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _is_mojibake(text: str) -> bool:
    from ftfy.badness import is_bad

    return bool(is_bad(text))
