"""Parts of a sentence: where its subject stands, among what is put in front, asides and clauses."""

import re
from collections.abc import Sequence

from emoprofile.text.voices.lexicon import Lexicon
from emoprofile.text.voices.noun_phrases import NounPhrases
from emoprofile.text.voices.phrases import MOST_WORDS_ASIDE, Token

PARTICIPLE = re.compile(r"[a-z]{2,}ing")
_MARKS_ASIDE = frozenset("()")


class SentenceParts:
    """Takes the words of a sentence apart."""

    def __init__(self, lexicon: Lexicon, nouns: NounPhrases) -> None:
        self._words, self._nouns = lexicon, nouns

    def past_front(self, tokens: Sequence[Token]) -> int:
        """Where the subject begins: past `On Monday, `, `After the hearing, `, `However, `."""
        start = 0
        while start < len(tokens) and (tokens[start].low in self._words.openings or not tokens[start].is_word):
            start += 1
        fronted = start < len(tokens) and (
            tokens[start].low in self._words.attaching | self._words.boundaries
            or tokens[start].low in self._words.fillers
        )
        if fronted:
            comma = next(
                (i for i in range(start, min(len(tokens), start + MOST_WORDS_ASIDE)) if tokens[i].text == ","), None
            )
            start = comma + 1 if comma is not None else len(tokens)
        return start

    def start_of_clause(self, region: Sequence[Token]) -> int:
        """Where the clause begins that ends a region: behind a mark or a word that joins clauses, past an aside."""
        marks = [i for i, token in enumerate(region) if not token.is_word and token.text not in _MARKS_ASIDE]
        inside = [i for i in marks if region[i].text == ","]
        start = max((i + 1 for i in marks if region[i].text != ","), default=0)
        if region[-1].text == "," and len(inside) > 1 and inside[-1] - inside[-2] <= MOST_WORDS_ASIDE:
            inside = inside[:-2]
        elif region[-1].text == ",":
            inside = inside[:-1]
        start = max([start, *(i + 1 for i in inside)])
        joints = (i + 1 for i in range(start, len(region) - 1) if self._joins_clauses(region, i))
        return max([start, *joints])

    def goes_on_to(self, between: Sequence[Token], subject: Sequence[Token]) -> bool:
        """Whether nothing between a subject and its verb has a subject of its own: Ana Ruiz, speaking in Oslo, said."""
        if not between or any(self._joins_clauses(between, i) for i in range(len(between) - 1)):
            return not between
        opens = between[0].text in (",", "(") or between[0].low in self._words.attaching
        return self._nouns.is_name(subject) and (opens or bool(PARTICIPLE.fullmatch(between[0].text)))

    def past_aside(self, region: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
        """A region without the aside that closes it, `Mary Osei[, 54, of Leeds,]`, and the aside."""
        opening = next((i for i, token in enumerate(region) if i and token.text in (",", "(")), None)
        if opening is None or region[-1].text not in (",", ")") or len(region) - opening > MOST_WORDS_ASIDE + 2:
            return region, ()
        return region[:opening], region[opening:]

    def name_at_end(self, region: Sequence[Token]) -> Sequence[Token] | None:
        """The name that ends a region which begins with what is put in front: In a statement Ada Moss."""
        start = len(region)
        while start and region[start - 1].is_word and region[start - 1].is_capital:
            start -= 1
        before = region[start - 1] if start else None
        if before is None or before.low in self._words.attaching | self._words.determiners or not before.is_word:
            return None
        front = region[0].low in self._words.attaching | self._words.boundaries
        return self._nouns.whole(region[start:]) if front and len(region) - start >= 2 else None

    def with_name(self, phrase: Sequence[Token], behind: Sequence[Token]) -> Sequence[Token]:
        """The name that stands beside a description: the guard, Pilar Nakai."""
        if self._nouns.is_name(phrase) or not behind or behind[0].text != ",":
            return phrase
        name = self._nouns.leading(behind[1:], attached=False)
        group = phrase[0].low in ("one", "some") and name and name[0].low == "the"
        if not name or len(name) < 2 or not all(token.is_capital for token in name[1 if group else 0 :]):
            return phrase
        end = behind[1 + len(name) :]
        return phrase if end and end[0].is_word else name

    def _joins_clauses(self, region: Sequence[Token], at: int) -> bool:
        low = region[at].low
        if region[at].is_capital and at:
            return False
        if low in self._words.attaching or low in ("by", "about") or low not in self._words.boundaries:
            return low == "with" and at > 0
        names = low == "and" and at and region[at - 1].is_capital and region[at + 1].is_capital
        return not names
