"""What a backend does: turn texts into raw logits, one row per window."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data import Finding
from emoprofile.data.scores import FloatArray
from emoprofile.registry import Registry
from emoprofile.score.encoded import Encoded


class Backend(Protocol):
    """A model from a folder.

    Attributes:
        findings: What was found while it was loaded; where one refuses, the model must not be used.
        packages: What it computes with, for the fingerprint, beside what every backend needs.
        workers: How many threads may call `logits` at once.
        drift: How far a window's logits were seen to move with what shares its pass; 0 means to the last bit alike.
    """

    findings: tuple[Finding, ...]
    packages: tuple[str, ...]
    workers: int
    drift: float

    def encode(self, texts: Sequence[str]) -> Encoded:
        """The token windows of some texts."""

    def logits(self, encoded: Encoded, batch: Sequence[int]) -> FloatArray:
        """Raw logits of windows of one length: shape (batch, labels), columns in the order of the spec's labels."""

    def leave_threads(self) -> None:
        """Put right what threads that called `logits`, and have ended, changed for the whole process."""


BACKENDS: Registry[Callable[[ModelSpec, Path, ScoreConfig], Backend]] = Registry(
    "backend",
    {
        "torch": "emoprofile.score.torch_backend:TorchBackend",
        "transformers": "emoprofile.score.torch_backend:TransformersBackend",
        "onnx": "emoprofile.score.onnx_backend:OnnxBackend",
    },
)
