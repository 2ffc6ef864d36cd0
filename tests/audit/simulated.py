"""Articles whose shares are known, scored by a model that is wrong, and people who label what they are given."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from emoprofile.audit.correction import Corrected, Labelled, correct_articles
from emoprofile.audit.sampling import draw_sample, stratify
from emoprofile.audit.sentences import Sentences
from emoprofile.data.scores import FloatArray, IntArray

BETWEEN, WITHIN, SHIFT = 1.0, 1.8, 0.5
"""How far the mean logits of articles and the logits of their sentences lie apart; the shift of a whole article."""


@dataclass(frozen=True, slots=True)
class World:
    """A corpus of two groups, and a model that is off.

    Attributes:
        centre: The mean logit of the first group.
        apart: How much higher that of the second is.
        intercept: 0 for a model that is right on average.
        slope: 1 likewise.
    """

    centre: float = -3.0
    apart: float = 0.0
    intercept: float = -0.7
    slope: float = 0.8

    def true_share(self, group: int) -> float:
        """The share of sentences of all articles like those of a group that express the label."""
        nodes, weights = np.polynomial.hermite_e.hermegauss(61)
        spread = np.sqrt(self.slope**2 * (BETWEEN**2 + WITHIN**2) + SHIFT**2)
        values = expit(self.intercept + self.slope * (self.centre + self.apart * group) + nodes * spread)
        return float(weights @ values / weights.sum())

    def sentences(self, random: np.random.Generator, articles: int) -> tuple[Sentences, FloatArray, IntArray]:
        """Sentences with their scores, what people would answer, and the group of each article."""
        groups = np.arange(articles) % 2
        lengths = random.integers(5, 50, articles)
        article = np.repeat(np.arange(articles), lengths)
        z = random.normal(random.normal(self.centre + self.apart * groups, BETWEEN)[article], WITHIN)
        shift = random.normal(0, SHIFT, articles)
        answers = random.random(len(z)) < expit(self.intercept + self.slope * z + shift[article])
        position = np.concatenate([np.arange(length) for length in lengths])
        spans = np.stack([position, position + 1], axis=1)
        names = tuple(map(str, range(articles)))
        found = Sentences((), names, article, position, spans, expit(z)[:, None], ("expressed.fear",), True)
        return found, answers.astype(np.float64), groups


def correct_by(
    sentences: Sentences, answers: FloatArray, groups: IntArray, count: int, seed: int
) -> tuple[Corrected, FloatArray]:
    """Draw a sample, label it, and correct all articles; and the mean score of each."""
    sample, strata = draw_sample(sentences, groups, count, seed), stratify(sentences, groups, count)
    lengths = sentences.lengths
    means = np.bincount(sentences.article, sentences.values[:, 0]) / lengths
    parts = np.zeros((len(lengths), strata.max() + 1))
    np.add.at(parts, (sentences.article, strata), 1 / lengths[sentences.article])
    article = sentences.article[sample.rows]
    labelled = Labelled(
        article=article,
        lengths=lengths[article],
        probabilities=sample.probabilities,
        strata=sample.strata,
        scores=sentences.values[sample.rows, 0],
        answers=answers[sample.rows],
    )
    return correct_articles(means, parts, labelled), means
