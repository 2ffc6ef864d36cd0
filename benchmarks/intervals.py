"""How often the 90 % interval of a figure holds the truth, and how wide it is: simulated articles, error model known.

python -m benchmarks.intervals [--articles N]
"""

import argparse

import numpy as np
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


def main() -> None:
    """Print a row for each prevalence, one for graded labels, and a column for each length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000, help="simulated articles per cell")
    articles = parser.parse_args().articles
    print(f"90 % intervals, {articles} simulated articles each: share that holds the truth (mean width)")
    print("sentences " + "".join(f"{n:>16}" for n in LENGTHS))
    for prevalence in (*PREVALENCES, None):
        cells = [coverage(n, prevalence, articles) for n in LENGTHS]
        name = "graded" if prevalence is None else f"{prevalence:g}"
        print(f"{name:10}" + "".join(f"{f'{held:.3f} ({width:.3f})':>16}" for held, width in cells))


if __name__ == "__main__":
    main()
