"""Noun phrases: who is named or described by words that stand where a speaker stands, as a whole or not at all.

For languages that write titles before names without an article (`harbour engineer Rolf Hagen`) and attach to a noun
what follows it (`a spokeswoman for Ada Moss`).
"""

import re
from collections.abc import Sequence

from emoprofile.text.voices.lexicon import Lexicon
from emoprofile.text.voices.phrases import Phrases, Token

MOST_WORDS = 16
MOST_LOWER_BEFORE_NAME = 4
_VERBAL = re.compile(r"[a-z]{2,}(?:ed|ing)")
_POSSESSIVE = re.compile(r"['’]s?$")
_PLURAL = re.compile(r"[a-z]{3,}(?:s|men|women|people|police|children|folk)")
_ADVERB = re.compile(r"[a-z]{3,}ly")


class NounPhrases:
    """Reads noun phrases of one language."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self._known = lexicon
        self._phrases = phrases
        self._determiners = lexicon.determiners
        self._stops = lexicon.boundaries | lexicon.oblique | lexicon.clause_verbs | lexicon.helpers | lexicon.calling

    def whole(self, tokens: Sequence[Token]) -> Sequence[Token] | None:
        """The tokens, if all of them are one noun phrase that may name a speaker; without adverbs at its ends."""
        tokens = self.trim(tokens)
        if not tokens or len(tokens) > MOST_WORDS or not all(token.is_word for token in tokens):
            return None
        if tokens[0].low in self._known.attaching or tokens[-1].low in self._known.attaching:
            return None
        if len(tokens) == 1 and not tokens[0].is_capital and tokens[0].low in self._known.pronouns | self._known.nobody:
            return None
        if not all(self._belongs(tokens, at) for at in range(len(tokens))):
            return None
        return tokens if self._names_somebody(tokens) else None

    def leading(self, tokens: Sequence[Token], *, attached: bool = True) -> Sequence[Token] | None:
        """The longest noun phrase at the start of the tokens.

        Args:
            tokens: Words and marks.
            attached: Whether what follows a name, such as `of NASA`, is taken with it.
        """
        end = 0
        while end < len(tokens) and end < MOST_WORDS:
            if not tokens[end].is_word or not self._belongs(tokens, end):
                break
            if tokens[end].low in self._known.attaching and not self._attaches(tokens, end, attached):
                break
            end += 1
        phrase = list(tokens[:end])
        capital = max((i for i, token in enumerate(phrase) if token.is_capital), default=-1)
        described = bool(phrase) and (phrase[0].low in self._determiners or bool(_POSSESSIVE.search(phrase[0].text)))
        if capital >= 0 and not described:
            if not self._is_subject(tokens, capital + 1, end):
                phrase = phrase[: capital + 1]  # Ana Ruiz waved
                if len(phrase) < 3 and phrase[0].low in self._known.adjectives:
                    return None  # Former Trump advisers
            if _POSSESSIVE.search(phrase[-1].text):
                phrase = list(tokens[:end])  # Judge Miller's statement
        while phrase and (phrase[-1].low in self._known.attaching or phrase[-1].low in self._determiners):
            phrase.pop()
        return self.whole(phrase)

    def _is_subject(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether the one or two nouns behind a name stand before a verb: Leeds police were."""
        before_verb = (
            end < len(tokens) and tokens[end].low in self._known.helpers | self._known.clause_verbs | self._known.saying
        )
        return 0 < end - start <= 2 and before_verb

    def trim(self, tokens: Sequence[Token]) -> list[Token]:
        """Without the openings before and the adverbs and helpers behind a phrase."""
        left = list(tokens)
        while left and left[0].low in self._known.openings and len(left) > 1:
            left = left[1:]
        while left and (left[-1].low in self._known.helpers or self._is_adverb(left[-1])) and not left[-1].is_capital:
            left.pop()
        return left

    def is_name(self, phrase: Sequence[Token]) -> bool:
        """Whether a phrase ends in a name, which what is attached may follow."""
        return bool(phrase) and phrase[0].low not in self._determiners and self.head(phrase)[-1].is_capital

    def head(self, phrase: Sequence[Token]) -> Sequence[Token]:
        """The phrase without what is attached to it."""
        cut = next((i for i, token in enumerate(phrase) if i and token.low in self._known.attaching), len(phrase))
        return phrase[:cut]

    def _attaches(self, tokens: Sequence[Token], at: int, attached: bool) -> bool:
        """Whether a preposition goes on with the phrase before it: the mother of Ana, but not: Ana for a moment."""
        if tokens[at].low == "of":
            return attached
        described = tokens[0].low in self._determiners and not any(token.is_capital for token in tokens[1:at])
        return described and tokens[at].low in ("for", "to")

    def _belongs(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word may stand inside a noun phrase."""
        token = tokens[at]
        before = tokens[at - 1] if at else None
        if token.low in self._determiners and before is not None:
            # The last time the mayor spoke: a second phrase begins.
            joined = before.low in self._known.attaching or before.low in self._determiners or before.low == "and"
            return joined or token.is_capital
        if token.is_capital:
            is_acronym = len(token.text) > 1 and token.text.isupper()
            return at > 0 or is_acronym or token.low not in self._known.pronouns or token.low in self._determiners
        if token.low in self._known.attaching or token.low in self._determiners:
            return True
        if token.low == "and":
            return at > 0 and not self._is_verbal(tokens[at - 1], at - 1)
        behind_determiner = at > 0 and (
            tokens[at - 1].low in self._determiners or bool(_POSSESSIVE.search(tokens[at - 1].text))
        )
        nouns = (self._known.helpers | self._known.calling) - self._known.clause_verbs
        if behind_determiner and (self._phrases.says(token) or token.low in nouns):
            return True  # the report; a later message
        if token.low in self._stops or token.low in self._known.pronouns or self._phrases.says(token):
            return False
        may_be_verbal = at < 2 and tokens[0].low in self._determiners  # a retired teacher
        return (may_be_verbal or not self._is_verbal(token, at)) and not self._is_adverb(token)

    def _is_verbal(self, token: Token, at: int) -> bool:
        return at > 0 and bool(_VERBAL.fullmatch(token.text))

    def _is_adverb(self, token: Token) -> bool:
        return bool(_ADVERB.fullmatch(token.text)) and token.low not in ("family", "ally", "bully", "elderly")

    def _is_time(self, token: Token) -> bool:
        """Whether a word is a time or a word for words: last week, on Monday; Doris Day is none."""
        return token.low in (self._known.openings if token.is_capital else self._known.nobody)

    def _is_small(self, token: Token) -> bool:
        low = token.low
        return low in self._known.attaching or low in self._determiners or low in self._known.particles or low == "and"

    def _names_somebody(self, phrase: Sequence[Token]) -> bool:
        head = self.head(phrase)
        if _POSSESSIVE.search(head[-1].text) or self._is_time(head[-1]):
            return False
        first, last = phrase[0], head[-1]
        if first.low in self._determiners or (_POSSESSIVE.search(first.text) and not last.is_capital):
            return len(head) > 1 or len(phrase) > 2
        if last.is_capital:
            lower = sum(not token.is_capital and not self._is_small(token) for token in head)
            return lower <= MOST_LOWER_BEFORE_NAME
        if first.is_capital and not _POSSESSIVE.search(first.text) and len(head) > 1:
            return first.low in self._known.adjectives or bool(_PLURAL.fullmatch(last.low)) or len(head) <= 4
        return bool(_PLURAL.fullmatch(last.low)) and len(head) <= 3
