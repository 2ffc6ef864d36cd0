"""Labelled articles -> profiles of their whole texts, and profiles of their labelled sentences alone."""

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
    """The profiles of a system, one entry per article; None if there is nothing to profile.

    Attributes:
        whole: The profiles of the whole texts; None without a text.
        labelled: The profiles of the labelled sentences.
        failures: The reasons of the articles that could not be profiled.
    """

    whole: Sequence[Profile | None]
    labelled: Sequence[Profile | None]
    failures: tuple[str, ...]


def segment_by_labels(article: LabelledArticle) -> Segmentation:
    """Segment an article into its labelled sentences. The rest is dropped as unlabelled.

    If the article has no text, its text is made of the sentences, one a line.
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
    """Make the profiles of a system.

    Args:
        gold: The data.
        scores: The scores of the labelled sentences.
        whole: For each article, its scored text, or the reason why it failed; None without a text.
        aggregator: The aggregator that makes the profiles.
        provenance: The provenance that the profiles carry.
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
