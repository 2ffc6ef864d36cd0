"""Antecedents: whom a pronoun beside a quotation stands for."""

import re
from collections.abc import Sequence

from emoprofile.data import Span
from emoprofile.text.voices.attribution import Attribution, Attributor
from emoprofile.text.voices.clauses import ClauseAttributor, Referred
from emoprofile.text.voices.sentence_index import SentenceIndex

MOST_SENTENCES_BACK = 6
_NAME = re.compile(r"(?<![.!?:“\"] )(?<!^)\b[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,3}")


class Antecedents:
    """Looks back from a pronoun: for the subject of a sentence, or for who spoke last."""

    def __init__(self, text: str, attributor: Attributor, sentences: SentenceIndex) -> None:
        self._text, self._sentences = text, sentences
        self._attributor = attributor if isinstance(attributor, ClauseAttributor) else None

    def subject(self, sentence: Span) -> Attribution | Referred | None:
        """Whom a sentence is about."""
        return self._attributor.subject(self._text, sentence) if self._attributor else None

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
            quote = next((one for one in reversed(earlier) if one[0].start < sentence.end and sentence.start < one[0].end), None)
            if quote:
                return self._as(quote[1], referred)
            subject = self._attributor.subject(self._text, Span(sentence.start, min(sentence.end, back)) ) if sentence.start < back else None
            if isinstance(subject, Attribution) and self._fits(subject.speaker, referred.pronoun):
                return self._as(subject, referred)
        return self._spoke_last(referred, part, earlier)

    def _spoke_last(self, referred: Referred, part: Span, earlier: Sequence[tuple[Span, Attribution | None]]) -> Attribution | None:
        """Who spoke last, in the paragraph right before."""
        if not earlier or earlier[-1][1] is None:
            return None
        if self._text.count("\n\n", earlier[-1][0].end, part.start) > 1:
            return None
        return self._as(earlier[-1][1], referred)

    def _fits(self, speaker: str, pronoun: str) -> bool:
        return pronoun == "they" or speaker.split()[-1][0].isupper() or speaker.split()[0].lower() in ("the", "a", "one", "his", "her")

    def _as(self, who: Attribution | None, referred: Referred) -> Attribution | None:
        return who and Attribution(who.speaker, referred.cue)
