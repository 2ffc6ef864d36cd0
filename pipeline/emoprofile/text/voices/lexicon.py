"""What tells who is quoted, read from one data file per language."""

from dataclasses import dataclass
from functools import cache

from emoprofile.text.language import language_file


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists, all in lower case, with a straight apostrophe. Words that a language does without are none.

    Attributes:
        behind: What may come first behind a quotation: the `name`, the `verb`, or both.
        before: The same for the words that lead to a quotation.
        saying: Verbs of saying.
        passive: Before a verb of saying, these make somebody be told, or the verb a noun.
        helpers: May stand between a speaker and the verb.
        auxiliaries: May stand before a verb that its speaker follows: `a déclaré Marie`.
        determiners: Start a description of somebody.
        particles: Stand inside names; of two words (`von der`) the second does so only behind the first.
        boundaries: End a description on its left; of two words (`der presse`) only on its right.
        oblique: End it likewise, and what stands behind them is no subject: `mit Marie`.
        pronouns: Never name a speaker by themselves.
        openings: May stand before a speaker at the start of a sentence.
        titles: Before a surname: Mr Osei and Kofi Osei are one speaker.
        according: Phrases that name a speaker behind them.
        conjunctions: Behind a quotation, these begin a clause that has the name before the verb: `wie Marie sagte`.
        fillers: Adverbs and times: they may stand between a verb and its speaker, and are never a part of one.
        nobody: Nouns that name words, or where they stand, and no speaker: `the title`.
        capitals: `nouns` where every noun has a capital: a description then ends with one.
        attaching: Prepositions that attach to a noun what follows it: a spokeswoman for Ana. Where there are some, a
            speaker is a whole noun phrase (`NounPhrases`) or nobody.
        calling: Verbs before words that are quoted as somebody's, as `called it “…”`.
        clause_verbs: Other verbs, which part a subject from what follows it.
        particle_verbs: Verbs of saying of two words: shot back.
        adjectives: Begin a description without an article: former, senior.
        announcing: Words for what is said: made a statement.
        persons: Pronouns behind a quotation or before a verb that stand for somebody named before: he, she.
        elisions: Words that an apostrophe glues to the next one: `l'avocate`.
        dashes: Open a line of dialogue.
    """

    behind: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    saying: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    helpers: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    boundaries: frozenset[str] = frozenset()
    oblique: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    according: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    attaching: frozenset[str] = frozenset()
    calling: frozenset[str] = frozenset()
    clause_verbs: frozenset[str] = frozenset()
    particle_verbs: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    announcing: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    elisions: frozenset[str] = frozenset()
    dashes: frozenset[str] = frozenset()


@cache
def lexicon(code: str) -> Lexicon:
    """The words of a language; none where it has no file, so that nobody is named."""
    lists = language_file(code, "voices") or {}
    return Lexicon(**{name: frozenset(words) for name, words in lists.items()})
