"""Attribution: who is quoted, where the words right beside a quotation say so. Precision comes before recall.

A speaker is named by a noun phrase and a verb of saying next to the quotation (`Mary Osei said: “…”`; `“…,” said the
doctor`), or by `according to`. What cannot be taken apart with confidence is nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from emoprofile.data import Span
from emoprofile.text.voices.lexicon import Lexicon

MOST_WORDS_IN_NAME = 8
MOST_WORDS_AFTER_VERB = 8
MOST_WORDS_BEFORE_PART = 4
MOST_WORDS_ASIDE = 14
_TOKEN = re.compile(r"[A-Z][a-z]{0,4}\.(?=\s+[A-Z])|[^\W_](?:[\w'’.&@-]*\w)?|\S")
_WORD = re.compile(r"\w|&")
_POSSESSIVE = re.compile(r"['’]s?$")
_TALK_GOES_ON = re.compile(r"[,?!…—–-][\"”’'»«“*_]*$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is quoted, and the words that say so.

    Attributes:
        speaker: As the text names them.
        cue: Where it says so.
    """

    speaker: str
    cue: Span


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        return bool(_WORD.match(self.text))

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


class Attributor:
    """Reads the words beside a quotation, in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._known = lexicon

    def behind(self, text: str, quotation: Span, rest: Span) -> Attribution | None:
        """From what follows a quotation in its sentence: `Mary said`, `said Mary`, `according to Mary`."""
        tokens = _tokens(text, rest)
        comma = bool(tokens) and tokens[0].text == ","
        tokens = tokens[1:] if tokens and tokens[0].text in (",", "—", "–", "-") else tokens
        if not tokens:
            return None
        if named := self._according(text, tokens):
            return named
        if not comma and not _TALK_GOES_ON.search(quotation.of(text)):
            return None
        return self._verb_first(text, tokens) or self._name_first(text, tokens)

    def before(self, text: str, lead: Span) -> Attribution | None:
        """From what leads to a quotation, from the start of its sentence: `Mary said: `, `According to Mary, `."""
        tokens = _tokens(text, lead)
        if not tokens:
            return None
        announced = tokens[-1].text in ",:"
        if announced and (named := self._according(text, tokens)):
            return named
        verb = next((i for i in reversed(range(len(tokens))) if self._says(tokens[i])), None)
        if verb is None:
            return None
        after = [token for token in tokens[verb + 1 :] if token.is_word]
        others = [token for token in tokens[verb + 1 : -1] if not token.is_word and token.text not in "()"]
        if others or len(after) > (MOST_WORDS_AFTER_VERB if announced else MOST_WORDS_BEFORE_PART):
            return None
        if not announced and not tokens[-1].is_word:
            return None
        phrase = self._subject(tokens, verb)
        return self._attribution(text, phrase, tokens[verb]) if phrase else None

    def _according(self, text: str, tokens: Sequence[_Token]) -> Attribution | None:
        words = " ".join(token.low for token in tokens[:4]) + " "
        for opening in self._known.according:
            if words.startswith(opening + " "):
                rest = tokens[len(opening.split()) :]
                if phrase := self._phrase_at_start(rest):
                    return self._attribution(text, phrase, tokens[0])
        return None

    def _verb_first(self, text: str, tokens: Sequence[_Token]) -> Attribution | None:
        if not self._says(tokens[0]):
            return None
        phrase = self._phrase_at_start(tokens[1:])
        if not phrase:
            return None
        return self._attribution(text, self._by_name(phrase, tokens[1 + len(phrase) :]), tokens[0])

    def _name_first(self, text: str, tokens: Sequence[_Token]) -> Attribution | None:
        verb = next((i for i, token in enumerate(tokens) if self._says(token)), None)
        if not verb:
            return None
        name = self._phrase_at_start(tokens[:verb])
        if not name:
            return None
        between = list(tokens[len(name) : verb])
        if between and between[0].text == "," and len(between) <= MOST_WORDS_ASIDE:
            last = max(i for i, token in enumerate(between) if token.text == ",")
            between = between[last + 1 :] if last else between
        if not all(token.low in self._known.helpers for token in between) or self._is_passive(tokens, verb):
            return None
        return self._attribution(text, self._by_name(name, tokens[len(name) : verb]), tokens[verb])

    def _by_name(self, phrase: Sequence[_Token], aside: Sequence[_Token]) -> Sequence[_Token]:
        """The name that stands beside a description: the guard, Pilar Nakai."""
        if self._is_name(phrase) or not aside or aside[0].text != ",":
            return phrase
        name = self._phrase_at_start(aside[1:])
        if not name or not self._is_name(name):
            return phrase
        behind = aside[1 + len(name) :]
        return phrase if behind and behind[0].is_word else name

    def _subject(self, tokens: Sequence[_Token], verb: int) -> Sequence[_Token] | None:
        """The noun phrase to the left of a verb, past its helpers and past one aside between commas."""
        end, aside = verb, list[_Token]()
        while end and tokens[end - 1].low in self._known.helpers:
            end -= 1
        if not end or self._is_passive(tokens, verb):
            return None
        if tokens[end - 1].text == ",":
            opening = next((i for i in reversed(range(end - 1)) if tokens[i].text == ","), None)
            if opening is None or end - opening > MOST_WORDS_ASIDE:
                return None
            end, aside = opening, list(tokens[opening : end - 1])
        start = end
        while start and tokens[start - 1].is_word and not self._is_boundary(tokens[start - 1]):
            start -= 1
        phrase = list(tokens[start:end])
        while phrase and (phrase[0].low in self._known.openings):
            phrase = phrase[1:]
        if not self._is_name(phrase) and not self._is_description(phrase):
            return None
        return self._by_name(phrase, aside)

    def _phrase_at_start(self, tokens: Sequence[_Token]) -> Sequence[_Token] | None:
        """The name or description that begins here."""
        words = []
        for token in tokens:
            if not token.is_word:
                break
            words.append(token)
        described = bool(words) and words[0].low in self._known.determiners
        end = 1 if described else 0
        while end < len(words) and end <= MOST_WORDS_IN_NAME:
            word = words[end]
            if self._says(word) or word.low in self._known.helpers:
                break
            if not described and not word.is_capital and not self._joins(words, end):
                break
            if described and self._is_boundary(word):
                break
            end += 1
        phrase = words[:end]
        return phrase if self._is_name(phrase) or self._is_description(phrase) else None

    def _joins(self, words: Sequence[_Token], at: int) -> bool:
        """Whether a word in lower case stands inside a name: a particle, with a capital somewhere behind it."""
        behind = words[at + 1 : at + 4]
        return at > 0 and words[at].low in self._known.particles and any(word.is_capital for word in behind)

    def _is_name(self, phrase: Sequence[_Token]) -> bool:
        if not phrase or len(phrase) > MOST_WORDS_IN_NAME or not phrase[-1].is_capital:
            return False
        if phrase[0].low in self._known.determiners or {phrase[0].low, phrase[-1].low} & self._known.pronouns:
            return False
        if _POSSESSIVE.search(phrase[-1].text):
            return False
        return all(word.is_capital or word.low in self._known.particles for word in phrase)

    def _is_description(self, phrase: Sequence[_Token]) -> bool:
        if not 2 <= len(phrase) <= MOST_WORDS_IN_NAME or phrase[0].low not in self._known.determiners:
            return False
        return phrase[-1].low not in self._known.helpers and not _POSSESSIVE.search(phrase[-1].text)

    def _is_boundary(self, token: _Token) -> bool:
        return token.low in self._known.boundaries or self._says(token)

    def _says(self, token: _Token) -> bool:
        return token.low in self._known.saying and not token.is_capital

    def _is_passive(self, tokens: Sequence[_Token], verb: int) -> bool:
        """Whether somebody is told rather than tells; `was quoted as saying` and `can be heard saying` are not."""
        return verb > 0 and tokens[verb - 1].low in self._known.passive

    def _attribution(self, text: str, phrase: Sequence[_Token], other: _Token) -> Attribution:
        name = text[phrase[0].start : phrase[-1].end]
        start, end = min(phrase[0].start, other.start), max(phrase[-1].end, other.end)
        return Attribution(" ".join(name.split()), Span(start, end))


def _tokens(text: str, span: Span) -> list[_Token]:
    return [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text, span.start, span.end)]
