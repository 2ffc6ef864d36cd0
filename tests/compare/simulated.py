"""Corpora whose truth is known: scores of a model that is off, and what 25 labelled articles tell of how far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from emoprofile.aggregate.draws import draw
from emoprofile.calibration.event_error import fit_event_errors
from emoprofile.compare.intervals import difference_intervals, mean_intervals
from emoprofile.compare.model_error import CommonEvent
from emoprofile.compare.results import Figure
from emoprofile.compare.sums import Sums
from emoprofile.compare.written import Batch
from emoprofile.config.error import EventError
from emoprofile.data import EventErrors, EventScores, ScoreMatrix
from emoprofile.data.reliability import UNKNOWN
from emoprofile.data.scores import FloatArray, expected_yes

LABELLED = 25
LABELS = ("one", "two", "three", "neutral")
FIGURES = tuple(Figure(f"expressed.{label}", "expressed", 0.0, False, None) for label in LABELS)
BETWEEN, WITHIN = 1.2, 2.0
"""How far the mean logits of articles, and the logits of sentences within one, lie apart."""
DRAWS = 199


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A model as it truly is, and as labelled articles say it is: each array has the shape (labels,).

    Attributes:
        intercept: The true one.
        slope: The true one.
        tau: The true one.
        fitted: What was fitted, per label.
    """

    intercept: FloatArray
    slope: FloatArray
    tau: FloatArray
    fitted: tuple[EventError, ...]

    @classmethod
    def make(cls, random: np.random.Generator, centre: float = -2.5) -> "World":
        """A world, with an error model that was fitted on labelled articles from it."""
        count = len(LABELS)
        spread = np.exp(random.normal(-0.1, 0.3, count))
        truth = random.normal(-0.3, 0.7, count), spread, random.uniform(0.2, 0.8, count)
        z, y, units = [], [], []
        for i in range(LABELLED):
            article = cls._logits(random, centre)
            shift = truth[2] * random.standard_normal(count)
            z.append(article)
            y.append(random.random(article.shape) < expit(truth[0] + truth[1] * article + shift))
            units.append(np.full(len(article), i))
        fitted = fit_event_errors(np.concatenate(z), np.concatenate(y), np.concatenate(units))
        return cls(*truth, fitted.labels)

    def true_share(self, centre: float) -> FloatArray:
        """The share of sentences of all articles around a mean logit that express each label."""
        nodes, weights = np.polynomial.hermite_e.hermegauss(61)
        spread = np.sqrt(self.slope**2 * (BETWEEN**2 + WITHIN**2) + self.tau**2)
        values = expit(self.intercept + self.slope * centre + nodes[:, None] * spread)
        return np.asarray(weights @ values / weights.sum())

    def profiles(self, random: np.random.Generator, centre: float, articles: int) -> Batch:
        """The profiles of articles around a mean logit, as the fitted error model makes them."""
        return self.profiles_with_draws(random, centre, articles)[0]

    def profiles_with_draws(
        self, random: np.random.Generator, centre: float, articles: int
    ) -> tuple[Batch, FloatArray]:
        """The same, and the draws that they were read off: shape (articles, labels, draws)."""
        errors = EventErrors(
            slope=np.array([each.slope for each in self.fitted]),
            intercept=np.array([each.intercept for each in self.fitted]),
            covariance=np.array([each.covariance for each in self.fitted]),
            tau=np.array([each.tau for each in self.fitted]),
            origin="fitted",
        )
        means, draws, sentences = [], [], []
        for i in range(articles):
            z = self._logits(random, centre)
            scores = EventScores("v", LABELS, "neutral", "multi-label", z, errors, np.full(4, np.nan), (UNKNOWN,) * 4)
            matrix = ScoreMatrix(scores, {}, None, None, None, np.ones(len(z), np.int64), np.ones(len(z), np.int64))
            sample = draw(matrix, np.full((1, len(z)), 1 / len(z)), DRAWS, i.to_bytes(4) + random.bytes(8)).expressed
            assert sample is not None
            means.append(expected_yes(z, errors).mean(axis=0))
            draws.append(sample.figures[0])
            sentences.append(len(z))
        drawn = np.stack(draws)
        names = [str(i) for i in range(articles)]
        sds = drawn.std(axis=2)
        return Batch(names, [{}] * articles, np.array(sentences), [""] * articles, np.array(means), sds), drawn

    @property
    def errors(self) -> dict[str, CommonEvent]:
        """What all articles share, by figure."""
        return {figure.name: CommonEvent(error) for figure, error in zip(FIGURES, self.fitted, strict=True)}

    def sums(self, groups: Sequence[Batch]) -> Sums[int]:
        """The sums of some groups, under their numbers."""
        found: Sums[int] = Sums(FIGURES, self.errors)
        for i, batch in enumerate(groups):
            found.add(batch, [i] * len(batch.ids))
        return found

    @staticmethod
    def _logits(random: np.random.Generator, centre: float) -> FloatArray:
        """The logits of one article: shape (sentences, labels)."""
        mean = random.normal(centre, BETWEEN, len(LABELS))
        return np.asarray(random.normal(mean, WITHIN, (int(random.integers(8, 40)), len(LABELS))))


def cover(
    random: np.random.Generator, rounds: int, centres: Sequence[float], articles: Sequence[int]
) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_], FloatArray]]:
    """Of each world: whether the intervals of means, and of differences, hold the truth; and how wide the latter are.

    Yields:
        Shape (groups, labels); (labels,) of the second group less the first; (labels,).
    """
    for _ in range(rounds):
        world = World.make(random, float(np.mean(centres)))
        batches = [world.profiles(random, centre, count) for centre, count in zip(centres, articles, strict=True)]
        moments = world.sums(batches).moments([[i] for i in range(len(centres))])
        covariances = np.array([each.covariance for each in world.errors.values()])
        truth = np.stack([world.true_share(centre) for centre in centres])
        low, high = mean_intervals(moments, covariances)
        least, most = difference_intervals(moments, covariances, np.array([[0, 1]]), tests=1)
        change = truth[1] - truth[0]
        holds = np.asarray((least[0] <= change) & (change <= most[0]))
        yield np.asarray((low <= truth) & (truth <= high)), holds, np.asarray(most[0] - least[0])
