"""The figures of all labels of one vocabulary for one weighting, as arrays: what the values of a profile are read off."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emoprofile.aggregate import points
from emoprofile.aggregate.draws import Sample, quantiles
from emoprofile.aggregate.evidence import evidence
from emoprofile.aggregate.leading import leading
from emoprofile.aggregate.method_scores import method_scores
from emoprofile.aggregate.methods import Method
from emoprofile.data import EventScores, Evidence, GradedScores, Leading, Score, Sentence
from emoprofile.data.scores import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One entry per label; n >= 1.

    Attributes:
        figures: Shape (labels,): Σ w·values.
        low: Shape (labels,): the 5 % quantile of the draws.
        high: Shape (labels,): the 95 % quantile.
        sd: Shape (labels,): their standard deviation.
        above: Shape (labels,): the share of them above the baseline; nan where that is unknown.
        below: Shape (labels,): the share of them below it; nan likewise.
        peak: Shape (labels,).
        share: Shape (labels,): nan for neutral.
        scores: Of a method other than the mean; None under the mean.
        evidence: Per label; empty for neutral.
        leading: The labels that lead, and why nobody can say; see `leading`.
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


def columns(
    scores: EventScores | GradedScores,
    sample: Sample,
    weights: FloatArray,
    sentences: Sequence[Sentence],
    method: Method | None,
) -> list[Columns]:
    """The figures for each of several weightings.

    Args:
        scores: Of the n sentences, n >= 1.
        sample: Their draws under the weightings.
        weights: Shape (weightings, n); each sums to 1.
        sentences: All n, for the evidence.
        method: None for the mean.
    """
    values, labels, baseline = scores.values, scores.labels, scores.baseline
    is_emotion = scores.is_emotion if isinstance(scores, EventScores) else np.ones(len(labels), bool)
    may_lead = is_emotion & ~scores.is_rough
    drawn = sample.figures
    lows, highs = quantiles(drawn)
    sds = drawn.std(axis=2)
    aboves = np.where(np.isnan(baseline), np.nan, (drawn > baseline[:, None]).mean(axis=2))
    belows = np.where(np.isnan(baseline), np.nan, (drawn < baseline[:, None]).mean(axis=2))
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
                # Of the article all sentences; of a voice those that it speaks in.
                peak=points.peaks(values, np.ones(len(w), bool) if k == 0 else w > 0),
                share=points.shares(figures[k], is_emotion),
                scores=None if method is None else method_scores(method, values, w, sample),
                evidence=[
                    evidence(values[:, i], w, baseline[i], sentences, two_sided=label == "valence" and least < 0)
                    if is_emotion[i]
                    else ()
                    for i, (label, least) in enumerate(zip(labels, sample.least, strict=True))
                ],
                leading=leading(labels, figures[k], aboves[k], baseline, may_lead, is_emotion),
            )
        )
    return found
