"""Labels: the blocks of a transcript or an interview that begin with who speaks, `HALE: …`, `Q: …`."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from emoprofile.data import Span
from emoprofile.text.blocks import tight
from emoprofile.text.page import Part

FEWEST_LABELLED = 3
_CAPITALS = re.compile(
    r"(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ0-9.'’& -]{0,40}?)(?: ?\([^()\n]{1,40}\))?:\s+(?=\S)|(?P<letter>[QA])\.\s+(?=\S)"
)
_NAME = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w.'’-]{0,20}(?: [A-ZÀ-Þ][\w.'’-]{0,20}){0,3})(?: ?\([^()\n]{1,40}\))?(?P<letter>):\s+(?=\S)"
)


class Labelled(NamedTuple):
    """What somebody says behind a label.

    Attributes:
        span: The words, without the label.
        speaker: The label, without its colon and what stands in brackets.
        cue: The place of the label.
    """

    span: Span
    speaker: str
    cue: Span


def find_labels(text: str, parts: Sequence[Part]) -> Iterator[Labelled]:
    """The labelled blocks of a transcript; none where an article has fewer than three, or labels that never repeat.

    A full stop ends a label only where it is a letter: `Q.`, `A.`
    """
    found = [
        (part, match) for part in parts if (":" in part.text or part.text[0] in "QA") and (match := _label(part.text))
    ]
    times = Counter(map(_name, (match for _, match in found)))
    if len(found) < FEWEST_LABELLED or max(times.values()) < 2:
        return
    for part, match in found:
        name, start = _name(match), part.span.start
        known = times[name] > 1 or (name.isupper() and len(name) > 1)
        if known and (rest := tight(text, start + match.end(), part.span.end)):
            yield Labelled(rest, " ".join(name.split()), Span(start, start + len(name)))


def _label(block: str) -> re.Match[str] | None:
    if not block[0].isupper():
        return None
    return _CAPITALS.match(block) or _NAME.match(block)


def _name(match: re.Match[str]) -> str:
    return match["name"] or match["letter"]
