"""What aggregation with everything costs: milliseconds a sentence, on the labelled articles, scored beforehand.

OPENBLAS_NUM_THREADS=1 python -m benchmarks.aggregation [--rounds N]
"""

import argparse
import json
from pathlib import Path
from time import process_time

from emoprofile import Document, Profiler

ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "labelled" / "articles.jsonl"


def main() -> None:
    """Print the time of scoring and of aggregation, each the least of the rounds, in processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    profiler = Profiler.from_config("default", ["score.threads=1"])
    lines = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    documents = [Document(line["id"], line["text"]) for line in lines if line["split"] == "dev"]
    scored = [profiler.score_article(document) for document in documents]
    texts = [sentence.text for each in scored for sentence in each.segmentation.sentences]
    start = process_time()
    profiler.score_sentences(texts)
    scoring = process_time() - start
    spent = []
    for _ in range(rounds):
        start = process_time()
        profiles = [profiler.aggregator.profile(each, profiler.provenance) for each in scored]
        spent.append(process_time() - start)
    sentences = sum(profile.accounting.sentences for profile in profiles)
    voices = sum(len(profile.voices) for profile in profiles)
    print(f"{len(documents)} articles, {sentences} sentences, {voices} voices; one thread, float32")
    print(f"scoring     {1000 * scoring / sentences:.2f} ms a sentence, all in one pass")
    print(f"aggregation {1000 * min(spent) / sentences:.2f} ms a sentence ({min(spent) / scoring:.1%})")


if __name__ == "__main__":
    main()
