"""What tells who is quoted, read from one data file per language."""

from dataclasses import dataclass
from functools import cache

from emoprofile.text.language import language_file


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists, all in lower case.

    Attributes:
        saying: Verbs of saying.
        passive: Before a verb of saying, these make somebody be told.
        helpers: May stand between a speaker and the verb.
        determiners: Start a description of somebody.
        particles: Stand inside names.
        boundaries: End a description on its left.
        pronouns: Never name a speaker by themselves.
        openings: May stand before a speaker at the start of a sentence.
        titles: Before a surname: Mr Osei and Kofi Osei are one speaker.
        according: Phrases that name a speaker behind them.
    """

    saying: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    helpers: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    boundaries: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    according: frozenset[str] = frozenset()


@cache
def lexicon(code: str) -> Lexicon:
    """The words of a language; none where it has no file, so that nobody is named."""
    lists = language_file(code, "voices") or {}
    return Lexicon(**{name: frozenset(words) for name, words in lists.items()})
