"""A model that is not what its spec says is refused with the remedy, or set right by its spec; never scored wrong."""

import json
import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.conftest import ROOT, TINY_MAX_TOKENS

from emoprofile.config import ModelSpec, ScoreConfig, Source, load_model_spec
from emoprofile.errors import ConfigError, ModelError, ModelRefusedError
from emoprofile.labels import GOEMOTIONS
from emoprofile.score import Scorer

TEXTS = ["we love it", "the war is over", "fear"]
Plant = Callable[[Path], object]


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "model"
    shutil.copytree(tiny_model, copy)
    return copy


def spec_in(folder: Path, **changes: object) -> ModelSpec:
    spec = load_model_spec(folder / "spec.yaml")
    return spec.model_copy(update=changes)


def edited(name: str, change: Callable[[dict[str, Any]], object]) -> Plant:
    def plant(folder: Path) -> None:
        path = folder / name
        settings = json.loads(path.read_text())
        change(settings)
        path.write_text(json.dumps(settings))

    return plant


def labelled(*names: str) -> Plant:
    columns = {"id2label": dict(enumerate(names)), "label2id": {name: i for i, name in enumerate(names)}}
    return edited("config.json", lambda settings: settings.update(columns))


def reweighted(change: Callable[[dict[str, Any]], object], name: str = "model.safetensors") -> Plant:
    def plant(folder: Path) -> None:
        from safetensors.torch import load_file, save_file

        weights = load_file(folder / "model.safetensors")
        change(weights)
        save_file(weights, folder / name, metadata={"format": "pt"})

    return plant


def without(prefix: str) -> Plant:
    def plant(folder: Path) -> None:
        for path in folder.glob(f"{prefix}*"):
            path.unlink()

    return plant


def cut_short(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])


def pickled(folder: Path) -> None:
    import torch
    from safetensors.torch import load_file

    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()


def other_tokenizer(folder: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_tokens([f"word{i}" for i in range(200)])
    tokenizer.save_pretrained(folder)


def respecified(text: str, replacement: str) -> Plant:
    def plant(folder: Path) -> None:
        path = folder / "spec.yaml"
        content = path.read_text()
        assert text in content
        path.write_text(content.replace(text, replacement))

    return plant


def broken(weights: dict[str, Any]) -> None:
    weights["classifier.bias"][0] = float("nan")


def headless(weights: dict[str, Any]) -> None:
    for name in [name for name in weights if name.startswith("classifier")]:
        del weights[name]


NAMES = list(GOEMOTIONS.labels)
REFUSED: dict[str, tuple[Plant, str]] = {
    "labels without names": (labelled(*(f"LABEL_{i}" for i in range(28))), "unknown: 'LABEL_0'.*under `labels`"),
    "one label too few": (labelled(*NAMES[:-1]), "lacking: 'neutral'; unknown: none; repeated: none; 27 in all"),
    "one label too many": (labelled(*NAMES, "boredom"), "unknown: 'boredom'"),
    "a label twice": (labelled("joy", *NAMES[1:]), "id2label gives 'joy' to several columns"),
    "a newline in a label": (labelled("admiration\n", *NAMES[1:]), r"unknown: 'admiration\\n'"),
    "a label of another language": (labelled("Bewunderung", *NAMES[1:]), "unknown: 'Bewunderung'"),
    "id2label against label2id": (
        edited("config.json", lambda s: s["label2id"].update(joy=18, love=17)), "disagree about joy, love"),
    "softmax on a multi-label model": (
        respecified("activation: sigmoid", "activation: softmax"), "which means sigmoid, but the spec says softmax"),
    "sigmoid on a single-label model": (
        edited("config.json", lambda s: s.update(problem_type="single_label_classification")), "which means softmax"),
    "a regression head": (edited("config.json", lambda s: s.update(problem_type="regression")), "regression"),
    "more tokens than positions": (
        respecified(f"max_tokens: {TINY_MAX_TOKENS}", "max_tokens: 512"), f"positions for {TINY_MAX_TOKENS} tokens"),
    "no config": (without("config.json"), "holds no config.json"),
    "a config that is not JSON": (lambda f: (f / "config.json").write_text("{"), "config.json is not what it should"),
    "a config that is a list": (lambda f: (f / "config.json").write_text("[]"), "a list, not an object"),
    "no tokenizer": (without("tokenizer"), "holds no tokenizer.json"),
    "the tokenizer of another model": (other_tokenizer, "belongs to another model"),
    "no padding token": (edited("tokenizer_config.json", lambda s: s.pop("pad_token")), "has no padding token"),
    "no weights": (without("model.safetensors"), "holds no model.safetensors"),
    "weights as a pickle": (pickled, "only as a pickle, which can run code.*--allow-pickle.*save_pretrained"),
    "other weights than fitted": (
        respecified("name: tiny", f"weights_sha256: {'f0' * 32}\nname: tiny"), "the spec was fitted for f0f0"),
    "an encoder without a classifier": (reweighted(headless), "the weights lack classifier.bias, classifier.weight;"),
    "weights that are not numbers": (reweighted(broken), "classifier.bias: not every number is finite"),
    "code of its own": (
        edited("config.json", lambda s: s.update(auto_map={"AutoModel": "own.py"})), "auto_map: it needs code of its own"),
}  # fmt: skip


@pytest.mark.parametrize(("plant", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_planted_fault_is_refused_with_what_is_wrong(folder: Path, plant: Plant, message: str) -> None:
    plant(folder)
    with pytest.raises(ModelRefusedError, match=message) as refusal:
        Scorer(spec_in(folder), ScoreConfig())
    assert any(finding.verdict == "refused" for finding in refusal.value.findings)  # type: ignore[attr-defined]


UNLOADABLE: dict[str, tuple[Plant, str]] = {
    "truncated weights": (cut_short, "cannot be loaded"),
    "weights of another shape": (
        edited("config.json", lambda s: s.update(hidden_size=32)), "cannot be loaded"),
    "a family that nobody knows": (edited("config.json", lambda s: s.update(model_type="oracle")), "cannot be loaded"),
}  # fmt: skip


@pytest.mark.parametrize(("plant", "message"), UNLOADABLE.values(), ids=UNLOADABLE.keys())
def test_what_cannot_be_loaded_is_an_error_of_ours(folder: Path, plant: Plant, message: str) -> None:
    plant(folder)
    with pytest.raises(ModelError, match=message):
        Scorer(spec_in(folder), ScoreConfig())


def reordered(folder: Path) -> None:
    import torch

    order = list(reversed(range(28)))

    def turn(weights: dict[str, Any]) -> None:
        for name in ("classifier.weight", "classifier.bias"):
            weights[name] = weights[name][torch.tensor(order)].contiguous()

    reweighted(turn)(folder)
    labelled(*(NAMES[i] for i in order))(folder)


def halved(folder: Path) -> None:
    reweighted(lambda weights: weights.update({name: tensor.half() for name, tensor in weights.items()}))(folder)
    edited("config.json", lambda settings: settings.update(dtype="float16"))(folder)


def named_in_the_spec(folder: Path) -> None:
    labelled(*(f"LABEL_{i}" for i in range(28)))(folder)
    lines = "".join(f"  LABEL_{i}: {name}\n" for i, name in enumerate(NAMES))
    respecified("name: tiny\n", f"name: tiny\nlabels:\n{lines}")(folder)


SET_RIGHT: dict[str, tuple[Plant, str, str]] = {
    "labels in another order": (reordered, "labels", "fine"),
    "labels in other case": (labelled(*(name.title() for name in NAMES)), "labels", "repaired"),
    "labels without names, named in the spec": (named_in_the_spec, "labels", "fine"),
    "no problem type": (edited("config.json", lambda s: s.pop("problem_type")), "activation", "repaired"),
    "a tokenizer without a length": (
        edited("tokenizer_config.json", lambda s: s.update(model_max_length=int(1e30))), "length", "repaired"),
    "weights in half precision": (halved, "precision", "fine"),
}  # fmt: skip


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
    shutil.copytree(ROOT / "models" / "minilm-goemotions", copy)

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
    spec = load_model_spec("minilm-goemotions")
    assert spec.shipped
    findings = Scorer(spec, ScoreConfig()).findings
    assert {finding.verdict for finding in findings} == {"fine"}
    assert sum(finding.check.startswith("probes") for finding in findings) == 3


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
