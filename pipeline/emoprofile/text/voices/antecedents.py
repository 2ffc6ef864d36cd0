"""Antecedents: whom a pronoun beside a quotation stands for."""

import re
from collections.abc import Sequence
from functools import cached_property

from emoprofile.data import Span
from emoprofile.text.voices.attribution import Attribution, Attributor, Referred
from emoprofile.text.voices.clauses import ClauseAttributor
from emoprofile.text.voices.sentence_index import SentenceIndex

MOST_SENTENCES_BACK = 6
LONGEST_BEFORE = 500
"""Characters of a sentence that a pronoun of the next paragraph takes up."""
LONGEST_OPENING = 900
"""Characters: as far as the subject of the first sentence is who speaks, where nobody else does."""
NEAR = 200
"""Characters: a quotation further before a paragraph than this is not taken up in it by a pronoun."""
_QUOTES = frozenset('"“”«»„')
_INSIDE = re.compile(r"(?<=[a-z,;] )[A-ZÀ-Þ][\w'’-]+")
_RUN = re.compile(r"[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)*")
_NAME = re.compile(r"(?<![.!?:“\"] )(?<!^)\b[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,3}")


class Antecedents:
    """Looks back from a pronoun: for the subject of a sentence, or for who spoke last."""

    def __init__(self, text: str, attributor: Attributor, sentences: SentenceIndex) -> None:
        self._text, self._sentences = text, sentences
        self._attributor = attributor if isinstance(attributor, ClauseAttributor) else None

    @cached_property
    def _alone(self) -> frozenset[str]:
        """Words with a capital that stand alone somewhere, not among others of their kind."""
        return frozenset(run for run in _RUN.findall(self._text) if " " not in run)

    @cached_property
    def _inside(self) -> frozenset[str]:
        """Words with a capital inside sentences."""
        return frozenset(_INSIDE.findall(self._text))

    def announcer(self, sentence: Span) -> Attribution | Referred | None:
        """Whom a sentence is about that speaks of words to follow."""
        if self._attributor is None or not self._attributor.announces(self._text, sentence):
            return None
        return self._attributor.subject(self._text, sentence)

    def opener(self, before: Span) -> Attribution | None:
        """Whom the first sentence of an article is about, by a full name, as in press releases.

        Args:
            before: The sentence before the quotation; it must stand near the start.
        """
        if self._attributor is None or before.end > LONGEST_OPENING:
            return None
        subject = self._attributor.subject(self._text, self._sentences.at(0))
        named = isinstance(subject, Attribution) and len(subject.speaker.split()) > 1 and subject.speaker[0].isupper()
        first = subject.speaker.split()[0].lower() if isinstance(subject, Attribution) else ""
        is_titled = first in self._attributor.words.titles or first == "u.s."
        return subject if named and is_titled and isinstance(subject, Attribution) else None

    def of(
        self, referred: Referred, part: Span, quotation: Span, earlier: Sequence[tuple[Span, Attribution | None]]
    ) -> Attribution | None:
        """Who is meant; None where it cannot be told.

        Args:
            referred: The pronoun, and where it stands.
            part: The paragraph of the quotation.
            quotation: The quotation.
            earlier: The quotations before it, in order, each with its speaker.
        """
        if self._attributor is None:
            return None
        pronoun = referred.pronoun
        if pronoun and pronoun not in self._attributor.words.persons:
            return None
        back = min(quotation.start, referred.cue.start)
        for sentence in self._sentences.back_from(back, MOST_SENTENCES_BACK):
            if sentence.end <= part.start:
                break
            quotes = [one for one in earlier if one[0].start < sentence.end and sentence.start < one[0].end]
            if quotes and quotes[-1][1]:
                return self._as(quotes[-1][1], referred)
            start, end = max([sentence.start, *(quote.end for quote, _ in quotes)]), min(sentence.end, back)
            if start >= end:
                continue
            subject = self._attributor.subject(self._text, Span(start, end))
            if pronoun and sentence.end >= back:  # the sentence that has the pronoun
                first = isinstance(subject, Attribution) and subject.cue.start == start
                who = self._fitting(subject, pronoun) if first else None
            else:
                who = self._in(Span(start, end), subject, pronoun)
                if who is None and self._is_lone_word(subject):
                    return None
            if who:
                return self._as(who, referred)
        return self._spoke_last(referred, part, earlier) or self._told_of_last(referred, part)

    def _in(self, sentence: Span, subject: Attribution | Referred | None, pronoun: str) -> Attribution | None:
        """The source that a sentence gives, whom it is about, or the only person that it names."""
        assert self._attributor is not None
        if source := self._attributor.according_in(self._text, sentence):
            return source
        names = list(_NAME.finditer(self._text, sentence.start, sentence.end))
        if who := self._fitting(subject, pronoun):
            described = not who.speaker.split()[-1][0].isupper() and pronoun != "they"
            return Attribution(names[0][0], Span(*names[0].span())) if described and len(names) == 1 else who
        last = next((match for match in reversed(names) if self._is_person(match[0])), None)
        if isinstance(subject, Referred) or last is None or pronoun == "they":
            return None
        return Attribution(last[0], Span(*last.span()))

    def _spoke_last(
        self, referred: Referred, part: Span, earlier: Sequence[tuple[Span, Attribution | None]]
    ) -> Attribution | None:
        """Who spoke last, in the paragraph right before."""
        before = self._sentences.before(part.start)
        if not earlier or before is None:
            return None
        quote, who = earlier[-1]
        return self._as(who, referred) if quote.end >= before.start - NEAR else None

    def _told_of_last(self, referred: Referred, part: Span) -> Attribution | None:
        """Whom the sentence right before the paragraph is about, if it has no quotation."""
        assert self._attributor is not None
        before = self._sentences.before(part.start)
        if before is None or len(before) > LONGEST_BEFORE or not _QUOTES.isdisjoint(before.of(self._text)):
            return None
        return self._as(self._fitting(self._attributor.subject(self._text, before), referred.pronoun), referred)

    def _is_person(self, name: str) -> bool:
        """Whether the last word of a name stands alone somewhere, as surnames do."""
        first = name.lower().split(" ")[0]
        assert self._attributor is not None
        is_name = "'s " not in name and "’s " not in name and first not in self._attributor.words.openings
        return is_name and name.rsplit(" ", 1)[-1] in self._alone

    def _is_lone_word(self, subject: Attribution | Referred | None) -> bool:
        """Whether a sentence is about one word with a capital that stands nowhere inside a sentence: perhaps a name."""
        return isinstance(subject, Attribution) and " " not in subject.speaker and subject.speaker not in self._inside

    def _fitting(self, subject: Attribution | Referred | None, pronoun: str) -> Attribution | None:
        """A subject that a pronoun may stand for; not a word whose capital only the start of its sentence explains."""
        if not isinstance(subject, Attribution) or self._attributor is None:
            return None
        words = subject.speaker.split()
        if pronoun == "they":
            return subject
        if "and" in words or self._is_lone_word(subject):
            return None
        described = words[0].lower() in self._attributor.words.determiners
        return subject if words[-1][0].isupper() or described else None

    def _as(self, who: Attribution | None, referred: Referred) -> Attribution | None:
        return who and Attribution(who.speaker, referred.cue)
