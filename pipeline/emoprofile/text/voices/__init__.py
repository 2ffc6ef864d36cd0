"""Voices: which words of an article are quoted, which are headings, and who is quoted; the rest is narration.

They are a layer over the sentences, which they may cross: a sentence is scored whole, and its voices share it.
"""

from bisect import bisect_left
from collections.abc import Sequence

from emoprofile.data import Passage, Sentence, Span, Voice
from emoprofile.text.page import Page
from emoprofile.text.voices.attribution import Attributor
from emoprofile.text.voices.clauses import ClauseAttributor
from emoprofile.text.voices.dialogue import dialogue
from emoprofile.text.voices.headings import headings
from emoprofile.text.voices.lexicon import lexicon
from emoprofile.text.voices.quotations import quotations
from emoprofile.text.voices.speakers import speakers

_UNNAMED = Voice("quotation")
_HEADING = Voice("heading")


def passages(page: Page, sentences: Sequence[Sentence]) -> tuple[Passage, ...]:
    """The quotations and headings of an article, in order, disjoint.

    What is quoted in a heading is a quotation: the words are somebody's.
    """
    words = lexicon(page.language)
    attributor = ClauseAttributor(words) if words.attaching else Attributor(words)
    quoted = [
        (part.span, quotation)
        for part in page.kept
        for quotation in dialogue(page.text, part.span, attributor) or quotations(page.text, part.span)
    ]
    named = speakers(page.text, attributor, sentences, quoted)
    found = [
        Passage(quotation.span, Voice("quotation", who.speaker), who.cue) if who else Passage(quotation.span, _UNNAMED)
        for (_, quotation), who in zip(quoted, named, strict=True)
    ]
    spans = [quotation.span for _, quotation in quoted]
    starts = [span.start for span in spans]
    for heading in headings(page):
        inside = spans[bisect_left(starts, heading.start) : bisect_left(starts, heading.end)]
        found += [Passage(span, _HEADING) for span in _without(page.text, heading, inside)]
    return tuple(sorted(found, key=lambda passage: passage.span.start))


def _without(text: str, whole: Span, cuts: Sequence[Span]) -> list[Span]:
    """What is left of a span between the cuts, all of which begin in it."""
    left, start = [], whole.start
    for cut in cuts:
        left.append((start, cut.start))
        start = cut.end
    left.append((start, whole.end))
    return [Span(start, end) for start, end in left if text[start:end].strip()]
