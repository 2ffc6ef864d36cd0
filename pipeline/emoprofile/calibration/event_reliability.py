"""Measures how reliably a model reads event labels: F1 on held-out sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from emoprofile.calibration.article_fitting import vocabularies_of, vocabulary_of
from emoprofile.calibration.domain_fitting import shorten
from emoprofile.calibration.folds import grouped_folds
from emoprofile.calibration.labelled_logits import LabelledLogits, scores_of
from emoprofile.config import ModelSpec, ReliabilitySpec
from emoprofile.data import EventScores
from emoprofile.data.reliability import FEWEST_EXAMPLES
from emoprofile.metrics import BoolArray, measure_sentences

FOLDS = 5
Measured = dict[str, dict[str, ReliabilitySpec]]
"""The reliability by vocabulary and label."""


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Some of the articles, and the spec that was fitted on the others.

    Attributes:
        rows: Shape (n,): True for the sentences that are held out.
        spec: The spec that was fitted without them.
    """

    rows: BoolArray
    spec: ModelSpec


def hold_out(labelled: LabelledLogits, fit: Callable[[LabelledLogits], ModelSpec], seed: int) -> tuple[HeldOut, ...]:
    """Hold out each article once, in five parts, and fit on the others; a single article gives no parts."""
    fold = grouped_folds(labelled.units, FOLDS, seed)
    parts = np.unique(fold)
    return tuple(HeldOut(fold == k, fit(labelled.select(fold != k))) for k in parts) if len(parts) > 1 else ()


def claims(events: EventScores) -> BoolArray | None:
    """Claim labels by their thresholds: shape (n, labels); None without thresholds."""
    if events.thresholds is None:
        return None
    on_articles = events.threshold_scale == "articles"
    return np.asarray((events.values if on_articles else events.probabilities) >= events.thresholds)


def measure_reliability(labelled: LabelledLogits, parts: Sequence[HeldOut]) -> Measured:
    """Measure F1 per vocabulary and label over all sentences, each under the spec that was fitted without it."""
    claimed: dict[str, dict[str, BoolArray]] = {}
    truths: dict[str, Mapping[str, BoolArray]] = {}
    for part in parts:
        scores = scores_of(part.spec, labelled.raw[part.rows])
        for name, events in vocabularies_of(scores.expressed, scores.groups).items():
            truths[name] = labelled.truth(vocabulary_of(events))
            found = claims(events)
            if found is None:
                continue
            table = claimed.setdefault(name, {label: np.zeros(len(labelled.raw), bool) for label in events.labels})
            for label, column in zip(events.labels, found.T, strict=True):
                table[label][part.rows] = column
    measured: Measured = {}
    for name, table in claimed.items():
        if known := tuple(label for label in table if label in truths[name]):
            given = np.column_stack([truths[name][label] for label in known])
            quality = measure_sentences(known, np.column_stack([table[label] for label in known]), given)
            measured[name] = {
                label: ReliabilitySpec(
                    metric="f1", value=shorten(each.rates.f1.value or 0.0), examples=each.support, data=labelled.name
                )
                for label, each in quality.labels.items()
            }
    return measured


def with_reliability(spec: ModelSpec, measured: Measured) -> ModelSpec:
    """Add measurements to the spec. A former one with more examples is kept if the new one has too few."""
    groups = {
        name: (group := spec.group(name)).model_copy(
            update={"reliability": _better(group.reliability, measured.get(name, {}))}
        )
        for name in spec.bridges
    }
    own = _better(spec.reliability, measured.get(spec.own.name, {}))
    return spec.model_copy(update={"reliability": own, "groups": groups})


def _better(former: Mapping[str, ReliabilitySpec], new: Mapping[str, ReliabilitySpec]) -> dict[str, ReliabilitySpec]:
    enough = FEWEST_EXAMPLES["f1"]
    taken = {
        label: each
        for label, each in new.items()
        if label not in former or each.examples >= min(enough, former[label].examples)
    }
    return {**former, **taken}
