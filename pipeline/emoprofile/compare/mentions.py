"""Sentences about someone against the rest of an article, and what that person is quoted as saying.

A sentence is about someone if it mentions the name. Pronouns and descriptions ("she", "the minister") are not followed,
so that many sentences that refer to a person are missed; and a mention is not an emotion towards that person.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from emoprofile.aggregate import Aggregator
from emoprofile.compare.articles import ArticleComparison, compare_articles
from emoprofile.data import Scored, Segmentation
from emoprofile.errors import InvalidValueError

SHORTEST_SURNAME = 3
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|President|Minister|Senator|Judge|Mayor|Captain|General|"
    r"Inspector|Detective|Officer|Chancellor|Chairman|Sergeant|Colonel|Herr|Frau|Señor|Señora|Monsieur|Madame)\.?$"
)
_WORD_BEFORE = re.compile(r"(?P<gap>^|[.!?…:;,“”\"‘’'«»(\[—–-]\s*|\s)(?P<word>[A-ZÀ-ÖØ-Þ][\w.’'-]*)\s+$")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What an article says about someone.

    Attributes:
        name: The name that was looked for, the fullest form first.
        about: The positions of the sentences that mention it, from 0.
        said: The positions of the sentences that hold words the person is quoted as saying.
        comparison: The sentences about the person (second) against all others (first); null where there are no others,
            or no such sentence.
    """

    name: str
    about: tuple[int, ...]
    said: tuple[int, ...]
    comparison: ArticleComparison | None


def compare_mentions(
    scored: Scored, names: Sequence[str], aggregator: Aggregator, vocabulary: str | None = None
) -> Mentions:
    """Compare the sentences that mention someone with all others of an article.

    Args:
        scored: The article.
        names: The full name, then other names of the same person; of a name of several words, the last is looked for by
            itself, unless another first name stands before it.
        aggregator: Its weighting and draws are used.
        vocabulary: That of `expressed`; None takes that of the aggregator.

    Raises:
        InvalidValueError: If a name is blank.
    """
    about = find_mentions(scored.segmentation, names)
    others = frozenset(range(len(scored.scores))) - set(about)
    comparison = None
    if about and others:
        sides = scored.without(frozenset(about)), scored.without(others)
        comparison = compare_articles([sides[0]], [sides[1]], aggregator, vocabulary)
    return Mentions(names[0], about, find_quoted(scored.segmentation, names), comparison)


def find_mentions(segmentation: Segmentation, names: Sequence[str]) -> tuple[int, ...]:
    """The positions of the sentences that mention someone.

    Raises:
        InvalidValueError: If a name is blank.
    """
    finder = _Finder(names)
    return tuple(i for i, sentence in enumerate(segmentation.sentences) if finder.is_in(sentence.text))


def find_quoted(segmentation: Segmentation, names: Sequence[str]) -> tuple[int, ...]:
    """The positions of the sentences in which someone is quoted, as far as the article says who speaks.

    Raises:
        InvalidValueError: If a name is blank.
    """
    finder = _Finder(names)
    return tuple(
        i
        for i, voices in enumerate(segmentation.share_voices())
        if any(voice.speaker_hint and finder.is_in(voice.speaker_hint) for voice in voices)
    )


class _Finder:
    """Looks for the names of one person.

    Args:
        names: The full name, then others.
    """

    def __init__(self, names: Sequence[str]) -> None:
        wholes = [" ".join(_fold(name).split()) for name in names]
        if not wholes or not all(wholes):
            raise InvalidValueError("a name must not be blank: name someone, such as --about 'Mary Osei'")
        parted = [whole.split(" ") for whole in wholes]
        self._whole = re.compile("|".join(rf"(?<!\w){_allow_spaces(words)}(?!\w)" for words in parted), re.IGNORECASE)
        surnames = {words[-1] for words in parted if len(words) > 1 and len(words[-1]) >= SHORTEST_SURNAME}
        self._surnames = re.compile("|".join(rf"(?<![\w-]){re.escape(each)}(?![\w-])" for each in sorted(surnames)))
        self._has_surname = bool(surnames)
        self._first = {word for words in parted for word in words}

    def is_in(self, text: str) -> bool:
        """Whether a text mentions the person."""
        folded = _fold(text)
        if self._whole.search(folded):
            return True
        return self._has_surname and any(
            not self._is_of_another(folded[: found.start()]) for found in self._surnames.finditer(folded)
        )

    def _is_of_another(self, before: str) -> bool:
        """Whether the words before a surname end with the first name of somebody else."""
        found = _WORD_BEFORE.search(before)
        if found is None or found["word"] in self._first or _TITLE.match(found["word"]):
            return False
        # The first word of a sentence has a capital whatever it is: "Yesterday Osei ..."
        return found["gap"].isspace()


def _allow_spaces(words: Sequence[str]) -> str:
    return r"\s+".join(map(re.escape, words))


def _fold(text: str) -> str:
    """The text with composed letters and one kind of apostrophe and hyphen."""
    return unicodedata.normalize("NFC", text).translate({0x2019: "'", 0x2010: "-", 0x2011: "-"})
