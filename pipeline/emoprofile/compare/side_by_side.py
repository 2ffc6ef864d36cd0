"""Profiles side by side, per reading: one article by several models, or several articles by one."""

from collections.abc import Mapping
from dataclasses import dataclass

from emoprofile.compare.distance import jensen_shannon
from emoprofile.data import Evoked, Group, Profile
from emoprofile.errors import InvalidValueError
from emoprofile.labels import VOCABULARIES


@dataclass(frozen=True, slots=True)
class Column:
    """One of the profiles that are compared.

    Attributes:
        name: What it is called here.
        profile: The profile.
        expressed: Its figures in the common vocabulary; null where `expressed` is not compared.
        evoked: Its figures of `evoked`; null where that is not compared.
        distances: By `expressed` and `evoked`: Jensen-Shannon distance from the first column, in [0, 1]; null where a
            column has no figures.
    """

    name: str
    profile: Profile
    expressed: Group | None
    evoked: Evoked | None
    distances: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Profiles side by side. Readings are never mixed.

    Attributes:
        vocabulary: The vocabulary of `expressed` that all of them have; null where there is none.
        expressed: The labels that all of them have in it, in its order; empty where there is none.
        evoked: The labels of `evoked` that all of them have; empty where one has none.
        columns: The profiles, in the order given.
    """

    vocabulary: str | None
    expressed: tuple[str, ...]
    evoked: tuple[str, ...]
    columns: tuple[Column, ...]


def side_by_side(profiles: Mapping[str, Profile], vocabulary: str | None = None) -> SideBySide:
    """Put profiles side by side in all readings that they have in common.

    Args:
        profiles: By the name of each, two or more.
        vocabulary: The vocabulary of `expressed` to compare in; the finest that all of them have if None.

    Raises:
        InvalidValueError: If they do not have that vocabulary in common, or no reading at all.
    """
    have = {name: each.expressed.vocabularies if each.expressed else {} for name, each in profiles.items()}
    common = [name for name in _finest_first() if all(name in each for each in have.values())]
    if vocabulary not in (None, *common):
        known = "; ".join(f"{name}: {', '.join(each) or 'none'}" for name, each in have.items())
        raise InvalidValueError(
            f"these profiles do not have the vocabulary {vocabulary!r} in common. They have {known}. "
            f"In common: {', '.join(common) or 'none'}"
        )
    chosen = vocabulary or (common[0] if common else None)
    expressed = {name: each[chosen] for name, each in have.items()} if chosen else {}
    evoked = {name: each.evoked for name, each in profiles.items() if each.evoked}
    if len(evoked) < len(profiles):
        evoked = {}
    labels = _find_common([list(each.labels) for each in expressed.values()])
    moods = _find_common([list(each.labels) for each in evoked.values()])
    if not labels and not moods and not _have_dimension(list(profiles.values())):
        known = "; ".join(f"{name}: {', '.join(_list_spoken(each))}" for name, each in profiles.items())
        raise InvalidValueError(f"these profiles have no reading in common. They have {known}")
    columns: list[Column] = []
    for name, profile in profiles.items():
        first = columns[0] if columns else None
        own, felt = expressed.get(name), evoked.get(name)
        distances: dict[str, float | None] = {}
        if own and labels:
            distances["expressed"] = _distance(first.expressed if first else own, own, labels)
        if felt and moods:
            distances["evoked"] = _distance(first.evoked if first else felt, felt, moods)
        columns.append(Column(name, profile, own, felt, distances))
    return SideBySide(chosen, labels, moods, tuple(columns))


def _distance(one: Group | Evoked | None, other: Group | Evoked, labels: tuple[str, ...]) -> float | None:
    if one is None:
        return None
    rows = [[each.labels[label].value for label in labels] for each in (one, other)]
    if any(value is None for row in rows for value in row):
        return None
    return jensen_shannon(*([value or 0.0 for value in row] for row in rows))


def _find_common(each: list[list[str]]) -> tuple[str, ...]:
    return tuple(label for label in (each[0] if each else []) if all(label in labels for labels in each))


def _have_dimension(profiles: list[Profile]) -> bool:
    return all(each.valence for each in profiles) or all(each.arousal for each in profiles)


def _list_spoken(profile: Profile) -> list[str]:
    names = ("expressed", "evoked", "valence", "arousal")
    return [name for name in names if getattr(profile, name)]


def _finest_first() -> list[str]:
    return sorted(VOCABULARIES, key=lambda name: -len(VOCABULARIES[name].labels))
