"""Profiles side by side: in a vocabulary that all of them speak, with how far each is from the first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from emoprofile.data import Profile, VocabularyFigures
from emoprofile.errors import InvalidValueError
from emoprofile.labels import VOCABULARIES


@dataclass(frozen=True, slots=True)
class Column:
    """One of the profiles that are compared.

    Attributes:
        name: What it is called here.
        profile: The profile.
        figures: Its figures in the common vocabulary.
        distance: Jensen-Shannon distance of its emotions from those of the first column, in [0, 1]; null where one of
            the two has no distribution.
    """

    name: str
    profile: Profile
    figures: VocabularyFigures
    distance: float | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Profiles of one article by several models, or of several articles by one.

    Attributes:
        vocabulary: The vocabulary that all of them speak.
        labels: The emotions that all of them have in it, in its order.
        columns: The profiles, in the order given.
    """

    vocabulary: str
    labels: tuple[str, ...]
    columns: tuple[Column, ...]


def side_by_side(profiles: Mapping[str, Profile], vocabulary: str | None = None) -> SideBySide:
    """Put profiles side by side.

    Args:
        profiles: By the name of each, two or more.
        vocabulary: The vocabulary to compare in; the finest that all of them speak if None.

    Raises:
        InvalidValueError: If they have no such vocabulary in common.
    """
    spoken = {name: {p.figures.vocabulary: p.figures, **p.groups} for name, p in profiles.items()}
    common = [name for name in _finest_first() if all(name in each for each in spoken.values())]
    if not common or vocabulary not in (None, *common):
        heard = "; ".join(f"{name}: {', '.join(each)}" for name, each in spoken.items())
        wanted = f"the vocabulary {vocabulary!r}" if vocabulary else "a vocabulary"
        raise InvalidValueError(f"these profiles do not have {wanted} in common. They speak {heard}")
    chosen = vocabulary or common[0]
    figures = {name: each[chosen] for name, each in spoken.items()}
    labels = tuple(e for e in VOCABULARIES[chosen].labels if all(e in each.emotions for each in figures.values()))
    first = next(iter(figures.values()))
    columns = tuple(
        Column(name, profiles[name], each, jensen_shannon(_distribution(first, labels), _distribution(each, labels)))
        for name, each in figures.items()
    )
    return SideBySide(chosen, labels, columns)


def jensen_shannon(one: Sequence[float] | None, other: Sequence[float] | None) -> float | None:
    """The Jensen-Shannon distance of two distributions: the root of their divergence to base 2 (Lin, 1991), in [0, 1].

    Null where one of them is.
    """
    if one is None or other is None:
        return None
    p, q = np.asarray(one), np.asarray(other)
    m = (p + q) / 2

    def divergence(x: np.ndarray) -> float:
        some = x > 0
        return float((x[some] * np.log2(x[some] / m[some])).sum())

    return float(np.sqrt(max(0.0, (divergence(p) + divergence(q)) / 2)))


def _distribution(figures: VocabularyFigures, labels: Sequence[str]) -> Sequence[float] | None:
    """The prevalences of the emotions in common, normalised; None where nothing in the article is emotional."""
    prevalences = [figures.emotions[label].prevalence for label in labels]
    total = sum(value or 0.0 for value in prevalences)
    if not labels or None in prevalences or total <= 0 or figures.emotionality == 0:
        return None
    return [(value or 0.0) / total for value in prevalences]


def _finest_first() -> list[str]:
    return sorted(VOCABULARIES, key=lambda name: -len(VOCABULARIES[name].labels))
