"""The columns of each reading: dimensions, expressed, evoked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from emoprofile.data import Evoked, Expressed, Group, Profile
from emoprofile.data.figures import LabelFigures
from emoprofile.labels import Vocabulary
from emoprofile.write.figure_columns import (
    AROUSAL,
    CERTAINTY,
    EMOTIONAL,
    INTENSITY,
    PEAK,
    PREVALENCE,
    SCORE,
    SHARE,
    VALENCE,
    Column,
    Part,
    figure_columns,
)

Find = Callable[[Profile], Group | Evoked | None]


def dimension_columns(names: Sequence[str]) -> Iterator[Column]:
    """Valence and arousal, those of them that the model has."""
    if "valence" in names:
        yield from figure_columns("valence", VALENCE, lambda profile: profile.valence, CERTAINTY)
        yield Column(
            "valence_basis",
            "text",
            "model: an output of the model; derived: from the polarity of its labels",
            lambda profile: profile.dimensions and profile.dimensions.valence_basis,
        )
    if "arousal" in names:
        yield from figure_columns("arousal", AROUSAL, lambda profile: profile.arousal, {**CERTAINTY, **PEAK})
    if names:
        yield _error("dimensions", lambda profile: profile.dimensions and profile.dimensions.error)


def expressed_columns(vocabularies: Sequence[Vocabulary], method: str) -> Iterator[Column]:
    """What the words express, in the first vocabulary, `expressed.fear`, and in the others, `expressed.ekman.joy`."""
    for i, vocabulary in enumerate(vocabularies):
        name = vocabulary.name
        find = _own if i == 0 else _in(name)
        prefix = "expressed" if i == 0 else f"expressed.{name}"
        yield from _facts(prefix, find)
        if vocabulary.neutral is not None:
            yield from figure_columns(f"{prefix}.emotional", EMOTIONAL, _emotional(find), CERTAINTY)
        for label in vocabulary.labels:
            is_neutral = label == vocabulary.neutral
            parts = _parts(method, has_share=not is_neutral)
            yield from figure_columns(f"{prefix}.{label}", PREVALENCE, _label(find, label, is_neutral), parts)


def evoked_columns(vocabulary: Vocabulary, method: str) -> Iterator[Column]:
    """What the content evokes, per label: `evoked.fear`; none for a vocabulary without labels."""
    if vocabulary.labels:
        yield from _facts("evoked", lambda profile: profile.evoked)
        for label in vocabulary.labels:
            find = _label(lambda profile: profile.evoked, label, is_neutral=False)
            yield from figure_columns(f"evoked.{label}", INTENSITY, find, _parts(method, has_share=True))


def _facts(prefix: str, find: Find) -> Iterator[Column]:
    """What a reading says of all its labels together."""

    def of(read: Callable[[Any], Any]) -> Callable[[Profile], Any]:
        def value(profile: Profile) -> Any:
            found = find(profile)
            return None if found is None else read(found)

        return value

    yield Column(f"{prefix}.vocabulary", "text", "the name of its labels", of(lambda found: found.vocabulary))
    yield Column(
        f"{prefix}.leading",
        "texts",
        "the labels that are clearly above baseline, at most five; empty: none is",
        of(lambda found: None if found.leading is None else [each.label for each in found.leading]),
    )
    yield Column(
        f"{prefix}.leading_reason",
        "text",
        "why nobody can say which labels are above baseline; empty where one can",
        of(lambda found: found.leading_reason),
    )
    yield Column(
        f"{prefix}.diversity", "number", "0: one label has it all, 1: all have alike", of(lambda found: found.diversity)
    )
    yield _error(prefix, of(lambda found: found.error))


def _error(prefix: str, of: Callable[[Profile], Any]) -> Column:
    about = "where the error model is from: fitted for this model, or the pooled default"
    return Column(f"{prefix}.error", "text", about, of)


def _parts(method: str, *, has_share: bool) -> Mapping[str, Part]:
    return {**CERTAINTY, **PEAK, **(SHARE if has_share else {}), **({} if method == "mean" else SCORE)}


def _own(profile: Profile) -> Expressed | None:
    return profile.expressed


def _in(vocabulary: str) -> Find:
    return lambda profile: profile.expressed and profile.expressed.groups[vocabulary]


def _emotional(find: Find) -> Callable[[Profile], Any]:
    return lambda profile: getattr(find(profile), "emotional", None)


def _label(find: Find, label: str, is_neutral: bool) -> Callable[[Profile], LabelFigures | None]:
    def of(profile: Profile) -> LabelFigures | None:
        found = find(profile)
        if isinstance(found, Group) and is_neutral:
            return found.neutral
        return None if found is None else found.labels[label]

    return of
