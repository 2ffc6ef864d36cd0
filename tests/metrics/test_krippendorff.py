"""Krippendorff's alpha, and what it says of the labelled articles."""

import json
import re
from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from tests.conftest import ROOT, SEEDS

from emoprofile.errors import InvalidValueError
from emoprofile.labels import GOEMOTIONS
from emoprofile.metrics.krippendorff import krippendorff_alpha

LABELLED = ROOT / "tests" / "fixtures" / "labelled"
X = np.nan
# Four observers, twelve units: the worked example of the paper.
EXAMPLE = np.array([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
    [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
])  # fmt: skip


def test_the_worked_example_of_the_paper() -> None:
    assert krippendorff_alpha(EXAMPLE, "nominal") == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha(EXAMPLE, "interval") == pytest.approx(0.849, abs=5e-4)


def test_perfect_agreement_is_1_and_chance_is_0() -> None:
    random = np.random.default_rng(0)
    same = np.tile(random.integers(2, size=50), (3, 1)).astype(float)
    assert krippendorff_alpha(same, "nominal") == 1.0
    noise = random.integers(2, size=(3, 5000)).astype(float)
    assert krippendorff_alpha(noise, "nominal") == pytest.approx(0, abs=0.03)


def test_where_nothing_varies_there_is_nothing_to_agree_about() -> None:
    assert krippendorff_alpha(np.ones((3, 9)), "nominal") is None
    with pytest.raises(InvalidValueError, match="no unit has two ratings"):
        krippendorff_alpha(np.array([[1.0, X], [X, 2.0]]), "nominal")


@pytest.fixture(scope="module")
def articles() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELLED / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_sentence_stands_where_it_says_with_what_two_passes_gave_it(
    articles: list[dict[str, Any]],
) -> None:
    for article in articles:
        spans = [(s["start"], s["end"]) for s in article["sentences"]]
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        for sentence, (start, end) in zip(article["sentences"], spans, strict=True):
            words = article["text"][start:end]
            assert words == words.strip()
            votes = Counter(label for labels in sentence["passes"] for label in labels)
            assert sentence["labels"] == sorted(label for label, count in votes.items() if count >= 2)
            assert set(votes) <= set(GOEMOTIONS.labels)
            assert all(labels == ["neutral"] or "neutral" not in labels for labels in sentence["passes"])
        for emotion, mean in article["emotions"].items():
            assert mean == pytest.approx(np.mean([rated.get(emotion, 0) for rated in article["ratings"]]), abs=1e-3)


def test_the_fixture_holds_enough_of_everything(articles: list[dict[str, Any]]) -> None:
    labels = Counter(label for a in articles for s in a["sentences"] for label in s["labels"])
    assert sum(len(article["sentences"]) for article in articles) == 1405
    assert min(labels[emotion] for emotion in GOEMOTIONS.emotions) >= 12
    assert Counter(article["split"] for article in articles) == {"dev": 23, "test": 23}
    assert len({article["text"] for article in articles}) == 46
    for path in SEEDS.iterdir():
        [seed] = [article for article in articles if article["id"] == path.stem]
        assert seed["text"] == path.read_bytes().decode()


def test_the_card_tells_the_agreement_that_there_is(articles: list[dict[str, Any]]) -> None:
    sentences = [sentence["passes"] for article in articles for sentence in article["sentences"]]
    alphas = []
    for label in GOEMOTIONS.labels:
        given = np.array([[label in labels for labels in passes] for passes in sentences], float).T
        alphas.append(krippendorff_alpha(given, "nominal") or 0.0)
    rated = [[r.get(e, 0) for r in article["ratings"]] for article in articles for e in GOEMOTIONS.emotions]
    ratings = krippendorff_alpha(np.array(rated, float).T, "interval")
    names = sorted({name for article in articles for name in article["dominants"]})
    dominants = [[names.index(name) for name in article["dominants"]] for article in articles]
    dominant = krippendorff_alpha(np.array(dominants, float).T, "nominal")
    card = (LABELLED / "README.md").read_text(encoding="utf-8")
    told = [float(figure) for figure in re.findall(r"alpha (\.\d+)", card)]
    found = [np.mean(alphas), min(alphas), ratings, dominant]
    assert told == pytest.approx(found, abs=5e-4), found
