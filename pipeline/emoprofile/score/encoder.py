"""The encoder of BERT, DistilBERT, RoBERTa and XLM-RoBERTa with a classifier on its first token, for scoring alone.

It says what transformers says, to 1e-5, and imports nothing of it: that takes longer than a page of news. Query, key
and value are one matrix product, and nothing is kept for training. Vaswani et al. 2017, Devlin et al. 2019.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch.nn.functional import gelu, relu, scaled_dot_product_attention

from emoprofile.score.steady_linear import SteadyLinear

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


class Output(NamedTuple):
    """What the model says, under the name that transformers has for it."""

    logits: torch.Tensor


class Layer(torch.nn.Module):
    """Attention and two products, each added to its input and normed."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.heads, self.activate = shape.heads, ACTIVATIONS[shape.activation]
        self.qkv, self.out = SteadyLinear(width, 3 * width), SteadyLinear(width, width)
        self.up, self.down = SteadyLinear(width, shape.inner), SteadyLinear(shape.inner, width)
        self.norm_attended = torch.nn.LayerNorm(width, shape.epsilon)
        self.norm_layer = torch.nn.LayerNorm(width, shape.epsilon)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """Shape (batch, tokens, width) -> the same; the mask has shape (batch, 1, 1, tokens)."""
        batch, tokens, width = x.shape
        q, k, v = self.qkv(x).view(batch, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        attended = scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(batch, tokens, width)
        x = self.norm_attended(self.out(attended).add_(x))
        normed: torch.Tensor = self.norm_layer(self.down(self.activate(self.up(x))).add_(x))
        return normed


class EncoderClassifier(torch.nn.Module):
    """Tokens -> logits.

    Args:
        shape: Its size.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = torch.nn.Embedding(shape.words, shape.width)
        self.positions = torch.nn.Embedding(shape.positions, shape.width)
        self.types = torch.nn.Embedding(shape.types, shape.width) if shape.types else None
        self.norm = torch.nn.LayerNorm(shape.width, shape.epsilon)
        self.layers = torch.nn.ModuleList([Layer(shape) for _ in range(shape.layers)])
        self.pool, self.classify = SteadyLinear(shape.width, shape.width), SteadyLinear(shape.width, shape.outputs)

    @property
    def dtype(self) -> torch.dtype:
        """The number type of its arithmetic."""
        return self.words.weight.dtype

    def forward(
        self,
        input_ids: torch.Tensor,
        token_type_ids: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
    ) -> Output:
        """Shape (batch, tokens) -> (batch, outputs)."""
        x = self.words(input_ids)
        if self.types is not None:
            x += self.types(torch.zeros_like(input_ids) if token_type_ids is None else token_type_ids)
        x = self.norm(x + self.positions(self._count(input_ids)))
        mask = None if attention_mask is None else attention_mask[:, None, None].bool()
        for layer in self.layers:
            x = layer(x, mask)
        return Output(self.classify(HEADS[self.shape.head](self.pool(x[:, 0]))))

    def _count(self, input_ids: torch.Tensor) -> torch.Tensor:
        """The position of each token."""
        if not self.shape.counts_from_padding:
            return torch.arange(input_ids.shape[1], device=input_ids.device)
        is_text = input_ids != self.shape.padding
        return is_text.cumsum(1) * is_text + self.shape.padding
