"""Judges a system on whole articles: profiles against ratings, and arcs and uncertainty against labelled sentences.

Ratings are compared with the profiles of the whole texts. Arcs and uncertainty are measured on the labelled sentences,
where gold is known for each sentence. If an article has no text, everything is measured on its labelled sentences.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from emoprofile.aggregate import Aggregator
from emoprofile.data import EventFigures, GradedFigures, Profile, ScoreMatrix
from emoprofile.data.scores import FloatArray
from emoprofile.evaluation.certainty import Certainty, measure_certainty
from emoprofile.evaluation.document_valence import DocumentValence, judge_document_valence
from emoprofile.evaluation.gold import Gold
from emoprofile.evaluation.gold_profiles import Profiled
from emoprofile.metrics import (
    Agreement,
    ArcFit,
    ArcQuality,
    ArticleQuality,
    Measure,
    average_agreement,
    average_measures,
    make_missing,
    measure_arcs,
    measure_articles,
)

Reading = Literal["expressed", "evoked"]


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """How well whole articles are judged.

    Attributes:
        reading: The reading that is compared with the ratings of emotions; empty if system and data share no label.
        vocabulary: The vocabulary of the emotions.
        articles: The number of articles that were profiled.
        end_to_end: Whether the profiles are of the whole texts, cleaned and split as for users; otherwise, they are of
            the labelled sentences.
        gold: The kind of gold for emotions: `ratings` of the articles, or `shares` of their labelled sentences (for
            `evoked`, the means of their ratings).
        quality: The quality of the emotions of the profiles. Concordance is between shares. None without gold.
        valence: The quality of the valence of articles; None if the system or the data have no valence.
        arc: The quality of the arc of valence, and of each emotion, over the labelled sentences.
        arc_emotions: Lin's coefficient, averaged over the emotions.
        certainty: The quality of the stated uncertainty, by vocabulary of `expressed`, `evoked`, `valence`, `arousal`.
        failures: The articles that could not be profiled, with their reasons.
    """

    reading: Reading | Literal[""]
    vocabulary: str
    articles: int
    end_to_end: bool
    gold: Literal["ratings", "shares", ""]
    quality: ArticleQuality | None
    valence: DocumentValence | None
    arc: Mapping[str, ArcQuality]
    arc_emotions: ArcFit | None
    certainty: Mapping[str, Certainty]
    failures: tuple[str, ...] = ()

    def list_figures(self) -> Iterator[tuple[str, Measure]]:
        """List the main figures by name."""
        if self.quality is not None:
            yield "pearson", self.quality.mean.pearson
            yield "spearman", self.quality.mean.spearman
            yield "concordance", self.quality.mean.concordance
            yield "distance", self.quality.distance.mean
        if self.arc_emotions is not None:
            yield "arc.emotions", self.arc_emotions.natural
            yield "arc.emotions_shuffled", self.arc_emotions.shuffled
        if "valence" in self.arc:
            yield "arc.valence", self.arc["valence"].concordance.natural
            yield "arc.valence_shuffled", self.arc["valence"].concordance.shuffled
        if self.valence is not None:
            yield from ((f"valence.{name}", one) for name, one in self.valence.list_figures())
        for name, certainty in self.certainty.items():
            yield from ((f"{name}.{key}", one) for key, one in certainty.list_figures())


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """The emotions that system and data have in common.

    Attributes:
        reading: The reading of the system.
        vocabulary: The name of the vocabulary.
        labels: The emotions.
        predicted: Shape (sentences, labels): q or y.
        truth: Shape (sentences, labels): intensities; 1 for a label that was given without an intensity.
    """

    reading: Reading
    vocabulary: str
    labels: list[str]
    predicted: FloatArray
    truth: FloatArray

    def read_figures(self, profile: Profile | None) -> list[float]:
        """Read the figures of a profile; nan without a profile."""
        labels: Mapping[str, EventFigures | GradedFigures] = {}
        if profile is not None and self.reading == "evoked" and profile.evoked is not None:
            labels = profile.evoked.labels
        elif profile is not None and profile.expressed is not None:
            labels = profile.expressed.vocabularies[self.vocabulary].labels
        figures = [labels.get(label) for label in self.labels]
        # With a method other than the mean, the user asked for its score.
        values = [None if one is None else one.value if one.score is None else one.score.value for one in figures]
        return [np.nan if value is None else value for value in values]


def judge_articles(found: Profiled, scores: ScoreMatrix, gold: Gold, aggregator: Aggregator) -> ArticleResult | None:
    """Judge a system on articles; None if the data have no articles.

    Args:
        found: The profiles of the system.
        scores: The scores of the labelled sentences.
        gold: The data.
        aggregator: The aggregator that made the profiles.
    """
    data = gold.data
    if data.level != "articles":
        return None
    end_to_end = any(article.text is not None for article in data.articles)
    profiles = found.whole if end_to_end else found.labelled
    weights = [aggregator.weigh(scores.select(np.flatnonzero(data.units == i))) for i in range(len(data.articles))]
    shared = _find_shared_emotions(scores.in_vocabulary(aggregator.config.vocabulary), gold)
    arcs = _measure_arcs(scores, gold, shared)
    result = ArticleResult(
        reading="",
        vocabulary="",
        articles=sum(profile is not None for profile in profiles),
        end_to_end=end_to_end,
        gold="",
        quality=None,
        valence=judge_document_valence(profiles, scores, gold),
        arc=arcs,
        arc_emotions=None,
        certainty=measure_certainty(profiles, found.labelled, gold, weights),
        failures=found.failures,
    )
    if shared is None:
        return result
    kind, ratings = _collect_ratings(gold, shared)
    fits = [arc for series, arc in arcs.items() if series != "valence"]
    return replace(
        result,
        reading=shared.reading,
        vocabulary=shared.vocabulary,
        gold=kind,
        quality=_measure_quality(profiles, gold, shared, ratings),
        arc_emotions=ArcFit(
            average_measures([fit.concordance.natural for fit in fits]),
            average_measures([fit.concordance.shuffled for fit in fits]),
            make_missing("it is given per emotion"),
        ),
    )


def _find_shared_emotions(scores: ScoreMatrix, gold: Gold) -> _Shared | None:
    """Find the shared emotions: `evoked` if both have it, or else the finest shared vocabulary of `expressed`."""
    if scores.evoked is not None and (same := gold.match_labels(scores.evoked.vocabulary, scores.evoked.labels)):
        name, labels = same
        columns = [scores.evoked.labels.index(label) for label in labels]
        return _Shared("evoked", name, labels, scores.evoked.values[:, columns], _select_gold(gold, name, labels))
    own = scores.expressed
    for name, each in {own.vocabulary: own, **scores.groups}.items() if own is not None else ():
        if name in gold.spoken:
            labels = [label for label in gold.spoken[name].vocabulary.emotions if label in each.labels]
            if labels:
                columns = [each.labels.index(label) for label in labels]
                return _Shared("expressed", name, labels, each.values[:, columns], _select_gold(gold, name, labels))
    return None


def _select_gold(gold: Gold, name: str, labels: list[str]) -> FloatArray:
    spoken = gold.spoken[name]
    return spoken.gold[:, [spoken.vocabulary.labels.index(label) for label in labels]]


def _collect_ratings(gold: Gold, shared: _Shared) -> tuple[Literal["ratings", "shares"], FloatArray]:
    """Collect the gold of emotions: shape (articles, labels); nan for an article without gold."""
    spoken = gold.spoken[shared.vocabulary]
    if any(article.emotions is not None for article in spoken.articles):
        rows = [
            [np.nan] * len(shared.labels) if a.emotions is None else [a.emotions.get(e, 0.0) for e in shared.labels]
            for a in spoken.articles
        ]
        return "ratings", np.array(rows, np.float64)
    truth = shared.truth if shared.reading == "evoked" else (shared.truth >= gold.data.least).astype(np.float64)
    return "shares", gold.average_articles(truth)


def _measure_quality(
    profiles: Sequence[Profile | None], gold: Gold, shared: _Shared, ratings: FloatArray
) -> ArticleQuality:
    predicted = np.array([shared.read_figures(profile) for profile in profiles]).reshape(ratings.shape)
    quality = measure_articles(shared.labels, predicted, ratings, resamples=gold.articles)
    # Ratings and figures have no common unit. Their shares have: the part of each emotion in the sum of an article.
    shares = measure_articles(shared.labels, _divide_rows(predicted), _divide_rows(ratings), resamples=gold.articles)
    agreements: dict[str, Agreement] = {
        label: replace(one, concordance=shares.labels[label].concordance) for label, one in quality.labels.items()
    }
    return replace(quality, labels=agreements, mean=average_agreement(list(agreements.values())))


def _measure_arcs(scores: ScoreMatrix, gold: Gold, shared: _Shared | None) -> dict[str, ArcQuality]:
    units = gold.data.units
    places = [np.flatnonzero(units == i) for i in range(len(gold.data.articles))]

    def measure_arc(predicted: FloatArray, truth: FloatArray) -> ArcQuality:
        return measure_arcs([predicted[here] for here in places], [truth[here] for here in places], gold.articles)

    if not len(units):
        return {}
    found = {}
    valence = scores.dimensions.get_values("valence") if scores.dimensions else None
    if valence is not None and not np.isnan(gold.valence).any():
        found["valence"] = measure_arc(valence, gold.valence)
    for i, label in enumerate(shared.labels if shared else ()):
        assert shared is not None
        found[label] = measure_arc(shared.predicted[:, i], shared.truth[:, i])
    return found


def _divide_rows(values: FloatArray) -> FloatArray:
    """Divide each row by its sum; nan if the sum is 0."""
    total = values.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(values, total, out=np.full(values.shape, np.nan), where=total > 0))
