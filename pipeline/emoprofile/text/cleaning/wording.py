"""Rules that know a line by its wording; the patterns stand in a file per language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from emoprofile.data import Dropped, Span
from emoprofile.text.language import language_file
from emoprofile.text.page import LONGEST_LINE, Page

_SENTENCE_END = re.compile(r"[.!?][\"'”’“‘«»)\s]*$")
_AFTER_SENTENCE = re.compile(r"(?<=[.!?)\"'”’])[ \t]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """The compiled patterns of one rule in one language; a pattern that nothing matches where the file has none.

    Attributes:
        lines: Matches whole lines.
        prefixes: Matches the start of a block whose rest is story.
        suffixes: Matches the end of a block whose rest is story.
        lead_ins: Matches lines that announce other stories.
        abbreviated: Matches the end of a line whose full stop is not the end of a sentence.
    """

    lines: re.Pattern[str]
    prefixes: re.Pattern[str]
    suffixes: re.Pattern[str]
    lead_ins: re.Pattern[str]
    abbreviated: re.Pattern[str]


_NO_WORDING = Wording(*[re.compile("(?!)")] * len(Wording.__dataclass_fields__))


def wording_of(rule: str, language: str) -> Wording:
    """The wording of a rule; one that matches nothing where the language has none."""
    return _wordings(language).get(rule, _NO_WORDING)


@cache
def _wordings(language: str) -> Mapping[str, Wording]:
    rules = language_file(language, "cleaning")
    if rules is None:
        return {}
    definitions: dict[str, str] = {}
    for name, pattern in rules.pop("definitions").items():
        definitions[name] = f"(?:{_expanded(pattern, definitions)})"
    return {
        rule: Wording(*(_compiled(kinds.get(kind, []), definitions) for kind in Wording.__dataclass_fields__))
        for rule, kinds in rules.items()
    }


def metadata(page: Page) -> Iterator[Dropped]:
    """Dates, bylines, datelines, times of update, sections and tags; also where they are glued to a paragraph."""
    wording = wording_of("metadata", page.language)
    glued = []
    for part in page.kept:
        prefix = wording.prefixes.match(part.text)
        if prefix and prefix.end() < len(part.text):
            start = part.span.start
            glued.append(Dropped(Span(start, start + len(prefix[0].rstrip())), "metadata"))
    yield from glued
    yield from _lines(page.without(glued), "metadata", labels=True)


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
                yield Dropped(Span(part.span.start + gap.end(), part.span.end), "credit")
                break


def call_to_action(page: Page) -> Iterator[Dropped]:
    """What the site wants of the reader: write to us, follow us, comment below."""
    return _lines(page, "call-to-action")


def share(page: Page) -> Iterator[Dropped]:
    """What is left of buttons: `Share on Facebook`, `Tweet`, `1.4k shares`."""
    return _lines(page, "share", labels=True)


def notice(page: Page) -> Iterator[Dropped]:
    """Cookies, subscriptions, advertisements, copyright."""
    return _lines(page, "notice")


def _lines(page: Page, rule: str, *, labels: bool = False) -> Iterator[Dropped]:
    """Blocks that are lines of this rule; as labels and buttons, only without the end of a sentence."""
    wording = wording_of(rule, page.language)
    for part in page.kept:
        line = part.line
        if line and wording.lines.fullmatch(line) and not (labels and _is_sentence(part.text, wording)):
            yield Dropped(part.span, rule)


def _is_sentence(block: str, wording: Wording) -> bool:
    return bool(_SENTENCE_END.search(block)) and not wording.abbreviated.search(block)


def _compiled(patterns: list[str], definitions: Mapping[str, str]) -> re.Pattern[str]:
    either = "|".join(f"(?:{_expanded(pattern, definitions)})" for pattern in patterns)
    return re.compile(either or "(?!)", re.IGNORECASE)


def _expanded(pattern: str, definitions: Mapping[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda match: definitions[match[1]], pattern)
