"""What a backend does: turn texts into raw logits, one row per window."""

from collections.abc import Callable, Sequence
from typing import Protocol

from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data.scores import FloatArray
from emoprofile.registry import Registry
from emoprofile.score.windows import Windows


class Backend(Protocol):
    """A loaded model."""

    def windows(self, texts: Sequence[str]) -> Windows:
        """The token windows of some texts."""

    def logits(self, windows: Windows, batch: Sequence[int]) -> FloatArray:
        """Raw logits of some windows: shape (batch, labels), columns in the order of the spec's vocabulary."""


BACKENDS: Registry[Callable[[ModelSpec, ScoreConfig], Backend]] = Registry(
    "backend", {"torch": "emoprofile.score.torch_backend:TorchBackend"}
)
