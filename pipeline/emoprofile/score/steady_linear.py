"""Linear layers whose rows have the same bits however many rows there are.

A matrix product on few rows takes other kernels than one on many, which add up in another order: of 1 to 3 rows in
float32 on x86. Those are the rows that heads see, one per window, and those of a very short sentence.
"""

from typing import Any

import torch
from torch.nn.functional import linear

FEWEST_ROWS = 16
"""What a layer computes at least; with fewer, it is given rows of zeros."""


def steady_linear(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
    """As torch's `linear`, shape (..., in) -> (..., out); few rows are filled up."""
    width = x.shape[-1]
    rows = x.numel() // width
    if rows >= FEWEST_ROWS:
        return linear(x, weight, bias)
    filled = x.new_zeros(FEWEST_ROWS, width)
    filled[:rows] = x.reshape(rows, width)
    return linear(filled, weight, bias)[:rows].reshape(*x.shape[:-1], len(weight))


class SteadyLinear(torch.nn.Linear):
    """A linear layer that fills up few rows."""

    def forward(self, input: torch.Tensor) -> torch.Tensor:
        """Shape (..., in) -> (..., out)."""
        return steady_linear(input, self.weight, self.bias)


def make_steady(model: Any) -> Any:
    """The same model, its linear layers made steady."""
    return _recast(model, torch.nn.Linear, SteadyLinear)


def make_plain(model: Any) -> Any:
    """The same model with torch's own linear layers: a graph of it must not look at how many rows there are."""
    return _recast(model, SteadyLinear, torch.nn.Linear)


def _recast(model: Any, before: type[torch.nn.Module], after: type[torch.nn.Module]) -> Any:
    for module in model.modules():
        if type(module) is before:
            module.__class__ = after
    return model
