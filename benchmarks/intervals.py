"""How often the 90 % interval of a score holds the truth, and how wide it is: simulated articles of known mean.

python -m benchmarks.intervals [--articles N]
"""

import argparse

import numpy as np
from scipy.special import expit, roots_hermitenorm

from emoprofile.aggregate.bootstrap import Bootstrap
from emoprofile.aggregate.intervals import log_odds_interval
from emoprofile.data.scores import FloatArray

LENGTHS = (5, 7, 10, 15, 20, 40, 80, 200)
CORRELATION = 0.3
"""Of neighbouring sentences, on the log-odds scale: AR(1)."""
# Mean and spread of the log-odds. Sparse: in most articles, nothing but background and a sentence or two.
KINDS: dict[str, tuple[float, float]] = {"dense": (0.0, 1.0), "skewed": (-3.0, 1.5), "sparse": (-6.0, 3.0)}


def article(random: np.random.Generator, n: int, centre: float, spread: float) -> FloatArray:
    """Probabilities of n sentences, shape (n, 1), whose log-odds are AR(1) around `centre`."""
    z = np.empty(n)
    z[0] = random.normal()
    for i in range(1, n):
        z[i] = CORRELATION * z[i - 1] + np.sqrt(1 - CORRELATION**2) * random.normal()
    return np.asarray(expit(centre + spread * z)[:, None])


def truth(centre: float, spread: float) -> float:
    """The mean of the probabilities, by Gauss-Hermite quadrature."""
    nodes, weights = roots_hermitenorm(200)
    return float((weights * expit(centre + spread * nodes)).sum() / weights.sum())


def coverage(n: int, centre: float, spread: float, articles: int) -> tuple[float, float]:
    """How many intervals of so many articles hold the truth, and their mean width."""
    random = np.random.default_rng(n)
    w, mean = np.full(n, 1 / n), truth(centre, spread)
    held, width = 0, 0.0
    for i in range(articles):
        p = article(random, n, centre, spread)
        replicates = Bootstrap(499, i.to_bytes(32, "little")).means(p, w)
        low, high = log_odds_interval(w @ p, replicates, n)
        held += bool(low[0] <= mean <= high[0])
        width += float(high[0] - low[0])
    return held / articles, width / articles


def main() -> None:
    """Print a row for each kind of emotion and a column for each length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, help="simulated articles per cell")
    articles = parser.parse_args().articles
    print(f"90 % intervals, {articles} simulated articles each: share that holds the truth (mean width)")
    print("sentences " + "".join(f"{n:>14}" for n in LENGTHS))
    for kind, (centre, spread) in KINDS.items():
        cells = [coverage(n, centre, spread, articles) for n in LENGTHS]
        print(f"{kind:10}" + "".join(f"{f'{held:.1%} ({width:.3f})':>14}" for held, width in cells))


if __name__ == "__main__":
    main()
