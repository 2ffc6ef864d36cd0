"""Wordings: the patterns of a language, read from its file, by which the rules know a line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from emoprofile.text.language import language_file


@dataclass(frozen=True, slots=True)
class Wording:
    """The compiled patterns of one rule in one language; a pattern that nothing matches where the file has none.

    Attributes:
        lines: Matches whole lines.
        sentences: Those of the lines that may end as a sentence does, where the others of the rule may not.
        prefixes: Matches the start of a block whose rest is story.
        suffixes: Matches the end of a block whose rest is story.
        lead_ins: Matches lines that announce what follows: other stories, or how to reach the press.
        lone_prefixes: As prefixes, but only where a single block of the article begins so, near its start.
        headers: Matches how a line in the head of an e-mail begins.
        abbreviated: Matches the end of a line whose full stop is not the end of a sentence.
    """

    lines: re.Pattern[str]
    sentences: re.Pattern[str]
    prefixes: re.Pattern[str]
    suffixes: re.Pattern[str]
    lead_ins: re.Pattern[str]
    lone_prefixes: re.Pattern[str]
    headers: re.Pattern[str]
    abbreviated: re.Pattern[str]


_NO_WORDING = Wording(*[re.compile("(?!)")] * len(Wording.__dataclass_fields__))


def wording_of(rule: str, language: str) -> Wording:
    """The wording of a rule; one that matches nothing where the language has none."""
    return _wordings(language).get(rule, _NO_WORDING)


@cache
def _wordings(language: str) -> Mapping[str, Wording]:
    rules = language_file(language, "cleaning")
    if rules is None:
        return {}
    definitions: dict[str, str] = {}
    for name, pattern in rules.pop("definitions").items():
        definitions[name] = f"(?:{_expand(pattern, definitions)})"
    for kinds in rules.values():
        kinds["lines"] = kinds.get("lines", []) + kinds.get("sentences", [])
    return {
        rule: Wording(*(_compile(kinds.get(kind, []), definitions) for kind in Wording.__dataclass_fields__))
        for rule, kinds in rules.items()
    }


def _compile(patterns: list[str], definitions: Mapping[str, str]) -> re.Pattern[str]:
    either = "|".join(f"(?:{_expand(pattern, definitions)})" for pattern in patterns)
    return re.compile(either or "(?!)", re.IGNORECASE)


def _expand(pattern: str, definitions: Mapping[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda match: definitions[match[1]], pattern)
