"""Labels of some sentences, and scores of all -> shares of articles that are right on average, with valid intervals.

Prediction-powered inference with a tuned weight (PPI++; Angelopoulos, Duchi & Zrnic, 2023), for sentences that were
taken with known probabilities (Horvitz & Thompson, 1952) and stand in articles. Of article i, with the mean score F_i,
the corrected share is

    c_i = λ·F_i + Σ_h W_ih·m_h + Σ_s w·(y - λ·q - m_h) / π,

where s are its labelled sentences, m_h is the weighted mean of y - λ·q in the stratum h of scores, and W_ih the part of
the article in it. For any λ, c_i is right on average, whatever the model does; λ is chosen so that the c_i lie as close
together as they can. Articles are independent, so the mean of the c_i of a corpus or group has the variance of the c_i
over their number: that holds which articles there are, which sentences were taken, and the errors of the model.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit
from scipy.stats import t as student

from emoprofile.data.figures import Interval
from emoprofile.data.scores import FloatArray, IntArray

CONFIDENCE = 0.9
EDGE = 1e-3
"""A corrected share below 0 is taken as this, one above 1 as this far from it."""
FEWEST_LABELS = 20
"""A group with fewer labels has no corrected share: one sentence would decide it."""


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """The labelled sentences of one label.

    Attributes:
        article: Shape (n,): the position of the article of each.
        lengths: Shape (n,): how many sentences that article has.
        probabilities: Shape (n,): with which each was taken and labelled.
        strata: Shape (n,): the stratum of each, from 0.
        scores: Shape (n,): q.
        answers: Shape (n,): 1 or 0.
    """

    article: IntArray
    lengths: IntArray
    probabilities: FloatArray
    strata: IntArray
    scores: FloatArray
    answers: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Corrected:
    """Corrected shares of articles; only means over many of them are to be used.

    Attributes:
        shares: Shape (articles,): c_i, which may lie outside [0, 1].
        from_labels: Shape (articles,): the part of c_i that comes from its labelled sentences alone.
        labels: Shape (articles,): how many labelled sentences each has.
        weight: λ: 0 makes nothing of the model, 1 takes its scores as they are.
    """

    shares: FloatArray
    from_labels: FloatArray
    labels: IntArray
    weight: float


@dataclass(frozen=True, slots=True)
class CorrectedShare:
    """A corrected share of a corpus or group.

    Attributes:
        articles: How many.
        labels: How many labelled sentences are from them.
        reported: The mean of the scores, as profiles say it.
        corrected: The corrected share, in [0, 1]; null for fewer than 20 labels.
        interval: 90 %; null with the share.
        needed: How many labels, drawn in the same way, would halve the interval; null where not even all would: then
            more articles are needed.
        worth: How many labels of sentences drawn at random, without the model, would tell as much; null with the share.
    """

    articles: int
    labels: int
    reported: float
    corrected: float | None
    interval: Interval | None
    needed: int | None
    worth: int | None


def correct_articles(means: FloatArray, parts: FloatArray, labelled: Labelled) -> Corrected:
    """Correct the shares of all articles.

    Args:
        means: Shape (articles,): F_i, the mean of q over the sentences of each.
        parts: Shape (articles, strata): W_ih, the part of its sentences in each stratum; rows sum to 1.
        labelled: Some of their sentences.
    """
    from_answers, alone_answers = _extend(labelled.answers, parts, labelled)
    from_scores, alone_scores = _extend(labelled.scores, parts, labelled)
    # c = answers + λ·(F - scores): the λ of least variance is the slope of one on the other, turned around.
    gain = means - from_scores
    spread = float(gain.var())
    weight = 0.0 if spread < 1e-12 else float(np.clip(-np.cov(from_answers, gain, ddof=0)[0, 1] / spread, 0.0, 1.0))
    return Corrected(
        shares=from_answers + weight * gain,
        from_labels=alone_answers - weight * alone_scores,
        labels=np.bincount(labelled.article, minlength=len(means)),
        weight=weight,
    )


def average_shares(corrected: Corrected, means: FloatArray, chosen: IntArray) -> CorrectedShare:
    """The corrected share of some articles.

    Args:
        corrected: All articles.
        means: Shape (articles,): F_i.
        chosen: The positions of the articles.
    """
    shares, count = corrected.shares[chosen], len(chosen)
    labels = int(corrected.labels[chosen].sum())
    reported = float(means[chosen].mean())
    if labels < FEWEST_LABELS or count < 2:
        return CorrectedShare(count, labels, reported, None, None, None, None)
    centre = float(shares.mean())
    variance = float(shares.var(ddof=1)) / count
    share = float(np.clip(centre, EDGE, 1 - EDGE))
    # On the logit scale: estimates of small shares are skewed, and an interval stays within [0, 1].
    reach = float(student.ppf((1 + CONFIDENCE) / 2, labels - 1)) * variance**0.5 / (share * (1 - share))
    interval = (float(expit(logit(share) - reach)), float(expit(logit(share) + reach)))
    from_labels = float((corrected.from_labels[chosen] ** 2).sum()) / count**2
    rest = variance - from_labels
    room = variance / 4 - rest
    return CorrectedShare(
        articles=count,
        labels=labels,
        reported=reported,
        corrected=share,
        interval=interval,
        needed=int(np.ceil(labels * from_labels / room)) if room > 0 else None,
        worth=int(share * (1 - share) / variance) if variance > 0 else None,
    )


def subtract_shares(
    corrected: Corrected, first: IntArray, second: IntArray, tests: int = 1
) -> tuple[float, Interval] | None:
    """The corrected share of the second group less that of the first; its 90 % interval holds for so many together.

    None if one of them has fewer than 20 labels.
    """
    counts = [int(corrected.labels[chosen].sum()) for chosen in (first, second)]
    if min(counts) < FEWEST_LABELS or min(len(first), len(second)) < 2:
        return None
    one, other = corrected.shares[first], corrected.shares[second]
    change = float(other.mean() - one.mean())
    spread = (one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)) ** 0.5
    reach = float(student.ppf(1 - (1 - CONFIDENCE) / (2 * tests), min(counts) - 1) * spread)
    return change, (max(-1.0, change - reach), min(1.0, change + reach))


def _extend(values: FloatArray, parts: FloatArray, labelled: Labelled) -> tuple[FloatArray, FloatArray]:
    """Values of labelled sentences -> a value per article, right on average; and the part of its own sentences."""
    strata = parts.shape[1]
    chances = 1 / labelled.probabilities
    held = np.bincount(labelled.strata, chances, strata)
    means = np.bincount(labelled.strata, chances * values, strata) / np.maximum(held, 1e-300)
    counts = np.bincount(labelled.strata, minlength=strata)
    # The means come from the same sentences: what is left of them is too small by (n - 1)/n.
    grown = np.sqrt(counts / np.maximum(counts - 1, 1))
    rest = (values - means[labelled.strata]) * grown[labelled.strata]
    own = np.bincount(labelled.article, chances * rest / labelled.lengths, len(parts))
    return np.asarray(parts @ means + own), np.asarray(own, np.float64)
