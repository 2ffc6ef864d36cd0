"""Where the tensors of an encoder stand in a file of weights, by family; a file that has others is not read here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file

from emoprofile.checkpoint import WEIGHTS, changes_no_score, check_finite, normalise_name
from emoprofile.data import Finding
from emoprofile.score.encoder import ACTIVATIONS, EncoderClassifier, Shape


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of a family.

    Attributes:
        prefix: What stands before the names of the encoder's tensors.
        settings: In config.json: width, layers, heads, inner, activation.
        layer: Before the names of a layer, with a place for its number.
        names: Of our modules, those in the file.
        in_layer: Of our modules within a layer, those in the file; of `qkv`, three that are put together.
        head: Between the two products of the classifier.
        counts_from_padding: Whether positions begin behind the number of the padding token.
    """

    prefix: str
    settings: tuple[str, str, str, str, str]
    layer: str
    names: Mapping[str, str]
    in_layer: Mapping[str, tuple[str, ...]]
    head: str
    counts_from_padding: bool = False


_BERT_SETTINGS = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "hidden_act")
_EMBEDDINGS = {
    "words": "embeddings.word_embeddings",
    "positions": "embeddings.position_embeddings",
    "norm": "embeddings.LayerNorm",
}
_BERT_NAMES = {**_EMBEDDINGS, "types": "embeddings.token_type_embeddings"}
_BERT_LAYER = {
    "qkv": ("attention.self.query", "attention.self.key", "attention.self.value"),
    "out": ("attention.output.dense",),
    "norm_attended": ("attention.output.LayerNorm",),
    "up": ("intermediate.dense",),
    "down": ("output.dense",),
    "norm_layer": ("output.LayerNorm",),
}
_ROBERTA = Layout(
    "roberta", _BERT_SETTINGS, "encoder.layer.{}",
    {**_BERT_NAMES, "pool": "classifier.dense", "classify": "classifier.out_proj"}, _BERT_LAYER, "tanh", True,
)  # fmt: skip
LAYOUTS: Mapping[str, Layout] = {
    "bert": Layout(
        "bert", _BERT_SETTINGS, "encoder.layer.{}",
        {**_BERT_NAMES, "pool": "pooler.dense", "classify": "classifier"}, _BERT_LAYER, "tanh",
    ),
    "distilbert": Layout(
        "distilbert", ("dim", "n_layers", "n_heads", "hidden_dim", "activation"), "transformer.layer.{}",
        {**_EMBEDDINGS, "pool": "pre_classifier", "classify": "classifier"},
        {
            "qkv": ("attention.q_lin", "attention.k_lin", "attention.v_lin"),
            "out": ("attention.out_lin",),
            "norm_attended": ("sa_layer_norm",),
            "up": ("ffn.lin1",),
            "down": ("ffn.lin2",),
            "norm_layer": ("output_layer_norm",),
        },
        "relu",
    ),
    "roberta": _ROBERTA,
    "xlm-roberta": _ROBERTA,
}  # fmt: skip
"""By `model_type` of config.json."""


def load_encoder(folder: Path, settings: Any, dtype: str) -> tuple[EncoderClassifier, tuple[Finding, ...]] | None:
    """The classifier of a folder; None if it is not exactly what a layout says, so that others must judge it.

    Args:
        folder: The checkpoint.
        settings: What its config.json says, with the defaults of its family.
        dtype: Of the arithmetic.
    """
    layout = LAYOUTS.get(settings.model_type)
    shape = None if layout is None else _measure(layout, settings)
    if layout is None or shape is None:
        return None
    file = load_file(folder / WEIGHTS["torch"])
    by_name = {normalise_name(name, layout.prefix): name for name in file}
    shapes = shape.list_tensors()
    sources = {own: [by_name.get(name, "") for name in _name_sources(layout, own)] for own in shapes}
    used = {name for names in sources.values() for name in names}
    rest = [name for name in file if name not in used]
    if "" in used or len(by_name) < len(file) or not all(changes_no_score(name, file[name]) for name in rest):
        return None
    if not all(file[name].is_floating_point() for name in used):
        return None
    number = getattr(torch, dtype)
    tensors = {own: torch.cat([file[name] for name in names]).to(number) for own, names in sources.items()}
    if any(tensors[own].shape != size for own, size in shapes.items()):
        return None
    said = Finding("classifier", "fine", f"{len(used)} tensors are used, {len(rest)} without effect are not")
    finite = ((name, _is_finite(file[name].to(number))) for name in file if name in used)
    return EncoderClassifier(shape, tensors).eval(), (said, *check_finite(finite))


def _measure(layout: Layout, settings: Any) -> Shape | None:
    """The shape that the settings ask for; None where they ask for what the encoder does not do."""
    width, layers, heads, inner, activation = (getattr(settings, name) for name in layout.settings)
    if activation not in ACTIVATIONS or width % heads or getattr(settings, "is_decoder", False):
        return None
    if layout.counts_from_padding and settings.pad_token_id is None:
        return None
    if getattr(settings, "position_embedding_type", None) not in (None, "absolute"):
        return None
    return Shape(
        words=settings.vocab_size,
        positions=settings.max_position_embeddings,
        types=settings.type_vocab_size if "types" in layout.names else 0,
        width=width,
        layers=layers,
        heads=heads,
        inner=inner,
        outputs=len(settings.id2label),
        epsilon=getattr(settings, "layer_norm_eps", 1e-12),
        activation=activation,
        head=layout.head,
        padding=settings.pad_token_id or 0,
        counts_from_padding=layout.counts_from_padding,
    )


def _name_sources(layout: Layout, own: str) -> list[str]:
    """The names in the file that a tensor of the encoder is put together of, without the family's prefix."""
    module, _, kind = own.rpartition(".")
    if module.startswith("layers."):
        _, number, part = module.split(".")
        return [f"{layout.layer.format(number)}.{name}.{kind}" for name in layout.in_layer[part]]
    return [f"{layout.names[module]}.{kind}"]


def _is_finite(tensor: torch.Tensor) -> bool:
    # One sum is much quicker than a look at each number; a sum that overflows is looked at again.
    return bool(tensor.sum(dtype=torch.float32).isfinite()) or bool(tensor.isfinite().all())
