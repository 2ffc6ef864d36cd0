"""Rules that know a line by its wording; the patterns stand in a file per language."""

import re
from collections.abc import Iterator

from emoprofile.data import Dropped, Span
from emoprofile.text.cleaning.contacts import contacts
from emoprofile.text.cleaning.headers import front_matter, mail_head, signature
from emoprofile.text.cleaning.wording_file import Wording, wording_of
from emoprofile.text.page import LONGEST_LINE, Page

_SENTENCE_END = re.compile(r"[.!?][\"'”’“‘«»)\s]*$")
_ARROWS = frozenset("▲▼◀▶◄►↑↓←→")
LONGEST_BUTTON = 40
_GLUED_BUTTON = re.compile(r"(?<=[.!?\"'”’])[ \t]*(?=[A-Z\[])")
_AFTER_SENTENCE = re.compile(r"(?<=[.!?)\"'”’])[ \t]+")


MOST_PARTS_BEFORE_DATELINE = 3


def metadata(page: Page) -> Iterator[Dropped]:
    """Dates, bylines, datelines, times, sections and tags, also glued to a paragraph; front matter and e-mail heads."""
    forms = [Dropped(span, "metadata") for find in (front_matter, mail_head, signature) for span in find(page)]
    forms = sorted({dropped.span: dropped for dropped in forms}.values(), key=lambda dropped: dropped.span)
    yield from forms
    page = page.without(forms)
    glued = list(_glued_before(page))
    yield from glued
    yield from _lines(page.without(glued), "metadata", labels=True)


def _glued_before(page: Page) -> Iterator[Dropped]:
    """Datelines, dates and times at the start of a paragraph."""
    wording = wording_of("metadata", page.language)
    lone: dict[bool, list[int]] = {True: [], False: []}  # (Reuters) The …; NEW DELHI: The …
    for i, part in enumerate(page.kept):
        looks_so = part.text[0] == "(" or ":" in part.text
        if looks_so and wording.lone_prefixes.match(part.text) and _SENTENCE_END.search(part.text):
            lone[part.text[0] == "("].append(i)
    datelines = {found[0] for found in lone.values() if len(found) == 1 and found[0] < MOST_PARTS_BEFORE_DATELINE}
    for i, part in enumerate(page.kept):
        prefix = (wording.lone_prefixes if i in datelines else wording.prefixes).match(part.text)
        if prefix and prefix.end() < len(part.text):
            start = part.span.start
            yield Dropped(Span(start, start + len(prefix[0].rstrip())), "metadata")


def credit(page: Page) -> Iterator[Dropped]:
    """Who made the picture or helped with the report: `Photo: …`, `Source`, `Additional reporting by …`."""
    glued = list(_credits_behind(page))
    yield from glued
    yield from _lines(page.without(glued), "credit")


def _credits_behind(page: Page) -> Iterator[Dropped]:
    """Credits behind a caption, on its line; the caption tells of the story and stays."""
    wording = wording_of("credit", page.language)
    for part in page.kept:
        if len(part.text) > LONGEST_LINE:
            continue
        for gap in _AFTER_SENTENCE.finditer(part.text):
            if wording.suffixes.fullmatch(part.text, gap.end()):
                # An arrow points to a picture that is not here.
                start = 0 if part.text[0] in _ARROWS else gap.end()
                yield Dropped(Span(part.span.start + start, part.span.end), "credit")
                break


def call_to_action(page: Page) -> Iterator[Dropped]:
    """What the site wants of the reader: write to us, follow us, comment below; and how the press reaches somebody."""
    found = [Dropped(span, "call-to-action") for span in contacts(page)]
    yield from found
    yield from _lines(page.without(found), "call-to-action")


def share(page: Page) -> Iterator[Dropped]:
    """What is left of buttons: `Share on Facebook`, `Tweet`, `1.4k shares`; also glued to the end of a paragraph."""
    glued = list(_buttons_behind(page))
    yield from glued
    yield from _lines(page.without(glued), "share", labels=True)


def _buttons_behind(page: Page) -> Iterator[Dropped]:
    wording = wording_of("share", page.language)
    for part in page.kept:
        if not part.text[LONGEST_BUTTON:]:
            continue
        tail = len(part.text) - LONGEST_BUTTON
        for gap in _GLUED_BUTTON.finditer(part.text, tail):
            if wording.suffixes.fullmatch(part.text, gap.end()):
                yield Dropped(Span(part.span.start + gap.end(), part.span.end), "share")
                break


def notice(page: Page) -> Iterator[Dropped]:
    """Cookies, subscriptions, advertisements, copyright."""
    return _lines(page, "notice")


def _lines(page: Page, rule: str, *, labels: bool = False) -> Iterator[Dropped]:
    """Blocks that are lines of this rule; as labels and buttons, only without the end of a sentence."""
    wording = wording_of(rule, page.language)
    for part in page.kept:
        line = part.line
        if not line:
            continue
        if wording.lines.fullmatch(line):
            is_label = not labels or not _is_sentence(part.text, wording)
            if is_label or wording.sentences.fullmatch(line):
                yield Dropped(part.span, rule)


def _is_sentence(block: str, wording: Wording) -> bool:
    return bool(_SENTENCE_END.search(block)) and not wording.abbreviated.search(block)
