"""Antecedents: whom a pronoun beside a quotation stands for."""

import re
from collections.abc import Sequence

from emoprofile.data import Span
from emoprofile.text.voices.attribution import Attribution, Attributor
from emoprofile.text.voices.clauses import ClauseAttributor, Referred
from emoprofile.text.voices.sentence_index import SentenceIndex

MOST_SENTENCES_BACK = 6
NEAR = 200
"""Characters: a quotation further before a paragraph than this is not taken up in it by a pronoun."""
_INSIDE = re.compile(r"(?<=[a-z,;] )[A-ZÀ-Þ][\w'’-]+")
_NAME = re.compile(r"(?<![.!?:“\"] )(?<!^)\b[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,3}")


class Antecedents:
    """Looks back from a pronoun: for the subject of a sentence, or for who spoke last."""

    def __init__(self, text: str, attributor: Attributor, sentences: SentenceIndex) -> None:
        self._text, self._sentences = text, sentences
        self._inside = frozenset(_INSIDE.findall(text))
        self._attributor = attributor if isinstance(attributor, ClauseAttributor) else None

    def announcer(self, sentence: Span) -> Attribution | Referred | None:
        """Whom a sentence is about that speaks of words to follow."""
        if self._attributor is None or not self._attributor.announces(self._text, sentence):
            return None
        return self._attributor.subject(self._text, sentence)

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
        back = min(quotation.start, referred.cue.start)
        for sentence in self._sentences.back_from(back, MOST_SENTENCES_BACK):
            if sentence.end <= part.start:
                break
            quotes = [one for one in earlier if one[0].start < sentence.end and sentence.start < one[0].end]
            if quotes and quotes[-1][1]:
                return self._as(quotes[-1][1], referred)
            start = max([sentence.start, *(quote.end for quote, _ in quotes)])
            who = self._in(Span(start, min(sentence.end, back)), referred.pronoun) if start < back else None
            if who:
                return self._as(who, referred)
        return self._spoke_last(referred, part, earlier)

    def _in(self, sentence: Span, pronoun: str) -> Attribution | None:
        """Whom a sentence is about, or the last person that it names."""
        assert self._attributor is not None
        if sentence.start >= sentence.end:
            return None
        if source := self._attributor.according_in(self._text, sentence):
            return source
        subject = self._attributor.subject(self._text, sentence)
        if isinstance(subject, Attribution) and self._fits(subject, pronoun):
            return subject
        names = [match for match in _NAME.finditer(self._text, sentence.start, sentence.end)]
        if isinstance(subject, Referred) or not names or pronoun == "they":
            return None
        return Attribution(names[-1][0], Span(*names[-1].span()))

    def _spoke_last(
        self, referred: Referred, part: Span, earlier: Sequence[tuple[Span, Attribution | None]]
    ) -> Attribution | None:
        """Who spoke last, in the paragraph right before."""
        if not earlier or self._sentences.before(part.start) is None:
            return None
        quote, who = earlier[-1]
        before = self._sentences.before(part.start)
        near = before is not None and quote.end >= before.start - NEAR
        return self._as(who, referred) if near else None

    def _fits(self, subject: Attribution, pronoun: str) -> bool:
        """Whether a pronoun may stand for a subject; a word that has a capital only because it begins a sentence, no."""
        words = subject.speaker.split()
        if "and" in words:
            return pronoun == "they"
        if pronoun == "they":
            return True
        if len(words) == 1:
            return words[0] in self._inside
        return words[-1][0].isupper() or words[0].lower() in self._attributor.words.determiners if self._attributor else False

    def _as(self, who: Attribution | None, referred: Referred) -> Attribution | None:
        return who and Attribution(who.speaker, referred.cue)
