"""Attribution: who is quoted, where the words right beside a quotation say so. Precision comes before recall.

A speaker is named by a noun phrase and a verb of saying next to the quotation (`Mary Osei said: “…”`; `“…,” said the
doctor`), or by `according to`. What cannot be parsed with confidence names nobody.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice, takewhile

from emoprofile.data import Span
from emoprofile.text.voices.lexicon import Lexicon
from emoprofile.text.voices.phrases import MOST_WORDS_ASIDE, Phrases, Token

MOST_WORDS_AFTER_VERB = 8
MOST_WORDS_BEFORE_PART = 4
_TALK_GOES_ON = re.compile(r"[,?!…—–-][\s\"”’'»«“‘›‹*_]*$")


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
class Referred:
    """Words that say who is quoted by a pronoun, or that leave the subject to what stands before.

    Attributes:
        pronoun: In lower case; empty where there is none.
        cue: Where it says so.
    """

    pronoun: str
    cue: Span


class Attributor:
    """Reads the words beside a quotation, in one language.

    Attributes:
        words: The words of that language.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon
        self._phrases = Phrases(lexicon)

    def behind(self, text: str, quotation: Span, rest: Span) -> Attribution | Referred | None:
        """From what follows a quotation in its sentence: `Mary said`, `said Mary`, `according to Mary`."""
        tokens = self._phrases.tokens(text, rest)
        comma = bool(tokens) and (tokens[0].text == "," or tokens[0].text in self.words.dashes)
        tokens = tokens[1:] if tokens and tokens[0].text in (",", "—", "–", "-") else tokens
        if not tokens:
            return None
        if named := self._according(text, tokens):
            return named
        if not comma and not _TALK_GOES_ON.search(quotation.of(text)):
            return None
        if tokens[0].low in self.words.conjunctions:
            return self._name_first(text, tokens[1:], clause=True)
        if named := self._verb_first(text, tokens):
            return named
        return self._name_first(text, tokens) if "name" in self.words.behind else None

    def before(self, text: str, lead: Span) -> Attribution | Referred | None:
        """From what leads to a quotation, from the start of its sentence: `Mary said: `, `According to Mary, `."""
        tokens = self._phrases.tokens(text, lead)
        if not tokens:
            return None
        announced = tokens[-1].text in ",:"
        if announced and (named := self._according(text, tokens)):
            return named
        verb = next((i for i in reversed(range(len(tokens))) if self._phrases.says(tokens[i])), None)
        if verb is None:
            return None
        after = [token for token in tokens[verb + 1 :] if token.is_word]
        others = [token for token in tokens[verb + 1 : -1] if not token.is_word and token.text not in "()"]
        if others or len(after) > (MOST_WORDS_AFTER_VERB if announced else MOST_WORDS_BEFORE_PART):
            return None
        if not announced and not tokens[-1].is_word:
            return None
        phrase = self._subject(tokens, verb)
        if "verb" in self.words.before:
            phrase = self._subject_on_either_side(tokens, verb, phrase)
        return self._attribution(text, phrase, tokens[verb]) if phrase else None

    def is_tag(self, text: str, words: Span) -> bool:
        """Whether words begin as those that say who spoke: dit-il; a-t-elle dit; dijo Ana; dijo."""
        start = next(self._phrases.iterate(text, words), None)
        if start is None:
            return False
        first, *inverted = start.low.split("-")
        if not inverted:  # most words are no tag: tell it from the first that counts, before the others are read
            first_words = islice(self._phrases.iterate(text, words), MOST_WORDS_ASIDE)
            first_verb = next(self._skip_auxiliaries(first_words), None)
            if first_verb is None or not self._phrases.says(first_verb):
                return False
        tokens = self._phrases.tokens(text, words, most=MOST_WORDS_ASIDE)
        if inverted and inverted[-1] in self.words.pronouns:
            return first in self.words.saying or (first in self.words.auxiliaries and self._says_first(tokens[1:]))
        verb = self._past_auxiliaries(tokens)
        if not self._says_first(verb):
            return False
        behind = self._phrases.past_fillers(verb[1:])
        ends = not behind or not behind[0].is_word or behind[0].low in self.words.pronouns
        return ends or bool(self._phrases.at_start(behind))

    def _according(self, text: str, tokens: Sequence[Token]) -> Attribution | None:
        words = " ".join(token.low for token in tokens[:4]) + " "
        for opening in self.words.according:
            if words.startswith(opening + " "):
                rest = tokens[len(opening.split()) :]
                verb = self._past_auxiliaries(rest)  # según ha dicho Ana
                if phrase := self._phrases.at_start(
                    self._phrases.past_fillers(verb[1:] if self._says_first(verb) else rest)
                ):
                    return self._attribution(text, phrase, tokens[0])
        return None

    def _verb_first(self, text: str, tokens: Sequence[Token]) -> Attribution | None:
        behind = self._past_auxiliaries(tokens)
        framed = behind != tokens and not self._says_first(behind)  # hat Anna gesagt
        if not behind or not (framed or self._says_first(behind)):
            return None
        behind = self._phrases.past_fillers(behind if framed else behind[1:])
        phrase = self._phrases.at_start(behind)
        if not phrase:
            return None
        rest = behind[len(phrase) :]
        if framed and not any(map(self._phrases.says, takewhile(lambda token: token.is_word, rest))):
            return None
        return self._attribution(text, self._by_name(phrase, rest), tokens[0])

    def _name_first(self, text: str, tokens: Sequence[Token], *, clause: bool = False) -> Attribution | None:
        verb = next((i for i, token in enumerate(tokens) if self._phrases.says(token)), None)
        if not verb:
            return None
        name = self._phrases.at_start(tokens[:verb])
        if not name:
            return None
        between = list(tokens[len(name) : verb])
        if clause and between and between[0].low in self.words.oblique | self.words.fillers:
            between = [token for token in between if not token.is_word]  # wie Anna [am Montag in Bonn] sagte
        if between and between[0].text == "," and len(between) <= MOST_WORDS_ASIDE:
            last = max(i for i, token in enumerate(between) if token.text == ",")
            between = between[last + 1 :] if last else between
        if not all(token.low in self.words.helpers for token in between) or self._is_passive(tokens, verb):
            return None
        return self._attribution(text, self._by_name(name, tokens[len(name) : verb]), tokens[verb])

    def _by_name(self, phrase: Sequence[Token], aside: Sequence[Token]) -> Sequence[Token]:
        """The name that stands beside a description: the guard, Pilar Nakai."""
        if self._phrases.is_name(phrase) or not aside or aside[0].text != ",":
            return phrase
        name = self._phrases.at_start(aside[1:])
        if not name or not self._phrases.is_name(name):
            return phrase
        behind = aside[1 + len(name) :]
        return phrase if behind and behind[0].is_word else name

    def _subject(self, tokens: Sequence[Token], verb: int) -> Sequence[Token] | None:
        """The noun phrase to the left of a verb, past its helpers and past one aside between commas."""
        end, aside = verb, list[Token]()
        while end and tokens[end - 1].low in self.words.helpers:
            end -= 1
        if not end or self._is_passive(tokens, verb) or self._is_passive(tokens, end):
            return None
        if tokens[end - 1].text == ",":
            opening = next((i for i in reversed(range(end - 1)) if tokens[i].text == ","), None)
            if opening is None or end - opening > MOST_WORDS_ASIDE:
                return None
            end, aside = opening, list(tokens[opening : end - 1])
        start = self._start_of_phrase(tokens, end)
        if start < end and self._is_attribute(tokens, start):  # der Mann [aus Bonn] sagte
            end, start = start - 1, self._start_of_phrase(tokens, start - 1)
        if start and tokens[start - 1].low in self.words.oblique:
            return None
        phrase = list(self._phrases.past_fillers(tokens[start:end]))
        while phrase and (phrase[0].low in self.words.openings):
            phrase = phrase[1:]
        if not self._phrases.is_name(phrase) and not self._phrases.is_description(phrase):
            return None
        return self._by_name(phrase, aside)

    def _start_of_phrase(self, tokens: Sequence[Token], end: int) -> int:
        start = end
        while start and tokens[start - 1].is_word and not self._phrases.is_boundary(tokens[start - 1]):
            start -= 1
        return start

    def _is_attribute(self, tokens: Sequence[Token], start: int) -> bool:
        """Whether the word before a phrase makes it an attribute, as a preposition does, and `and` does not."""
        before = tokens[start - 1] if start else None
        return bool(
            before
            and before.is_word
            and not before.is_capital
            and before.low in self.words.oblique
            and before.low not in self.words.openings
        )

    def _subject_on_either_side(
        self, tokens: Sequence[Token], verb: int, left: Sequence[Token] | None
    ) -> Sequence[Token] | None:
        """The subject where it may follow the verb: Dazu sagte Anna. Where both sides could be it, nobody is."""
        behind = self._phrases.past_fillers(tokens[verb + 1 :])
        right = self._phrases.at_start(behind)
        if left:
            meant = bool(behind) and behind[0].low in self.words.pronouns  # Weinend sagte sie
            return None if meant or (right and self._phrases.is_name(left)) else left
        lead = tokens[:verb]
        certain = not lead or lead[-1].text == "," or lead[0].low in self.words.oblique
        certain = certain or all(token.low in self.words.openings for token in self._phrases.past_fillers(lead))
        if certain and right:
            return right
        first = self._phrases.at_start(lead)  # Anna hat am Montag gesagt
        return first if first and tokens[len(first)].low in self.words.auxiliaries else None

    def _past_auxiliaries(self, tokens: Sequence[Token]) -> Sequence[Token]:
        return list(self._skip_auxiliaries(tokens))

    def _skip_auxiliaries(self, tokens: Iterable[Token]) -> Iterator[Token]:
        return dropwhile(lambda token: token.low in self.words.auxiliaries, tokens)

    def _says_first(self, tokens: Sequence[Token]) -> bool:
        return bool(tokens) and self._phrases.says(tokens[0])

    def _is_passive(self, tokens: Sequence[Token], verb: int) -> bool:
        """Whether somebody is told rather than tells; `was quoted as saying` and `can be heard saying` are not."""
        return verb > 0 and tokens[verb - 1].low in self.words.passive

    def _attribution(self, text: str, phrase: Sequence[Token], other: Token) -> Attribution:
        name = text[phrase[0].start : phrase[-1].end]
        start, end = min(phrase[0].start, other.start), max(phrase[-1].end, other.end)
        return Attribution(" ".join(name.split()), Span(start, end))
