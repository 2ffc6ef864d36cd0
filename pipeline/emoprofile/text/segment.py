"""Document -> Segmentation: blocks, then cleaning, then sentences inside what is kept, then their voices."""

from collections.abc import Callable, Iterator

from emoprofile.config import TextConfig
from emoprofile.data import Document, Segmentation, Sentence
from emoprofile.registry import Registry
from emoprofile.text.blocks import blocks, tight
from emoprofile.text.cleaning import RULES
from emoprofile.text.line_breaks import join_broken_words
from emoprofile.text.page import Page
from emoprofile.text.sentences import PACKAGES, Splitter
from emoprofile.text.voices import passages

SPLITTERS: Registry[Callable[[str], Splitter]] = Registry(
    "splitter",
    {
        "nupunkt": "emoprofile.text.sentences.libraries:nupunkt_splitter",
        "rules": "emoprofile.text.sentences.rules:rule_splitter",
        "sentencex": "emoprofile.text.sentences.libraries:sentencex_splitter",
        "yasbd": "emoprofile.text.sentences.libraries:yasbd_splitter",
    },
)
"""Factories: a language code -> a splitter."""


class Segmenter:
    """Takes articles apart, as a configuration says.

    Attributes:
        packages: The packages of other people that decide where sentences end.

    Raises:
        UnknownNameError: If the configuration names a splitter or a rule that does not exist.
        MissingExtraError: If the splitter's extra is not installed.
        ConfigError: If the splitter does not know the language.
    """

    def __init__(self, config: TextConfig) -> None:
        self.config = config
        self.packages = tuple(package for name, package in PACKAGES.items() if name == config.splitter)
        self._split = SPLITTERS.make(config.splitter, config.language)
        self._rules = [RULES.get(name) for name in config.clean]

    def __reduce__(self) -> tuple[type["Segmenter"], tuple[TextConfig]]:
        return type(self), (self.config,)

    def __call__(self, document: Document) -> Segmentation:
        """The sentences of a document and what was dropped, verified to cover it.

        Raises:
            InvalidValueError: If a splitter lost or invented a character.
        """
        page = Page.from_blocks(document.text, self.config.language, blocks(document.text))
        for rule in self._rules:
            page = page.without(rule(page))
        sentences = tuple(self._sentences(page))
        return Segmentation(document, sentences, page.dropped, passages(page, sentences))

    def _sentences(self, page: Page) -> Iterator[Sentence]:
        for part in page.kept:
            first = part.span.start
            for start, end in self._split(part.text):
                if start == 0 and end == len(part.text):
                    yield Sentence(part.span, part.text)
                elif span := tight(page.text, first + start, first + end):
                    yield Sentence(span, span.of(page.text))


def list_scored_texts(segmentation: Segmentation) -> list[str]:
    """The sentences as the model reads them: without the hyphens and line ends inside their words."""
    return [join_broken_words(sentence.text) for sentence in segmentation.sentences]
