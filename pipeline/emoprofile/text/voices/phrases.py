"""Phrases: which words beside a quotation name somebody, or describe them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from emoprofile.data import Span
from emoprofile.text.voices.lexicon import Lexicon

MOST_WORDS_IN_NAME = 8
MOST_WORDS_ASIDE = 14
_TOKEN = (
    r"(?:[A-Z]\.){2,6}|[A-ZÀ-Þ][a-zß-ÿ]{0,4}\.(?:-[A-ZÀ-Þ]\.)?(?=\s+[A-ZÀ-Þ])"
    r"|[^\W_](?:[\w'’.&@–-]*\w)?(?:(?<=s)['’](?= [^\W\d_]))?|\S"
)
_WORD = re.compile(r"\w|&")
_PARTICLE_NAME = re.compile(r"(?:al|el|ar|as|ad|de|d|l)['’-][A-ZÀ-Þ]")
_POSSESSIVE = re.compile(r"['’]s?$")


class Token(NamedTuple):
    """A word or a mark, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """In lower case."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a mark."""
        return bool(_WORD.match(self.text))

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper() or bool(_PARTICLE_NAME.match(self.text))


class Phrases:
    """Takes the words of a language apart."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._known = lexicon
        self._of = lexicon.particles - lexicon.determiners
        self.small = lexicon.determiners | lexicon.particles | lexicon.oblique
        elisions = "|".join(sorted(word.rstrip("'") for word in lexicon.elisions))
        self._token = re.compile(rf"\b(?i:{elisions})['’](?=\w)|{_TOKEN}" if elisions else _TOKEN)

    def past_fillers(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """What is left behind adverbs and times: a déclaré lundi soir Marie; dijo el lunes Ana."""
        past = 0
        for i, token in enumerate(tokens[:MOST_WORDS_ASIDE]):
            if token.low in self._known.fillers:
                past = i + 1
            elif token.low not in self.small:
                break
        return tokens[past:]

    def at_start(self, tokens: Sequence[Token]) -> Sequence[Token] | None:
        """The name or description that begins here."""
        words = list(takewhile(lambda token: token.is_word, tokens[: MOST_WORDS_IN_NAME + 4]))
        if " ".join(word.low for word in words[:2]) in self._known.boundaries:
            return None
        described = bool(words) and words[0].low in self._known.determiners
        end = 1 if described else 0
        while end < len(words) and end <= MOST_WORDS_IN_NAME:
            word = words[end]
            if self.says(word) or (word.low in self._known.helpers and word.low not in self.small):
                break
            if not described and not word.is_capital and not self._joins(words, end):
                break
            if described and self.is_boundary(word):
                break
            pair = f"{word.low} {words[end + 1].low}" if end + 1 < len(words) else ""
            if self.is_filler(words, end) or pair in self._known.boundaries:
                while end and words[end - 1].low in self.small:
                    end -= 1  # la femme [le soir]
                break
            end += 1
        if described and "nouns" in self._known.capitals:
            while end and words[end - 1].text.islower():
                end -= 1
        phrase = words[:end]
        return phrase if self.is_name(phrase) or self.is_description(phrase) else None

    def _joins(self, words: Sequence[Token], at: int) -> bool:
        """Whether a word in lower case stands inside a name: a particle, with a capital somewhere behind it."""
        behind = words[at + 1 : at + 4]
        return at > 0 and self._is_particle(words, at) and any(word.is_capital for word in behind)

    def _is_particle(self, words: Sequence[Token], at: int) -> bool:
        pair = " ".join(word.low for word in words[max(0, at - 1) : at + 1])
        return not self._known.particles.isdisjoint((words[at].low, pair))

    def is_name(self, phrase: Sequence[Token]) -> bool:
        """Whether these words are a name: capitals, and particles between them."""
        if not phrase or len(phrase) > MOST_WORDS_IN_NAME or not phrase[-1].is_capital:
            return False
        if phrase[0].low in self._known.determiners or {phrase[0].low, phrase[-1].low} & self._known.pronouns:
            return False
        if _POSSESSIVE.search(phrase[-1].text) or self._names_nobody(phrase):
            return False
        return all(word.is_capital or self._is_particle(phrase, at) for at, word in enumerate(phrase))

    def is_description(self, phrase: Sequence[Token]) -> bool:
        """Whether these words describe somebody: the night porter."""
        if not 2 <= len(phrase) <= MOST_WORDS_IN_NAME or phrase[0].low not in self._known.determiners:
            return False
        if self._names_nobody(phrase):
            return False
        return phrase[-1].low not in self._known.helpers and not _POSSESSIVE.search(phrase[-1].text)

    def _names_nobody(self, phrase: Sequence[Token]) -> bool:
        return any(word.low in self._known.nobody or self.is_filler(phrase, i) for i, word in enumerate(phrase))

    def is_filler(self, words: Sequence[Token], at: int) -> bool:
        """Whether a word is an adverb or a time by itself: el lunes, but not el portero de noche."""
        belongs = at > 0 and words[at - 1].low in self._of
        return words[at].low in self._known.fillers and not belongs

    def is_boundary(self, token: Token) -> bool:
        """Whether a description ends at this word."""
        return token.low in self._known.boundaries or token.low in self._known.oblique or self.says(token)

    def says(self, token: Token) -> bool:
        """Whether a token is a verb of saying."""
        return token.low in self._known.saying and not token.is_capital

    def tokens(self, text: str, span: Span, *, most: int | None = None) -> list[Token]:
        """The words and marks of a span, at most so many."""
        return list(islice(self.iterate(text, span), most))

    def iterate(self, text: str, span: Span) -> Iterator[Token]:
        """The words and marks of a span, one at a time."""
        matches = self._token.finditer(text, span.start, span.end)
        return (Token(match[0], match.start(), match.end()) for match in matches)
