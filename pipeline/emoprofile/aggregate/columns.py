"""The figures of all labels of one vocabulary, as arrays. The values of a profile are taken from these arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emoprofile.aggregate import points
from emoprofile.aggregate.draws import Sample, quantiles
from emoprofile.aggregate.evidence import find_evidence
from emoprofile.aggregate.leading import find_leading
from emoprofile.aggregate.method_scores import apply_method
from emoprofile.aggregate.methods import Method
from emoprofile.data import EventScores, Evidence, GradedScores, Leading, Score, Sentence
from emoprofile.data.scores import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One entry per label; n >= 1.

    Attributes:
        figures: Shape (labels,): the figures, Σ w·values.
        low: Shape (labels,): the 5 % quantile of the draws.
        high: Shape (labels,): the 95 % quantile of the draws.
        sd: Shape (labels,): the standard deviation of the draws.
        above: Shape (labels,): the share of the draws above the baseline; nan where the baseline is unknown.
        below: Shape (labels,): the share of the draws below the baseline; nan where the baseline is unknown.
        peak: Shape (labels,): the mean of the strongest sentences.
        share: Shape (labels,): the part of the sum over all labels but neutral; nan for neutral.
        scores: The scores of a method other than the mean; None under the mean.
        evidence: The evidence of each label; empty for neutral.
        leading: The leading labels, or the reason why there is no list; see `find_leading`.
    """

    figures: FloatArray
    low: FloatArray
    high: FloatArray
    sd: FloatArray
    above: FloatArray
    below: FloatArray
    peak: FloatArray
    share: FloatArray
    scores: list[Score] | None
    evidence: list[tuple[Evidence, ...]]
    leading: tuple[tuple[Leading, ...] | None, str | None]


def compute_columns(
    scores: EventScores | GradedScores,
    sample: Sample,
    weights: FloatArray,
    sentences: Sequence[Sentence],
    method: Method | None,
) -> list[Columns]:
    """Compute the figures under each of several weightings.

    Args:
        scores: The scores of the n sentences, n >= 1.
        sample: The draws of the sentences under the weightings.
        weights: Shape (weightings, n); each sums to 1.
        sentences: All n sentences, for the evidence.
        method: The method; None for the mean.
    """
    values, labels, baseline = scores.values, scores.labels, scores.baseline
    is_emotion = scores.is_emotion if isinstance(scores, EventScores) else np.ones(len(labels), bool)
    may_lead = is_emotion & ~scores.is_rough
    drawn = sample.figures
    lows, highs = quantiles(drawn)
    sds = drawn.std(axis=2)
    # A sum that differs from the baseline only by rounding is neither above nor below it.
    aboves = _count_share(drawn > baseline[:, None] + points.TOLERANCE, baseline)
    belows = _count_share(drawn < baseline[:, None] - points.TOLERANCE, baseline)
    figures = np.clip(weights @ values, sample.least, 1.0)
    found = []
    for k, w in enumerate(weights):
        found.append(
            Columns(
                figures=figures[k],
                low=lows[k],
                high=highs[k],
                sd=sds[k],
                above=aboves[k],
                below=belows[k],
                # The article (k = 0) counts all its sentences, a voice only those that it speaks in.
                peak=points.find_peaks(values, np.ones(len(w), bool) if k == 0 else w > 0),
                share=points.compute_shares(figures[k], is_emotion),
                scores=None if method is None else apply_method(method, values, w, sample),
                evidence=[
                    find_evidence(values[:, i], w, baseline[i], sentences, side) if side else ()
                    for i, side in enumerate(_choose_sides(figures[k], baseline, sample.least, is_emotion).tolist())
                ],
                leading=find_leading(labels, figures[k], aboves[k], baseline, may_lead, is_emotion),
            )
        )
    return found


def _count_share(is_so: NDArray[np.bool_], baseline: FloatArray) -> FloatArray:
    """Count the share of draws that are True: shape (…, labels, draws) -> (…, labels); nan without a baseline."""
    return np.where(np.isnan(baseline), np.nan, np.count_nonzero(is_so, axis=-1) / is_so.shape[-1])


def _choose_sides(
    figures: FloatArray, baseline: FloatArray, least: FloatArray, is_emotion: NDArray[np.bool_]
) -> FloatArray:
    """Choose the side of its baseline on which the evidence of each label lies: 1 above, -1 below, 0 for no evidence.

    The evidence of a negative valence lies below, that of every other label above. A figure that is not on that side of
    its baseline has no evidence.
    """
    sides = np.where((least < 0) & (figures < 0), -1.0, 1.0)
    return np.where(is_emotion & (sides * figures > sides * baseline), sides, 0.0)  # an unknown baseline is nan
