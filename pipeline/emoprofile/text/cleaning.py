"""Rules that mark what is not part of the story. A rule marks spans; it never changes the text."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from emoprofile.data import Dropped, Span

Rule = Callable[[str, Sequence[Span]], Iterator[Dropped]]
"""(text, blocks) -> the spans to drop, each inside one block, with a reason."""

# Letters, figures, and symbols that mean something by themselves: emoji.
_MEANINGFUL = ("L", "N", "So")


def symbols(text: str, blocks: Sequence[Span]) -> Iterator[Dropped]:
    """Blocks without a letter, a figure or an emoji: separators and stray marks such as `-`, `***`, `|#+|`."""
    for block in blocks:
        if not any(unicodedata.category(c).startswith(_MEANINGFUL) for c in block.of(text)):
            yield Dropped(block, "symbols")
