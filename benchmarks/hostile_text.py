"""Process time of segmentation, and of the flags, on every kind of hostile text, in every language.

python -m benchmarks.hostile_text [--only TEXT] [--languages en de] [--size CHARACTERS] [--shown LINES]
"""

import argparse
import time
from collections.abc import Callable
from itertools import pairwise

from tests.text.hostile import CODES, kinds

from emoprofile.config import TextConfig
from emoprofile.data import Document
from emoprofile.text import Segmenter, flags

SIZE = 100_000
FEWEST_SECONDS = 0.05
"""Below, a clock tells no ratio."""


def main() -> None:
    """Print the slowest kinds, and those that grow fastest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="kinds whose name holds this")
    parser.add_argument("--languages", nargs="*", default=CODES)
    parser.add_argument("--size", type=int, default=SIZE, help="characters of the smallest text; twice and four times")
    parser.add_argument("--shown", type=int, default=20, help="lines of the table")
    asked = parser.parse_args()
    rows = []
    for code in asked.languages:
        segmenter = Segmenter(TextConfig(language=code))
        _seconds(segmenter, "What is loaded at first use is loaded now, and counts for no kind of text.")
        for name, kind in kinds().items():
            other = any(name.startswith(f"{one}: ") for one in CODES if one != code)
            if asked.only in name and not other:
                rows.append((name, code, *_measure(segmenter, kind, asked.size)))
    rows.sort(key=lambda row: row[-2], reverse=True)
    print(f"{len(rows)} kinds and languages; process seconds a megabyte at {4 * asked.size} characters, the slowest")
    for name, code, *seconds, per_megabyte, ratio in rows[: asked.shown]:
        print(f"{code} {name:50} {per_megabyte:6.2f}  x{ratio:4.2f}  {' '.join(f'{s:.3f}' for s in seconds)}")
    print("time for twice the length over time, where it can be told; the largest")
    for name, code, *_, per_megabyte, ratio in sorted(rows, key=lambda row: row[-1], reverse=True)[: asked.shown]:
        print(f"{code} {name:50} {per_megabyte:6.2f}  x{ratio:4.2f}")


def _measure(segmenter: Segmenter, kind: Callable[[int], str], size: int) -> tuple[float, ...]:
    seconds = [_seconds(segmenter, kind(length)) for length in (size, 2 * size, 4 * size)]
    ratios = [twice / once for once, twice in pairwise(seconds) if once >= FEWEST_SECONDS]
    return (*seconds, seconds[-1] / (4 * size) * 1e6, max(ratios, default=0.0))


def _seconds(segmenter: Segmenter, text: str) -> float:
    document = Document("hostile", text)
    start = time.process_time()
    found = segmenter(document)
    flags(" ".join(sentence.text for sentence in found.sentences), ["en"])
    return time.process_time() - start


if __name__ == "__main__":
    main()
