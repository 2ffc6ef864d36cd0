"""Valence of whole documents against human raters, beside VADER (a word list): nothing is fitted here.

python -m benchmarks.valence [--data FOLDER]        (pip install vaderSentiment, for the comparison only)
"""

import argparse
import json
from pathlib import Path

from tests.conftest import ROOT

from emoprofile.evaluation.evaluate import evaluate
from emoprofile.evaluation.tables import Cell
from emoprofile.labelled import LabelledArticle, LabelledDataset, LabelledSentence
from emoprofile.labels import NO_LABELS

FIGURES = ("pearson", "spearman", "absolute_error", "within", "positive", "positive_gold", "coverage", "width")


def read_documents(path: Path) -> LabelledDataset:
    """The documents; valence from 1 to 5 is moved to [-1, 1], arousal from 1 to 5 to [0, 1]."""
    articles = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        sentences = tuple(
            LabelledSentence(one["text"], {}, valence=(one["V"] - 3) / 2, arousal=(one["A"] - 1) / 4)
            for one in json.loads(line)["sentences"]
        )
        articles.append(LabelledArticle(f"document {number}", None, sentences))
    return LabelledDataset("documents", "documents", "", "articles", NO_LABELS, False, 0.5, tuple(articles))


def main() -> None:
    """Print the figures of the documents for the embedded model and for VADER, and the paired differences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the gold data")
    path = parser.parse_args().data / "emobank_documents_dev" / "documents.jsonl"
    if not path.is_file():
        print(f"no {path}: nothing to measure")
        return
    data = read_documents(path)
    found = evaluate(data, "default")
    print(f"{len(data.articles)} documents, {len(data.sentences)} sentences; valence against the human means")
    print(f"{'':20}" + "".join(f"{system.name:>24}" for system in found.systems))
    for name in FIGURES:
        cells = [Cell(system.figures.get(f"articles.valence.{name}")) for system in found.systems]
        print(f"{name:20}" + "".join(f"{f'{cell.value} ({cell.interval})':>24}" for cell in cells))
    for name, gaps in found.differences.items():
        gap = Cell(gaps["articles.valence.pearson"])
        print(f"Pearson, {name} minus {found.systems[0].name}: {gap.value} (90 % interval {gap.interval})")


if __name__ == "__main__":
    main()
