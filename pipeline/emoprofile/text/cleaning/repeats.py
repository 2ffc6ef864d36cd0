"""The rule for paragraphs that stand in the article twice, as scraping leaves them."""

import re
from collections.abc import Iterator
from hashlib import blake2b

from emoprofile.data import Dropped
from emoprofile.text.page import Page

FEWEST_WORDS = 8
"""Shorter blocks are repeated on purpose: a refrain, an answer."""
SIMILAR = 0.7
SKETCH = 12
"""How many of a block's shingles, those of smallest hash, it is found by."""
MOST_PER_SHINGLE = 4
"""How many blocks are kept under one shingle: what bounds the work on hostile input."""
_WORD = re.compile(r"\w+")


def repeat(page: Page) -> Iterator[Dropped]:
    """A paragraph of eight words or more that an earlier one says as well, word for word or nearly: the first stays.

    Nearly means that of the runs of three words that either has, at least 70 % are in both (Jaccard similarity; Broder,
    1997). Candidates are found through the smallest hashes of each block, in linear time.
    """
    exact: set[tuple[str, ...]] = set()
    index: dict[bytes, list[frozenset[tuple[str, ...]]]] = {}
    for part in page.kept:
        if len(part.text) < FEWEST_WORDS:
            continue
        words = tuple(_WORD.findall(part.text.casefold()))
        if len(words) < FEWEST_WORDS:
            continue
        shingles = frozenset(zip(words, words[1:], words[2:], strict=False))
        keys = sorted(map(_hash, shingles))[:SKETCH]
        seen = {id(other): other for key in keys for other in index.get(key, ())}
        if words in exact or any(_similarity(shingles, other) >= SIMILAR for other in seen.values()):
            yield Dropped(part.span, "repeat")
            continue
        exact.add(words)
        for key in keys:
            under = index.setdefault(key, [])
            if len(under) < MOST_PER_SHINGLE:
                under.append(shingles)


def _hash(shingle: tuple[str, ...]) -> bytes:
    return blake2b("\0".join(shingle).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _similarity(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    # Sets whose sizes differ too much cannot be similar: do not even compare them.
    if min(len(one), len(other)) < SIMILAR * max(len(one), len(other)):
        return 0.0
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)
