"""The default backend: a Hugging Face sequence classifier on PyTorch."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch

from emoprofile.checkpoint import (
    MIXED_TEXTS,
    check_agreement,
    check_declared,
    is_refused,
    load_classifier,
    load_settings,
    load_tokenizer,
    translate_loading_errors,
)
from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data import Finding
from emoprofile.data.scores import FloatArray
from emoprofile.score.device import computes_bfloat16, find_device, name_device
from emoprofile.score.encoded import Encoded
from emoprofile.score.encoder_layouts import load_encoder
from emoprofile.score.encoding import Encoder
from emoprofile.score.steadiness import measure_drift
from emoprofile.score.steady_linear import make_steady


class TorchBackend:
    """A model from its folder; never from the network, and never with code of its own.

    Attributes:
        findings: What was found while it was loaded; where one refuses, the model must not be used.
        packages: None that a fingerprint does not hold anyway.
        workers: As many as threads are wanted on the CPU; a GPU takes one pass after the other.
        drift: How far a logit was seen to move with what shares its pass.
        model: The model itself.

    Raises:
        ModelError: If the model cannot be loaded at all.
    """

    packages: tuple[str, ...] = ()

    def __init__(self, spec: ModelSpec, folder: Path, config: ScoreConfig) -> None:
        self.device = find_device(config.device)
        self.workers = (config.threads or torch.get_num_threads()) if self.device.type == "cpu" else 1
        dtype = "float32" if config.dtype == "auto" else config.dtype
        with translate_loading_errors(spec, folder):
            settings, tokenizer = load_settings(folder), load_tokenizer(folder)
            names = tokenizer.model_input_names
            self._columns, found = check_declared(spec, folder, settings, tokenizer, names)
        self.findings: tuple[Finding, ...] = (*found, _check_precision(dtype, self.device))
        if is_refused(self.findings):
            return
        with translate_loading_errors(spec, folder):
            model, found = self._load(folder, settings, dtype)
        self.findings += found
        if is_refused(self.findings):
            return
        self._encoder = Encoder(tokenizer, spec.max_tokens, names)
        self.model = make_steady(model).to(self.device)
        with translate_loading_errors(spec, folder):
            self.findings += self._check_agreement()
            self.drift, steady = measure_drift(self, MIXED_TEXTS[1])
        self.findings += (steady,)

    def _load(self, folder: Path, settings: Any, dtype: str) -> tuple[Any, tuple[Finding, ...]]:
        """The model, by the encoder of our own where it knows the family."""
        return load_encoder(folder, settings, dtype) or load_classifier(folder, settings, dtype)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """The token windows of some texts."""
        return self._encoder(texts)

    def logits(self, encoded: Encoded, batch: Sequence[int]) -> FloatArray:
        """Raw logits of windows of one length: shape (batch, labels), columns in the order of the spec's labels."""
        encoded.check_one_length(batch)
        return self._compute(self.model, _drop_masks(self.tensors(encoded, batch)))

    def leave_threads(self) -> None:
        """Put right what threads that called `logits`, and have ended, changed for the whole process."""
        torch.set_num_threads(torch.get_num_threads())  # a new thread starts with the number that was set last

    def tensors(self, encoded: Encoded, batch: Sequence[int], left: bool | None = None) -> dict[str, torch.Tensor]:
        """The model's inputs for some windows, on its device; filled on the left, or as the tokenizer does."""
        padded = self._encoder.pad(encoded, batch, left)
        return {name: torch.from_numpy(array).to(self.device) for name, array in padded.items()}

    def _compute(self, model: Any, tensors: dict[str, torch.Tensor]) -> FloatArray:
        with _one_thread(), torch.inference_mode():
            output = model(**tensors)
            found: FloatArray = output.logits.float().cpu().numpy().astype(np.float64)
        return found[:, self._columns]

    def _check_agreement(self) -> tuple[Finding, ...]:
        # In another precision a score depends a little on its batch, which would hide a fault.
        exact = self.model if self.model.dtype == torch.float32 else deepcopy(self.model).float()
        encoded = self.encode(MIXED_TEXTS)

        def compute(batch: Sequence[int], left: bool) -> FloatArray:
            tensors = self.tensors(encoded, batch, left)
            return self._compute(exact, _drop_masks(tensors) if len(batch) == 1 else tensors)

        return tuple(check_agreement(compute, len(encoded.inputs), left=self._encoder.left))


class TransformersBackend(TorchBackend):
    """A model as transformers computes it, whatever its family."""

    def _load(self, folder: Path, settings: Any, dtype: str) -> tuple[Any, tuple[Finding, ...]]:
        return load_classifier(folder, settings, dtype)


def _check_precision(dtype: str, device: torch.device) -> Finding:
    if dtype == "bfloat16" and not computes_bfloat16(device):
        return Finding(
            "precision",
            "refused",
            f"score.dtype is bfloat16, which this machine ({name_device(device)}) has no instructions for. Set it to "
            "float32 or auto; what was begun in bfloat16 goes on only where there are some.",
        )
    return Finding("precision", "fine", f"computed in {dtype}")


@contextmanager
def _one_thread() -> Iterator[None]:
    """Compute in this thread alone: shared among threads, a matrix product adds up in an order that they decide."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _drop_masks(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The inputs of windows of one length, where a mask would hide nothing and cost time."""
    return {name: tensor for name, tensor in tensors.items() if name != "attention_mask"}
