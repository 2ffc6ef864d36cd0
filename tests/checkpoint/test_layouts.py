"""Every ready spec's architecture loads with the tensors that its family is published with, and no others."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.score.families import FAMILIES, TEXTS, write_family

from emoprofile.config import ScoreConfig, load_model_spec
from emoprofile.errors import ModelRefusedError
from emoprofile.resources import list_available
from emoprofile.score import Scorer

# Beside the classifier's own tensors; written by the versions of transformers that the models were published with.
LAYOUTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "bert-goemotions": ("bert", ("bert.embeddings.position_ids",)),
    "bert-goemotions-ekman": ("bert", ("bert.embeddings.position_ids",)),
    "bert-goemotions-group": ("bert", ("bert.embeddings.position_ids",)),
    "bert-stars": ("bert", ("bert.embeddings.position_ids",)),
    "distilbert-sst2": ("distilbert", ()),
    "distilroberta-ekman": ("roberta", ("roberta.embeddings.position_ids",)),
    "minilm-news": ("bert", ()),
    "roberta-goemotions": ("roberta", ("roberta.embeddings.position_ids",)),
    "twitter-roberta-emotion": ("roberta", ("roberta.embeddings.position_ids", *(
        f"roberta.pooler.dense.{kind}" for kind in ("weight", "bias")))),
    "twitter-roberta-sentiment": ("roberta", ("roberta.embeddings.position_ids", *(
        f"roberta.pooler.dense.{kind}" for kind in ("weight", "bias")))),
    "xlm-emo": ("xlm-roberta", ("roberta.embeddings.position_ids",)),
}  # fmt: skip
PRETRAINING = {
    "bert": "BertForPreTraining",
    "distilbert": "DistilBertForMaskedLM",
    "electra": "ElectraForPreTraining",
    "roberta": "RobertaForMaskedLM",
    "xlm-roberta": "XLMRobertaForMaskedLM",
    "deberta-v2": "DebertaV2ForMaskedLM",
    "albert": "AlbertForPreTraining",
    "modernbert": "ModernBertForMaskedLM",
}


def add_tensors(folder: Path, tensors: Mapping[str, Any]) -> None:
    from safetensors.torch import load_file, save_file

    own = load_file(folder / "model.safetensors")
    own.update({name: tensor.clone().contiguous() for name, tensor in tensors.items() if name not in own})
    save_file(own, folder / "model.safetensors", metadata={"format": "pt"})


def test_each_ready_spec_has_a_layout() -> None:
    assert set(LAYOUTS) == set(list_available("models"))
    assert {family for family, _ in LAYOUTS.values()} <= set(FAMILIES)


@pytest.mark.parametrize(
    ("family", "names", "activation"),
    sorted({(*layout, load_model_spec(name).activation) for name, layout in LAYOUTS.items()}),
)
def test_the_layout_of_a_ready_spec_is_accepted_and_scores_the_same(
    tmp_path: Path, family: str, names: tuple[str, ...], activation: str
) -> None:
    import torch

    spec = write_family(family, tmp_path, activation)
    before = Scorer(spec, ScoreConfig()).raw_logits(TEXTS)
    add_tensors(tmp_path, {name: torch.arange(34)[None] if "position" in name else torch.ones(16) for name in names})
    after = Scorer(spec, ScoreConfig())
    assert (after.raw_logits(TEXTS) == before).all()
    assert f"{len(names)} without effect" in next(f.message for f in after.findings if f.check == "classifier")


@pytest.mark.parametrize("family", FAMILIES)
def test_the_heads_of_pre_training_are_accepted_in_every_family(tmp_path: Path, family: str) -> None:
    import transformers

    spec = write_family(family, tmp_path)
    before = Scorer(spec, ScoreConfig()).raw_logits(TEXTS)
    kind = getattr(transformers, PRETRAINING[family])
    config = transformers.AutoConfig.from_pretrained(tmp_path)
    heads = kind(config).state_dict()
    add_tensors(tmp_path, heads)
    assert (Scorer(spec, ScoreConfig()).raw_logits(TEXTS) == before).all()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_layer_too_many_is_refused_in_every_family(tmp_path: Path, family: str) -> None:
    """The tensors of a layer that config.json does not know are never harmless."""
    from safetensors.torch import load_file

    spec = write_family(family, tmp_path)
    used = load_file(tmp_path / "model.safetensors")
    # ALBERT's layers share their tensors: there the second group stands for a second layer.
    marks = ("layer_groups.0", "layer.0", "layers.0")
    more = {
        name.replace(mark, mark.replace("0", "7")): tensor
        for name, tensor in used.items()
        for mark in marks
        if f"{mark}." in name
    }
    assert more
    add_tensors(tmp_path, more)
    with pytest.raises(ModelRefusedError, match="which this architecture does not use"):
        Scorer(spec, ScoreConfig())
