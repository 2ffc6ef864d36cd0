"""How often the arc alarms on shuffled articles, and how often it finds a shift that is there.

python -m benchmarks.arc [--articles N]
"""

import argparse
from collections.abc import Callable
from functools import partial

import numpy as np

from emoprofile.aggregate.stretches import find_stretches
from emoprofile.data.scores import FloatArray

SENTENCES = 40
NOISE = 0.2
SHIFT = 0.3
SERIES = (1, 4)


def _noise(random: np.random.Generator, n: int) -> FloatArray:
    return np.asarray(random.normal(0, NOISE, n))


def found(values: FloatArray, others: int, random: np.random.Generator) -> bool:
    """Whether a stretch is found in one series, shown among so many others of plain noise."""
    noise = [random.normal(0, NOISE, len(values)) for _ in range(others)]
    return bool(find_stretches(np.column_stack([values, *noise]))[0])


def main() -> None:
    """Print false alarms per series, then the power for shifts in the middle half of the article."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, help="simulated articles per row")
    articles = parser.parse_args().articles
    random = np.random.default_rng(2004)
    print(f"{articles} simulated articles per row; how often a stretch is found in one series")
    print(f"{'':52}" + "".join(f"{count} series".rjust(12) for count in SERIES))

    def row(name: str, make: Callable[[], FloatArray]) -> None:
        rates = [np.mean([found(make(), count - 1, random) for _ in range(articles)]) for count in SERIES]
        print(f"{name:52}" + "".join(f"{rate:12.1%}" for rate in rates))

    for n in (10, 20, 40, 200):
        row(f"shuffled: noise, {n} sentences", partial(_noise, random, n))
    row("shuffled: sparse probabilities, 40 sentences", lambda: random.beta(0.2, 2.0, SENTENCES))

    def stepped() -> FloatArray:
        at = random.integers(SENTENCES // 4, 3 * SENTENCES // 4 + 1)
        return _noise(random, SENTENCES) + SHIFT * (np.arange(SENTENCES) >= at)

    def raised() -> FloatArray:
        inside = np.abs(np.arange(SENTENCES) - (SENTENCES - 1) / 2) < SENTENCES / 4
        return np.asarray(_noise(random, SENTENCES) + SHIFT * inside)

    row(f"a shift of {SHIFT} somewhere in the middle half", stepped)
    row(f"the middle half {SHIFT} above the rest", raised)


if __name__ == "__main__":
    main()
