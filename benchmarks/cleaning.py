"""How the cleaning rules do on the dirty articles, and how their time grows on hostile text.

python -m benchmarks.cleaning
"""

import time
from collections import Counter

from tests.text.dirty import scored
from tests.text.test_cleaning import HOSTILE

from emoprofile.config import TextConfig
from emoprofile.data import Document
from emoprofile.text import Segmenter

CHARACTERS = 500_000


def main() -> None:
    """Print a table per half, and a line per kind of hostile text."""
    segmenter = Segmenter(TextConfig())
    for half in ("dev", "last_look", "more_dev", "more_last_look"):
        score = scored(half, segmenter)
        lost = sum(len("".join(text.split())) for _, _, text in score.false)
        print(f"{half}: {lost} characters of the story dropped, of {score.story}")
        for reason, count in sorted((score.all + Counter({"all": score.all.total()})).items()):
            found = score.found.total() if reason == "all" else score.found[reason]
            print(f"  {reason:15} {found:4} of {count:4} pieces found")
    print(f"time for {2 * CHARACTERS} characters over time for {CHARACTERS}, best of three")
    for name, unit in HOSTILE.items():
        once, twice = (_seconds(segmenter, unit, length) for length in (CHARACTERS, 2 * CHARACTERS))
        print(f"  {name:15} {twice / once:4.2f}  ({twice:.2f} s)")


def _seconds(segmenter: Segmenter, unit: str, length: int) -> float:
    document = Document("hostile", (unit * (length // len(unit) + 1))[:length])
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        segmenter(document)
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
