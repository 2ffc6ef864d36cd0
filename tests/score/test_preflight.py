"""A model that is not what its spec says is refused with the remedy."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import TINY_MAX_TOKENS

from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.errors import ModelError
from emoprofile.labels import GOEMOTIONS
from emoprofile.score import Scorer


@pytest.fixture
def copy(tiny_model: Path, tiny_spec: ModelSpec, tmp_path: Path) -> ModelSpec:
    folder = tmp_path / "model"
    shutil.copytree(tiny_model, folder)
    return tiny_spec.model_copy(update={"path": folder})


def edit_config(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    path = folder / "config.json"
    settings = json.loads(path.read_text())
    change(settings)
    path.write_text(json.dumps(settings))


def refused(spec: ModelSpec, message: str, **config: Any) -> None:
    with pytest.raises(ModelError, match=message):
        Scorer(spec, ScoreConfig(**config))


def test_labels_in_another_order_are_matched_by_name(copy: ModelSpec, tiny_spec: ModelSpec) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    order = list(reversed(range(28)))
    weights = load_file(copy.path / "model.safetensors")
    for name in ("classifier.weight", "classifier.bias"):
        weights[name] = weights[name][torch.tensor(order)].contiguous()
    save_file(weights, copy.path / "model.safetensors", metadata={"format": "pt"})
    names = [GOEMOTIONS.labels[i] for i in order]
    columns = {"id2label": dict(enumerate(names)), "label2id": {name: i for i, name in enumerate(names)}}
    edit_config(copy.path, lambda settings: settings.update(columns))
    texts = ["we love it", "the war is over"]
    ours, theirs = Scorer(copy, ScoreConfig()).raw_logits(texts), Scorer(tiny_spec, ScoreConfig()).raw_logits(texts)
    assert abs(ours - theirs).max() < 1e-5


def test_labels_with_other_names_are_refused(copy: ModelSpec) -> None:
    edit_config(copy.path, lambda s: s.update(id2label={i: f"LABEL_{i}" for i in range(28)}, label2id={}))
    refused(copy, "lacking: admiration, .*unknown: LABEL_0.*Name the labels in id2label")


def test_an_activation_that_the_model_contradicts_is_refused(copy: ModelSpec) -> None:
    refused(copy.model_copy(update={"activation": "softmax"}), "'multi_label_classification', which means sigmoid")


def test_a_model_that_does_not_state_its_activation_follows_the_spec(copy: ModelSpec) -> None:
    edit_config(copy.path, lambda s: s.pop("problem_type"))
    assert len(Scorer(copy, ScoreConfig()).score(["fear"])) == 1


def test_a_length_without_positions_is_refused(copy: ModelSpec) -> None:
    longer = copy.model_copy(update={"max_tokens": TINY_MAX_TOKENS + 1})
    refused(longer, f"max_tokens is {TINY_MAX_TOKENS + 1}, but the model has positions for {TINY_MAX_TOKENS}")


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
def test_a_missing_file_is_named(copy: ModelSpec, name: str) -> None:
    (copy.path / name).unlink()
    refused(copy, f"holds no {name}")


def test_a_missing_tokenizer_is_refused(copy: ModelSpec) -> None:
    for path in copy.path.glob("tokenizer*"):
        path.unlink()
    refused(copy, "holds no tokenizer.json")


def test_truncated_weights_are_refused(copy: ModelSpec) -> None:
    weights = copy.path / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    refused(copy, "cannot be loaded")


def test_other_weights_than_the_spec_was_fitted_for_are_refused(copy: ModelSpec) -> None:
    refused(copy.model_copy(update={"weights_sha256": "0" * 64}), "its spec was fitted for 0000")


def test_an_encoder_without_a_classifier_is_refused(copy: ModelSpec) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(copy.path / "model.safetensors")
    kept = {name: tensor for name, tensor in weights.items() if not name.startswith("classifier")}
    save_file(kept, copy.path / "model.safetensors", metadata={"format": "pt"})
    refused(copy, "its weights lack classifier.bias, classifier.weight; they would be random")


def test_a_device_that_is_not_there_is_refused(copy: ModelSpec) -> None:
    refused(copy, "torch sees . CUDA devices", device="cuda:7")
