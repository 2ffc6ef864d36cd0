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
    list_figure_columns,
)

Find = Callable[[Profile], Group | Evoked | None]


def list_dimension_columns(names: Sequence[str]) -> Iterator[Column]:
    """List the columns of valence and arousal, as far as the model has them."""
    if "valence" in names:
        yield from list_figure_columns("valence", VALENCE, lambda profile: profile.valence, CERTAINTY)
        yield Column(
            "valence_basis",
            "text",
            "model: an output of the model; derived: from the polarity of its labels",
            lambda profile: profile.dimensions and profile.dimensions.valence_basis,
        )
    if "arousal" in names:
        yield from list_figure_columns("arousal", AROUSAL, lambda profile: profile.arousal, {**CERTAINTY, **PEAK})
    if names:
        yield _build_error_column("dimensions", lambda profile: profile.dimensions and profile.dimensions.error)


def list_expressed_columns(vocabularies: Sequence[Vocabulary], method: str) -> Iterator[Column]:
    """List the columns of `expressed`: `expressed.fear` in the first vocabulary, `expressed.ekman.joy` in others."""
    for i, vocabulary in enumerate(vocabularies):
        name = vocabulary.name
        find = _read_own_group if i == 0 else _read_group_in(name)
        prefix = "expressed" if i == 0 else f"expressed.{name}"
        yield from _list_facts(prefix, find)
        if vocabulary.neutral is not None:
            yield from list_figure_columns(f"{prefix}.emotional", EMOTIONAL, _read_emotional(find), CERTAINTY)
        for label in vocabulary.labels:
            is_neutral = label == vocabulary.neutral
            parts = _choose_parts(method, has_share=not is_neutral)
            yield from list_figure_columns(f"{prefix}.{label}", PREVALENCE, _read_label(find, label, is_neutral), parts)


def list_evoked_columns(vocabulary: Vocabulary, method: str) -> Iterator[Column]:
    """List the columns of `evoked`, such as `evoked.fear`; none for a vocabulary without labels."""
    if vocabulary.labels:
        yield from _list_facts("evoked", lambda profile: profile.evoked)
        for label in vocabulary.labels:
            find = _read_label(lambda profile: profile.evoked, label, is_neutral=False)
            yield from list_figure_columns(f"evoked.{label}", INTENSITY, find, _choose_parts(method, has_share=True))


def _list_facts(prefix: str, find: Find) -> Iterator[Column]:
    """List the columns about all labels of a reading together."""

    def of(read: Callable[[Any], Any]) -> Callable[[Profile], Any]:
        def value(profile: Profile) -> Any:
            found = find(profile)
            return None if found is None else read(found)

        return value

    yield Column(f"{prefix}.vocabulary", "text", "the name of the vocabulary", of(lambda found: found.vocabulary))
    yield Column(
        f"{prefix}.leading",
        "texts",
        "the labels that are clearly above baseline, at most five; empty if there is none",
        of(lambda found: None if found.leading is None else [each.label for each in found.leading]),
    )
    yield Column(
        f"{prefix}.leading_reason",
        "text",
        "why labels cannot be compared with a baseline; empty where they can",
        of(lambda found: found.leading_reason),
    )
    yield Column(
        f"{prefix}.diversity",
        "number",
        "how evenly the shares are spread: 0 for a single label, 1 for equal shares",
        of(lambda found: found.diversity),
    )
    yield _build_error_column(prefix, of(lambda found: found.error))


def _build_error_column(prefix: str, of: Callable[[Profile], Any]) -> Column:
    about = "the origin of the error model: fitted for this model, or the pooled default"
    return Column(f"{prefix}.error", "text", about, of)


def _choose_parts(method: str, *, has_share: bool) -> Mapping[str, Part]:
    return {**CERTAINTY, **PEAK, **(SHARE if has_share else {}), **({} if method == "mean" else SCORE)}


def _read_own_group(profile: Profile) -> Expressed | None:
    return profile.expressed


def _read_group_in(vocabulary: str) -> Find:
    return lambda profile: profile.expressed and profile.expressed.groups[vocabulary]


def _read_emotional(find: Find) -> Callable[[Profile], Any]:
    return lambda profile: getattr(find(profile), "emotional", None)


def _read_label(find: Find, label: str, is_neutral: bool) -> Callable[[Profile], LabelFigures | None]:
    def of(profile: Profile) -> LabelFigures | None:
        found = find(profile)
        if isinstance(found, Group) and is_neutral:
            return found.neutral
        return None if found is None else found.labels[label]

    return of
