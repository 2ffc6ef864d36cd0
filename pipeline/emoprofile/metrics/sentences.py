"""Measures how well labels are found in sentences: claims against gold, and the order of the probabilities.

In all functions, claimed and gold have shape (n, labels), bool; probabilities has the same shape, in [0, 1].
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from sklearn.metrics import average_precision_score

from emoprofile.data.scores import FloatArray
from emoprofile.metrics.measure import BoolArray, Measure, average_measures, make_measure, make_missing, to_plain
from emoprofile.metrics.resampling import Resamples

NO_SENTENCE = "there is no sentence"
NO_GOLD = "no sentence carries any of the labels"


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of yes-or-no claims, each in [0, 1].

    Attributes:
        precision: The share of claims that are right.
        recall: The share of gold labels that are claimed.
        f1: 2 · right claims / (claims + gold labels), the harmonic mean of both.
    """

    precision: Measure
    recall: Measure
    f1: Measure


@dataclass(frozen=True, slots=True)
class LabelQuality:
    """How well one label is found.

    Attributes:
        rates: The rates of its claims. If it is neither claimed nor present, F1 is 0, and precision and recall are
            null.
        average_precision: Σ (recall step · precision) in the order of falling probabilities, with ties taken together.
            Null without probabilities, if all are equal, and if no sentence or every sentence carries the label.
        support: The number of sentences that carry it.
        claimed: The number of sentences that are claimed to carry it.
    """

    rates: Rates
    average_precision: Measure
    support: int
    claimed: int


@dataclass(frozen=True, slots=True)
class SentenceQuality:
    """How well labels are found in some sentences, with 90 % intervals if articles were resampled.

    Attributes:
        sentences: The number of sentences.
        macro: The plain mean over all labels; a rate that is undefined for a label counts as 0.
        micro: The rates of all labels pooled.
        weighted: The mean over labels, weighted by support.
        average_precision: The plain mean over the labels that have one.
        jaccard: The mean over sentences of |claimed ∩ gold| / |claimed ∪ gold|; 1 if both are empty.
        labels: The figures of each label.
    """

    sentences: int
    macro: Rates
    micro: Rates
    weighted: Rates
    average_precision: Measure
    jaccard: Measure
    labels: Mapping[str, LabelQuality]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return to_plain(self)  # type: ignore[no-any-return]


def measure_sentences(
    labels: Sequence[str],
    claimed: BoolArray,
    gold: BoolArray,
    probabilities: FloatArray | None = None,
    resamples: Resamples | None = None,
) -> SentenceQuality:
    """Compute every figure about claims and their order.

    Args:
        labels: The labels, in the order of the columns.
        claimed: Shape (n, labels).
        gold: Shape (n, labels).
        probabilities: Shape (n, labels); None leaves average precision out.
        resamples: Resamples of the n sentences; None leaves the intervals out.
    """
    sums = _Counts.of(claimed, gold, None)
    drawn = None if resamples is None else _Counts.of(claimed, gold, resamples)
    reason = "" if gold.any() else NO_GOLD if len(gold) else NO_SENTENCE
    ranked = [
        _measure_precision(None if probabilities is None else probabilities[:, i], gold[:, i], resamples)
        for i in range(len(labels))
    ]
    return SentenceQuality(
        sentences=len(gold),
        macro=_build_rates(sums, drawn, "macro", reason),
        micro=_build_rates(sums, drawn, "micro", reason),
        weighted=_build_rates(sums, drawn, "weighted", reason),
        average_precision=average_measures(ranked),
        jaccard=_measure_jaccard(claimed, gold, resamples),
        labels={
            label: LabelQuality(
                _build_label_rates(sums, drawn, i), ranked[i], int(sums.present[0, i]), int(sums.claims[0, i])
            )
            for i, label in enumerate(labels)
        },
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """The number of right claims, of claims and of gold labels: shape (draws, labels) each; the data are one draw."""

    hits: FloatArray
    claims: FloatArray
    present: FloatArray

    @classmethod
    def of(cls, claimed: BoolArray, gold: BoolArray, resamples: Resamples | None) -> "_Counts":
        parts = (claimed & gold, claimed, gold)
        if resamples is None:
            return cls(*(part.sum(axis=0, dtype=np.float64)[None] for part in parts))
        return cls(*(resamples.sum_rows(part.astype(np.float64)) for part in parts))

    def pool(self) -> "_Counts":
        return _Counts(*(part.sum(axis=1, keepdims=True) for part in (self.hits, self.claims, self.present)))

    def compute_rates(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Precision, recall and F1; 0 where undefined."""
        return (
            _divide(self.hits, self.claims),
            _divide(self.hits, self.present),
            _divide(2 * self.hits, self.claims + self.present),
        )

    def average(self, kind: str) -> tuple[FloatArray, ...]:
        """Precision, recall and F1: shape (draws,); nan for a draw without any gold label."""
        if kind == "micro":
            found = tuple(rate[:, 0] for rate in self.pool().compute_rates())
        elif kind == "macro":
            found = tuple(rate.mean(axis=1) for rate in self.compute_rates())
        else:
            total = self.present.sum(axis=1)
            found = tuple(_divide((rate * self.present).sum(axis=1), total) for rate in self.compute_rates())
        return tuple(np.where(self.present.any(axis=1), rate, np.nan) for rate in found)


def _build_rates(sums: _Counts, drawn: _Counts | None, kind: str, reason: str) -> Rates:
    if reason:
        return Rates(make_missing(reason), make_missing(reason), make_missing(reason))
    replicates = drawn.average(kind) if drawn else (None, None, None)
    return Rates(*(make_measure(rate[0], r) for rate, r in zip(sums.average(kind), replicates, strict=True)))


def _build_label_rates(sums: _Counts, drawn: _Counts | None, i: int) -> Rates:
    def of(counts: _Counts) -> list[FloatArray]:
        precision, recall, f1 = (rate[:, i] for rate in counts.compute_rates())
        return [
            np.where(counts.claims[:, i] > 0, precision, np.nan),
            np.where(counts.present[:, i] > 0, recall, np.nan),
            f1,
        ]

    reasons = (
        "" if sums.claims[0, i] else "no sentence is claimed to carry it",
        "" if sums.present[0, i] else "no sentence carries it",
        "",
    )
    replicates = of(drawn) if drawn else (None, None, None)
    return Rates(*(make_measure(v[0], r, why) for v, r, why in zip(of(sums), replicates, reasons, strict=True)))


def _measure_precision(p: FloatArray | None, gold: BoolArray, resamples: Resamples | None) -> Measure:
    if p is None:
        return make_missing("there are no probabilities")
    if not gold.any():
        return make_missing("no sentence carries it" if len(gold) else NO_SENTENCE)
    if gold.all():
        return make_missing("every sentence carries it")
    if p.min() == p.max():
        return make_missing("all sentences have the same probability")
    replicates = None if resamples is None else resample_average_precision(p, gold, resamples)
    return make_measure(float(average_precision_score(gold, p)), replicates)


def resample_average_precision(p: FloatArray, gold: BoolArray, resamples: Resamples) -> FloatArray:
    """Compute the average precision of one label in each resample: shape (replicates,); nan if no sentence carries it.

    The sentences are sorted once. Precision is needed only at the positions of sentences that carry the label. Between
    two such positions, the sentences are summed by unit, and each resample weights these sums.

    Args:
        p: Shape (n,).
        gold: Shape (n,), with at least one sentence that carries the label.
        resamples: Resamples of the n sentences.
    """
    places = np.unique(-p[gold])
    place = np.searchsorted(places, -p)  # tied sentences share a place; sentences below all places are left out
    rows = np.arange(len(p))
    above = place < len(places)
    shape = (len(places), len(p))
    units = resamples.build_membership()
    everything = csr_array((np.ones(above.sum()), (place[above], rows[above])), shape=shape) @ units
    carrying = csr_array((np.ones(gold.sum()), (place[gold], rows[gold])), shape=shape) @ units
    drawn = np.ascontiguousarray(resamples.counts.T)
    hits = carrying @ drawn
    precision = _divide(np.cumsum(hits, axis=0), np.cumsum(everything @ drawn, axis=0))
    total = hits.sum(axis=0)
    return np.where(total > 0, _divide((hits * precision).sum(axis=0), total), np.nan)


def _measure_jaccard(claimed: BoolArray, gold: BoolArray, resamples: Resamples | None) -> Measure:
    if not len(gold):
        return make_missing(NO_SENTENCE)
    union = (claimed | gold).sum(axis=1)
    each = np.where(union > 0, (claimed & gold).sum(axis=1) / np.maximum(union, 1), 1.0)
    if resamples is None:
        return make_measure(float(each.mean()))
    sums = resamples.sum_rows(np.column_stack([each, np.ones(len(each))]))
    return make_measure(float(each.mean()), sums[:, 0] / sums[:, 1])


def _divide(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Divide element by element; 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros(np.broadcast(part, whole).shape), where=np.asarray(whole) > 0)
