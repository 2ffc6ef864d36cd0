"""Loads a torch classifier from the one file of weights that is hashed, and checks every tensor."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from emoprofile.checkpoint.checks.tensors import check_finite, check_tensors
from emoprofile.checkpoint.files import WEIGHTS
from emoprofile.checkpoint.quiet import quiet_transformers
from emoprofile.data import Finding


def load_settings(folder: Path) -> Any:
    """Load config.json as transformers reads it."""
    from transformers import AutoConfig

    with quiet_transformers():
        return AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)


def load_classifier(folder: Path, settings: Any, dtype: str) -> tuple[Any, tuple[Finding, ...]]:
    """Load the classifier of a folder, for scoring only.

    transformers gets the tensors and not the folder, because it would choose one of several files in a folder.

    Args:
        folder: The checkpoint.
        settings: Its settings, by `load_settings`.
        dtype: The number type of the arithmetic: float32, bfloat16 or float16.

    Returns:
        The classifier, and the findings about its tensors. If one of them refuses the model, it must not be used.
    """
    import torch
    from safetensors.torch import load_file
    from transformers import MODEL_FOR_SEQUENCE_CLASSIFICATION_MAPPING

    family: Any = MODEL_FOR_SEQUENCE_CLASSIFICATION_MAPPING[type(settings)]
    tensors = load_file(folder / WEIGHTS["torch"])
    with quiet_transformers():
        model, report = family.from_pretrained(
            None, config=settings, state_dict=tensors, dtype=getattr(torch, dtype), output_loading_info=True
        )
    return model.eval(), (*check_tensors(tensors, model, report), *check_finite(_examine_parameters(model)))


def _examine_parameters(model: Any) -> Iterator[tuple[str, bool]]:
    """Yield the name of each parameter, and whether all its numbers are finite."""
    import torch

    for name, parameter in model.named_parameters():
        # One sum is much faster than a test of each number. If the sum overflows, each number is tested.
        yield name, bool(parameter.sum(dtype=torch.float32).isfinite()) or bool(parameter.isfinite().all())
