"""The libraries as they are published, and how a configuration names them."""

from collections.abc import Callable, Iterator
from itertools import chain, pairwise

from emoprofile.text.segment import SPLITTERS
from emoprofile.text.sentences import Splitter, rule_splitter


def nupunkt(code: str) -> Splitter:
    """As published; so are the others."""
    from nupunkt import sentence_spans

    return lambda text: iter(sentence_spans(text))


def sentencex(code: str) -> Splitter:
    """Quotations are kept whole."""
    from sentencex import get_sentence_boundaries

    return lambda text: ((found["start_index"], found["end_index"]) for found in get_sentence_boundaries(code, text))


def yasbd(code: str) -> Splitter:
    """With quotations split, as the gold does."""
    from yasbd import BoundaryDetector

    detector = BoundaryDetector(code, preserve_quote_and_paren=False)
    return lambda text: pairwise(chain((0,), detector.detect(text)))


def yasbd_whole_quotes(code: str) -> Splitter:
    """As it is without settings."""
    from yasbd import BoundaryDetector

    detector = BoundaryDetector(code)
    return lambda text: pairwise(chain((0,), detector.detect(text)))


def pysbd(code: str) -> Splitter:
    """Its spans are where it found its sentences again, by searching for them."""
    from pysbd import Segmenter as Pysbd

    segmenter = Pysbd(language=code, clean=False, char_span=True)
    return lambda text: ((span.start, span.end) for span in segmenter.segment(text))


def blingfire(code: str) -> Splitter:
    """One model for all languages."""
    from blingfire import text_to_sentences_and_offsets

    return lambda text: iter(text_to_sentences_and_offsets(text)[1])


def syntok(code: str) -> Splitter:
    """Its sentences are lists of tokens."""
    from syntok.segmenter import analyze

    def split(text: str) -> Iterator[tuple[int, int]]:
        for sentence in chain.from_iterable(analyze(text)):
            tokens = list(sentence)
            yield tokens[0].offset, tokens[-1].offset + len(tokens[-1].value)

    return split


CANDIDATES: dict[str, tuple[Callable[[str], Splitter], str]] = {
    "rules": (rule_splitter, ""),
    "nupunkt": (nupunkt, "'.[nupunkt]'"),
    "sentencex": (sentencex, "'.[sentencex]'"),
    "yasbd": (yasbd, "'.[yasbd]'"),
    "yasbd, default": (yasbd_whole_quotes, "'.[yasbd]'"),
    "pysbd": (pysbd, "pysbd"),
    "blingfire": (blingfire, "blingfire"),
    "syntok": (syntok, "syntok"),
}
"""Name -> the library as published, and what to `pip install` for it."""


def registered(name: str) -> str:
    """What a configuration calls the candidate."""
    return name if name in SPLITTERS.names else f"{__name__}:{CANDIDATES[name][0].__name__}"
