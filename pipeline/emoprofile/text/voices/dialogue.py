"""Dialogue: a block that begins with a dash -> what is spoken in it.

A list may begin its lines with dashes, too. A block is dialogue only if words in it say that somebody speaks, or if the
dash stands close to a sentence (`—Vete.`), as it does in Spanish, and the block ends as one.
"""

import re
from collections.abc import Callable

from emoprofile.data import Span
from emoprofile.text.blocks import tight
from emoprofile.text.voices.attribution import Attributor
from emoprofile.text.voices.quotations import Quotation

LONGEST_TAG_START = 100
"""Characters: what tells that words say who speaks stands at their beginning."""
_ENCLOSED = re.compile(r"(?<=\S)\s[—–](?=[^\s—–])")
_ENCLOSED_END = re.compile(r"(?<=\S)[—–][.,;:…]*(?=\s)")
_UNMARKED = re.compile(r"(?:,|(?<=[?!…]))\s+(?=[^\W\d_])")
_CLOSE_DASH = re.compile(r"—[^\s—]")
_SAYS_SOMETHING = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.?!…]$")


def dialogue(text: str, block: Span, attributor: Attributor) -> list[Quotation]:
    """What is spoken in a block, in order; nothing if it is no dialogue in the attributor's language.

    Of speech that a tag without dashes breaks off (`– Oui, dit-il.`) only the first part is found: what follows may as
    well be narration.
    """
    if text[block.start] not in attributor.words.dashes:
        return []
    part = block.of(text)

    def is_tag(at: int) -> bool:
        end = min(block.end, block.start + at + LONGEST_TAG_START)
        return block.start + at < end and attributor.is_tag(text, Span(block.start + at, end))

    spoken = _between_dashes(part, is_tag) or _up_to_tag(part, is_tag)
    if not spoken and _CLOSE_DASH.match(part) and _SENTENCE_END.search(part):
        spoken = [(0, len(part))]
    spans = [tight(text, block.start + start, block.start + end) for start, end in spoken]
    return [Quotation(span, closed=True) for span in spans if span and _SAYS_SOMETHING.search(span.of(text))]


def _between_dashes(part: str, is_tag: Callable[[int], bool]) -> list[tuple[int, int]]:
    """All that is spoken where dashes enclose what is not, as in `—No —dijo Ana—. Vete.`, from start to end."""
    spoken: list[tuple[int, int]] = []
    start = 0
    for match in _ENCLOSED.finditer(part):
        at = match.end()
        told = part[match.start() - 1] in ".?!…" and part[at].isupper()  # —No. —Ana se levantó—. Vete.
        if match.start() >= start and (told or is_tag(at)):
            spoken.append((start, match.start()))
            end = _ENCLOSED_END.search(part, at)
            if not end:
                return spoken
            start = end.end()
    return [*spoken, (start, len(part))] if spoken else []


def _up_to_tag(part: str, is_tag: Callable[[int], bool]) -> list[tuple[int, int]]:
    """What is spoken before a tag that only its words tell, as in `– Oui, dit-il.`, from start to end."""
    tag = next((match for match in _UNMARKED.finditer(part) if is_tag(match.end())), None)
    return [(0, tag.start())] if tag else []
