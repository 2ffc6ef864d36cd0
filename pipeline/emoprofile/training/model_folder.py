"""A trained model -> a folder in the standard Hugging Face layout, with its spec."""

from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from emoprofile.checkpoint import WEIGHTS, save_tokenizer
from emoprofile.config import (
    ArousalSpec,
    DimensionsSpec,
    EvokedSpec,
    ModelSpec,
    Source,
    ValenceSpec,
    write_model_spec,
)
from emoprofile.provenance import hash_file
from emoprofile.resources import SPEC_NAME
from emoprofile.training.recipe import TrainingRecipe

SPEC_HEADER = "# Written by `emoprofile train`. Everything below `fitted` was measured, not chosen by hand.\n"


def export_model(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, recipe: TrainingRecipe, folder: Path
) -> ModelSpec:
    """Write weights and tokenizer, and return the bare spec, with nothing fitted yet.

    The weights are stored as float16, which halves the folder; config.json asks for float32, so that whoever loads the
    folder as it is computes in float32.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.half().save_pretrained(folder)  # type: ignore[no-untyped-call]
    model.config.dtype = torch.float32
    model.config.save_pretrained(folder)
    (folder / WEIGHTS["torch"]).chmod(0o644)  # safetensors writes for the owner alone
    save_tokenizer(tokenizer, folder)
    return ModelSpec(
        name=recipe.name,
        description=recipe.description,
        source=Source(folder=folder),
        vocabulary=recipe.columns.expressed.name,
        activation="sigmoid",
        max_tokens=model.config.max_position_embeddings,
        languages=(recipe.language,),
        licence=recipe.licence,
        weights_sha256=hash_file(folder / WEIGHTS["torch"]),
        evoked=EvokedSpec(vocabulary=recipe.outputs.evoked) if recipe.outputs.evoked else None,
        dimensions=_dimensions(recipe.outputs.dimensions),
    )


def _dimensions(names: Sequence[str]) -> DimensionsSpec | None:
    if not names:
        return None
    return DimensionsSpec(
        valence=ValenceSpec() if "valence" in names else None, arousal=ArousalSpec() if "arousal" in names else None
    )


def write_spec(spec: ModelSpec, folder: Path) -> None:
    """Write the spec beside the weights that it describes."""
    write_model_spec(spec, folder / SPEC_NAME, SPEC_HEADER)
