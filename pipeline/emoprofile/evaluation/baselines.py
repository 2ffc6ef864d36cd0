"""What a model should beat: the base rates, a bag of words, a word list.

The first two learn from labelled sentences that are not evaluated. Their settings were chosen on the dev split of
GoEmotions, trained on its train split.
"""

from collections.abc import Callable, Sequence

import numpy as np

from emoprofile.calibration import fitted_spec
from emoprofile.config import Fitted, ModelSpec, Source
from emoprofile.data import ScoreMatrix
from emoprofile.data.scores import FloatArray, logit
from emoprofile.errors import ConfigError, MissingExtraError
from emoprofile.evaluation.systems import System, label_scores, word_counts
from emoprofile.labelled import LabelledDataset
from emoprofile.labels import SENTIMENT, groupings
from emoprofile.metrics import BoolArray
from emoprofile.registry import Registry
from emoprofile.score.outputs import calibrated, score_matrix

FOLDS = 3
INVERSE_REGULARISATION = 4.0
MANY = 1000
"""Sentences from which on a word that occurs once is left out."""
MOST_TOKENS = 1 << 20
BASELINES: Registry[Callable[[LabelledDataset | None], System]] = Registry(
    "baseline",
    {
        "majority": "emoprofile.evaluation.baselines:Majority",
        "tfidf": "emoprofile.evaluation.baselines:TfIdf",
        "vader": "emoprofile.evaluation.baselines:Vader",
    },
)
LEARNING = ("majority", "tfidf")
"""Those that need labelled sentences to learn from."""


class Majority:
    """Says of every sentence how often each label was given in training.

    It claims every label that was given at all: a constant claim of a label of base rate r has an F1 of 2r/(1 + r),
    and none has 0.

    Args:
        training: Labelled sentences.

    Raises:
        ConfigError: If there are none.
    """

    name = "majority"

    def __init__(self, training: LabelledDataset | None) -> None:
        training = _learnt_from(training, self.name)
        each = [training, *(training.speaking(name) for name in groupings(training.vocabulary.name))]
        self._rates = [(data.vocabulary, np.asarray(data.given.mean(axis=0))) for data in each]

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        """The same for every sentence."""
        own, *groups = (
            # Half of the best expected F1, as for any system; what was never given is not claimed.
            label_scores(labels, np.tile(logit(rates), (len(texts), 1)), np.where(rates > 0, rates / (1 + rates), 1.0))
            for labels, rates in self._rates
        )
        ones = np.ones(len(texts), np.int64)
        return ScoreMatrix(own, {group.vocabulary: group for group in groups}, None, word_counts(texts), ones)


class TfIdf:
    """Words and pairs of words, weighted by TF-IDF, into one logistic regression per label.

    Calibration, thresholds, group rules and valence are fitted as those of a model are, on scores from
    cross-validation; sentences without an emotion stand for plain prose.

    Args:
        training: Labelled sentences.

    Raises:
        ConfigError: If there are none.
    """

    name = "tfidf"

    def __init__(self, training: LabelledDataset | None) -> None:
        training = _learnt_from(training, self.name)
        from sklearn.feature_extraction.text import TfidfVectorizer

        texts, gold, own = training.texts, training.given, training.vocabulary
        self._vectorizer = TfidfVectorizer(
            ngram_range=(1, 2),
            sublinear_tf=True,
            min_df=2 if len(texts) >= MANY else 1,
            strip_accents="unicode",
            token_pattern=r"\w+|[^\w\s]",  # marks of exclamation and emoji say something, too
        )
        features = self._vectorizer.fit_transform(texts)
        held_out = np.empty(gold.shape)
        fold = np.arange(len(texts)) % FOLDS
        for k in range(FOLDS):
            models = [_Label(features[fold != k], one) for one in gold[fold != k].T]
            held_out[fold == k] = np.column_stack([model.logits(features[fold == k]) for model in models])
        self._labels = [_Label(features, one) for one in gold.T]
        emotional = gold[:, [label != own.neutral for label in own.labels]].any(axis=1)
        plain = held_out[~emotional] if not emotional.all() else held_out
        bare = ModelSpec(
            name=self.name,
            source=Source(folder="."),
            vocabulary=own.name,
            labels={label: label for label in own.labels},
            activation="sigmoid",
            max_tokens=MOST_TOKENS,
        )
        origin = Fitted(data=training.name, split="cross-validation", metric="expected F1")
        self._spec = fitted_spec(bare, held_out, gold, plain, origin)

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        """What the words say."""
        features = self._vectorizer.transform(texts)
        raw = np.column_stack([label.logits(features) for label in self._labels])
        return score_matrix(self._spec, calibrated(self._spec, raw), word_counts(texts), np.ones(len(texts), np.int64))


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
        """Its compound score as valence."""
        valence = np.array([self._analyzer.polarity_scores(text)["compound"] for text in texts], np.float64)
        nothing = label_scores(SENTIMENT.only(()), np.zeros((len(texts), 0)), None)
        return ScoreMatrix(nothing, {}, valence, word_counts(texts), np.ones(len(texts), np.int64))


def _learnt_from(training: LabelledDataset | None, name: str) -> LabelledDataset:
    if training is None or not training.sentences:
        problem = f"baselines: {name!r} learns from labelled sentences, and there are none but those that are evaluated"
        raise ConfigError([f"{problem}. Name some with --train, or leave it out"])
    return training


class _Label:
    """The logistic regression of one label; of a label that all sentences or none carry, their share."""

    def __init__(self, features: object, given: BoolArray) -> None:
        from sklearn.linear_model import LogisticRegression

        self._constant = float(logit(given.mean())) if given.all() or not given.any() else None
        if self._constant is None:
            self._model = LogisticRegression(C=INVERSE_REGULARISATION, solver="liblinear").fit(features, given)

    def logits(self, features: object) -> FloatArray:
        if self._constant is not None:
            return np.full(features.shape[0], self._constant)  # type: ignore[attr-defined]
        return np.asarray(self._model.decision_function(features), np.float64)
