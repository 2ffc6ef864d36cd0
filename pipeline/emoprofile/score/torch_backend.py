"""The default backend: a Hugging Face sequence classifier on PyTorch."""

from collections.abc import Sequence
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
from emoprofile.errors import ModelError
from emoprofile.score.encoded import Encoded
from emoprofile.score.encoding import Encoder


class TorchBackend:
    """A model from its folder; never from the network, and never with code of its own.

    Attributes:
        findings: What was found while it was loaded; where one refuses, the model must not be used.
        packages: None that a fingerprint does not hold anyway.
        model: The model itself.

    Raises:
        ModelError: If the model cannot be loaded at all.
    """

    packages: tuple[str, ...] = ()

    def __init__(self, spec: ModelSpec, folder: Path, config: ScoreConfig) -> None:
        self.device = _device(config.device)
        if config.threads:
            torch.set_num_threads(config.threads)
        dtype = spec.dtype if config.dtype == "auto" else config.dtype
        with translate_loading_errors(spec, folder):
            settings, tokenizer = load_settings(folder), load_tokenizer(folder)
            names = tokenizer.model_input_names
            self._columns, found = check_declared(spec, folder, settings, tokenizer, names)
        self.findings: tuple[Finding, ...] = (*found, Finding("precision", "fine", f"computed in {dtype}"))
        if is_refused(self.findings):
            return
        with translate_loading_errors(spec, folder):
            model, found = load_classifier(folder, settings, dtype)
        self.findings += found
        if is_refused(self.findings):
            return
        self._encoder = Encoder(tokenizer, spec.max_tokens, names)
        self.model = model.to(self.device)
        with translate_loading_errors(spec, folder):
            self.findings += self._check_agreement()

    def encode(self, texts: Sequence[str]) -> Encoded:
        """The token windows of some texts."""
        return self._encoder(texts)

    def logits(self, encoded: Encoded, batch: Sequence[int]) -> FloatArray:
        """Raw logits of some windows: shape (batch, labels), columns in the order of the spec's labels."""
        return self._compute(self.model, self.tensors(encoded, batch))

    def tensors(self, encoded: Encoded, batch: Sequence[int], left: bool | None = None) -> dict[str, torch.Tensor]:
        """The model's inputs for some windows, on its device; filled on the left, or as the tokenizer does."""
        padded = self._encoder.padded(encoded, batch, left)
        return {name: torch.from_numpy(array).to(self.device) for name, array in padded.items()}

    def _compute(self, model: Any, tensors: dict[str, torch.Tensor]) -> FloatArray:
        with torch.inference_mode():
            output = model(**tensors)
        found: FloatArray = output.logits.float().cpu().numpy().astype(np.float64)
        return found[:, self._columns]

    def _check_agreement(self) -> tuple[Finding, ...]:
        # In another precision a score depends a little on its batch, which would hide a fault.
        exact = self.model if self.model.dtype == torch.float32 else deepcopy(self.model).float()
        encoded = self.encode(MIXED_TEXTS)

        def compute(batch: Sequence[int], left: bool) -> FloatArray:
            return self._compute(exact, self.tensors(encoded, batch, left))

        return tuple(check_agreement(compute, len(encoded.inputs), left=self._encoder.left))


def _device(name: str) -> torch.device:
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    device = torch.device(name)
    if device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count():
        raise ModelError(f"score.device is {name!r}, but torch sees {torch.cuda.device_count()} CUDA devices")
    if device.type == "mps" and not torch.backends.mps.is_available():
        raise ModelError("score.device is 'mps', but torch sees no such device")
    return device
