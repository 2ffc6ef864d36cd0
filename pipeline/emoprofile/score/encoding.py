"""Text -> token windows: a sentence that the model cannot take at once is scored in overlapping windows, never cut."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
from transformers import PreTrainedTokenizerBase

from emoprofile.score.windows import Windows

OVERLAP = 0.25
"""The share of a window that the next one repeats."""


class Encoder:
    """A tokenizer with a window length.

    Args:
        tokenizer: A fast tokenizer.
        max_tokens: The longest window, special tokens counted.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerBase, max_tokens: int) -> None:
        self.tokenizer = tokenizer
        self.max_tokens = max_tokens
        capacity = max_tokens - tokenizer.num_special_tokens_to_add()
        self.overlap = int(capacity * OVERLAP)
        # How to cut is a state of the Rust tokenizer: set it now, before several threads do so at once.
        self([""])

    def __call__(self, texts: Sequence[str]) -> Windows:
        """The windows of some texts."""
        if not texts:
            return Windows((), np.zeros(0, np.int64), np.zeros(0, np.int64))
        encoded: Any = self.tokenizer(
            list(texts),
            truncation=True,
            max_length=self.max_tokens,
            stride=self.overlap,
            return_overflowing_tokens=True,
            return_special_tokens_mask=True,
        )
        owner = [int(i) for i in encoded.pop("overflow_to_sample_mapping")]
        special = encoded.pop("special_tokens_mask")
        inputs = tuple({name: values[i] for name, values in encoded.items()} for i in range(len(owner)))
        content = [len(mask) - sum(mask) for mask in special]
        added = []
        for _, group in groupby(range(len(owner)), key=owner.__getitem__):
            first, *rest = group
            added += [max(1, content[first]), *(max(1, content[i] - self.overlap) for i in rest)]
        return Windows(inputs, np.array(owner, np.int64), np.array(added, np.int64))
