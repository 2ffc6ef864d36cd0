"""Speakers: an article's quotations -> who says each, by the words beside it or by the quotation that it carries on."""

import re
from collections.abc import Sequence
from dataclasses import replace

from emoprofile.data import Sentence, Span
from emoprofile.text.voices.attribution import Attribution, Attributor
from emoprofile.text.voices.quotations import Quotation

FEWEST_WORDS_CARRIED_ON = 12
"""A shorter paragraph of its own in quotation marks may as well be the answer of somebody else."""
_JOINED = re.compile(r"\s*(?:,\s*)?(?:[\w&]+\s+)?")
_ASIDE = re.compile(r"[\s,—–]*")
_ASKS = re.compile(r"[?？][\"”’'»]*$")
_ENDS = re.compile(r"[.!?]\s*$")


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
        own = read.beside(quotation.span, before and before[1].span, following)
        if own is None and before is not None and found[-1] and read.carries_on(before, (part, quotation), found[-1]):
            own = found[-1]
        found.append(own)
    return _in_full(found, attributor.words.titles)


class _Reader:
    def __init__(self, text: str, attributor: Attributor, sentences: Sequence[Span]) -> None:
        self._text, self._attributor, self._sentences = text, attributor, sentences
        self._words = attributor.words
        self._at = 0

    def beside(self, quotation: Span, before: Span | None, following: Span | None) -> Attribution | None:
        """What the sentences at the two ends of a quotation say, up to the quotations before and after it."""
        first = self._sentence_at(quotation.start)
        last = self._sentence_at(quotation.end - 1)
        end = min(last.end, following.start) if following else last.end
        start = max(first.start, before.end) if before else first.start
        if quotation.end < end and (named := self._attributor.behind(self._text, quotation, Span(quotation.end, end))):
            return named
        if start < quotation.start:
            return self._attributor.before(self._text, Span(start, quotation.start))
        return None

    def carries_on(self, before: tuple[Span, Quotation], this: tuple[Span, Quotation], named: Attribution) -> bool:
        """Whether a quotation goes on from the one before it, in the mouth of the same speaker."""
        (earlier_part, earlier), (part, quotation) = before, this
        gap = self._text[earlier.span.end : quotation.span.start]
        if part == earlier_part:
            # “A” and “B”; “A,” Smith said. “B.”
            named_between = earlier.span.end <= named.cue.start and named.cue.end <= quotation.span.start
            if named_between and "name" not in self._words.behind:  # „A“, sagte Anna, „B“
                start, end = named.cue.start - earlier.span.end, named.cue.end - earlier.span.end
                if _ASIDE.fullmatch(gap[:start] + gap[end:]):
                    return True
            return bool(_JOINED.fullmatch(gap)) or (named_between and bool(_ENDS.search(gap)))
        if self._text[quotation.span.start] in self._words.dashes:
            return False  # a new line of dialogue is somebody else's
        if gap.strip() or quotation.span.start != part.start:
            return False
        if not earlier.closed:
            return True  # the opening mark repeated at each paragraph
        spoken = quotation.span.of(self._text)
        alone = quotation.span == part and len(spoken.split()) >= FEWEST_WORDS_CARRIED_ON
        return alone and not _ASKS.search(earlier.span.of(self._text))

    def _sentence_at(self, position: int) -> Span:
        """The sentence that a position is in; the positions asked for do not go far back."""
        while self._at and self._sentences[self._at].start > position:
            self._at -= 1
        while self._sentences[self._at].end <= position:
            self._at += 1
        return self._sentences[self._at]


def _in_full(found: Sequence[Attribution | None], titles: frozenset[str]) -> list[Attribution | None]:
    """One name for each speaker: as first written, and in full where a surname ends a single longer name."""
    names: dict[str, str] = {}
    for attribution in found:
        if attribution:
            names.setdefault(attribution.speaker.casefold(), attribution.speaker)
    longer: dict[str, list[str]] = {}
    for name in names.values():
        *first_names, surname = _without_title(name, titles).split(" ")
        if first_names:
            longer.setdefault(surname, []).append(name)
    full = dict(names)
    for key, name in names.items():
        match longer.get(_without_title(name, titles)):
            case [other] if other[0].isupper():
                full[key] = other
    return [who and replace(who, speaker=full[who.speaker.casefold()]) for who in found]


def _without_title(name: str, titles: frozenset[str]) -> str:
    words = name.split(" ")
    for length in (2, 1):  # la señora Soto, Mrs Osei
        if len(words) > length and " ".join(words[:length]).lower() in titles:
            return " ".join(words[length:])
    return name
