"""The default backend: a Hugging Face sequence classifier on PyTorch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data import Finding
from emoprofile.data.scores import FloatArray
from emoprofile.errors import ModelError
from emoprofile.score.encoding import Encoder
from emoprofile.score.loading import check_folder, loading, refused
from emoprofile.score.quiet import quiet_transformers
from emoprofile.score.windows import Windows


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
        with loading(spec, folder), quiet_transformers():
            settings = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
            tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        self._columns, found = check_folder(spec, settings, tokenizer)
        self.findings: tuple[Finding, ...] = (*found, Finding("precision", "fine", f"computed in {dtype}"))
        if refused(self.findings):
            return
        with loading(spec, folder), quiet_transformers():
            model, report = AutoModelForSequenceClassification.from_pretrained(
                folder,
                dtype=getattr(torch, dtype),
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
                output_loading_info=True,
            )
        self.findings += tuple(_check_classifier(report["missing_keys"]))
        self._encoder = Encoder(tokenizer, spec.max_tokens, tokenizer.model_input_names)
        self.model = model.to(self.device).eval()

    def windows(self, texts: Sequence[str]) -> Windows:
        """The token windows of some texts."""
        return self._encoder(texts)

    def logits(self, windows: Windows, batch: Sequence[int]) -> FloatArray:
        """Raw logits of some windows: shape (batch, labels), columns in the order of the spec's labels."""
        with torch.inference_mode():
            output = self.model(**self.tensors(windows, batch))
        found: FloatArray = output.logits.float().cpu().numpy().astype(np.float64)
        return found[:, self._columns]

    def tensors(self, windows: Windows, batch: Sequence[int]) -> dict[str, torch.Tensor]:
        """The model's inputs for some windows, on its device."""
        padded = self._encoder.padded(windows, batch)
        return {name: torch.from_numpy(array).to(self.device) for name, array in padded.items()}


def _check_classifier(missing: Sequence[str]) -> Iterator[Finding]:
    if missing:
        named = ", ".join(sorted(missing)[:3])
        more = " and more" if len(missing) > 3 else ""
        yield Finding(
            "classifier",
            "refused",
            f"the weights lack {named}{more}; they would be random. Is it a fine-tuned classifier?",
        )


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
