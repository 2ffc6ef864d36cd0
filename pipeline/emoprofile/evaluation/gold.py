"""The gold of a labelled dataset in each vocabulary that its labels map into, and the resamples that systems share."""

from functools import cached_property

import numpy as np

from emoprofile.data.scores import FloatArray
from emoprofile.labelled import NO_EMOTION, LabelledDataset
from emoprofile.labels import PLUTCHIK, bridge, find_vocabulary, list_groupings
from emoprofile.metrics import BoolArray, Resamples

FLAT_DEGREE = 0.1
"""The highest rating of a flat sentence."""


class Gold:
    """The gold of some data.

    Args:
        data: The labelled dataset.
        replicates: The number of resamples.

    Attributes:
        spoken: The data in each vocabulary that their labels map into, by its name.
        given: Which labels are given, by vocabulary: shape (sentences, labels).
        valence: Shape (sentences,): the gold valence; see `derive_valence`.
        sentences: Resamples of the sentences, by article; None for too few articles.
        articles: Resamples of the articles; None for too few articles.
    """

    def __init__(self, data: LabelledDataset, replicates: int) -> None:
        self.data = data
        names = (data.vocabulary.name, *list_groupings(data.vocabulary.name))
        self.spoken = {name: data.speaking(name) for name in names}
        self.given = {name: each.given for name, each in self.spoken.items()}
        self.valence = derive_valence(data)
        # Articles are drawn whole, because the sentences of an article are not independent.
        self.sentences = Resamples.over(data.units, replicates) if len(data.units) else None
        self.articles = Resamples.over(range(len(data.articles)), replicates)

    def match_labels(self, name: str, labels: tuple[str, ...]) -> tuple[str, list[str]] | None:
        """Find the vocabulary of the data that fits the reading `evoked` of a system, and the labels in both.

        Args:
            name: The vocabulary of the system's `evoked`.
            labels: Its labels.

        Returns:
            The vocabulary and the labels; None if the data have no intensities, or share no label.
        """
        if not self.data.graded:
            return None
        for spoken, each in self.spoken.items():
            if spoken == name:
                same = set(labels)
            elif spoken in list_groupings(name):
                members = bridge(find_vocabulary(name), spoken).members
                same = {label for label in labels if members.get(label) == (label,)}
            else:
                continue
            if shared := [label for label in labels if label in same and label in each.vocabulary.labels]:
                return spoken, shared
        return None

    @cached_property
    def flat_articles(self) -> BoolArray:
        """Shape (articles,): whether no emotion leads an article, or, without such data, no sentence is emotional."""
        flat, units = find_flat_sentences(self.data), self.data.units
        found = []
        for i, article in enumerate(self.data.articles):
            own = flat[units == i]
            by_sentences = article.dominant is None and bool(len(own)) and bool(own.all())
            found.append(article.dominant == NO_EMOTION or by_sentences)
        return np.array(found, bool)

    def average_articles(self, values: FloatArray, weights: list[FloatArray] | None = None) -> FloatArray:
        """Average over the labelled sentences of each article: shape (sentences, columns) -> (articles, columns).

        Args:
            values: One row per sentence.
            weights: The weights of the sentences of each article, which sum to 1; None for equal weights.
        """
        units = self.data.units
        rows = np.full((len(self.data.articles), values.shape[1]), np.nan)
        for i in range(len(rows)):
            here = values[units == i]
            if len(here):
                rows[i] = here.mean(axis=0) if weights is None else weights[i] @ here
        return rows


def has_evoked_ratings(data: LabelledDataset) -> bool:
    """Whether the intensities are ratings of what is evoked. Those of Plutchik's emotions are."""
    return data.graded and data.vocabulary.name == PLUTCHIK.name


def find_flat_sentences(data: LabelledDataset) -> BoolArray:
    """Find flat sentences, shape (sentences,): they carry no emotion, or, in graded data, have no rating above .1.

    The absolute value of a rated valence must not be above .1 either. Without labels of emotions, no sentence is flat.
    """
    columns = [data.vocabulary.labels.index(label) for label in data.vocabulary.emotions]
    if not columns:
        return np.zeros(len(data.sentences), bool)
    emotional = (data.gold > FLAT_DEGREE) if data.graded else data.given
    pleasant = np.nan_to_num(np.abs(data.valence)) > FLAT_DEGREE
    return np.asarray(~emotional[:, columns].any(axis=1) & ~pleasant)


def derive_valence(data: LabelledDataset) -> FloatArray:
    """Derive the gold valence, shape (sentences,), in [-1, 1].

    It is the valence in the data, or else (positive - negative)/all, over the intensities of the labels. Without a
    label it is 0. It is nan if the data have no valence and the vocabulary lacks a polarity.
    """
    own, said = data.vocabulary, data.valence
    if not (own.positive and own.negative):
        return said
    polarity = np.array([(label in own.positive) - (label in own.negative) for label in own.labels], np.float64)
    gold = data.gold
    total = gold.sum(axis=1)
    derived = np.divide(gold @ polarity, total, out=np.zeros(len(gold)), where=total > 0)
    return np.where(np.isnan(said), derived, said)
