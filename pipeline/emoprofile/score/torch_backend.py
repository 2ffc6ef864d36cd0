"""The default backend: a Hugging Face sequence classifier on PyTorch."""

from collections.abc import Sequence

import numpy as np
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data.scores import FloatArray
from emoprofile.errors import ModelError
from emoprofile.score.encoding import Encoder
from emoprofile.score.preflight import check_activation, check_length, column_order
from emoprofile.score.quiet import quiet_transformers
from emoprofile.score.windows import Windows


class TorchBackend:
    """A model from its folder; never from the network, and never with code of its own.

    Raises:
        ModelError: If the model cannot be loaded, or is not what its spec says.
    """

    def __init__(self, spec: ModelSpec, config: ScoreConfig) -> None:
        self.device = _device(config.device)
        try:
            with quiet_transformers():
                tokenizer = AutoTokenizer.from_pretrained(spec.path, local_files_only=True)
                model, report = AutoModelForSequenceClassification.from_pretrained(
                    spec.path,
                    dtype=getattr(torch, config.dtype),
                    local_files_only=True,
                    use_safetensors=True,
                    output_loading_info=True,
                )
        except Exception as error:  # what a broken folder raises is not documented: OSError, SafetensorError, KeyError…
            raise ModelError(f"model {spec.name!r} cannot be loaded from {spec.path}: {error}") from error
        if lacking := sorted(report["missing_keys"]):
            raise ModelError(
                f"model {spec.name!r}: its weights lack {', '.join(lacking[:3])}"
                f"{' and more' if len(lacking) > 3 else ''}; they would be random. Is it a fine-tuned classifier?"
            )
        settings = model.config
        check_activation(spec, settings.problem_type)
        # Families with a padding index count their positions from behind it (RoBERTa: 514 positions, 512 tokens).
        positions = getattr(settings, "max_position_embeddings", None)
        reserved = settings.pad_token_id + 1 if settings.model_type in ("roberta", "xlm-roberta", "camembert") else 0
        check_length(spec, positions, reserved)
        self._columns = column_order(spec, settings.id2label)
        self._encoder = Encoder(tokenizer, spec.max_tokens)
        self._model = model.to(self.device).eval()

    def windows(self, texts: Sequence[str]) -> Windows:
        """The token windows of some texts."""
        return self._encoder(texts)

    def logits(self, windows: Windows, batch: Sequence[int]) -> FloatArray:
        """Raw logits of some windows: shape (batch, labels), columns in the order of the spec's vocabulary."""
        padded = self._encoder.tokenizer.pad([windows.inputs[i] for i in batch], return_tensors="pt")
        with torch.inference_mode():
            output = self._model(**{name: tensor.to(self.device) for name, tensor in padded.items()})
        found: FloatArray = output.logits.float().cpu().numpy().astype(np.float64)
        return found[:, self._columns]


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
