"""Texts that a page shows in the place of an article: consent, payment, errors, checks for robots."""

import re
from functools import cache
from importlib.resources import files

import yaml

MOST_WORDS = 120
"""A longer text is no notice, whatever stands in it."""
SHARE = 0.5
"""The share of its words that stand in sentences of a notice, from which a text is one."""
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def find_notice(text: str) -> str | None:
    """What kind of notice a text is, in words for people; None if it is none."""
    whole = len(text.split())
    if not whole or whole > MOST_WORDS:
        return None
    words: dict[str, int] = {}
    noticed = 0
    for sentence in _SENTENCE.findall(text):
        count = len(sentence.split())
        kinds = [kind for kind, pattern in _load_patterns().items() if pattern.search(sentence)]
        noticed += count if kinds else 0
        for kind in kinds:
            words[kind] = words.get(kind, 0) + count
    return max(words, key=lambda kind: words[kind]) if noticed >= SHARE * whole else None


@cache
def _load_patterns() -> dict[str, re.Pattern[str]]:
    content = yaml.safe_load(files("emoprofile.read.pages").joinpath("notices.yaml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(patterns), re.IGNORECASE) for kind, patterns in content.items()}
