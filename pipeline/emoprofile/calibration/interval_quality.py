"""Whether the intervals of articles hold what people labelled, and whether `above` is right as often as it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emoprofile.aggregate import draw, quantiles
from emoprofile.calibration.article_fitting import vocabularies_of, vocabulary_of
from emoprofile.calibration.event_reliability import HeldOut
from emoprofile.calibration.labelled_logits import LabelledLogits, scores_of
from emoprofile.data.scores import FloatArray

DRAWS = 999
LEAST_PREVALENCE = 0.02
BINS = 5
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class IntervalQuality:
    """Over pairs of a held-out article and a label. What there is no pair for is None.

    Attributes:
        pairs: How many have a labelled share above 0 or a prevalence of at least .02.
        coverage: Of those, how many have the labelled share within the 90 % interval.
        coverage_present: The same of pairs whose label is present.
        below: How many of the pairs have the labelled share below the interval.
        above: How many above it.
        width: Mean width of the interval over all pairs, also those that coverage does not count.
        above_error: Mean |said - right| of `above` over five bins of said, weighted by pairs; right: the labelled share
            is above the baseline. None without baselines.
    """

    pairs: int
    coverage: float | None
    coverage_present: float | None
    below: int
    above: int
    width: float
    above_error: float | None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def measure_intervals(labelled: LabelledLogits, parts: Sequence[HeldOut]) -> dict[str, IntervalQuality]:
    """Per vocabulary, over all labels that could be given; each article under the spec that it was held out of."""
    rows: dict[str, list[FloatArray]] = {}
    for part in parts:
        own = labelled.select(part.rows)
        scores = scores_of(part.spec, own.raw)
        whole = vocabularies_of(scores.expressed, scores.groups)
        truths = {name: own.truth(vocabulary_of(events)) for name, events in whole.items()}
        for unit in np.unique(own.units):
            here = np.flatnonzero(own.units == unit)
            drawn = draw(scores.select(here), np.full((1, len(here)), 1 / len(here)), DRAWS, b"%d" % unit)
            samples = {drawn.expressed.labels: drawn.expressed} if drawn.expressed else {}
            samples |= {sample.labels: sample for sample in drawn.groups.values()}
            for name, events in whole.items():
                known = [i for i, label in enumerate(events.labels) if label in truths[name]]
                if not known:
                    continue
                figures = samples[events.labels].figures[0][known]
                low, high = quantiles(figures)
                share = np.array([truths[name][events.labels[i]][here].mean() for i in known])
                baseline = events.baseline[known]
                said = np.where(np.isnan(baseline), np.nan, (figures > baseline[:, None]).mean(axis=1))
                prevalence = events.select(here).values.mean(axis=0)[known]
                rows.setdefault(name, []).append(np.array([share, prevalence, low, high, said, share > baseline]))
    return {name: _quality(*np.concatenate(found, axis=1)) for name, found in rows.items()}


def _quality(
    share: FloatArray, prevalence: FloatArray, low: FloatArray, high: FloatArray, said: FloatArray, right: FloatArray
) -> IntervalQuality:
    counted = (share > 0) | (prevalence >= LEAST_PREVALENCE)
    below, above = share < low - _TOLERANCE, share > high + _TOLERANCE
    held = ~(below | above)
    return IntervalQuality(
        pairs=int(counted.sum()),
        coverage=_mean(held[counted].astype(np.float64)),
        coverage_present=_mean(held[share > 0].astype(np.float64)),
        below=int((below & counted).sum()),
        above=int((above & counted).sum()),
        width=float((high - low).mean()),
        above_error=_above_error(said[~np.isnan(said)], right[~np.isnan(said)]),
    )


def _above_error(said: FloatArray, right: FloatArray) -> float | None:
    bins = np.minimum((said * BINS).astype(np.int64), BINS - 1)
    gaps = [abs(float((said - right)[bins == k].sum())) for k in range(BINS)]
    return sum(gaps) / len(said) if len(said) else None


def _mean(values: FloatArray) -> float | None:
    return float(values.mean()) if len(values) else None
