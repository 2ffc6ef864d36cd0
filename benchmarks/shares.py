"""Where the time of a profile goes: taking apart, scoring, aggregating; each article by itself, in one run.

python -m benchmarks.shares
"""

import json
import time
from collections.abc import Callable
from typing import TypeVar

from tests.conftest import ROOT

from emoprofile.aggregate import Aggregator
from emoprofile.config import load_model_spec, load_run_config
from emoprofile.data import Document, Provenance, Scored
from emoprofile.score import Scorer
from emoprofile.text import Segmenter

ROUNDS = 3
T = TypeVar("T")


def main() -> None:
    """Print the time per stage, the best of three rounds, and its share of scoring."""
    config = load_run_config()
    segmenter, aggregator = Segmenter(config.text), Aggregator(config.aggregate)
    scorer = Scorer(load_model_spec(config.model), config.score)
    lines = (ROOT / "tests" / "fixtures" / "labelled" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [Document(article["id"], article["text"]) for article in map(json.loads, lines)]
    taken, apart = _best(lambda: [segmenter(document) for document in documents])
    scoring, scores = _best(lambda: [scorer.score([s.text for s in each.sentences]) for each in apart])
    scored = [Scored(*pair) for pair in zip(apart, scores, strict=True)]
    nothing = Provenance("", "", "", "", None, "", {})
    aggregating, _ = _best(lambda: [aggregator.profile(each, nothing) for each in scored])
    count = sum(len(each.sentences) for each in apart)
    print(f"{len(documents)} articles, {count} sentences")
    for name, seconds in (("taking apart", taken), ("scoring", scoring), ("aggregating", aggregating)):
        print(f"{name:14}{1000 * seconds:8.0f} ms {seconds / scoring:8.1%} of scoring")


def _best(work: Callable[[], T]) -> tuple[float, T]:
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - start)
    return best, found


if __name__ == "__main__":
    main()
