"""The encoder of BERT, DistilBERT, RoBERTa and XLM-RoBERTa with a classifier on its first token, for scoring alone.

It says what transformers says, to 1e-5, and imports nothing of it: that takes longer than a page of news. Query, key
and value are one matrix product, and nothing is kept for training. Vaswani et al. 2017, Devlin et al. 2019.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch.nn.functional import embedding, gelu, layer_norm, relu, scaled_dot_product_attention

from emoprofile.score.steady_linear import steady_linear

Function = Callable[[torch.Tensor], torch.Tensor]
ACTIVATIONS: dict[str, Function] = {
    "gelu": gelu,
    "gelu_new": lambda x: gelu(x, approximate="tanh"),
    "gelu_pytorch_tanh": lambda x: gelu(x, approximate="tanh"),
    "relu": relu,
}
HEADS: dict[str, Function] = {"tanh": torch.tanh, "relu": relu}


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of an encoder.

    Attributes:
        words: Tokens of the vocabulary.
        positions: Those that it has.
        types: Of tokens; 0 for an encoder without.
        width: Numbers per token.
        layers: How many.
        heads: Of attention, per layer.
        inner: Numbers per token between the two products of a layer.
        outputs: Logits.
        epsilon: Of its norms.
        activation: A name in `ACTIVATIONS`.
        head: A name in `HEADS`: what stands between the two products of the classifier.
        padding: The token that fills up rows; positions are counted from behind its number in some families.
        counts_from_padding: Whether they are.
    """

    words: int
    positions: int
    types: int
    width: int
    layers: int
    heads: int
    inner: int
    outputs: int
    epsilon: float
    activation: str
    head: str
    padding: int
    counts_from_padding: bool

    def list_tensors(self) -> dict[str, tuple[int, ...]]:
        """The tensors of the encoder by name, and the shape of each."""
        found: dict[str, tuple[int, ...]] = {
            "words.weight": (self.words, self.width),
            "positions.weight": (self.positions, self.width),
        }
        if self.types:
            found["types.weight"] = (self.types, self.width)
        found |= _norm("norm", self.width)
        for number in range(self.layers):
            layer = f"layers.{number}"
            found |= _product(f"{layer}.qkv", self.width, 3 * self.width) | _product(
                f"{layer}.out", self.width, self.width
            )
            found |= _product(f"{layer}.up", self.width, self.inner) | _product(f"{layer}.down", self.inner, self.width)
            found |= _norm(f"{layer}.norm_attended", self.width) | _norm(f"{layer}.norm_layer", self.width)
        return found | _product("pool", self.width, self.width) | _product("classify", self.width, self.outputs)


def _product(name: str, width: int, out: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (out, width), f"{name}.bias": (out,)}


def _norm(name: str, width: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}


class Output(NamedTuple):
    """What the model says, under the name that transformers has for it."""

    logits: torch.Tensor


class EncoderClassifier(torch.nn.Module):
    """Tokens -> logits.

    Args:
        shape: Its size.
        tensors: By name, in the shapes that `shape.list_tensors` says.
    """

    def __init__(self, shape: Shape, tensors: Mapping[str, torch.Tensor]) -> None:
        super().__init__()
        self.shape = shape
        for name, tensor in tensors.items():
            self.register_buffer(name.replace(".", "_"), tensor)

    @property
    def dtype(self) -> torch.dtype:
        """The number type of its arithmetic."""
        return self._tensor("words.weight").dtype

    def forward(
        self,
        input_ids: torch.Tensor,
        token_type_ids: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
    ) -> Output:
        """Shape (batch, tokens) -> (batch, outputs)."""
        x = embedding(input_ids, self._tensor("words.weight"))
        if self.shape.types:
            types = torch.zeros_like(input_ids) if token_type_ids is None else token_type_ids
            x = x + embedding(types, self._tensor("types.weight"))
        x = self._norm("norm", x + embedding(self._count(input_ids), self._tensor("positions.weight")))
        mask = None if attention_mask is None else attention_mask[:, None, None].bool()
        for number in range(self.shape.layers):
            x = self._attend(f"layers.{number}", x, mask)
            inner = ACTIVATIONS[self.shape.activation](self._multiply(f"layers.{number}.up", x))
            x = self._norm(f"layers.{number}.norm_layer", self._multiply(f"layers.{number}.down", inner) + x)
        return Output(self._multiply("classify", HEADS[self.shape.head](self._multiply("pool", x[:, 0]))))

    def _attend(self, layer: str, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """Shape (batch, tokens, width) -> the same; the mask has shape (batch, 1, 1, tokens)."""
        batch, tokens, width = x.shape
        heads = self.shape.heads
        q, k, v = self._multiply(f"{layer}.qkv", x).view(batch, tokens, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        found = scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(batch, tokens, width)
        return self._norm(f"{layer}.norm_attended", self._multiply(f"{layer}.out", found) + x)

    def _multiply(self, name: str, x: torch.Tensor) -> torch.Tensor:
        return steady_linear(x, self._tensor(f"{name}.weight"), self._tensor(f"{name}.bias"))

    def _norm(self, name: str, x: torch.Tensor) -> torch.Tensor:
        weight, bias = self._tensor(f"{name}.weight"), self._tensor(f"{name}.bias")
        return layer_norm(x, (self.shape.width,), weight, bias, self.shape.epsilon)

    def _tensor(self, name: str) -> torch.Tensor:
        tensor: torch.Tensor = self._buffers[name.replace(".", "_")]  # type: ignore[assignment]
        return tensor

    def _count(self, input_ids: torch.Tensor) -> torch.Tensor:
        """The position of each token."""
        if not self.shape.counts_from_padding:
            return torch.arange(input_ids.shape[1], device=input_ids.device)
        is_text = input_ids != self.shape.padding
        return is_text.cumsum(1) * is_text + self.shape.padding
