"""Valence of whole documents against human raters, beside VADER (a word list): nothing is fitted here.

python -m benchmarks.valence [--data FOLDER]        (pip install vaderSentiment, for the comparison only)
"""

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.stats import pearsonr, spearmanr
from tests.conftest import ROOT

from emoprofile.config import load_model_spec, load_run_config
from emoprofile.data.scores import FloatArray
from emoprofile.score import Scorer

REPLICATES = 10_000
BARS = (0.88, 0.48)
"""Pearson over documents, mean Spearman within them."""


def main() -> None:
    """Print both figures for the embedded model and for VADER, and the paired interval of their difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the gold data")
    path = parser.parse_args().data / "emobank_documents_dev" / "documents.jsonl"
    if not path.is_file():
        print(f"no {path}: nothing to measure")
        return
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [[sentence["text"] for sentence in document["sentences"]] for document in documents]
    gold = [np.array([sentence["V"] for sentence in document["sentences"]]) for document in documents]
    systems = {"minilm-goemotions": _ours(texts), "VADER": _vader(texts)}
    print(f"{len(documents)} documents, {sum(map(len, texts))} sentences; valence against the human means")
    print(f"{'':20}{'Pearson, documents':>20}{'Spearman, within':>20}{'positive':>12}")
    means = np.array([values.mean() for values in gold])
    for name, values in systems.items():
        if values is None:
            print(f"{name:20}not installed")
            continue
        own = np.array([each.mean() for each in values])
        within = np.mean([spearmanr(each, truth).statistic for each, truth in zip(values, gold, strict=True)])
        print(f"{name:20}{pearsonr(own, means).statistic:20.3f}{within:20.3f}{(own > 0).mean():12.0%}")
    print(f"{'bar':20}{BARS[0]:20.3f}{BARS[1]:20.3f}")
    ours, vader = systems.values()
    if ours is not None and vader is not None:
        low, high = _paired(ours, vader, means)
        print(f"Pearson, ours minus VADER: 90 % of resampled sets of documents {low:+.3f} to {high:+.3f}")


def _ours(texts: list[list[str]]) -> list[FloatArray]:
    config = load_run_config()
    scores = Scorer(load_model_spec(config.model), config.score).score([text for each in texts for text in each])
    values = scores.dimensions.of("valence") if scores.dimensions else None
    assert values is not None
    return np.split(values, np.cumsum([len(each) for each in texts])[:-1])


def _vader(texts: list[list[str]]) -> list[FloatArray] | None:
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    analyzer = SentimentIntensityAnalyzer()
    return [np.array([analyzer.polarity_scores(text)["compound"] for text in each]) for each in texts]


def _paired(ours: list[FloatArray], vader: list[FloatArray], means: FloatArray) -> tuple[float, float]:
    random = np.random.default_rng(60)
    columns = np.array([[each.mean() for each in values] for values in (ours, vader)])
    found = []
    for _ in range(REPLICATES):
        drawn = random.integers(len(means), size=len(means))
        one, other = (np.corrcoef(column[drawn], means[drawn])[0, 1] for column in columns)
        found.append(one - other)
    low, high = np.quantile(found, [0.05, 0.95])
    return float(low), float(high)


if __name__ == "__main__":
    main()
