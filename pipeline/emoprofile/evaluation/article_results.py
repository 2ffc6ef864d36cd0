"""A system on whole articles: the profiles that readers get against ratings, arcs and intervals against sentences.

Ratings are held against the profiles of the articles as they are fed. Arcs and intervals are looked at on the labelled
sentences, where gold is known sentence by sentence; so is everything, where there is no text.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from emoprofile.aggregate import Aggregator
from emoprofile.data import Profile, ScoreMatrix, VocabularyFigures
from emoprofile.data.scores import FloatArray
from emoprofile.evaluation.gold_profiles import Profiled
from emoprofile.evaluation.results import NOT_GIVEN, ArticleResult
from emoprofile.evaluation.sentence_results import Gold
from emoprofile.labelled import NO_EMOTION
from emoprofile.metrics import (
    Agreement,
    ArcFit,
    ArcQuality,
    ArticleQuality,
    Measure,
    Resamples,
    absent,
    agreement,
    arc_quality,
    article_quality,
    interval_coverage,
    mean_agreement,
    mean_of,
    measured,
)


def article_result(found: Profiled, scores: ScoreMatrix, gold: Gold, aggregator: Aggregator) -> ArticleResult | None:
    """The results of a system; None where the data have no articles.

    Args:
        found: Its profiles.
        scores: Of the labelled sentences.
        gold: The data.
        aggregator: That made the profiles.
    """
    data = gold.data
    if data.level != "articles":
        return None
    end_to_end = any(article.text is not None for article in data.articles)
    profiles = found.whole if end_to_end else found.labelled
    valence = found.whole_valence if end_to_end else found.labelled_valence
    spoken = scores.speaking(aggregator.config.vocabulary)
    each = {spoken.emotions.vocabulary: spoken.emotions, **spoken.groups}
    name = next((name for name, own in each.items() if own.labels and name in gold.spoken), None)
    labels = [] if name is None else [e for e in gold.spoken[name].vocabulary.emotions if e in each[name].labels]
    result = ArticleResult(
        vocabulary=name or "",
        articles=sum(profile is not None for profile in profiles),
        end_to_end=end_to_end,
        gold="",
        quality=None,
        leader_among=NOT_GIVEN,
        valence=_valence(valence, gold),
        arc=_arcs(scores, gold, name, labels),
        arc_emotions=None,
        coverage=NOT_GIVEN,
        failures=found.failures,
    )
    if name is None or not labels:
        return result
    kind, ratings = _ratings(gold, name, labels)
    fits = [arc for series, arc in result.arc.items() if series != "valence"]
    return replace(
        result,
        gold=kind,
        quality=_quality(profiles, gold, name, labels, ratings),
        leader_among=_leaders(profiles, gold, name, among=True),
        arc_emotions=ArcFit(
            mean_of([fit.concordance.natural for fit in fits]),
            mean_of([fit.concordance.shuffled for fit in fits]),
            absent("it is told per emotion"),
        ),
        coverage=_coverage(found.labelled, scores, gold, name, labels, aggregator),
    )


def _quality(
    profiles: Sequence[Profile | None], gold: Gold, name: str, labels: list[str], ratings: FloatArray
) -> ArticleQuality:
    predicted = np.array([_row(profile, name, labels) for profile in profiles])
    quality = article_quality(labels, predicted, ratings, resamples=gold.articles)
    # Ratings and prevalences have no unit in common, but the shares that each gives the emotions of an article have.
    shares = article_quality(labels, _shares(predicted), _shares(ratings), resamples=gold.articles)
    agreements: dict[str, Agreement] = {
        label: replace(one, concordance=shares.labels[label].concordance) for label, one in quality.labels.items()
    }
    return replace(
        quality,
        labels=agreements,
        mean=mean_agreement(list(agreements.values())),
        dominant=_leaders(profiles, gold, name, among=False),
    )


def _ratings(gold: Gold, name: str, labels: list[str]) -> tuple[str, FloatArray]:
    """What emotions are held against: shape (articles, labels); nan for an article without."""
    articles = gold.spoken[name].articles
    if any(article.emotions is not None for article in articles):
        rows = [[np.nan] * len(labels) if a.emotions is None else [a.emotions.get(e, 0.0) for e in labels]
                for a in articles]  # fmt: skip
        return "ratings", np.array(rows, np.float64)
    return "shares", _gold_shares(gold, name, labels, None)


def _gold_shares(gold: Gold, name: str, labels: list[str], weights: list[FloatArray] | None) -> FloatArray:
    """The share of its labelled sentences that carry an emotion: shape (articles, labels)."""
    columns = [gold.spoken[name].vocabulary.labels.index(label) for label in labels]
    given, units = gold.given[name][:, columns].astype(np.float64), gold.data.units
    rows = []
    for i in range(len(gold.data.articles)):
        here = given[units == i]
        w = np.full(len(here), 1 / max(len(here), 1)) if weights is None else weights[i]
        rows.append(w @ here if len(here) else np.full(len(labels), np.nan))
    return np.array(rows).reshape(-1, len(labels))


def _coverage(
    profiles: Sequence[Profile | None],
    scores: ScoreMatrix,
    gold: Gold,
    name: str,
    labels: list[str],
    aggregator: Aggregator,
) -> Measure:
    units = gold.data.units
    weights = [aggregator.weights(scores.rows(np.flatnonzero(units == i))) for i in range(len(profiles))]
    shares = _gold_shares(gold, name, labels, weights)
    ends = np.full((2, *shares.shape), np.nan)
    for i, profile in enumerate(profiles):
        for j, label in enumerate(labels):
            interval = None if profile is None else _figures(profile, name).emotions[label].interval
            if interval is not None:
                ends[:, i, j] = interval
    return interval_coverage(shares, ends[0], ends[1], gold.articles)


def _leaders(profiles: Sequence[Profile | None], gold: Gold, name: str, *, among: bool) -> Measure:
    """The share of articles with a gold leader that is the profile's, or among those that it cannot tell apart."""
    right = np.full(len(profiles), np.nan)
    for i, (profile, article) in enumerate(zip(profiles, gold.spoken[name].articles, strict=True)):
        if article.dominant is None:
            continue
        leaders = [] if profile is None else [one.label for one in _figures(profile, name).dominant]
        leaders = leaders or [NO_EMOTION]
        right[i] = article.dominant in (leaders if among else leaders[:1])
    return _mean(right, gold.articles)


def _mean(values: FloatArray, resamples: Resamples | None) -> Measure:
    """The mean of what is not nan: shape (articles,)."""
    there = ~np.isnan(values)
    if not there.any():
        return absent("no article has a leading emotion in the data")
    value = float(values[there].mean())
    if resamples is None:
        return measured(value)
    sums = resamples.sums(np.column_stack([np.where(there, values, 0.0), there]))
    return measured(value, np.where(sums[:, 1] > 0, sums[:, 0] / np.maximum(sums[:, 1], 1), np.nan))


def _valence(predicted: FloatArray, gold: Gold) -> Agreement | None:
    """Of articles: what was said, or else the mean of their labelled sentences."""
    units = gold.data.units
    sentences = [gold.valence[units == i] for i in range(len(predicted))]
    truth = np.array(
        [
            float(article.valence) if article.valence is not None else float(own.mean()) if len(own) else np.nan
            for article, own in zip(gold.data.articles, sentences, strict=True)
        ]
    )
    if np.isnan(predicted).all() or np.isnan(truth).all():
        return None
    return agreement(predicted, truth, None if gold.articles is None else gold.articles.weights())


def _arcs(scores: ScoreMatrix, gold: Gold, name: str | None, labels: list[str]) -> dict[str, ArcQuality]:
    units = gold.data.units
    places = [np.flatnonzero(units == i) for i in range(len(gold.data.articles))]

    def arc(predicted: FloatArray, truth: FloatArray) -> ArcQuality:
        return arc_quality([predicted[here] for here in places], [truth[here] for here in places], gold.articles)

    if not len(units):
        return {}
    found = {}
    if scores.valence is not None and not np.isnan(gold.valence).any():
        found["valence"] = arc(scores.valence, gold.valence)
    if name is not None:
        each = {scores.emotions.vocabulary: scores.emotions, **scores.groups}[name]
        p, truth, own = each.probabilities, gold.spoken[name].gold, gold.spoken[name].vocabulary.labels
        found |= {label: arc(p[:, each.labels.index(label)], truth[:, own.index(label)]) for label in labels}
    return found


def _figures(profile: Profile, name: str) -> VocabularyFigures:
    return {profile.figures.vocabulary: profile.figures, **profile.groups}[name]


def _row(profile: Profile | None, name: str, labels: list[str]) -> list[float]:
    if profile is None:
        return [np.nan] * len(labels)
    scores = [_figures(profile, name).emotions[label].score for label in labels]
    return [np.nan if score is None else score for score in scores]


def _shares(values: FloatArray) -> FloatArray:
    """Each row divided by its sum; nan where that is 0."""
    total = values.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(values, total, out=np.full(values.shape, np.nan), where=total > 0))
