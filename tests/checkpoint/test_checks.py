"""A model that is not what its spec says is refused with the remedy, or set right by its spec; never scored wrong."""

import logging
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.checkpoint.planted import REFUSED, SET_RIGHT, UNLOADABLE, Plant, edited, halved, respecified, spec_in
from tests.conftest import ROOT

from emoprofile.config import ModelSpec, ScoreConfig, Source, load_model_spec
from emoprofile.errors import ConfigError, ModelError, ModelRefusedError
from emoprofile.score import Scorer

TEXTS = ["we love it", "the war is over", "fear"]


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "model"
    shutil.copytree(tiny_model, copy)
    return copy


@pytest.mark.parametrize(("plant", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_planted_fault_is_refused_with_what_is_wrong(folder: Path, plant: Plant, message: str) -> None:
    plant(folder)
    with pytest.raises(ModelRefusedError, match=message) as refusal:
        Scorer(spec_in(folder), ScoreConfig())
    assert any(finding.verdict == "refused" for finding in refusal.value.findings)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("plant", "message"), UNLOADABLE.values(), ids=UNLOADABLE.keys())
def test_what_cannot_be_loaded_is_an_error_of_ours(folder: Path, plant: Plant, message: str) -> None:
    plant(folder)
    with pytest.raises(ModelError, match=message):
        Scorer(spec_in(folder), ScoreConfig())


@pytest.mark.parametrize(("plant", "check", "verdict"), SET_RIGHT.values(), ids=SET_RIGHT.keys())
def test_what_the_spec_can_set_right_is_scored_right(
    folder: Path, tiny_spec: ModelSpec, plant: Plant, check: str, verdict: str
) -> None:
    plant(folder)
    scorer = Scorer(spec_in(folder), ScoreConfig())
    ours, theirs = scorer.raw_logits(TEXTS), Scorer(tiny_spec, ScoreConfig()).raw_logits(TEXTS)
    tolerance = 0.02 if plant is halved else 1e-5  # the weights themselves were rounded
    np.testing.assert_allclose(ours, theirs, atol=tolerance)
    assert [finding.verdict for finding in scorer.findings if finding.check == check] == [verdict]


def test_every_fault_counts() -> None:
    assert len(REFUSED) + len(UNLOADABLE) + len(SET_RIGHT) >= 20


@pytest.fixture
def swapped(tmp_path: Path) -> Path:
    """The embedded model with the names of joy and sadness swapped: nothing but its answers can show that."""
    copy = tmp_path / "swapped"
    shutil.copytree(ROOT / "models" / "minilm-news", copy)

    def swap(settings: dict[str, Any]) -> None:
        joy, sadness = settings["label2id"]["joy"], settings["label2id"]["sadness"]
        settings["id2label"].update({str(joy): "sadness", str(sadness): "joy"})
        settings["label2id"].update(joy=sadness, sadness=joy)

    edited("config.json", swap)(copy)
    return copy


def test_swapped_labels_of_a_model_that_was_shipped_are_refused(swapped: Path) -> None:
    with pytest.raises(ModelRefusedError, match="probes .goemotions.: 2 of 8 .* is read as sadness, not as joy"):
        Scorer(spec_in(swapped, shipped=True), ScoreConfig())


def test_swapped_labels_of_a_users_model_are_warned_of(swapped: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Scorer(spec_in(swapped), ScoreConfig())
    assert "is read as sadness, not as joy" in caplog.text


def test_the_embedded_model_passes_its_probes_and_is_known_to_be_shipped() -> None:
    spec = load_model_spec("minilm-news")
    assert spec.shipped
    findings = Scorer(spec, ScoreConfig()).findings
    assert {finding.verdict for finding in findings} == {"fine"}
    assert sum(finding.check.startswith("probes") for finding in findings) == 4  # three vocabularies, and valence


def test_a_hub_model_that_is_not_here_is_refused_with_the_command(
    tiny_spec: ModelSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMOPROFILE_HOME", str(tmp_path))
    spec = tiny_spec.model_copy(update={"source": Source(hub="somebody/some-model", published="pickle")})
    with pytest.raises(ModelError, match="is not on this machine.*emoprofile models fetch tiny --allow-pickle"):
        Scorer(spec, ScoreConfig())


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{hub: a/b, revision: main}", "source.revision: String should match pattern"),
        ("{hub: a/b, folder: .}", "either a folder or a hub id"),
        ("{}", "either a folder or a hub id"),
        ("{folder: ., revision: " + "f0" * 20 + "}", "a revision belongs to a hub id"),
        ("{hub: https://example.org/a}", "source.hub: String should match pattern"),
    ],
)
def test_a_source_that_is_no_place_is_refused(folder: Path, source: str, message: str) -> None:
    respecified("source:\n  folder: .\n", f"source: {source}\n")(folder)
    with pytest.raises(ConfigError, match=message):
        spec_in(folder)


def test_a_device_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(ModelError, match="torch sees . CUDA devices"):
        Scorer(spec_in(folder), ScoreConfig(device="cuda:7"))
