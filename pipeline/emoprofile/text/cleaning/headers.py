"""Heads and feet that know themselves by their form: front matter, the head of an e-mail, a signature."""

import re
from collections.abc import Iterator, Sequence

from emoprofile.data import Span
from emoprofile.text.cleaning.wording_file import wording_of
from emoprofile.text.page import Page, Part

MOST_LINES_OF_FRONT_MATTER = 60
MOST_LINES_OF_SIGNATURE = 5
LONGEST_LINE_OF_SIGNATURE = 100
FEWEST_LINES_OF_HEAD = 2
FEWEST_LINES_OF_HEAD_INSIDE = 3
SHARE_OF_FIELDS = 0.6
_FENCES = ("---", "+++")
_FIELD = re.compile(r"[\w-]{1,40}\s?[:=](?:\s|$)|-\s|[\]}]")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*$")


def front_matter(page: Page) -> Iterator[Span]:
    """The fields between two fences at the start of the article, as site generators keep them."""
    if not page.text.lstrip("\ufeff \t\r\n").startswith(_FENCES):
        return
    fences = [part.span for part in page.dropped if part.span.of(page.text) in _FENCES]
    if len(fences) < 2:
        return
    inside: list[Part] = []
    for part in page.kept:
        if part.span.start > fences[1].start or len(inside) > MOST_LINES_OF_FRONT_MATTER:
            break
        inside.append(part)
    fields = sum(bool(_FIELD.match(part.text)) for part in inside)
    if 0 < len(inside) <= MOST_LINES_OF_FRONT_MATTER and fields >= SHARE_OF_FIELDS * len(inside):
        yield from (part.span for part in inside)


def mail_head(page: Page) -> Iterator[Span]:
    """Runs of lines such as `From: …`, `Subject: …`: two at the start of the article, three elsewhere."""
    wording = wording_of("metadata", page.language)
    run: list[Span] = []
    started = False
    for part in page.kept:
        if ":" in part.text and wording.headers.match(part.text):
            run.append(part.span)
            continue
        if run:
            yield from _long_enough(run, started)
            run = []
        started = True
    yield from _long_enough(run, started)


def _long_enough(run: Sequence[Span], started: bool) -> Sequence[Span]:
    return run if len(run) >= (FEWEST_LINES_OF_HEAD_INSIDE if started else FEWEST_LINES_OF_HEAD) else ()


def signature(page: Page) -> Iterator[Span]:
    """The short lines behind the last `--` of an e-mail, up to the next line of signs."""
    if "\n--" not in page.text:
        return
    marks = [part.span for part in page.dropped if part.reason == "symbols"]
    cuts = [span for span in marks if span.of(page.text) == "--"]
    if not cuts:
        return
    start = cuts[-1].end
    end = next((span.start for span in marks if span.start >= start), len(page.text))
    behind = [part for part in page.kept if start <= part.span.start < end]
    lines = all(len(p.text) <= LONGEST_LINE_OF_SIGNATURE and not _SENTENCE_END.search(p.text) for p in behind)
    if lines and len(behind) <= MOST_LINES_OF_SIGNATURE:
        yield from (part.span for part in behind)
