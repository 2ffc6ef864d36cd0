"""The labelled articles of the project: what they hold, and how far the passes agree."""

import json
import re
from collections import Counter
from itertools import pairwise
from typing import Any

import krippendorff
import numpy as np
import pytest
from tests.conftest import ROOT, SEEDS

from emoprofile.labels import GOEMOTIONS

LABELLED = ROOT / "tests" / "fixtures" / "labelled"


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
        # Where no pass ever gives a label, nothing varies, and alpha is not defined.
        alphas.append(krippendorff.alpha(given, level_of_measurement="nominal") if given.any() else 0.0)
    rated = [[r.get(e, 0) for r in article["ratings"]] for article in articles for e in GOEMOTIONS.emotions]
    ratings = krippendorff.alpha(np.array(rated, float).T, level_of_measurement="interval")
    names = sorted({name for article in articles for name in article["dominants"]})
    dominants = [[names.index(name) for name in article["dominants"]] for article in articles]
    dominant = krippendorff.alpha(np.array(dominants, float).T, level_of_measurement="nominal")
    card = (LABELLED / "README.md").read_text(encoding="utf-8")
    told = [float(figure) for figure in re.findall(r"alpha (\.\d+)", card)]
    found = [np.mean(alphas), min(alphas), ratings, dominant]
    assert told == pytest.approx(found, abs=5e-4), found
