"""The readings of an article and of its voices, from the scores of its sentences and their draws."""

from collections.abc import Mapping, Sequence

from emoprofile.aggregate.columns import Columns, compute_columns
from emoprofile.aggregate.draws import Draws, Sample
from emoprofile.aggregate.label_figures import (
    build_dimension_figures,
    build_emotional,
    build_event_figures,
    build_graded_figures,
)
from emoprofile.aggregate.methods import Method
from emoprofile.aggregate.points import measure_diversity
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


def build_readings(
    scores: ScoreMatrix,
    draws: Draws | None,
    weights: FloatArray,
    sentences: Sequence[Sentence],
    method: Method | None,
) -> list[Readings]:
    """Build the readings under each of several weightings of the sentences: first the article, then its voices.

    Args:
        scores: The scores of the n sentences.
        draws: The draws under the weightings; None for an article without a sentence. Its figures are null.
        weights: Shape (weightings, n); each row sums to 1.
        sentences: All n sentences, for the evidence.
        method: The method; None for the mean.
    """
    count = len(weights)

    def build_tables(of: EventScores | GradedScores, sample: Sample | None, by: Method | None) -> Sequence[Table]:
        return [None] * count if sample is None else compute_columns(of, sample, weights, sentences, by)

    expressed: Sequence[Expressed | None] = [None] * count
    evoked: Sequence[Evoked | None] = [None] * count
    dimensions: Sequence[Dimensions | None] = [None] * count
    if scores.expressed:
        own = build_tables(scores.expressed, draws.expressed if draws else None, method)
        groups = {
            name: [
                _build_group(each, table) for table in build_tables(each, draws.groups[name] if draws else None, method)
            ]
            for name, each in scores.groups.items()
        }
        expressed = [
            _build_expressed_reading(scores.expressed, table, {name: each[k] for name, each in groups.items()})
            for k, table in enumerate(own)
        ]
    if scores.evoked:
        sample = draws.evoked if draws else None
        evoked = [_build_evoked_reading(scores.evoked, table) for table in build_tables(scores.evoked, sample, method)]
    if scores.dimensions:
        # The other methods are for values in [0, 1], and valence can be negative.
        found = build_tables(scores.dimensions, draws.dimensions if draws else None, None)
        dimensions = [_build_dimensions(scores, scores.dimensions, table) for table in found]
    return [Readings(*each) for each in zip(expressed, evoked, dimensions, strict=True)]


def _build_group(scores: EventScores, table: Table) -> Group:
    lead, reason = _take_leading(table)
    labels = build_event_figures(scores, table)
    neutral = labels.pop(scores.neutral) if scores.neutral else None
    return Group(
        vocabulary=scores.vocabulary,
        unmapped=scores.unmapped,
        error=scores.errors.origin,
        leading=lead,
        leading_reason=reason,
        emotional=build_emotional(scores, table),
        diversity=measure_diversity(table.share) if table else None,
        labels=labels,
        neutral=neutral,
    )


def _build_expressed_reading(scores: EventScores, table: Table, groups: Mapping[str, Group]) -> Expressed:
    own = _build_group(scores, table)
    return Expressed(**{name: getattr(own, name) for name in Group.__dataclass_fields__}, groups=groups)


def _build_evoked_reading(scores: GradedScores, table: Table) -> Evoked:
    lead, reason = _take_leading(table)
    return Evoked(
        vocabulary=scores.vocabulary,
        unmapped=scores.unmapped,
        error=scores.errors.origin,
        leading=lead,
        leading_reason=reason,
        diversity=measure_diversity(table.share) if table else None,
        labels=build_graded_figures(scores, table),
    )


def _build_dimensions(scores: ScoreMatrix, graded: GradedScores, table: Table) -> Dimensions:
    found = build_dimension_figures(graded, table)
    return Dimensions(graded.errors.origin, scores.valence_basis, found.get("valence"), found.get("arousal"))


def _take_leading(table: Table) -> tuple[tuple[Leading, ...] | None, str | None]:
    return table.leading if table else (None, NO_SENTENCE)
