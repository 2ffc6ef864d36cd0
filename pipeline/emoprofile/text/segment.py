"""Document -> Segmentation: blocks, then cleaning, then sentences inside what is kept."""

from collections.abc import Callable, Iterator

from emoprofile.config import TextConfig
from emoprofile.data import Document, Dropped, Segmentation, Sentence, Span
from emoprofile.registry import Registry
from emoprofile.text.blocks import blocks, tight
from emoprofile.text.cleaning import Rule
from emoprofile.text.sentences import Splitter

SPLITTERS: Registry[Callable[[str], Splitter]] = Registry(
    "splitter", {"rules": "emoprofile.text.sentences:rule_splitter"}
)
"""Factories: a language code -> a splitter."""
RULES: Registry[Rule] = Registry("cleaning rule", {"symbols": "emoprofile.text.cleaning:symbols"})


class Segmenter:
    """Takes articles apart, as a configuration says.

    Raises:
        UnknownNameError: If the configuration names a splitter or a rule that does not exist.
    """

    def __init__(self, config: TextConfig) -> None:
        self.config = config
        self._split = SPLITTERS.get(config.splitter)(config.language)
        self._rules = [RULES.get(name) for name in config.clean]

    def __reduce__(self) -> tuple[type["Segmenter"], tuple[TextConfig]]:
        return type(self), (self.config,)

    def __call__(self, document: Document) -> Segmentation:
        """The sentences of a document and what was dropped, verified to cover it.

        Raises:
            InvalidValueError: If a splitter lost or invented a character.
        """
        text = document.text
        found = blocks(text)
        dropped = sorted(self._dropped(text, found), key=lambda part: part.span)
        sentences = tuple(
            Sentence(span, span.of(text))
            for region in _kept(text, found, dropped)
            for span in self._sentences(text, region)
        )
        return Segmentation(document, sentences, tuple(dropped))

    def _dropped(self, text: str, found: list[Span]) -> Iterator[Dropped]:
        """What the rules drop; where two want the same block, the first rule of the configuration has it."""
        remaining = found
        for rule in self._rules:
            taken = list(rule(text, remaining))
            yield from taken
            spans = {part.span for part in taken}
            remaining = [block for block in remaining if block not in spans]

    def _sentences(self, text: str, region: Span) -> Iterator[Span]:
        for start, end in self._split(region.of(text)):
            if span := tight(text, region.start + start, region.start + end):
                yield span


def _kept(text: str, found: list[Span], dropped: list[Dropped]) -> Iterator[Span]:
    """The parts of the blocks that no dropped span covers, in order."""
    cuts = iter(dropped)
    cut = next(cuts, None)
    for block in found:
        start = block.start
        while cut and cut.span.start < block.end:
            if part := tight(text, start, cut.span.start):
                yield part
            start = max(start, cut.span.end)
            cut = next(cuts, None)
        if part := tight(text, start, block.end):
            yield part
