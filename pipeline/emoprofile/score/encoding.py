"""Text -> token windows. A sentence that is too long for the model gets overlapping windows, and is never cut off."""

from collections.abc import Sequence

import numpy as np

from emoprofile.checkpoint import FastTokenizer
from emoprofile.data.scores import IntArray
from emoprofile.score.encoded import Encoded

OVERLAP = 0.25
"""The share of a window that the next one repeats."""
INPUTS = ("input_ids", "token_type_ids", "attention_mask")
"""The inputs that a tokenizer can make for a model."""


class Encoder:
    """A tokenizer with a window length.

    Args:
        tokenizer: A tokenizer with a padding token. The encoder changes its truncation; do not use it elsewhere.
        max_tokens: The longest window, special tokens counted.
        names: Those of `INPUTS` that the model takes.
    """

    def __init__(self, tokenizer: FastTokenizer, max_tokens: int, names: Sequence[str]) -> None:
        self._tokenizer = tokenizer.backend_tokenizer
        self._names = [name for name in INPUTS if name in names]
        self.left = tokenizer.padding_side == "left"
        self._filling = {
            "input_ids": tokenizer.pad_token_id,
            "token_type_ids": tokenizer.pad_token_type_id,
            "attention_mask": 0,
        }
        self.overlap = int((max_tokens - self._tokenizer.num_special_tokens_to_add(is_pair=False)) * OVERLAP)
        # Truncation is a state of the Rust tokenizer, and a saved one may have some. It is set before threads start.
        self._tokenizer.enable_truncation(max_tokens, stride=self.overlap)
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = tokenizer.split_special_tokens

    def __call__(self, texts: Sequence[str]) -> Encoded:
        """Encode some texts, each distinct text once."""
        distinct = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        rows = np.array([distinct[text] for text in texts], np.int64)
        inputs, owner, added = [], [], []
        for text, first in enumerate(self._tokenizer.encode_batch(list(distinct))):
            for window in (first, *first.overflowing):
                given = {
                    "input_ids": window.ids,
                    "token_type_ids": window.type_ids,
                    "attention_mask": window.attention_mask,
                }
                inputs.append({name: given[name] for name in self._names})
                owner.append(text)
                repeated = 0 if window is first else self.overlap
                added.append(max(1, len(window.ids) - sum(window.special_tokens_mask) - repeated))
        return Encoded(tuple(inputs), np.array(owner, np.int64), np.array(added, np.int64), rows)

    def pad(self, encoded: Encoded, batch: Sequence[int], left: bool | None = None) -> dict[str, IntArray]:
        """Pad the inputs of some windows: each has shape (batch, longest window).

        Args:
            encoded: The windows of some texts.
            batch: The positions of the windows to pad.
            left: Whether to pad on the left; None takes the side of the tokenizer.
        """
        left = self.left if left is None else left
        rows = [encoded.inputs[i] for i in batch]
        width = max(len(row["input_ids"]) for row in rows)
        found = {name: np.full((len(rows), width), self._filling[name], np.int64) for name in self._names}
        for name, filled in found.items():
            for target, row in zip(filled, rows, strict=True):
                length = len(row[name])
                target[width - length if left else 0 :][:length] = row[name]
        return found
