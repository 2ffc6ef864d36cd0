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
    """What the splitter asks about words and marks.

    Words stand without a final full stop, and in lower case; one with a capital holds only where that is written. In an
    abbreviation of several words (`z. b`) the spaces may be missing.

    Attributes:
        abbreviations: Never end a sentence.
        before_figures: Do not end a sentence before a figure.
        final_abbreviations: End a sentence only before one of the starters.
        compounds: Abbreviations at the end of longer words, which are both of the last two.
        names_with_marks: Names that end in a mark of their own, such as Yahoo!
        starters: Words that begin sentences far more often than names; with an apostrophe at the end, elided ones.
        joints: Words that join clauses: where nothing else tells, a transcript is cut before them.
        speech_verbs: Verbs of a speech tag after a quotation that begins with a name.
        ordinals: Which numbers a full stop makes ordinals, `figures` or `roman`: they end a sentence only before one of
            the starters.
        before_cardinals: Words after which a number is none of these.
        closers: Marks that close here, though in English they open.
        spaced_openers: Opening marks with a space behind them.
        spaced_closers: Closing marks with a space before them.
        dashes: Open a line of dialogue and enclose asides; ? and ! inside end no sentence before a lower-case word.
        inverted: Open a question or exclamation, which, inside a sentence, does not end it before a lower-case word.
        parts: Inside of abbreviations of several words: their first words; and the whole, if it never ends a sentence,
            without the spaces.
    """

    abbreviations: frozenset[str] = frozenset()
    before_figures: frozenset[str] = frozenset()
    final_abbreviations: frozenset[str] = frozenset()
    compounds: frozenset[str] = frozenset()
    names_with_marks: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    speech_verbs: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    before_cardinals: frozenset[str] = frozenset()
    closers: frozenset[str] = frozenset()
    spaced_openers: frozenset[str] = frozenset()
    spaced_closers: frozenset[str] = frozenset()
    dashes: frozenset[str] = frozenset()
    inverted: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()


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
    lists["parts"] = []
    for kind in ("abbreviations", "final_abbreviations"):
        for words in [entry.split() for entry in lists[kind] if " " in entry]:
            lists["parts"] += [" ".join(words[:n]).lower() for n in range(2, len(words) + 1)]
            lists["parts" if kind == "abbreviations" else kind].append("".join(words).lower())
    return Language(**{name: frozenset(words) for name, words in lists.items()})
