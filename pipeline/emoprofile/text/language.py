"""What the splitter knows about a language, read from one data file per language."""

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "languages"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Language:
    """Word lists, all in lower case and without a final full stop.

    Attributes:
        abbreviations: Never end a sentence.
        before_figures: Do not end a sentence before a figure.
        final_abbreviations: End a sentence only before one of the starters.
        names_with_marks: Names that end in a mark of their own, such as Yahoo!
        starters: Words that begin sentences far more often than names.
        speech_verbs: Verbs of a speech tag after a quotation.
    """

    abbreviations: frozenset[str] = frozenset()
    before_figures: frozenset[str] = frozenset()
    final_abbreviations: frozenset[str] = frozenset()
    names_with_marks: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    speech_verbs: frozenset[str] = frozenset()


def language_file(code: str, kind: str) -> dict[str, Any] | None:
    """What stands in a language's file of that kind, `sentences` or `cleaning`; None for a language without one.

    All of it is text, whatever YAML takes `no` and `on` for: the base loader leaves every value a string.
    """
    path = FOLDER / f"{code}.{kind}.yaml"
    if not path.is_file():
        return None
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return content


@cache
def language(code: str) -> Language:
    """The rules of a language; one without a file gets the general rules, and the log says so."""
    lists = language_file(code, "sentences")
    if lists is None:
        known = ", ".join(sorted(p.name.split(".")[0] for p in FOLDER.glob("*.sentences.yaml")))
        log.warning("no sentence rules for the language %r (there are: %s): general rules apply", code, known)
        return Language()
    lists["abbreviations"] = [word for group in lists["abbreviations"].values() for word in group]
    return Language(**{name: frozenset(words) for name, words in lists.items()})
