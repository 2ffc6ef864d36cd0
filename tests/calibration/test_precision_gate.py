"""The gate to bfloat16: measured on labelled sentences, recorded in the spec and nowhere else."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.score.families import needs_bfloat16
from typer.testing import CliRunner

from emoprofile.calibration.precision_gate import measure_precision_gate
from emoprofile.cli.app import app
from emoprofile.config import ModelSpec, PrecisionGate, ScoreConfig, load_model_spec, record_gate
from emoprofile.errors import InvalidValueError
from emoprofile.labelled import read_labelled
from emoprofile.provenance import hash_file
from emoprofile.score import Scorer

ROWS = [("we love it", "love"), ("i am so happy", "joy"), ("fear", "fear"), ("it was not good", "sadness")] * 3
GATE = PrecisionGate(
    data="some", sentences=9, weights_sha256="a" * 64, label_agreement=0.999, p99_difference=0.003,
    largest_difference=0.01, f1_loss=0.001,
)  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text("text,labels\n" + "".join(f"{text} {i},{label}\n" for i, (text, label) in enumerate(ROWS)))
    return path


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


@needs_bfloat16
def test_it_is_what_two_scorers_say(folder: Path, data: Path) -> None:
    spec, labelled = load_model_spec(folder / "spec.yaml"), read_labelled(data, vocabulary="goemotions")
    found = measure_precision_gate(spec, labelled)
    p: list[Any] = []
    for dtype in ("float32", "bfloat16"):
        scores = Scorer(spec, ScoreConfig.model_validate({"dtype": dtype, "device": "cpu"})).score(labelled.texts)
        assert scores.expressed
        assert scores.dimensions
        p.append((scores.expressed.probabilities, scores.dimensions.values))
    apart = np.column_stack([np.abs(one - other) for one, other in zip(*p, strict=True)])
    assert (found.data, found.sentences) == ("rows.csv (rows, column 'labels')", 12)
    assert found.weights_sha256 == hash_file(folder / "model.safetensors")
    assert found.largest_difference == pytest.approx(apart.max(), abs=1e-6)
    assert found.p99_difference == pytest.approx(np.quantile(apart, 0.99), abs=1e-6)
    assert found.label_agreement == pytest.approx(((p[0][0] >= 0.5) == (p[1][0] >= 0.5)).mean(), abs=1e-6)
    assert 0 < found.largest_difference < 0.1


@needs_bfloat16
def test_the_command_records_it_and_again(folder: Path, data: Path) -> None:
    path = folder / "spec.yaml"
    before = path.read_text(encoding="utf-8")
    for _ in range(2):
        done = CliRunner().invoke(app, ["models", "gate", str(path), "--data", str(data)])
        assert done.exit_code == 0, done.output
        assert path.read_text(encoding="utf-8").startswith(
            before + "bfloat16:\n  data: rows.csv (rows, column 'labels')\n  sentences: 12\n"
        )
        assert path.read_text(encoding="utf-8").count("bfloat16:") == 1
    assert load_model_spec(path).bfloat16 is not None
    assert sorted(each.name for each in folder.iterdir() if each.name.startswith(".")) == []


def test_other_lines_of_a_spec_stay_as_they_are(folder: Path) -> None:
    path = folder / "spec.yaml"
    before = "# a comment\n" + path.read_text(encoding="utf-8")
    path.write_text(before.replace("name: tiny\n", "bfloat16:\n  old: 1\n\n  more: 2\nname: tiny\n"), encoding="utf-8")
    record_gate(GATE, path)
    assert path.read_text(encoding="utf-8").startswith(before + "bfloat16:\n  data: some\n")
    assert load_model_spec(path).bfloat16 == GATE


def test_labels_of_another_vocabulary_are_refused(tiny_spec: ModelSpec, data: Path) -> None:
    with pytest.raises(InvalidValueError, match="labelled in ekman; a gate needs a model that expresses these very"):
        measure_precision_gate(tiny_spec, read_labelled(data, vocabulary="ekman", names={"love": "joy"}))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"label_agreement": 0.995, "p99_difference": 0.005, "f1_loss": 0.002}, []),
        ({"label_agreement": 0.9949}, ["label agreement 0.9949, at least 0.995 is needed"]),
        ({"p99_difference": 0.0051}, ["99 % quantile of the differences 0.0051, at most 0.005 is allowed"]),
        ({"f1_loss": 0.0021}, ["macro-F1 lower by 0.0021, at most 0.002 is allowed"]),
    ],
)
def test_bounds(changes: dict[str, float], said: list[str]) -> None:
    assert [*GATE.model_copy(update=changes).list_failures()] == said


def test_the_shipped_model_passes_with_the_weights_that_are_shipped() -> None:
    spec = load_model_spec("minilm-news")
    assert spec.bfloat16 is not None
    assert [*spec.bfloat16.list_failures()] == []
    assert spec.bfloat16.weights_sha256 == spec.weights_sha256
