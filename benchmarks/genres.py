"""How the embedded model does on each genre of the project's own articles, beside words and a logistic regression.

python -m benchmarks.genres [--split dev] [--data FOLDER]       (FOLDER holds goemotions/train.tsv)
"""

import argparse
from collections import Counter
from dataclasses import replace
from pathlib import Path

from tests.conftest import ROOT

from emoprofile.evaluation.tfidf import TfIdf
from emoprofile.labelled import read_labelled
from emoprofile.labelled.overlap import without_texts
from emoprofile.metrics import measure_sentences
from emoprofile.profiler import Profiler


def main() -> None:
    """Print micro-F1 in Ekman's vocabulary, genre by genre: few articles each, so that one of them decides much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    given = parser.parse_args()
    train = given.data / "goemotions" / "train.tsv"
    if not train.is_file():
        print(f"no {train}: nothing to learn from")
        return
    fixture = read_labelled(str(ROOT / "tests" / "fixtures" / "labelled" / "articles.jsonl")).split(given.split)
    words = TfIdf(without_texts(read_labelled(str(train)), fixture.texts))
    systems = {"default": Profiler.from_config("default").score_sentences, "tfidf": words.score}
    print(f"{'genre':14}{'articles':>10}{'sentences':>11}" + "".join(f"{name:>10}" for name in systems))
    genres = Counter(str(article.metadata["genre"]) for article in fixture.articles)
    for genre, count in sorted(genres.items()):
        own = replace(fixture, articles=tuple(a for a in fixture.articles if a.metadata["genre"] == genre))
        gold = own.speaking("ekman").given
        found = []
        for score in systems.values():
            scores = score(own.texts).in_vocabulary("ekman").expressed
            assert scores is not None
            assert scores.thresholds is not None
            quality = measure_sentences(scores.labels, scores.probabilities >= scores.thresholds, gold)
            found.append(quality.micro.f1.value or 0.0)
        print(f"{genre:14}{count:>10}{len(own.texts):>11}" + "".join(f"{value:>10.3f}" for value in found))


if __name__ == "__main__":
    main()
