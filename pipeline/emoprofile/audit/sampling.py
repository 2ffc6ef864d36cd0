"""Which sentences are labelled: those whose labels tell most, each with a probability that is known.

A share is corrected by the errors of the model in the labelled sentences. Its variance is least where a sentence is
taken with a probability in proportion to its weight times the spread of its answer, sqrt(q(1 - q)) (Zrnic & Candès,
2024; of labels, the mean of their q(1 - q) is taken). Sentences are sorted by score and cut into strata of equal size
in that sense; within a stratum they are taken by systematic sampling in random order (Hartley & Rao, 1962), so that
each has exactly its probability.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emoprofile.audit.sentences import Sentences
from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.errors import InvalidValueError

FEWEST = 20
PER_STRATUM = 20
MOST_STRATA = 5
LEAST_VARIANCE = 0.01
"""Of an answer, whatever the model says: where it is wrongly sure, labels are needed too."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The sentences that are to be labelled.

    Attributes:
        rows: Shape (n,): their positions among all sentences.
        probabilities: Shape (n,): with which each was taken.
        strata: Shape (n,): the stratum of each, from 0.
    """

    rows: IntArray
    probabilities: FloatArray
    strata: IntArray


def draw_sample(sentences: Sentences, groups: IntArray, count: int, seed: int) -> Sample:
    """Draw sentences to label.

    Args:
        sentences: All of them.
        groups: Shape (articles,): the group of each article; each group gets an equal part of the labels.
        count: How many, at least 20.
        seed: The same seed draws the same sentences.

    Raises:
        InvalidValueError: If that is fewer than 20, or more than half of all sentences.
    """
    total = len(sentences.article)
    if count < FEWEST or count > total // 2:
        raise InvalidValueError(
            f"{count} sentences of {total:,}: draw {FEWEST} at least, and half of them at most. With fewer articles, "
            "label them all and use `emoprofile evaluate`"
        )
    random = np.random.default_rng(seed)
    sizes = _weigh(sentences, groups) * _expect_spread(sentences.values)
    strata = stratify(sentences, groups, count)
    rows, probabilities = [], []
    for stratum in range(int(strata.max()) + 1):
        inside = np.flatnonzero(strata == stratum)
        share = count // (int(strata.max()) + 1) + (stratum < count % (int(strata.max()) + 1))
        chances = _include(sizes[inside], min(share, len(inside)))
        order = random.permutation(len(inside))
        taken = order[_take_systematically(chances[order], random)]
        rows.append(inside[taken])
        probabilities.append(chances[taken])
    found = np.concatenate(rows)
    shuffled = random.permutation(len(found))
    return Sample(found[shuffled], np.concatenate(probabilities)[shuffled], strata[found][shuffled])


def stratify(sentences: Sentences, groups: IntArray, count: int) -> IntArray:
    """The stratum of every sentence, by its mean score over the labels: shape (n,)."""
    many = int(np.clip(count // PER_STRATUM, 1, MOST_STRATA))
    sizes = _weigh(sentences, groups) * _expect_spread(sentences.values)
    order = np.argsort(sentences.values.mean(axis=1), kind="stable")
    held = np.cumsum(sizes[order]) / sizes.sum()
    strata = np.empty(len(order), np.int64)
    strata[order] = np.minimum((held * many).astype(np.int64), many - 1)
    return np.asarray(np.unique(strata, return_inverse=True)[1])


def _weigh(sentences: Sentences, groups: IntArray) -> FloatArray:
    """What a sentence weighs in the mean over groups of the mean over articles: shape (n,)."""
    articles = np.bincount(groups)[groups]
    return np.asarray(1 / (sentences.lengths * articles))[sentences.article]


def _expect_spread(values: FloatArray) -> FloatArray:
    """The standard deviation of an answer that the model expects, over the labels: (n, labels) -> (n,)."""
    return np.asarray(np.sqrt(np.maximum(values * (1 - values), LEAST_VARIANCE).mean(axis=1)))


def _include(sizes: FloatArray, count: int) -> FloatArray:
    """Probabilities in proportion to sizes that sum to a count; none is above 1."""
    chances = np.zeros(len(sizes))
    is_sure: NDArray[np.bool_] = np.zeros(len(sizes), bool)
    while True:
        left = count - is_sure.sum()
        chances = np.where(is_sure, 1.0, sizes * left / max(sizes[~is_sure].sum(), 1e-300))
        over = (chances > 1) & ~is_sure
        if not over.any():
            return np.minimum(chances, 1.0)
        is_sure |= over


def _take_systematically(chances: FloatArray, random: np.random.Generator) -> IntArray:
    """Each with its chance, as many as these sum to: every whole step along their sum, from a random start."""
    ends = np.cumsum(chances)
    steps = random.random() + np.arange(round(float(ends[-1])))
    return np.asarray(np.searchsorted(ends, np.minimum(steps, ends[-1] * (1 - 1e-12)), side="right"))
