"""Finds what does not fit together in a spec: its vocabularies, labels and tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from emoprofile.labels import Vocabulary, find_vocabulary

if TYPE_CHECKING:
    from emoprofile.config.model import ModelSpec


def find_wrong_labels(spec: "ModelSpec") -> Iterator[str]:
    """Find label names that do not fit the vocabularies.

    Raises:
        UnknownNameError: If there is no such vocabulary.
    """
    if spec.vocabulary is None:
        if spec.labels:
            yield "vocabulary: is missing; it must name the vocabulary that the labels belong to"
    else:
        yield from _check_output_names(spec.labels, find_vocabulary(spec.vocabulary))
    if spec.evoked is not None:
        whole = find_vocabulary(spec.evoked.vocabulary)
        yield from _check_known("evoked.labels", spec.evoked.labels, whole)


def find_misfits(spec: "ModelSpec") -> Iterator[str]:
    """Find table entries for labels that the model does not have, and readings that its outputs cannot give."""
    yield from _check_events(spec)
    yield from _check_valence(spec)
    yield from _check_error(spec)
    if spec.evoked is not None:
        yield from _check_known("evoked.baseline", spec.evoked.baseline, spec.evokes)
        yield from _check_known("evoked.reliability", spec.evoked.reliability, spec.evokes)
    if not spec.outputs:
        yield "vocabulary: is missing, and so are evoked and dimensions; give one, or the model has no output"
    if spec.activation == "softmax" and (spec.evoked is not None or spec.dimension_outputs):
        yield "activation: must be sigmoid for evoked and dimensions; the outputs of a softmax exclude each other"


def _check_events(spec: "ModelSpec") -> Iterator[str]:
    own = spec.own
    yield from _check_complete("thresholds", spec.thresholds, own)
    yield from _check_complete("calibration.labels", spec.calibration.labels if spec.calibration else None, own)
    yield from _check_known("baseline", spec.baseline, own)
    yield from _check_known("reliability", spec.reliability, own)
    for name, group in spec.groups.items():
        if name not in spec.bridges:
            yield f"groups: the labels do not map into {name!r}; known: {', '.join(spec.bridges) or 'none'}"
            continue
        target = spec.bridges[name].target
        yield from _check_complete(f"groups.{name}.thresholds", group.thresholds, target)
        yield from _check_known(f"groups.{name}.baseline", group.baseline, target)
        yield from _check_known(f"groups.{name}.reliability", group.reliability, target)


def _check_valence(spec: "ModelSpec") -> Iterator[str]:
    valence = spec.dimensions.valence if spec.dimensions else None
    if valence is None or valence.derived is None:
        return
    if spec.kind == "graded":
        yield f"dimensions.valence.derived: the labels from {spec.vocabulary!r} are degrees of valence already"
    elif not (spec.own.positive and spec.own.negative):
        yield f"dimensions.valence.derived: the labels from {spec.vocabulary!r} lack positive or negative ones"


def _check_error(spec: "ModelSpec") -> Iterator[str]:
    error = spec.error
    if error is None:
        return
    events = Vocabulary("expressed", () if spec.kind == "graded" else spec.own.labels)
    yield from _check_complete("error.expressed", error.expressed or None, events)
    for name, table in error.groups.items():
        if name not in spec.bridges:
            yield f"error.groups: the labels do not map into {name!r}; known: {', '.join(spec.bridges) or 'none'}"
            continue
        yield from _check_complete(f"error.groups.{name}", table, spec.bridges[name].target)
    yield from _check_complete("error.evoked", error.evoked or None, spec.evokes)
    yield from _check_complete("error.dimensions", error.dimensions or None, Vocabulary("dimensions", spec.graded))


def _check_output_names(labels: Mapping[str, str], whole: Vocabulary) -> Iterator[str]:
    known = f"{whole.name} has {', '.join(whole.labels)}"
    for theirs, ours in labels.items():
        if ours not in whole.labels:
            yield f"labels: {theirs!r} stands for the unknown label {ours!r}; {known}"
    for ours, count in Counter(labels.values()).items():
        if count > 1:
            yield f"labels: {count} labels of the model stand for {ours!r}; each needs a label of its own"
    if labels and len({theirs.casefold() for theirs in labels}) < len(labels):
        yield "labels: two labels of the model differ only in case"


def _check_complete(key: str, given: Mapping[str, object] | None, own: Vocabulary) -> Iterator[str]:
    """Check that a table names every label of the model, and no other label."""
    if given is None:
        return
    for label in own.labels:
        if label not in given:
            yield f"{key}: no value for the label {label!r}"
    yield from _check_known(key, given, own)


def _check_known(key: str, given: Iterable[str], own: Vocabulary) -> Iterator[str]:
    for label in given:
        if label not in own.labels:
            yield f"{key}: unknown label {label!r}; the model has {', '.join(own.labels)}"
