"""The default backend: a Hugging Face sequence classifier on PyTorch."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data import Finding
from emoprofile.data.scores import FloatArray
from emoprofile.errors import ModelError
from emoprofile.score.encoding import Encoder
from emoprofile.score.preflight import check_activation, check_length, check_tokenizer, label_columns
from emoprofile.score.quiet import quiet_transformers
from emoprofile.score.windows import Windows


class TorchBackend:
    """A model from its folder; never from the network, and never with code of its own.

    Attributes:
        findings: What was found while it was loaded; where one refuses, the model must not be used.

    Raises:
        ModelError: If the model cannot be loaded at all.
    """

    def __init__(self, spec: ModelSpec, folder: Path, config: ScoreConfig) -> None:
        self.device = _device(config.device)
        dtype = spec.dtype if config.dtype == "auto" else config.dtype
        with _translated(spec, folder):
            settings = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
            tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        self._columns, labels = label_columns(spec, settings.id2label)
        self.findings: tuple[Finding, ...] = (
            labels,
            check_activation(spec, settings.problem_type),
            check_length(spec, settings, tokenizer.model_max_length),
            check_tokenizer(tokenizer, getattr(settings, "vocab_size", None)),
            Finding("precision", "fine", f"computed in {dtype}"),
        )
        if any(finding.verdict == "refused" for finding in self.findings):
            return
        with _translated(spec, folder):
            model, report = AutoModelForSequenceClassification.from_pretrained(
                folder,
                dtype=getattr(torch, dtype),
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
                output_loading_info=True,
            )
        self.findings += tuple(_check_classifier(report["missing_keys"]))
        self._encoder = Encoder(tokenizer, spec.max_tokens)
        self._model = model.to(self.device).eval()

    def windows(self, texts: Sequence[str]) -> Windows:
        """The token windows of some texts."""
        return self._encoder(texts)

    def logits(self, windows: Windows, batch: Sequence[int]) -> FloatArray:
        """Raw logits of some windows: shape (batch, labels), columns in the order of the spec's labels."""
        padded = self._encoder.tokenizer.pad([windows.inputs[i] for i in batch], return_tensors="pt")
        with torch.inference_mode():
            output = self._model(**{name: tensor.to(self.device) for name, tensor in padded.items()})
        found: FloatArray = output.logits.float().cpu().numpy().astype(np.float64)
        return found[:, self._columns]


@contextmanager
def _translated(spec: ModelSpec, folder: Path) -> Iterator[None]:
    """Whatever a broken folder raises, which is not documented (OSError, SafetensorError, KeyError…), as our error."""
    try:
        with quiet_transformers():
            yield
    except Exception as error:
        raise ModelError(f"model {spec.name!r} cannot be loaded from {folder}: {error}") from error


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
