"""How often the 90 % interval of a prevalence holds the truth, and how wide it is: simulated articles, known errors.

The truth of each article is drawn from the error model itself: its shift, then the answer for each sentence.

python -m benchmarks.intervals [--articles N]
"""

import argparse
from dataclasses import replace

import numpy as np

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


def _centre(prevalence: float) -> float:
    """The mean log-odds under which the expected share is the prevalence."""
    noise: FloatArray = np.random.default_rng(0).normal(0, np.hypot(SPREAD, TAU), 200_000)
    low, high = float(logit(np.array([prevalence]))[0]) - 5, 5.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(middle + noise).mean() < prevalence else (low, middle)
    return low


def main() -> None:
    """Print a row for each prevalence and a column for each length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, help="simulated articles per cell")
    articles = parser.parse_args().articles
    print(f"90 % intervals, {articles} simulated articles each: share that holds the truth (mean width)")
    print("sentences " + "".join(f"{n:>14}" for n in LENGTHS))
    for prevalence in PREVALENCES:
        cells = [coverage(n, prevalence, articles) for n in LENGTHS]
        print(f"{prevalence:<10}" + "".join(f"{f'{held:.1%} ({width:.3f})':>14}" for held, width in cells))


if __name__ == "__main__":
    main()
