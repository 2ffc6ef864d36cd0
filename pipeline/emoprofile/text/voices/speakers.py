"""Speakers: an article's quotations -> who says each, by the words beside it or by the quotation that it carries on."""

import re
from collections.abc import Sequence

from emoprofile.data import Sentence, Span
from emoprofile.text.voices.antecedents import Antecedents
from emoprofile.text.voices.attribution import Attribution, Attributor, Referred
from emoprofile.text.voices.names import in_full
from emoprofile.text.voices.quotations import Quotation
from emoprofile.text.voices.sentence_index import SentenceIndex

FEWEST_WORDS_CARRIED_ON = 12
"""A shorter paragraph of its own in quotation marks may as well be the answer of somebody else."""
SHORTEST_SPEECH = 60
"""Characters of a paragraph that an earlier sentence announces, or that the subject of an article speaks."""
LONGEST_TAG = 60
"""Characters of a sentence that is nothing but a tag."""
MOST_WORDS_BETWEEN = 12
_JOINED = re.compile(r"\s*(?:[,;.]\s*)?(?:[\w&]+\s+)?")
_ASIDE = re.compile(r"[\s,—–]*")
_ASKS = re.compile(r"[?？][\"”’'»]*$")
_ONE_END = re.compile(r"[^.!?…]*[.!?…]\s*")
_REST_OF_SENTENCE = re.compile(r"\s*[,a-z][^.!?…]*[.!?…]?\s*")
_CAPITAL = re.compile(r"(?<=[^\s\W]) +[A-ZÀ-Þ]")


def speakers(
    text: str, attributor: Attributor, sentences: Sequence[Sentence], quoted: Sequence[tuple[Span, Quotation]]
) -> list[Attribution | None]:
    """Who is quoted, one for each quotation; None where the text does not say.

    Args:
        text: The article.
        attributor: Reads the words beside a quotation, in the language of the article.
        sentences: Its sentences, in order.
        quoted: Its quotations in order, each with the part of the article (a block, or what is kept of it) it is in.
    """
    read = _Reader(text, attributor, [sentence.span for sentence in sentences])
    found: list[Attribution | None] = []
    for i, (part, quotation) in enumerate(quoted):
        following = quoted[i + 1][1].span if i + 1 < len(quoted) else None
        before = quoted[i - 1] if i else None
        said = found[-1] if found else None
        own = read.beside(quotation.span, before and before[1].span, following)
        if own is None and before is not None and said and read.carries_on(before, (part, quotation), said):
            own = said
        elif own is None:
            own = read.name_announced(part, quotation, is_first=not any(found))
        if isinstance(own, Referred):
            own = read.name_referred(own, i, quoted, found)
        found.append(own)
    return in_full(found, attributor.words)


class _Reader:
    def __init__(self, text: str, attributor: Attributor, sentences: Sequence[Span]) -> None:
        self._text, self._attributor, self._sentences = text, attributor, SentenceIndex(sentences)
        self._words = attributor.words
        self._antecedents = Antecedents(text, attributor, self._sentences)

    def beside(self, quotation: Span, before: Span | None, following: Span | None) -> Attribution | Referred | None:
        """What the sentences at the two ends of a quotation say, up to the quotations before and after it."""
        first = self._sentences.at(quotation.start)
        last = self._sentences.at(quotation.end - 1)
        end = following.start if following and following.start < last.end else last.end
        start = before.end if before and before.end > first.start else first.start
        if quotation.end < end and (named := self._attributor.behind(self._text, quotation, Span(quotation.end, end))):
            return named
        is_followed = quotation.end == last.end and self._text[quotation.end : quotation.end + 1] == " "
        if is_followed and (tag := self._tag_behind(quotation, following)):
            return tag
        if start < quotation.start:
            return self._attributor.before(self._text, Span(start, quotation.start))
        return None

    def _tag_behind(self, quotation: Span, following: Span | None) -> Attribution | Referred | None:
        """From a short sentence of its own right behind a quotation: “We ran.” Mary Osei said."""
        if not self._words.attaching:
            return None
        span = self._sentences.behind(quotation.end)
        is_near = span is not None and span.start - quotation.end <= 1 and len(span) <= LONGEST_TAG
        if span is None or not is_near or (following is not None and following.start < span.end):
            return None
        named = self._attributor.behind(self._text, quotation, span)
        return named if named and named.cue.end >= span.end - 1 else None

    def name_announced(self, part: Span, quotation: Quotation, *, is_first: bool) -> Attribution | Referred | None:
        """Whose a quotation is that begins a sentence, where the one before speaks of words to follow."""
        if not self._words.attaching:
            return None
        before = self._sentences.before(quotation.span.start)
        if before is None:
            return None
        if quotation.span.start != part.start:
            begins = self._sentences.at(quotation.span.start).start == quotation.span.start
            return self._antecedents.announcer(before) if begins else None
        if self._text[before.end - 1] == ":":
            return self._attributor.before(self._text, before) or self._antecedents.announcer(before)
        if quotation.span.end - quotation.span.start < SHORTEST_SPEECH or quotation.span.end < part.end - 1:
            return None
        return self._antecedents.announcer(before) or (self._antecedents.opener(before) if is_first else None)

    def name_referred(
        self,
        referred: Referred,
        at: int,
        quoted: Sequence[tuple[Span, Quotation]],
        found: Sequence[Attribution | None],
    ) -> Attribution | None:
        """Whom a pronoun beside a quotation stands for."""
        part, quotation = quoted[at]
        earlier = [(quote.span, who) for (_, quote), who in zip(quoted[max(0, at - 6) : at], found[-6:], strict=False)]
        return self._antecedents.of(referred, part, quotation.span, earlier)

    def carries_on(self, before: tuple[Span, Quotation], this: tuple[Span, Quotation], named: Attribution) -> bool:
        """Whether a quotation goes on from the one before it, in the mouth of the same speaker."""
        (earlier_part, earlier), (part, quotation) = before, this
        gap = self._text[earlier.span.end : quotation.span.start]
        named_between = earlier.span.end <= named.cue.start and named.cue.end <= quotation.span.start
        if part == earlier_part:
            return self._carries_on_inside(gap, earlier.span, named, named_between=named_between)
        if self._text[quotation.span.start] in self._words.dashes or quotation.span.start != part.start:
            return False  # a new line of dialogue is somebody else's
        tag = gap[named.cue.end - earlier.span.end :] if named_between else gap
        ends = _ONE_END.fullmatch(tag) if named_between and self._words.attaching else not gap.strip()
        if not ends:
            return False
        if not earlier.closed:
            return True  # the opening mark repeated at each paragraph
        spoken = quotation.span.of(self._text)
        alone = quotation.span == part and len(spoken.split()) >= FEWEST_WORDS_CARRIED_ON
        return alone and not _ASKS.search(earlier.span.of(self._text))

    def _carries_on_inside(self, gap: str, earlier: Span, named: Attribution, *, named_between: bool) -> bool:
        """Inside a paragraph, as in “A” and “B”, in “A,” said Smith, “B”, and in “A,” Smith said. “B.”, and no more."""
        if _JOINED.fullmatch(gap):
            return True
        if named_between:
            start, end = named.cue.start - earlier.end, named.cue.end - earlier.end
            if _ONE_END.fullmatch(gap[end:]):  # no sentence stands between
                return not _ASKS.search(earlier.of(self._text)) or "," in gap[end:]
            whole = gap[:start] + gap[end:]
            if "name" not in self._words.behind:  # „A“, sagte Anna, „B“
                return bool(_ASIDE.fullmatch(whole))
            return not any(mark in whole for mark in ".!?…") and len(whole.split()) <= MOST_WORDS_BETWEEN
        rest = ":" not in gap and len(gap.split()) <= MOST_WORDS_BETWEEN and not _CAPITAL.search(gap)
        return rest and bool(self._words.attaching) and bool(_REST_OF_SENTENCE.fullmatch(gap))
