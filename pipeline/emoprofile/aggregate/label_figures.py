"""Arrays with one entry per label -> the figures of each label. nan becomes null; without a sentence, all are null."""

from collections.abc import Iterator
from typing import Any

from emoprofile.aggregate.columns import Columns
from emoprofile.data import DimensionFigures, Emotional, EventFigures, EventScores, GradedFigures, GradedScores
from emoprofile.data.scores import FloatArray


def build_event_figures(scores: EventScores, table: Columns | None) -> dict[str, EventFigures]:
    """Build the figures by label, neutral included; they are null for an article without a sentence."""
    return {
        label: EventFigures(prevalence=figure, share=share, score=score, **others)
        for label, figure, share, score, others in _list_labels(scores, table)
    }


def build_graded_figures(scores: GradedScores, table: Columns | None) -> dict[str, GradedFigures]:
    """Build the figures by label; they are null for an article without a sentence."""
    return {
        label: GradedFigures(mean=figure, share=share, score=score, **others)
        for label, figure, share, score, others in _list_labels(scores, table)
    }


def build_dimension_figures(scores: GradedScores, table: Columns | None) -> dict[str, DimensionFigures]:
    """Build the figures by dimension, null without a sentence. Valence has no peak, because it has two directions."""
    return {
        label: DimensionFigures(mean=figure, **others | ({"peak": None} if label == "valence" else {}))
        for label, figure, _, _, others in _list_labels(scores, table)
    }


def build_emotional(scores: EventScores, table: Columns | None) -> Emotional | None:
    """Build the opposite of "no emotion" from the draws of that label; None where the vocabulary has no such label."""
    if scores.neutral is None:
        return None
    i = scores.labels.index(scores.neutral)
    baseline = _replace_nan((1 - scores.baseline).tolist()[i])
    if table is None:
        return Emotional(None, None, None, baseline, None)
    low, high = 1 - float(table.high[i]), 1 - float(table.low[i])
    below = _replace_nan(float(table.below[i]))
    return Emotional(1 - float(table.figures[i]), (low, high), float(table.sd[i]), baseline, below)


def _list_labels(
    scores: EventScores | GradedScores, table: Columns | None
) -> Iterator[tuple[str, float | None, float | None, Any, dict[str, Any]]]:
    """Yield per label its name, figure, share and score, and the parts that all kinds of figures have."""
    count = len(scores.labels)
    nothing: list[Any] = [None] * count
    baselines, rough = _replace_nans(scores.baseline), scores.is_rough.tolist()
    if table is None:
        for i, label in enumerate(scores.labels):
            known = {"baseline": baselines[i], "rough": rough[i], "reliability": scores.reliability[i]}
            yield label, None, None, None, dict.fromkeys(("interval", "sd", "above", "peak")) | known
        return
    figures, sds, peaks = table.figures.tolist(), table.sd.tolist(), table.peak.tolist()
    lows, highs = table.low.tolist(), table.high.tolist()
    aboves, shares = _replace_nans(table.above), _replace_nans(table.share)
    values = table.scores or nothing
    for i, label in enumerate(scores.labels):
        others = {
            "interval": (lows[i], highs[i]),
            "sd": sds[i],
            "baseline": baselines[i],
            "above": aboves[i],
            "peak": peaks[i],
            "rough": rough[i],
            "reliability": scores.reliability[i],
            "evidence": table.evidence[i],
        }
        yield label, figures[i], shares[i], values[i], others


def _replace_nans(values: FloatArray) -> list[float | None]:
    return [_replace_nan(value) for value in values.tolist()]


def _replace_nan(value: float) -> float | None:
    return None if value != value else value
