"""The rule for headlines of other stories."""

import re
from collections.abc import Iterator

from emoprofile.data import Dropped, Span
from emoprofile.text.cleaning.wording_file import wording_of
from emoprofile.text.page import Page

LONGEST_HEADLINE = 20
"""Words."""
MOST_UNDER_LEAD_IN = 8
FEWEST_IN_CHAIN = 2
_SENTENCE_END = re.compile(r"[.!?…][\"'”’“‘«»)\]\s]*$")
_LINK = re.compile(r"(?:[-*•+][ \t]+)?\[[^\]\n]{3,200}\]\([^)\s]{1,500}\)")
# Not the opening mark of a quotation, »…«.
_ARROW = re.compile(r"[»›▶►▸→][ \t]*+(?![^«‹]*[«‹])\S")
# Signs that set teasers off. Longer ones, such as ***, part the sections of a story.
_CHAIN_MARKS = frozenset({"-", "–", "—", "|", "•", "·"})


def teaser(page: Page) -> Iterator[Dropped]:
    """Headlines of other stories: announced (`READ MORE: …`, `More from …`), linked, or in a chain between dashes."""
    taken: set[Span] = set()
    for found in (_find_announced, _find_chained):
        for span in found(page):
            if span not in taken:
                taken.add(span)
                yield Dropped(span, "teaser")


def _find_announced(page: Page) -> Iterator[Span]:
    """Lines that say so, links and arrows that stand alone, and the headlines under a lead-in."""
    wording = wording_of("teaser", page.language)
    under_lead_in = 0
    for part in page.kept:
        line, raw = part.line, part.text
        if wording.lead_ins.fullmatch(line) and _is_headline(raw.rstrip(".…")):
            under_lead_in = MOST_UNDER_LEAD_IN
        elif under_lead_in and _is_headline(raw):
            under_lead_in -= 1
        else:
            under_lead_in = 0
            announced = wording.lines.fullmatch(line) and not raw.endswith(".")
            if not (announced or _LINK.fullmatch(raw) or (_ARROW.match(raw) and _is_headline(raw))):
                continue
        yield part.span


def _find_chained(page: Page) -> Iterator[Span]:
    """Runs of dash, headline and at most one paragraph, at least two in a row."""
    symbols = (part.span for part in page.dropped if part.reason == "symbols")
    marks = {span for span in symbols if span.of(page.text) in _CHAIN_MARKS}
    units: list[list[Span]] = []
    unit: list[Span] | None = None
    if not marks:
        return
    for span in sorted([*marks, *(part.span for part in page.kept)], key=lambda span: span.start):
        if span in marks:
            if unit is not None:
                units.append(unit)
            unit = []
        elif unit is not None and (len(unit) == 1 or (not unit and _is_headline(span.of(page.text)))):
            unit.append(span)
        else:
            yield from _chain(units)
            units, unit = [], None
    yield from _chain([*units, unit] if unit is not None else units)


def _chain(units: list[list[Span]]) -> Iterator[Span]:
    filled = [unit for unit in units if unit]
    if len(filled) >= FEWEST_IN_CHAIN:
        for unit in filled:
            yield from unit


def _is_headline(block: str) -> bool:
    return not _SENTENCE_END.search(block) and len(block.split(maxsplit=LONGEST_HEADLINE)) <= LONGEST_HEADLINE
