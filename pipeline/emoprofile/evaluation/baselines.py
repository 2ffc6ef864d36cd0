"""Baselines that a model should beat: the base rates, a bag of words, a word list.

The first two learn from labelled sentences that are not evaluated. The settings of the bag of words were chosen on the
dev split of GoEmotions, after training on its train split.
"""

from collections.abc import Callable, Sequence

import numpy as np

from emoprofile.data import ScoreMatrix
from emoprofile.data.scores import FloatArray, logit
from emoprofile.errors import ConfigError, MissingExtraError
from emoprofile.evaluation.gold import derive_valence, has_evoked_ratings
from emoprofile.evaluation.systems import (
    DIMENSIONS,
    System,
    build_event_scores,
    build_graded_scores,
    build_score_matrix,
)
from emoprofile.evaluation.tfidf import TfIdf
from emoprofile.labelled import LabelledDataset
from emoprofile.labels import list_groupings
from emoprofile.registry import Registry

BASELINES: Registry[Callable[[LabelledDataset | None], System]] = Registry(
    "baseline",
    {
        "majority": "emoprofile.evaluation.baselines:Majority",
        "tfidf": "emoprofile.evaluation.baselines:train_tfidf",
        "vader": "emoprofile.evaluation.baselines:Vader",
    },
)
LEARNING = ("majority", "tfidf")
"""The baselines that need labelled sentences to learn from."""


class Majority:
    """Gives every sentence the base rate of each label and the mean of each rating in the training data.

    It claims every label that was given at all: such a claim of a label with base rate r has an F1 of 2r/(1 + r),
    while no claim has 0.

    Args:
        training: Labelled sentences.

    Raises:
        ConfigError: If there are none.
    """

    name = "majority"

    def __init__(self, training: LabelledDataset | None) -> None:
        training = _require_training(training, self.name)
        self._rates = []
        self._evoked = None
        if has_evoked_ratings(training):
            self._evoked = training.vocabulary, training.gold.mean(axis=0)
        elif training.vocabulary.labels:
            each = [training, *(training.speaking(name) for name in list_groupings(training.vocabulary.name))]
            self._rates = [(data.vocabulary, np.asarray(data.given.mean(axis=0))) for data in each]
        rated = {"valence": derive_valence(training), "arousal": training.arousal}
        self._dimensions = {
            name: float(np.nanmean(values)) for name, values in rated.items() if not np.isnan(values).all()
        }

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        """Give every sentence the same scores."""

        def repeat(row: FloatArray) -> FloatArray:
            return np.tile(row, (len(texts), 1))

        events = [
            # The threshold is half of the best expected F1. A label that was never given is not claimed.
            build_event_scores(labels, repeat(logit(rates)), np.where(rates > 0, rates / (1 + rates), 1.0))
            for labels, rates in self._rates
        ]
        evoked = dimensions = None
        if self._evoked is not None:
            vocabulary, means = self._evoked
            evoked = build_graded_scores(vocabulary.name, vocabulary.labels, repeat(means))
        if self._dimensions:
            values = repeat(np.array([*self._dimensions.values()]))
            dimensions = build_graded_scores(DIMENSIONS, tuple(self._dimensions), values)
        return build_score_matrix(
            texts,
            expressed=events[0] if events else None,
            groups={group.vocabulary: group for group in events[1:]},
            evoked=evoked,
            dimensions=dimensions,
        )


class Vader:
    """The word list of Hutto and Gilbert (2014): valence, and no emotions.

    Raises:
        MissingExtraError: If the extra [baselines] is not installed.
    """

    name = "vader"

    def __init__(self, training: LabelledDataset | None = None) -> None:
        try:
            from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
        except ImportError as error:
            raise MissingExtraError("vaderSentiment", "baselines", "the baseline vader") from error
        self._analyzer = SentimentIntensityAnalyzer()

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        """Give the compound score of VADER as valence; it is 0 on flat text by construction."""
        compound = np.array([self._analyzer.polarity_scores(text)["compound"] for text in texts], np.float64)
        valence = build_graded_scores(DIMENSIONS, ("valence",), compound.reshape(-1, 1), np.zeros(1))
        return build_score_matrix(texts, dimensions=valence)


def train_tfidf(training: LabelledDataset | None) -> TfIdf:
    """Train the bag of words.

    Raises:
        ConfigError: If there are no labelled sentences.
    """
    return TfIdf(_require_training(training, TfIdf.name))


def _require_training(training: LabelledDataset | None, name: str) -> LabelledDataset:
    if training is None or not training.sentences:
        problem = f"baselines: {name!r} learns from labelled sentences, but all of the data are evaluated"
        raise ConfigError([f"{problem}. Name training data with --train, or leave the baseline out"])
    return training
