"""Sentence splitters of other libraries, each behind the extra of its name, brought to one shape.

All three count in code points, as Python does: what they return is taken as it is, and no string is searched for.
`Segmentation` verifies the result as it does for any splitter.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise

from emoprofile.errors import ConfigError, InvalidValueError, MissingExtraError
from emoprofile.text.line_breaks import LINE_ENDS
from emoprofile.text.sentences.splitter import Splitter

PACKAGES = {"nupunkt": "nupunkt", "sentencex": "sentencex", "yasbd": "yasbd-lib"}
"""Splitter, which is also its extra -> the package behind it."""

# One code point for one, so that every offset stays. A line end inside a block was only made by a margin, and takes
# nupunkt quadratic time. A lone surrogate, which JSON input can carry, cannot be handed to Rust.
_FOR_LIBRARIES = str.maketrans(dict.fromkeys(LINE_ENDS, " ") | {chr(i): "\ufffd" for i in range(0xD800, 0xE000)})


def nupunkt_splitter(code: str) -> Splitter:
    """nupunkt: a model of English legal text, which takes words such as *chaos*, *cold* and *hard* for abbreviations.

    Raises:
        MissingExtraError: If the extra [nupunkt] is not installed.
        ConfigError: If the language is not English.
    """
    if code != "en":
        raise _unknown_language("nupunkt", code, ["en"])
    try:
        from nupunkt import sentence_spans
    except ImportError as error:
        raise _missing("nupunkt") from error
    return _splitter("nupunkt", sentence_spans)


def sentencex_splitter(code: str) -> Splitter:
    """sentencex: hundreds of languages, the fastest on prose; leaves quotations whole, however long.

    It cannot take a capital, a space other than the plain one and a full stop in a row: that article fails.

    Raises:
        MissingExtraError: If the extra [sentencex] is not installed.
    """
    try:
        from sentencex import get_sentence_boundaries
    except ImportError as error:
        raise _missing("sentencex") from error

    def ranges(block: str) -> Iterator[tuple[int, int]]:
        return ((found["start_index"], found["end_index"]) for found in get_sentence_boundaries(code, block))

    return _splitter("sentencex", ranges)


def yasbd_splitter(code: str) -> Splitter:
    """yasbd: 39 languages; splits inside quotations, as the rule splitter does. Long runs of stops are slow.

    Raises:
        MissingExtraError: If the extra [yasbd] is not installed.
        ConfigError: If it does not know the language.
    """
    try:
        from yasbd import BoundaryDetector, UnsupportedLanguageError, get_supported_langs
    except ImportError as error:
        raise _missing("yasbd") from error
    try:
        detector = BoundaryDetector(code, preserve_quote_and_paren=False)
    except UnsupportedLanguageError as error:
        raise _unknown_language("yasbd", code, get_supported_langs()) from error
    return _splitter("yasbd", lambda block: pairwise(chain((0,), detector.detect(block))))


def _splitter(name: str, ranges: Callable[[str], Iterable[tuple[int, int]]]) -> Splitter:
    """The splitter of a library whose every failure is an error of the text at hand."""

    def split(block: str) -> Iterator[tuple[int, int]]:
        try:
            return iter(list(ranges(block.translate(_FOR_LIBRARIES))))
        except BaseException as error:
            # A panic of Rust is no Exception: uncaught, it would end the run and not only the article.
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            raise InvalidValueError(
                f"the splitter {name!r} cannot take a block of {len(block)} characters ({type(error).__name__}). "
                "Choose another for this article, such as text.splitter=rules."
            ) from error

    return split


def _missing(name: str) -> MissingExtraError:
    return MissingExtraError(PACKAGES[name], name, f"the splitter {name!r}")


def _unknown_language(name: str, code: str, known: Iterable[str]) -> ConfigError:
    codes = ", ".join(sorted(other for other in known if other != "auto"))
    return ConfigError([f"text.splitter: {name!r} does not know text.language={code!r}; it knows: {codes}"])
