"""What the data say, in each vocabulary that they speak, and the draws that all systems share."""

from functools import cached_property

import numpy as np

from emoprofile.data.scores import FloatArray
from emoprofile.labelled import NO_EMOTION, LabelledDataset
from emoprofile.labels import PLUTCHIK, bridge, find_vocabulary, list_groupings
from emoprofile.metrics import BoolArray, Resamples

FLAT_DEGREE = 0.1
"""Up to which a rating says that a sentence is flat."""


class Gold:
    """The labels of some data.

    Args:
        data: The data.
        replicates: How many resamples.

    Attributes:
        spoken: The data in each vocabulary that they speak, by its name.
        given: Which labels are given, by vocabulary: shape (sentences, labels).
        valence: Shape (sentences,): see `derive_valence`.
        sentences: Draws of the sentences; None for too few articles.
        articles: Draws of the articles; likewise.
    """

    def __init__(self, data: LabelledDataset, replicates: int) -> None:
        self.data = data
        names = (data.vocabulary.name, *list_groupings(data.vocabulary.name))
        self.spoken = {name: data.speaking(name) for name in names}
        self.given = {name: each.given for name, each in self.spoken.items()}
        self.valence = derive_valence(data)
        # Articles are drawn whole: their sentences are no independent witnesses.
        self.sentences = Resamples.over(data.units, replicates) if len(data.units) else None
        self.articles = Resamples.over(range(len(data.articles)), replicates)

    def match_labels(self, name: str, labels: tuple[str, ...]) -> tuple[str, list[str]] | None:
        """The vocabulary of the data that graded labels of another can be held against, and the labels in both.

        Args:
            name: The vocabulary of a system's `evoked`.
            labels: Its labels.

        Returns:
            None for data without degrees, or that share no label.
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
        """Shape (articles,): those that nothing leads; where that is not said, those without an emotional sentence."""
        flat, units = find_flat_sentences(self.data), self.data.units
        found = []
        for i, article in enumerate(self.data.articles):
            own = flat[units == i]
            by_sentences = article.dominant is None and bool(len(own)) and bool(own.all())
            found.append(article.dominant == NO_EMOTION or by_sentences)
        return np.array(found, bool)

    def average_articles(self, values: FloatArray, weights: list[FloatArray] | None = None) -> FloatArray:
        """Means over the labelled sentences of each article: shape (sentences, columns) -> (articles, columns).

        Args:
            values: One row per sentence.
            weights: Per article: shape (its sentences,), sums to 1. None counts all alike.
        """
        units = self.data.units
        rows = np.full((len(self.data.articles), values.shape[1]), np.nan)
        for i in range(len(rows)):
            here = values[units == i]
            if len(here):
                rows[i] = here.mean(axis=0) if weights is None else weights[i] @ here
        return rows


def has_evoked_ratings(data: LabelledDataset) -> bool:
    """Whether the degrees of the data are how strongly something moves a reader: those of Plutchik's emotions are."""
    return data.graded and data.vocabulary.name == PLUTCHIK.name


def find_flat_sentences(data: LabelledDataset) -> BoolArray:
    """Shape (sentences,): those that carry no emotion; of graded data, those without a rating above .1.

    A valence that was rated must not be above .1 either, on either side of 0. None is flat where nothing was labelled.
    """
    columns = [data.vocabulary.labels.index(label) for label in data.vocabulary.emotions]
    if not columns:
        return np.zeros(len(data.sentences), bool)
    emotional = (data.gold > FLAT_DEGREE) if data.graded else data.given
    pleasant = np.nan_to_num(np.abs(data.valence)) > FLAT_DEGREE
    return np.asarray(~emotional[:, columns].any(axis=1) & ~pleasant)


def derive_valence(data: LabelledDataset) -> FloatArray:
    """Shape (sentences,), in [-1, 1]: what was said, or else (positive - negative)/all of the degrees of its labels.

    Without a label it is 0. nan where nothing was said and the vocabulary lacks a polarity.
    """
    own, said = data.vocabulary, data.valence
    if not (own.positive and own.negative):
        return said
    polarity = np.array([(label in own.positive) - (label in own.negative) for label in own.labels], np.float64)
    gold = data.gold
    total = gold.sum(axis=1)
    derived = np.divide(gold @ polarity, total, out=np.zeros(len(gold)), where=total > 0)
    return np.where(np.isnan(said), derived, said)
