"""The readings of an article and of its voices, from the scores of its sentences and their draws."""

from collections.abc import Mapping, Sequence

from emoprofile.aggregate.columns import Columns, columns
from emoprofile.aggregate.draws import Draws, Sample
from emoprofile.aggregate.label_figures import dimension_figures, emotional, event_figures, graded_figures
from emoprofile.aggregate.methods import Method
from emoprofile.aggregate.points import diversity
from emoprofile.data import (
    Dimensions,
    EventScores,
    Evoked,
    Expressed,
    GradedScores,
    Group,
    Leading,
    Readings,
    ScoreMatrix,
    Sentence,
)
from emoprofile.data.readings import NO_SENTENCE
from emoprofile.data.scores import FloatArray

Table = Columns | None
"""The figures of one vocabulary; None for an article without a sentence."""


def readings(
    scores: ScoreMatrix,
    draws: Draws | None,
    weights: FloatArray,
    sentences: Sequence[Sentence],
    method: Method | None,
) -> list[Readings]:
    """What the model says, for each of several weightings of the sentences: the article first, then its voices.

    Args:
        scores: Of the n sentences.
        draws: Their draws under the weightings; None for an article without a sentence, whose figures are null.
        weights: Shape (weightings, n); each sums to 1.
        sentences: All n, for the evidence.
        method: None for the mean.
    """
    count = len(weights)

    def tables(of: EventScores | GradedScores, sample: Sample | None, by: Method | None) -> Sequence[Table]:
        return [None] * count if sample is None else columns(of, sample, weights, sentences, by)

    expressed: Sequence[Expressed | None] = [None] * count
    evoked: Sequence[Evoked | None] = [None] * count
    dimensions: Sequence[Dimensions | None] = [None] * count
    if scores.expressed:
        own = tables(scores.expressed, draws.expressed if draws else None, method)
        groups = {
            name: [_group(each, table) for table in tables(each, draws.groups[name] if draws else None, method)]
            for name, each in scores.groups.items()
        }
        expressed = [
            _expressed(scores.expressed, table, {name: each[k] for name, each in groups.items()})
            for k, table in enumerate(own)
        ]
    if scores.evoked:
        sample = draws.evoked if draws else None
        evoked = [_evoked(scores.evoked, table) for table in tables(scores.evoked, sample, method)]
    if scores.dimensions:
        # Other methods than the mean are for values that start at 0.
        found = tables(scores.dimensions, draws.dimensions if draws else None, None)
        dimensions = [_dimensions(scores, scores.dimensions, table) for table in found]
    return [Readings(*each) for each in zip(expressed, evoked, dimensions, strict=True)]


def _group(scores: EventScores, table: Table) -> Group:
    lead, reason = _leading(table)
    labels = event_figures(scores, table)
    neutral = labels.pop(scores.neutral) if scores.neutral else None
    return Group(
        vocabulary=scores.vocabulary,
        unmapped=scores.unmapped,
        error=scores.errors.origin,
        leading=lead,
        leading_reason=reason,
        emotional=emotional(scores, table),
        diversity=diversity(table.share) if table else None,
        labels=labels,
        neutral=neutral,
    )


def _expressed(scores: EventScores, table: Table, groups: Mapping[str, Group]) -> Expressed:
    own = _group(scores, table)
    return Expressed(**{name: getattr(own, name) for name in Group.__dataclass_fields__}, groups=groups)


def _evoked(scores: GradedScores, table: Table) -> Evoked:
    lead, reason = _leading(table)
    return Evoked(
        vocabulary=scores.vocabulary,
        unmapped=scores.unmapped,
        error=scores.errors.origin,
        leading=lead,
        leading_reason=reason,
        diversity=diversity(table.share) if table else None,
        labels=graded_figures(scores, table),
    )


def _dimensions(scores: ScoreMatrix, graded: GradedScores, table: Table) -> Dimensions:
    found = dimension_figures(graded, table)
    return Dimensions(graded.errors.origin, scores.valence_basis, found.get("valence"), found.get("arousal"))


def _leading(table: Table) -> tuple[tuple[Leading, ...] | None, str | None]:
    return table.leading if table else (None, NO_SENTENCE)
