"""The sentences of an article, by place."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from emoprofile.data import Span


class SentenceIndex:
    """Finds sentences by the places in them."""

    def __init__(self, sentences: Sequence[Span]) -> None:
        self._spans = sentences
        self._starts = [span.start for span in sentences]

    def at(self, position: int) -> Span:
        """The sentence that holds a position, or the first behind it."""
        found = bisect_right(self._starts, position) - 1
        if found < 0:
            return self._spans[0]
        if self._spans[found].end <= position and found + 1 < len(self._spans):
            found += 1
        return self._spans[found]

    def behind(self, position: int) -> Span | None:
        """The first sentence that begins at a position or behind it."""
        found = bisect_left(self._starts, position)
        return self._spans[found] if found < len(self._spans) else None

    def before(self, position: int) -> Span | None:
        """The last sentence that ends before a position."""
        found = bisect_left(self._starts, position) - 1
        return self._spans[found] if found >= 0 and self._spans[found].end <= position else None

    def back_from(self, position: int, most: int) -> Sequence[Span]:
        """Up to so many sentences that begin before a position, the last first."""
        end = bisect_left(self._starts, position)
        return self._spans[max(0, end - most) : end][::-1]
