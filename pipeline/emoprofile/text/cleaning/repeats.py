"""The rule for paragraphs that stand in the article twice, as scraping leaves them."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

from emoprofile.data import Dropped, Span
from emoprofile.text.page import Page, Part

FEWEST_WORDS = 8
"""Shorter blocks are repeated on purpose: an answer, a call."""
SIMILAR = 0.7
SKETCH = 12
"""How many of a block's shingles, those of smallest hash, it is found by."""
MOST_PER_SHINGLE = 4
"""How many blocks are kept under one shingle: what bounds the work on hostile input."""
FEWEST_REFRAINS = 3
LONGEST_REFRAIN = 20
"""Words."""
LONGEST_HEAD = 120
"""Characters of the head of a page."""
_WORD = re.compile(r"\w+")
_ASKS = re.compile(r"[?？][\"'”’»)]*$")
_PAGE_HEAD = re.compile(
    r"(?P<first>\d{1,4})(?:[ \t]{3,}|[ \t]*[|·•–—][ \t]*)(?P<behind>[^\W\d].{2,90})$"
    r"|(?P<before>[^\W\d].{2,90}?)(?:[ \t]{3,}|[ \t]*[|·•–—][ \t]*|[ \t]+(?=(?:page|pg|p|seite|s|página|pág)\b))"
    r"(?:(?:page|pg|p|seite|s|página|pág)\.?[ \t]*)?(?P<last>\d{1,4})$",
    re.IGNORECASE,
)


def repeat(page: Page) -> Iterator[Dropped]:
    """A paragraph of eight words or more that an earlier one says as well, word for word or nearly: the first stays.

    Nearly means that of the runs of three words that either has, at least 70 % are in both (Jaccard similarity; Broder,
    1997). Candidates are found through the smallest hashes of each block, in linear time. What repeats on purpose
    stays: a question, a refrain (a short paragraph that comes three times and more), and a line much like the one right
    before. Heads of pages, which repeat but for the page, go.
    """
    heads = _page_heads(page)
    yield from (Dropped(span, "repeat") for span in heads)
    paragraphs = [
        (i, part, words)
        for i, part in enumerate(page.kept)
        if len(part.text) >= FEWEST_WORDS and not (heads and part.span in heads) and (words := _words(part))
    ]
    times = Counter(words for _, _, words in paragraphs)
    exact: set[tuple[str, ...]] = set()
    index: dict[bytes, list[frozenset[tuple[str, ...]]]] = {}
    before: tuple[int, frozenset[tuple[str, ...]]] = (0, frozenset())
    for i, part, words in paragraphs:
        shingles = frozenset(zip(words, words[1:], words[2:], strict=False))
        keys = sorted(map(_hash, shingles))[:SKETCH]
        if words in exact:
            meant = times[words] >= FEWEST_REFRAINS and len(words) <= LONGEST_REFRAIN
            if not meant and not _ASKS.search(part.text):
                yield Dropped(part.span, "repeat")
            continue
        similar = {id(other): other for key in keys for other in index.get(key, ())}
        near = any(_similarity(shingles, other) >= SIMILAR for other in similar.values())
        listed = before[0] == i - 1 and len(words) <= LONGEST_REFRAIN and _similarity(shingles, before[1]) >= SIMILAR
        before = i, shingles
        if near and not listed and not _ASKS.search(part.text):
            yield Dropped(part.span, "repeat")
            continue
        exact.add(words)
        for key in keys:
            under = index.setdefault(key, [])
            if len(under) < MOST_PER_SHINGLE:
                under.append(shingles)


def _words(part: Part) -> tuple[str, ...]:
    """The words of a paragraph; none if there are fewer than eight."""
    words = tuple(_WORD.findall(part.text.casefold()))
    return words if len(words) >= FEWEST_WORDS else ()


def _page_heads(page: Page) -> frozenset[Span]:
    """Short lines that repeat but for a page number at one end, which a word or a wide gap sets off."""
    found: dict[str, dict[str, Span]] = {}
    digits = "0123456789"
    for part in page.kept:
        if part.text[0] not in digits and part.text[-1] not in digits:
            continue
        if FEWEST_WORDS <= len(part.text) <= LONGEST_HEAD and (match := _PAGE_HEAD.match(part.text)):
            number = match["first"] or match["last"]
            found.setdefault((match["behind"] or match["before"]).casefold(), {})[number] = part.span
    return frozenset(span for spans in found.values() if len(spans) > 1 for span in spans.values())


def _hash(shingle: tuple[str, ...]) -> bytes:
    return blake2b("\0".join(shingle).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _similarity(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    if not one or not other:
        return 0.0
    # Sets whose sizes differ too much cannot be similar: do not even compare them.
    if min(len(one), len(other)) < SIMILAR * max(len(one), len(other)):
        return 0.0
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)
