"""Page: what a cleaning rule sees of an article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from emoprofile.data import Dropped, Span
from emoprofile.text.blocks import tight


@dataclass(frozen=True)  # without slots, so that what is kept is worked out once
class Page:
    """An article on its way through the rules.

    Attributes:
        text: The article, which never changes.
        language: ISO 639-1 code.
        blocks: Its blocks, in order.
        dropped: What earlier rules have dropped, in order.
    """

    text: str
    language: str
    blocks: tuple[Span, ...]
    dropped: tuple[Dropped, ...] = ()

    def without(self, dropped: Iterable[Dropped]) -> "Page":
        """The page with more dropped."""
        more = list(dropped)
        if not more:
            return self
        together = sorted([*self.dropped, *more], key=lambda part: part.span)
        return Page(self.text, self.language, self.blocks, tuple(together))

    @cached_property
    def kept(self) -> tuple[Span, ...]:
        """The parts of the blocks that are not dropped, in order, without white space at their ends."""
        parts: list[Span] = []
        cuts = iter(self.dropped)
        cut = next(cuts, None)
        for block in self.blocks:
            start = block.start
            while cut and cut.span.start < block.end:
                parts += _part(self.text, start, cut.span.start)
                start = max(start, cut.span.end)
                cut = next(cuts, None)
            parts += _part(self.text, start, block.end)
        return tuple(parts)


def _part(text: str, start: int, end: int) -> Sequence[Span]:
    span = tight(text, start, end) if start < end else None
    return [span] if span else []
