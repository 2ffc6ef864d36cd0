"""Parts of a sentence: where its subject stands, among what is put in front, asides and clauses."""

import re
from collections.abc import Sequence

from emoprofile.text.voices.lexicon import Lexicon
from emoprofile.text.voices.noun_phrases import NounPhrases
from emoprofile.text.voices.phrases import MOST_WORDS_ASIDE, Token

PARTICIPLE = re.compile(r"[a-z]{2,}ing")
LONGEST_ASIDE = 24
"""Words between the commas behind a name."""
_ADVERB = re.compile(r"[A-Z]?[a-z]{3,}ly")
_MARKS_ASIDE = frozenset("()")


class SentenceParts:
    """Takes the words of a sentence apart."""

    def __init__(self, lexicon: Lexicon, nouns: NounPhrases) -> None:
        self._words, self._nouns = lexicon, nouns

    def past_front(self, tokens: Sequence[Token]) -> int:
        """Where the subject begins: past `On Monday, `, `After the hearing, `, `However, `."""
        start = 0
        while start < len(tokens) and (
            tokens[start].low in self._words.openings
            or not tokens[start].is_word
            or (start + 1 < len(tokens) and _ADVERB.fullmatch(tokens[start].text))
        ):
            start += 1
        fronted = start < len(tokens) and (
            tokens[start].low in self._words.attaching | self._words.boundaries
            or tokens[start].low in self._words.fillers
        )
        following = tokens[start + 1].low if start + 1 < len(tokens) else ""
        is_participle = start < len(tokens) and bool(PARTICIPLE.fullmatch(tokens[start].low))
        fronted = fronted or (is_participle and following in self._words.determiners)
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
        if region[-1].text == "," and len(inside) > 1 and inside[-1] - inside[-2] <= LONGEST_ASIDE:
            inside = inside[:-2]
        elif region[-1].text == ",":
            inside = inside[:-1]
        start = max([start, *(i + 1 for i in inside)])
        end = max((i for i in marks if i >= start and region[i].text == ","), default=len(region) - 1)
        if region[-1].text == ",":
            end = next(i for i in marks if i >= start and region[i].text == ",")  # where the aside begins
        joints = (i + 1 for i in range(start, min(end, len(region) - 1)) if self._joins_clauses(region, i))
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
        if opening is None or region[-1].text not in (",", ")") or len(region) - opening > LONGEST_ASIDE:
            return region, ()
        return region[:opening], region[opening:]

    def name_before(self, region: Sequence[Token]) -> Sequence[Token] | None:
        """The name that a relative clause follows: drafted by Ana Ruiz of the council, who."""
        end = len(region) - (1 if region and region[-1].text == "," else 0)
        start = end
        while start and (region[start - 1].is_capital or self._is_inside(region, start - 1)):
            start -= 1
        return self._nouns.leading(region[start:end]) if start < end else None

    def _is_inside(self, region: Sequence[Token], at: int) -> bool:
        """Whether a small word stands between two names: Ana Ruiz [of the] Council."""
        small = region[at].low == "of" or (region[at].low == "the" and at > 0 and region[at - 1].low == "of")
        return small and at > 0 and (region[at - 1].is_capital or region[at - 1].low == "of")

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
        if not name or not all(token.is_capital for token in name[1 if group else 0 :]):
            return phrase
        end = behind[1 + len(name) :]
        if len(name) < 2 and not (end and end[0].text == ","):
            return phrase  # her son, Derek, but not: the mayor, Tuesday
        return phrase if end and end[0].is_word else name

    def _joins_clauses(self, region: Sequence[Token], at: int) -> bool:
        low = region[at].low
        if region[at].is_capital and at:
            return False
        if low in self._words.attaching or low in ("by", "about") or low not in self._words.boundaries:
            return low == "with" and at > 0
        names = low == "and" and at and region[at - 1].is_capital and region[at + 1].is_capital
        return not names
