"""Labelled articles -> profiles: of the text as it is fed, cleaned and split, and of the labelled sentences alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emoprofile.aggregate import Aggregator
from emoprofile.data import Document, Dropped, Profile, Provenance, Scored, ScoreMatrix, Segmentation, Sentence, Span
from emoprofile.evaluation.gold import Gold
from emoprofile.labelled import LabelledArticle

UNLABELLED = "unlabelled"


@dataclass(frozen=True, slots=True, eq=False)
class Profiled:
    """The articles of some data as a system sees them, one entry each; None where there is nothing to profile.

    Attributes:
        whole: The profiles of the articles as they are fed; None without a text.
        labelled: The profiles of their labelled sentences.
        failures: Why an article could not be profiled.
    """

    whole: Sequence[Profile | None]
    labelled: Sequence[Profile | None]
    failures: tuple[str, ...]


def segment_by_labels(article: LabelledArticle) -> Segmentation:
    """An article segmented into its labelled sentences; the rest is dropped as unlabelled.

    Of an article without text, the sentences stand in lines.
    """
    text, spans = article.text, [Span(s.start, s.end) for s in article.sentences if s.start is not None and s.end]
    if text is None or len(spans) < len(article.sentences):
        ends = np.cumsum([len(sentence.text) + 1 for sentence in article.sentences]).tolist()
        spans = [Span(e - len(s.text) - 1, e - 1) for e, s in zip(ends, article.sentences, strict=True)]
        text = "\n".join(sentence.text for sentence in article.sentences)
    document = Document(article.id, text, article.metadata)
    dropped, covered = [], 0
    for start, end in [*((span.start, span.end) for span in spans), (len(text), len(text))]:
        gap = text[covered:start]
        if gap.strip():
            first = covered + len(gap) - len(gap.lstrip())
            dropped.append(Dropped(Span(first, first + len(gap.strip())), UNLABELLED))
        covered = end
    return Segmentation(document, tuple(Sentence(span, span.of(text)) for span in spans), tuple(dropped))


def profile_gold(
    gold: Gold,
    scores: ScoreMatrix,
    whole: Sequence[Scored | str | None],
    aggregator: Aggregator,
    provenance: Provenance,
) -> Profiled:
    """The profiles of a system.

    Args:
        gold: The data.
        scores: Of its sentences.
        whole: Per article, its text segmented and scored, or why it could not be; None without a text.
        aggregator: Makes the profiles.
        provenance: Carried into them.
    """
    units = gold.data.units
    labelled = [
        Scored(segment_by_labels(article), scores.select(np.flatnonzero(units == i)))
        for i, article in enumerate(gold.data.articles)
    ]

    def profile_each(each: Sequence[Scored | str | None]) -> list[Profile | None]:
        return [
            aggregator.profile(one, provenance) if isinstance(one, Scored) and len(one.scores) else None for one in each
        ]

    return Profiled(profile_each(whole), profile_each(labelled), tuple(one for one in whole if isinstance(one, str)))
