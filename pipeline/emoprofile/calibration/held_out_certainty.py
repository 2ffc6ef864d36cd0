"""Whether intervals of held-out articles hold what people say of them, and `above` is right as often as it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emoprofile.aggregate import draw, quantiles
from emoprofile.calibration.article_fitting import vocabularies_of, vocabulary_of
from emoprofile.calibration.event_reliability import FOLDS, HeldOut
from emoprofile.calibration.flat_text import fit_baselines
from emoprofile.calibration.folds import grouped_folds
from emoprofile.calibration.labelled_logits import BaselineLogits, LabelledLogits, RatedLogits, scores_of
from emoprofile.calibration.rating_fitting import fit_ratings
from emoprofile.config import ModelSpec
from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.metrics import AboveQuality, IntervalQuality, is_worth_counting, measure_above, measure_coverage

DRAWS = 999


@dataclass(frozen=True, slots=True)
class HeldOutCertainty:
    """Of one vocabulary, or of `evoked`, `valence` or `arousal`.

    Attributes:
        intervals: The 90 % intervals against the labelled share, or the mean of the ratings.
        above: The probability of being above the baseline, likewise.
    """

    intervals: IntervalQuality
    above: AboveQuality

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"intervals": self.intervals.to_dict(), "above": self.above.to_dict()}


def hold_out_ratings(
    spec: ModelSpec, rated: RatedLogits, baseline: BaselineLogits | None, seed: int = 0
) -> tuple[HeldOut, ...]:
    """Hold each rated article out of the fitting once, in five parts; there are none with a single article.

    Args:
        spec: With everything else that was fitted.
        rated: The ratings.
        baseline: Unemotional sentences, whose means follow the fit.
        seed: Of the parts.
    """
    fold = grouped_folds(rated.units, FOLDS, seed)
    parts = np.unique(fold)
    found = []
    for k in parts if len(parts) > 1 else ():
        fitted = fit_ratings(spec, rated.select(fold != k))[0]
        found.append(HeldOut(fold == k, fitted if baseline is None else fit_baselines(fitted, baseline)))
    return tuple(found)


def certainty_of_labels(labelled: LabelledLogits, parts: Sequence[HeldOut]) -> dict[str, HeldOutCertainty]:
    """Per vocabulary, over all labels that could be given; each article under the spec that it was held out of."""
    found: dict[str, list[FloatArray]] = {}
    for part in parts:
        own = labelled.select(part.rows)
        scores = scores_of(part.spec, own.raw)
        whole = vocabularies_of(scores.expressed, scores.groups)
        truths = {name: own.truth(vocabulary_of(events)) for name, events in whole.items()}
        for unit, here in _articles(own.units):
            drawn = draw(scores.select(here), np.full((1, len(here)), 1 / len(here)), DRAWS, b"%d" % unit)
            samples = {drawn.expressed.labels: drawn.expressed} if drawn.expressed else {}
            samples |= {sample.labels: sample for sample in drawn.groups.values()}
            for name, events in whole.items():
                known = [i for i, label in enumerate(events.labels) if label in truths[name]]
                if known:
                    share = np.array([truths[name][events.labels[i]][here].mean() for i in known])
                    prevalence = events.select(here).values.mean(axis=0)[known]
                    figures = samples[events.labels].figures[0][known]
                    found.setdefault(name, []).append(_row(share, prevalence, figures, events.baseline[known]))
    return {name: _certainty(rows, is_share=True) for name, rows in found.items()}


def certainty_of_ratings(rated: RatedLogits, parts: Sequence[HeldOut]) -> dict[str, HeldOutCertainty]:
    """For `evoked`, `valence` and `arousal`, over their rated labels; of an article, the sentences with all ratings."""
    found: dict[str, list[FloatArray]] = {}
    for part in parts:
        own = rated.select(part.rows)
        scores = scores_of(part.spec, own.raw)
        complete = ~np.any([np.isnan(values) for values in own.ratings.values()], axis=0)
        for unit, every in _articles(own.units):
            here = every[complete[every]]
            if not len(here):
                continue
            drawn = draw(scores.select(here), np.full((1, len(here)), 1 / len(here)), DRAWS, b"%d" % unit)
            for reading, sample, graded in (
                ("evoked", drawn.evoked, scores.evoked),
                ("dimension", drawn.dimensions, scores.dimensions),
            ):
                for i, label in enumerate(graded.labels if graded else ()):
                    ratings = own.ratings.get(f"{reading}:{label}")
                    if ratings is not None and graded is not None and sample is not None:
                        row = _row(
                            ratings[here].mean(keepdims=True),
                            graded.values[here, i].mean(keepdims=True),
                            sample.figures[0][[i]],
                            graded.baseline[[i]],
                        )
                        found.setdefault("evoked" if reading == "evoked" else label, []).append(row)
    return {name: _certainty(rows, is_share=False) for name, rows in found.items()}


def _articles(units: IntArray) -> Iterator[tuple[int, IntArray]]:
    yield from ((int(unit), np.flatnonzero(units == unit)) for unit in np.unique(units))


def _row(truth: FloatArray, value: FloatArray, figures: FloatArray, baseline: FloatArray) -> FloatArray:
    """Truth, value, both ends of the interval, `above` and baseline of some labels: shape (6, labels)."""
    low, high = quantiles(figures)
    said = np.where(np.isnan(baseline), np.nan, (figures > baseline[:, None]).mean(axis=1))
    return np.array([truth, value, low, high, said, baseline])


def _certainty(rows: Sequence[FloatArray], *, is_share: bool) -> HeldOutCertainty:
    truth, value, low, high, said, baseline = np.concatenate(rows, axis=1)[:, None]
    counted = is_worth_counting(truth, value) if is_share else np.ones(truth.shape, bool)
    return HeldOutCertainty(measure_coverage(truth, low, high, counted), measure_above(said, truth, baseline))
