"""Clauses: who is quoted, in a language where a speaker is a whole noun phrase or nobody (`lexicon.attaching`)."""

import re
from collections.abc import Sequence
from itertools import dropwhile

from emoprofile.data import Span
from emoprofile.text.voices.attribution import Attribution, Attributor, Referred
from emoprofile.text.voices.lexicon import Lexicon
from emoprofile.text.voices.noun_phrases import NounPhrases
from emoprofile.text.voices.phrases import Token
from emoprofile.text.voices.sentence_parts import PARTICIPLE, SentenceParts

MOST_WORDS_TO_VERB = 40
MOST_WORDS_AFTER_VERB = 25
_ENDS_OPEN = re.compile(r"[,;?!…—–-][\s\"”’'»«“‘›‹*_]*$")
_OPEN_VERB = re.compile(r"[a-z]{2,}ed")
_OPEN_VERB_OF_PRONOUN = re.compile(r"[a-z]{2,}(?:ed|s)")


class ClauseAttributor(Attributor):
    """Reads the words beside a quotation. `behind` and `before` may also find that a pronoun names the speaker."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self._nouns = NounPhrases(lexicon, self._phrases)
        self._parts = SentenceParts(lexicon, self._nouns)
        self._reporting = lexicon.saying | lexicon.calling

    def behind(self, text: str, quotation: Span, rest: Span) -> Attribution | Referred | None:
        """From what follows a quotation in its sentence: `Mary said`, `said engineer Mary`, `she said`."""
        tokens = self._tokens(text, rest)
        comma = bool(tokens) and tokens[0].text in (",", "—", "–", "-")
        tokens = tokens[1:] if comma else tokens
        if not tokens:
            return None
        if named := self._according_to(text, tokens):
            return named
        goes_on = comma or bool(_ENDS_OPEN.search(quotation.of(text)))
        return self._verb_then_name(text, tokens, goes_on=goes_on) or self._name_then_verb(
            text, tokens, goes_on=goes_on
        )

    def before(self, text: str, lead: Span) -> Attribution | Referred | None:
        """From what leads to a quotation, from the start of its sentence: `Mary said: `, `Mary called it `."""
        tokens = self._without_acronyms(self._phrases.tokens(text, lead)[-MOST_WORDS_TO_VERB * 2 :])
        if not tokens:
            return None
        verbs = [i for i in range(len(tokens)) if self._reports(tokens, i)]
        if not verbs:
            return self._according_to(text, tokens) or (
                self._announced_by(text, lead) if tokens[-1].text == ":" else None
            )
        verb = verbs[-1]
        behind = tokens[verb + 1 :]
        if len(behind) > MOST_WORDS_AFTER_VERB:
            return None
        if agent := self._agent(text, behind, verb, tokens):
            return agent
        if self._is_passive(tokens, verb):
            return None
        return self._subject_of(text, tokens, verb) or (self._according_to(text, tokens) if verb == verbs[0] else None)

    def announces(self, text: str, sentence: Span) -> bool:
        """Whether a sentence speaks of words that follow: made a statement, on Twitter."""
        return any(token.low in self.words.announcing for token in self._phrases.iterate(text, sentence))

    def _announced_by(self, text: str, lead: Span) -> Attribution | Referred | None:
        """Whom words are about that end with a colon: a person by name, or whoever makes a statement."""
        subject = self.subject(text, lead)
        if self.announces(text, lead):
            return subject
        if not isinstance(subject, Attribution) or subject.cue.start != lead.start:
            return None
        first, *others = subject.speaker.split(" ")
        return subject if others and first[0].isupper() and first.lower() not in self.words.determiners else None

    def subject(self, text: str, sentence: Span) -> Attribution | Referred | None:
        """Whom a sentence is about: the noun phrase or pronoun that it begins with, past what is put in front."""
        tokens = self._tokens(text, sentence)
        if named := self._according_to(text, tokens):
            return named
        start = self._parts.past_front(tokens)
        if start < len(tokens) and tokens[start].low in self.words.persons:
            return Referred(tokens[start].low, Span(tokens[start].start, tokens[start].end))
        commas = [i + 1 for i, token in enumerate(tokens) if i > start and token.text == ","][:3]
        for first in [start, *commas]:
            phrase = self._nouns.leading(tokens[first:])
            if phrase and (first == start or self._nouns.is_name(phrase)):
                return self._make_attribution(text, self._parts.with_name(phrase, tokens[first + len(phrase) :]))
        return None

    def according_in(self, text: str, sentence: Span) -> Attribution | None:
        """Whom a sentence gives as its source: `…, according to Mary`."""
        tokens = self._tokens(text, sentence)
        firsts = {opening.split()[0] for opening in self.words.according}
        found = (self._according_to(text, tokens[i:]) for i, token in enumerate(tokens) if token.low in firsts)
        return next(filter(None, found), None)

    def _tokens(self, text: str, span: Span) -> list[Token]:
        return self._without_acronyms(self._phrases.tokens(text, span, most=MOST_WORDS_TO_VERB))

    def _without_acronyms(self, tokens: list[Token]) -> list[Token]:
        """Without what stands in brackets in capitals: Member of Parliament (MP) Ana Ruiz."""
        skipped = {
            i + step
            for i in range(len(tokens) - 2)
            if tokens[i].text == "(" and tokens[i + 1].text.isupper() and tokens[i + 2].text == ")"
            for step in range(3)
        }
        return [token for i, token in enumerate(tokens) if i not in skipped] if skipped else tokens

    def _reports(self, tokens: Sequence[Token], at: int) -> bool:
        token = tokens[at]
        if token.is_capital or token.low not in self._reporting:
            return False
        before = tokens[at - 1].low if at else ""
        goes_on = before == "to" and at > 1 and tokens[at - 2].low == "on"  # went on to say
        return goes_on or (before not in self.words.determiners and before not in ("to", "of", "case", "news", "media"))

    def _according_to(self, text: str, tokens: Sequence[Token]) -> Attribution | None:
        words = " ".join(token.low for token in tokens[:5]) + " "
        opening = next((each for each in self.words.according if words.startswith(each + " ")), None)
        if opening is None:
            return None
        rest = tokens[len(opening.split()) :]
        phrase = self._nouns.leading(rest)
        return (
            self._make_attribution(text, self._parts.with_name(phrase, rest[len(phrase) :]), tokens[0])
            if phrase
            else None
        )

    def _verb_then_name(self, text: str, tokens: Sequence[Token], *, goes_on: bool) -> Attribution | Referred | None:
        """`said Mary`; any verb in -ed where a quotation goes on: `grumbled the treasurer`."""
        pair = " ".join(token.low for token in tokens[:2]) in self.words.particle_verbs
        says = self._phrases.says(tokens[0]) or (goes_on and tokens[0].low in self.words.calling)
        if PARTICIPLE.fullmatch(tokens[0].text):
            return None  # “…”, adding Ana would come
        if not (says or pair or (goes_on and _OPEN_VERB.fullmatch(tokens[0].text))):
            return None
        rest = tokens[2 if pair else 1 :]
        if rest and rest[0].low in self.words.persons:
            return Referred(rest[0].low, Span(tokens[0].start, rest[0].end))
        phrase = self._nouns.leading(rest)
        if not phrase or (not says and not (phrase[-1].is_capital or phrase[0].low in self.words.determiners)):
            return None
        return self._make_attribution(text, self._parts.with_name(phrase, rest[len(phrase) :]), tokens[0])

    def _name_then_verb(self, text: str, tokens: Sequence[Token], *, goes_on: bool) -> Attribution | Referred | None:
        """`Mary said`, `the mayor, who had come late, told reporters`."""
        verb = next((i for i, token in enumerate(tokens) if self._is_tag_verb(tokens, i, goes_on)), None)
        if not verb or (self._is_passive(tokens, verb) and tokens[verb].low != "saying"):
            return None
        region = self._nouns.trim(tokens[:verb])
        if goes_on and len(region) == 1 and region[0].low in self.words.pronouns:
            return Referred(region[0].low, Span(region[0].start, tokens[verb].end))
        if not goes_on and not self._phrases.says(tokens[verb]):
            return None
        phrase, aside = self._parts.past_aside(region)
        whole = self._nouns.whole(phrase)
        return self._make_attribution(text, self._parts.with_name(whole, aside), tokens[verb]) if whole else None

    def _is_tag_verb(self, tokens: Sequence[Token], at: int, goes_on: bool) -> bool:
        if self._phrases.says(tokens[at]) and (at == 0 or tokens[at - 1].low not in self.words.determiners):
            return True
        if " ".join(token.low for token in tokens[at : at + 2]) in self.words.particle_verbs:
            return True
        ends = at + 1 == len(tokens) or not tokens[at + 1].is_word or tokens[at + 1].low in self._nouns_behind
        if (
            goes_on
            and at == 1
            and tokens[0].low in self.words.persons
            and _OPEN_VERB_OF_PRONOUN.fullmatch(tokens[1].text)
        ):
            return ends
        told = at > 0 and tokens[at - 1].low in self.words.passive
        return goes_on and not told and 0 < at <= 4 and bool(_OPEN_VERB.fullmatch(tokens[at].text)) and ends

    @property
    def _nouns_behind(self) -> frozenset[str]:
        return self.words.attaching | self.words.boundaries

    def _agent(
        self, text: str, behind: Sequence[Token], verb: int, tokens: Sequence[Token]
    ) -> Attribution | Referred | None:
        """`described by Mary as “…”`."""
        if not behind or behind[0].low != "by":
            return None
        phrase = self._nouns.leading(behind[1:])
        return self._make_attribution(text, phrase, tokens[verb]) if phrase else None

    def _subject_of(self, text: str, tokens: Sequence[Token], verb: int) -> Attribution | Referred | None:
        """Who does what a verb says: the phrase right before it, or the subject of the sentence."""
        region = self._nouns.trim(tokens[:verb])
        if [token.low for token in region[-2:]] == ["went", "on"]:
            region = self._nouns.trim(region[:-2])
        if region and region[-1].low == "who":
            name = self._parts.name_before(region[:-1])
            return self._make_attribution(text, name, tokens[verb]) if name else None
        if tokens[verb].low == "saying" and (quoted := self._take_quoted(tokens, verb)):
            return self._make_attribution(text, quoted, tokens[verb])
        if not region:
            return Referred("", Span(tokens[verb].start, tokens[verb].end))
        if region[-1].low in self.words.persons:
            return Referred(region[-1].low, Span(region[-1].start, tokens[verb].end))
        start = self._parts.start_of_clause(region)
        phrase, aside = self._parts.past_aside(region[start:])
        own = (start and region[start - 1].low == "with") or not PARTICIPLE.fullmatch(tokens[verb].text)
        if own and (whole := self._nouns.whole(phrase)):
            return self._make_attribution(text, self._parts.with_name(whole, aside), tokens[verb])
        last = region[-1]
        shares = last.low in ("and", "but", "then", ",") or last.text in ",)" or PARTICIPLE.fullmatch(tokens[verb].text)
        name = self._parts.name_at_end(region)
        if not shares and name:
            return self._make_attribution(text, name, tokens[verb])
        first = self._parts.past_front(tokens)
        if first < verb and tokens[first].low in self.words.persons:
            return Referred(tokens[first].low, Span(tokens[first].start, tokens[verb].end))
        subject = self._nouns.leading(tokens[first:verb])
        if not subject:
            alone = all(token.low in self.words.openings or not token.is_word for token in region)
            return Referred("", Span(tokens[verb].start, tokens[verb].end)) if alone else None
        if not shares and not self._parts.goes_on_to(tokens[first + len(subject) : verb], subject):
            return None
        return self._make_attribution(
            text, self._parts.with_name(subject, tokens[first + len(subject) : verb]), tokens[verb]
        )

    def _take_quoted(self, tokens: Sequence[Token], verb: int) -> Sequence[Token] | None:
        """Who is quoted: the Times quoted Ana Ruiz, a nurse, as saying."""
        lows = [token.low for token in tokens[:verb]]
        verbs = [i for i, low in enumerate(lows) if low in ("quoted", "quotes", "cited", "cites")]
        return self._nouns.leading(tokens[verbs[-1] + 1 : verb]) if lows[-1:] == ["as"] and verbs else None

    def _make_attribution(self, text: str, phrase: Sequence[Token], other: Token | None = None) -> Attribution:
        """An attribution, without what stands in lower case before a name: harbour engineer Rolf Hagen."""
        if self._nouns.is_name(phrase) and not phrase[0].is_capital:
            name = list(dropwhile(lambda token: not token.is_capital, phrase))
            lower = any(not token.is_capital for token in self._nouns.head(name))
            phrase = phrase if lower else name
        return self._attribution(text, phrase, other or phrase[0])
