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
<<<<<<< HEAD
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
=======
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
>>>>>>> w-evaluate


if __name__ == "__main__":
    main()
