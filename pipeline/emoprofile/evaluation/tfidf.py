"""A bag of words: it learns labels by logistic regression, and ratings by ridge regression."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from emoprofile.calibration import expected_f1_thresholds, scaling
from emoprofile.data import EventScores, GradedScores, ScoreMatrix
from emoprofile.data.scores import FloatArray, clip_probabilities, logit, sigmoid
from emoprofile.evaluation.gold import derive_valence, find_flat_sentences, has_evoked_ratings
from emoprofile.evaluation.systems import DIMENSIONS, build_event_scores, build_graded_scores, build_score_matrix
from emoprofile.labelled import LabelledDataset
from emoprofile.labels import Vocabulary, list_groupings
from emoprofile.metrics import BoolArray

FOLDS = 3
INVERSE_REGULARISATION = 4.0
RIDGE = 1.0
MANY = 1000
"""With this many sentences or more, words that occur once are left out."""


class TfIdf:
    """Words and pairs of words, weighted by TF-IDF, with one regression per label.

    Labels are learnt by logistic regression, calibrated by Platt's method, and claimed from the threshold with the
    highest expected F1. Ratings (evoked emotions, valence, arousal) are learnt by ridge regression. Calibration,
    thresholds and baselines come from cross-validation; the baselines are the means over flat sentences.

    Args:
        training: Labelled sentences, at least one.
    """

    name = "tfidf"

    def __init__(self, training: LabelledDataset) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        texts = training.texts
        self._vectorizer = TfidfVectorizer(
            ngram_range=(1, 2),
            sublinear_tf=True,
            min_df=2 if len(texts) >= MANY else 1,
            strip_accents="unicode",
            token_pattern=r"\w+|[^\w\s]",  # exclamation marks and emoji carry emotion, too
        )
        features, flat = self._vectorizer.fit_transform(texts), find_flat_sentences(training)
        spoken = [training, *(training.speaking(name) for name in list_groupings(training.vocabulary.name))]
        self._events: list[_Events] = []
        self._evoked: _Graded | None = None
        if has_evoked_ratings(training):
            self._evoked = _Graded(training.vocabulary.name, training.vocabulary.labels, features, training.gold, flat)
        elif training.vocabulary.labels:
            self._events = [_Events(data.vocabulary, features, data.given, flat) for data in spoken]
        rated = {"valence": derive_valence(training), "arousal": training.arousal}
        rated = {name: values for name, values in rated.items() if not np.isnan(values).all()}
        self._dimensions: _Graded | None = None
        if rated:
            table = np.column_stack(list(rated.values()))
            self._dimensions = _Graded(DIMENSIONS, tuple(rated), features, table, flat)

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        """Score some sentences."""
        features = self._vectorizer.transform(texts)
        events = [each.score(features) for each in self._events]
        return build_score_matrix(
            texts,
            expressed=events[0] if events else None,
            groups={group.vocabulary: group for group in events[1:]},
            evoked=self._evoked.score(features) if self._evoked else None,
            dimensions=self._dimensions.score(features) if self._dimensions else None,
        )


class _Events:
    """The labels of one vocabulary."""

    def __init__(self, own: Vocabulary, features: Any, given: BoolArray, flat: BoolArray) -> None:
        self._own = own
        held_out = np.empty(given.shape)
        fold = np.arange(len(given)) % FOLDS
        for k in np.unique(fold):
            models = [_Label(features[fold != k], one) for one in given[fold != k].T]
            held_out[fold == k] = np.column_stack([model.compute_logits(features[fold == k]) for model in models])
        self._labels = [_Label(features, one) for one in given.T]
        self._platt = scaling.platt(held_out, given)
        p = clip_probabilities(sigmoid(scaling.apply(self._platt, held_out)))
        self._thresholds = expected_f1_thresholds(p)
        self._baseline = p[flat].mean(axis=0) if flat.any() else None

    def score(self, features: Any) -> EventScores:
        raw = np.column_stack([label.compute_logits(features) for label in self._labels])
        return build_event_scores(self._own, scaling.apply(self._platt, raw), self._thresholds, self._baseline)


class _Graded:
    """The graded labels of one reading. Each is learnt from the sentences that have a rating of it."""

    def __init__(self, name: str, labels: tuple[str, ...], features: Any, ratings: FloatArray, flat: BoolArray) -> None:
        self._name, self._labels = name, labels
        fold = np.arange(len(ratings)) % FOLDS
        held_out = np.full(ratings.shape, np.nan)
        for k in np.unique(fold):
            models = [_Rating(features[fold != k], column) for column in ratings[fold != k].T]
            held_out[fold == k] = np.column_stack([model.predict(features[fold == k]) for model in models])
        self._models = [_Rating(features, column) for column in ratings.T]
        self._baseline = held_out[flat].mean(axis=0) if flat.any() else None

    def score(self, features: Any) -> GradedScores:
        values = np.column_stack([model.predict(features) for model in self._models])
        return build_graded_scores(self._name, self._labels, values, self._baseline)


class _Label:
    """The logistic regression of one label. For a label that all sentences or none carry, it is a constant."""

    def __init__(self, features: Any, given: BoolArray) -> None:
        from sklearn.linear_model import LogisticRegression

        share = np.full(1, given.mean() if len(given) else 0.5)
        self._constant = None if given.any() and not given.all() else float(logit(share)[0])
        if self._constant is None:
            self._model = LogisticRegression(C=INVERSE_REGULARISATION, solver="liblinear").fit(features, given)

    def compute_logits(self, features: Any) -> FloatArray:
        if self._constant is not None:
            return np.full(features.shape[0], self._constant)
        return np.asarray(self._model.decision_function(features), np.float64)


class _Rating:
    """The ridge regression of one rating. Without a rated sentence, it predicts 0."""

    def __init__(self, features: Any, ratings: FloatArray) -> None:
        from sklearn.linear_model import Ridge

        rated = ~np.isnan(ratings)
        self._model = Ridge(alpha=RIDGE).fit(features[rated], ratings[rated]) if rated.any() else None

    def predict(self, features: Any) -> FloatArray:
        if self._model is None:
            return np.zeros(features.shape[0])
        return np.asarray(self._model.predict(features), np.float64)
