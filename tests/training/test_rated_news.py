"""Rated news: ratings joined with texts; masked targets, mixes of corpora, and the head that a run starts with."""

import json
import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tests.conftest import ROOT, write_tiny_model

from emoprofile.errors import TrainingError
from emoprofile.labels import EKMAN, PLUTCHIK
from emoprofile.training.classifier import start_classifier
from emoprofile.training.corpora import Rows
from emoprofile.training.masked_trainer import masked_loss
from emoprofile.training.outputs import Outputs
from emoprofile.training.rated_news import hash_text, read_ratings

SCALES = (*PLUTCHIK.labels, "valence", "arousal")


def rating(value: int) -> dict[str, int]:
    return dict.fromkeys(SCALES, value)


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    data, ratings = tmp_path / "data", tmp_path / "ratings"
    article = "The river  rose. Nobody was hurt."
    write_lines(data / "open_news" / "wikinews.jsonl", [{"id": "w1", "title": "Flood", "text": article}])
    write_lines(data / "newsmtsc_train" / "sentences.jsonl", [{"id": "a_1_2_3", "sentence": "They won."}])
    (data / "common_voice_cc0").mkdir()
    (data / "common_voice_cc0" / "sentence-collector.txt").write_text("A bird sang.\n", encoding="utf-8")

    def row(
        source: str, id: str | None, text: str, unit: str, value: int, start: int | None = None
    ) -> dict[str, object]:
        end = None if start is None else start + len(text)
        known = {"source": source, "id": id, "start": start, "end": end, "unit": unit, "split": "train"}
        return {**known, "sha256": hash_text(text), "ratings": rating(value)}

    rows = [
        row("wikinews", "w1", "The river  rose.", "sentence", 20, 0),
        row("wikinews", "w1", "The river  rose.", "sentence", 40, 0),
        row("wikinews", "w1", "Flood", "title", 50),
        row("wikinews", "w1", article, "article", 10),
        row("newsmtsc", "a_1_2_3", "They won.", "sentence", 60),
        row("common_voice", None, "A bird sang.", "sentence", 0),
    ]
    write_lines(ratings / "ratings.jsonl", rows)
    own = {"id": "x1", "unit": "title", "split": "challenge", "text": "War and Peace sells well", "ratings": rating(5)}
    write_lines(ratings / "written.jsonl", [own])
    return ratings, data


def test_ratings_find_their_texts_and_passes_are_averaged(folders: tuple[Path, Path]) -> None:
    found = read_ratings(*folders)
    assert [row.text for row in found] == [
        "The river rose.", "Flood", "The river rose. Nobody was hurt.", "They won.", "A bird sang.",
        "War and Peace sells well",
    ]  # fmt: skip
    assert found[0].ratings == rating(30)
    assert found[0].targets["evoked:fear"] == 0.3
    assert found[0].targets["dimension:valence"] == 0.65
    assert found[3].article == "a_1_2"


def test_a_text_that_is_not_the_one_that_was_rated_is_refused(folders: tuple[Path, Path]) -> None:
    ratings, data = folders
    write_lines(data / "newsmtsc_train" / "sentences.jsonl", [{"id": "a_1_2_3", "sentence": "They lost."}])
    with pytest.raises(TrainingError, match="newsmtsc 'a_1_2_3' .* is not the one that was rated"):
        read_ratings(ratings, data)


def test_the_ratings_of_the_repository_hold_no_text_of_others_and_stay_in_range() -> None:
    lines = (ROOT / "datasets" / "rated-news" / "ratings.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({(r["source"], r["id"], r["sha256"], r["start"], r["unit"]) for r in rows}) >= 8_000
    for row in rows:
        assert "text" not in row
        assert set(row["ratings"]) == set(SCALES)
        assert all(0 <= row["ratings"][scale] <= 100 for scale in SCALES if scale != "valence")
        assert -100 <= row["ratings"]["valence"] <= 100
    splits: dict[str, set[str]] = {}
    for row in rows:
        if row["source"] == "wikinews":
            splits.setdefault(row["id"], set()).add(row["split"])
    assert all(len(each) == 1 for each in splits.values())


def test_the_loss_counts_known_targets_alone() -> None:
    logits = torch.tensor([[0.0, 3.0], [1.0, -2.0]])
    targets = torch.tensor([[1.0, math.nan], [math.nan, math.nan]])
    assert masked_loss(logits, targets, torch.tensor([2.0, 5.0])).item() == pytest.approx(2 * math.log(2) / 2)
    logits.requires_grad_()
    masked_loss(logits, targets, torch.tensor([2.0, 5.0])).backward()  # type: ignore[no-untyped-call]
    assert logits.grad is not None
    assert (logits.grad != 0).tolist() == [[True, False], [False, False]]


def test_an_epoch_draws_each_row_once_before_any_twice() -> None:
    rows = Rows(("a", "b", "c"), np.zeros((3, 1), np.float32), ("a", "b", "c"))
    drawn = rows.draw(7, random.Random(0)).texts
    assert sorted(drawn[:3]) == sorted(drawn[3:6]) == ["a", "b", "c"]


def test_a_head_keeps_the_outputs_that_the_checkpoint_has_by_name(tmp_path: Path) -> None:
    write_tiny_model(tmp_path)
    from transformers import AutoModelForSequenceClassification

    former: Any = AutoModelForSequenceClassification.from_pretrained(tmp_path)
    names = [former.config.id2label[i] for i in range(former.config.num_labels)]
    kept = [name for name in EKMAN.labels if name in names]
    assert kept
    outputs = Outputs(EKMAN, PLUTCHIK, ("valence",))
    targets = np.full((4, len(outputs.names)), np.nan, np.float32)
    targets[:, -1] = 0.25
    model: Any = start_classifier(tmp_path, outputs, targets)
    assert tuple(model.config.id2label.values()) == outputs.names
    for name in kept:
        row = model.classifier.weight[outputs.names.index(name)]
        assert torch.equal(row, former.classifier.weight[names.index(name)])
    assert model.classifier.bias[-1].item() == pytest.approx(math.log(2 / 4), abs=1e-6)
