<<<<<<< HEAD
"""How often the 90 % interval of a figure holds the truth, and how wide it is: simulated articles, error model known.
=======
"""How often the 90 % interval of a prevalence holds the truth, and how wide it is: simulated articles, known errors.

The truth of each article is drawn from the error model itself: its shift, then the answer for each sentence.
>>>>>>> w-evaluate

python -m benchmarks.intervals [--articles N]
"""

import argparse
from dataclasses import replace

import numpy as np
<<<<<<< HEAD
from scipy.special import expit

from emoprofile.aggregate import quantiles
from emoprofile.aggregate.draws import draw
from emoprofile.data import EventErrors, EventScores, GradedErrors, GradedScores, ScoreMatrix
from emoprofile.data.reliability import UNKNOWN
from emoprofile.data.scores import FloatArray

LENGTHS = (1, 2, 5, 40, 400)
PREVALENCES = (0.01, 0.05, 0.2)
LABELS = 20
"""Simulated at once: each is an article of its own."""
TAU, SPREAD = 0.5, 1.0
SENTENCE, ARTICLE, OFFSET = 0.2, 0.1, 0.0
NAMES = tuple(f"label {i}" for i in range(LABELS))


def events(random: np.random.Generator, n: int, prevalence: float) -> tuple[ScoreMatrix, FloatArray]:
    """Scores of n sentences, and the share of them that truly says yes: shape (labels,)."""
    z = random.normal(np.log(prevalence / (1 - prevalence)), SPREAD, (n, LABELS))
    truth = random.random((n, LABELS)) < expit(z + TAU * random.normal(size=LABELS))
    one = np.ones(LABELS)
    errors = EventErrors(one, 0 * one, np.zeros((LABELS, 2, 2)), TAU * one, "fitted")
    scores = EventScores("simulated", NAMES, None, "multi-label", z, errors, 0 * one, (UNKNOWN,) * LABELS)
    return _matrix(scores, None, n), truth.mean(axis=0)


def graded(random: np.random.Generator, n: int) -> tuple[ScoreMatrix, FloatArray]:
    """Values of n sentences in the middle of the scale, and the true mean: shape (labels,)."""
    y = random.uniform(0.4, 0.6, (n, LABELS))
    truth = y + ARTICLE * random.normal(size=LABELS) + SENTENCE * random.normal(size=(n, LABELS))
    one = np.ones(LABELS)
    errors = GradedErrors(SENTENCE * one, ARTICLE * one, OFFSET * one, "fitted")
    scores = GradedScores("simulated", NAMES, y, 0 * one, errors, 0 * one, (UNKNOWN,) * LABELS)
    return _matrix(None, scores, n), truth.mean(axis=0)


def _matrix(expressed: EventScores | None, evoked: GradedScores | None, n: int) -> ScoreMatrix:
    ones = np.ones(n, np.int64)
    return ScoreMatrix(expressed, {}, evoked, None, None, ones, ones)


def coverage(n: int, prevalence: float | None, articles: int) -> tuple[float, float]:
    """How many intervals of so many articles hold the truth, and their mean width; graded without a prevalence."""
    random = np.random.default_rng(n)
    held, widths = [], []
    for i in range(max(1, articles // LABELS)):
        scores, truth = graded(random, n) if prevalence is None else events(random, n, prevalence)
        found = draw(scores, np.full((1, n), 1 / n), 999, i.to_bytes(32, "big"))
        sample = found.expressed or found.evoked
        assert sample is not None
        low, high = quantiles(sample.figures[0])
        held.append((low - 1e-9 <= truth) & (truth <= high + 1e-9))
        widths.append(high - low)
    return float(np.mean(held)), float(np.mean(widths))
=======

from emoprofile.aggregate.draws import draw, quantiles
from emoprofile.data import EventErrors
from emoprofile.data.scores import FloatArray, logit, sigmoid
from emoprofile.evaluation.systems import event_scores, score_sentences
from emoprofile.labels import EKMAN

LENGTHS = (1, 2, 5, 40, 400)
PREVALENCES = (0.01, 0.05, 0.2)
TAU = 0.8
"""The standard deviation of the shift of a whole article, in log-odds."""
SPREAD = 1.5
"""Of the log-odds of the sentences."""
DRAWS = 999
JOY = EKMAN.only(("joy",))
_TOLERANCE = 1e-9


def coverage(n: int, prevalence: float, articles: int) -> tuple[float, float]:
    """How many intervals of so many articles hold the true share, and their mean width."""
    random = np.random.default_rng([n, int(1000 * prevalence)])
    centre = _centre(prevalence)
    none = np.zeros(1)
    errors = EventErrors(np.ones(1), none, np.zeros((1, 2, 2)), np.array([TAU]), "default")
    held, width = 0, 0.0
    for i in range(articles):
        z = random.normal(centre, SPREAD, (n, 1))
        truth = (random.random(n) < sigmoid(z[:, 0] + random.normal(0, TAU))).mean()
        matrix = score_sentences([""] * n, expressed=replace(event_scores(JOY, z), errors=errors))
        sample = draw(matrix, np.full((1, n), 1 / n), DRAWS, i.to_bytes(32, "little")).expressed
        assert sample is not None
        low, high = (ends[0, 0] for ends in quantiles(sample.figures))
        held += bool(low - _TOLERANCE <= truth <= high + _TOLERANCE)
        width += float(high - low)
    return held / articles, width / articles
>>>>>>> w-evaluate


def _centre(prevalence: float) -> float:
    """The mean log-odds under which the expected share is the prevalence."""
    noise: FloatArray = np.random.default_rng(0).normal(0, np.hypot(SPREAD, TAU), 200_000)
    low, high = float(logit(np.array([prevalence]))[0]) - 5, 5.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(middle + noise).mean() < prevalence else (low, middle)
    return low


def main() -> None:
<<<<<<< HEAD
    """Print a row for each prevalence, one for graded labels, and a column for each length."""
=======
    """Print a row for each prevalence and a column for each length."""
>>>>>>> w-evaluate
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000, help="simulated articles per cell")
    articles = parser.parse_args().articles
    print(f"90 % intervals, {articles} simulated articles each: share that holds the truth (mean width)")
<<<<<<< HEAD
    print("sentences " + "".join(f"{n:>16}" for n in LENGTHS))
    for prevalence in (*PREVALENCES, None):
        cells = [coverage(n, prevalence, articles) for n in LENGTHS]
        name = "graded" if prevalence is None else f"{prevalence:g}"
        print(f"{name:10}" + "".join(f"{f'{held:.3f} ({width:.3f})':>16}" for held, width in cells))
=======
    print("sentences " + "".join(f"{n:>14}" for n in LENGTHS))
    for prevalence in PREVALENCES:
        cells = [coverage(n, prevalence, articles) for n in LENGTHS]
        print(f"{prevalence:<10}" + "".join(f"{f'{held:.1%} ({width:.3f})':>14}" for held, width in cells))
>>>>>>> w-evaluate


if __name__ == "__main__":
    main()
