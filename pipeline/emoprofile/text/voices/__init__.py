"""Voices: which words of an article are quoted, which are headings, and who is quoted; the rest is narration.

They are a layer over the sentences, which they may cross: a sentence is scored whole, and its voices share it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from emoprofile.data import Passage, Sentence, Span, Voice
from emoprofile.text.page import Page
from emoprofile.text.voices.attribution import Attributor
from emoprofile.text.voices.clauses import ClauseAttributor
from emoprofile.text.voices.dialogue import dialogue
from emoprofile.text.voices.headings import headings
from emoprofile.text.voices.labels import find_labels
from emoprofile.text.voices.lexicon import Lexicon, lexicon
from emoprofile.text.voices.quotations import Quotation, quotations
from emoprofile.text.voices.speakers import speakers
from emoprofile.text.voices.terms import is_phrase, is_term

_JOINED = re.compile(r"\s*(?:[,;]\s*)?(?:[\w&]+\s+)?")
_UNNAMED = Voice("quotation")
_HEADING = Voice("heading")


def passages(page: Page, sentences: Sequence[Sentence]) -> tuple[Passage, ...]:
    """The quotations and headings of an article, in order, disjoint.

    What is quoted in a heading is a quotation: the words are somebody's.
    """
    words = lexicon(page.language)
    attributor = ClauseAttributor(words) if words.attaching else Attributor(words)
    said = list(find_labels(page.text, page.kept))
    labels = {label.cue.start for label in said}
    quoted = [
        (part.span, quotation)
        for part in page.kept
        if part.span.start not in labels
        for quotation in dialogue(page.text, part.span, attributor) or _speech(page.text, part.span, words)
    ]
    named = speakers(page.text, attributor, sentences, quoted)
    found = [
        Passage(quotation.span, Voice("quotation", who.speaker), who.cue) if who else Passage(quotation.span, _UNNAMED)
        for (part, quotation), who in zip(quoted, named, strict=True)
        if who or quotation.span.start == part.start or not is_phrase(page.text, quotation.span)
    ]
    found += [Passage(label.span, Voice("quotation", label.speaker), label.cue) for label in said]
    found.sort(key=_start)
    spans = [passage.span for passage in found]
    starts = [span.start for span in spans]
    for heading in headings(page):
        if heading.start in labels:
            continue
        inside = spans[bisect_left(starts, heading.start) : bisect_left(starts, heading.end)]
        found += [Passage(span, _HEADING) for span in _without(page.text, heading, inside)]
    return tuple(sorted(found, key=_start))


def _speech(text: str, part: Span, words: Lexicon) -> Iterator[Quotation]:
    """The quotations of a part, without terms and titles; what is joined to a quotation is one."""
    end = part.start
    for quotation in quotations(text, part):
        whole = quotation.span.start == part.start and quotation.span.end == part.end
        joined = end > part.start and _JOINED.fullmatch(text, end, quotation.span.start)
        if whole or joined or not is_term(text, part, quotation, words):
            end = quotation.span.end
            yield quotation


def _start(passage: Passage) -> int:
    return passage.span.start


def _without(text: str, whole: Span, cuts: Sequence[Span]) -> list[Span]:
    """What is left of a span between the cuts, all of which begin in it."""
    left, start = [], whole.start
    for cut in cuts:
        left.append((start, cut.start))
        start = cut.end
    left.append((start, whole.end))
    return [Span(start, end) for start, end in left if text[start:end].strip()]
