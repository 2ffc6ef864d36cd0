"""The figures of an article in one vocabulary: formulas, evidence and leaders put together, null where undefined."""

import numpy as np
from numpy.typing import NDArray

from emoprofile.aggregate import figures
from emoprofile.aggregate.bootstrap import FEWEST_SENTENCES, Bootstrap
from emoprofile.aggregate.dominant import dominant
from emoprofile.aggregate.intervals import NamedMethod, log_odds_interval
from emoprofile.data import Dominant, Evidence, LabelFigures, LabelScores, Sentence, VocabularyFigures
from emoprofile.data.scores import FloatArray


def vocabulary_figures(
    scores: LabelScores, w: FloatArray, sentences: tuple[Sentence, ...], method: NamedMethod, bootstrap: Bootstrap
) -> VocabularyFigures:
    """Everything that the profile says in the vocabulary of `scores`.

    Args:
        scores: Of the n sentences.
        w: Shape (n,), sums to 1 unless n = 0.
        sentences: For the evidence.
        method: Makes the scores.
        bootstrap: For their intervals and the test of the leaders.
    """
    columns: dict[str, FloatArray] = {"reference": scores.reference}
    evidence: dict[str, tuple[Evidence, ...]] = {}
    leaders: tuple[Dominant, ...] = ()
    emotionality = diversity = None
    if sentences:
        p, is_emotion = scores.probabilities, scores.is_emotion
        means = bootstrap.means(p, w) if len(sentences) >= FEWEST_SENTENCES else None
        columns |= {
            "score": method(p, w),
            "prevalence": figures.prevalence(p, w),
            "intensity": figures.intensity(p),
        }
        if means is not None and (replicates := method.replicated(p, w, means, bootstrap)) is not None:
            columns["low"], columns["high"] = log_odds_interval(columns["score"], replicates, len(sentences))
        if scores.thresholds is not None:
            over = p >= scores.thresholds
            candidates = np.flatnonzero(over.any(axis=0) & is_emotion)
            columns["coverage"] = figures.coverage(over, w)
            emotionality = figures.emotionality(over, w, is_emotion)
            evidence = {scores.labels[i]: _evidence(p[:, i], w, sentences) for i in candidates}
            leaders = dominant(scores.labels, p, w, candidates, scores.reference, means)
            if emotionality > 0:
                shares = figures.distribution(columns["prevalence"], is_emotion)
                diversity = figures.diversity(shares[is_emotion])
                columns["share"] = np.where(is_emotion, shares, np.nan)
    by_label = _by_label(scores.labels, columns, evidence)
    return VocabularyFigures(
        vocabulary=scores.vocabulary,
        lost=scores.lost,
        dominant=leaders,
        emotionality=emotionality,
        diversity=diversity,
        emotions={label: value for label, value in by_label.items() if label != scores.neutral},
        neutral=by_label.get(scores.neutral) if scores.neutral else None,
    )


def _by_label(
    labels: tuple[str, ...], columns: dict[str, FloatArray], evidence: dict[str, tuple[Evidence, ...]]
) -> dict[str, LabelFigures]:
    """Arrays of shape (labels,) turned into one value per label; absent arrays and nan become null."""

    def cell(name: str, i: int) -> float | None:
        value = float(columns[name][i]) if name in columns else np.nan
        return None if np.isnan(value) else value

    return {
        label: LabelFigures(
            score=cell("score", i),
            interval=(float(columns["low"][i]), float(columns["high"][i])) if "low" in columns else None,
            prevalence=cell("prevalence", i),
            reference=float(columns["reference"][i]),
            intensity=cell("intensity", i),
            coverage=cell("coverage", i),
            share=cell("share", i),
            evidence=evidence.get(label, ()),
        )
        for i, label in enumerate(labels)
    }


def _evidence(p: FloatArray, w: FloatArray, sentences: tuple[Sentence, ...]) -> tuple[Evidence, ...]:
    contributions = w * p
    strongest: NDArray[np.int64] = figures.smallest_half(contributions)
    return tuple(
        Evidence(
            sentence=int(i),
            start=sentences[i].span.start,
            end=sentences[i].span.end,
            p=float(p[i]),
            contribution=float(contributions[i]),
            text=sentences[i].text,
        )
        for i in strongest
    )
