"""Sentences as the inputs of a model."""

from collections.abc import Sequence
from dataclasses import dataclass

from emoprofile.data.scores import IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """The token windows of some texts. A text that occurs more than once has its windows once.

    Attributes:
        inputs: The model's inputs for each window (`input_ids`, …), with special tokens, without padding.
        owner: The position of the text of each window among the distinct texts.
        added: The number of tokens of each window that the window before did not have. It is the weight of the window
            in its text, and at least 1, so that a text without a token counts.
        rows: The position of each text among the distinct texts.
    """

    inputs: tuple[dict[str, list[int]], ...]
    owner: IntArray
    added: IntArray
    rows: IntArray

    @property
    def lengths(self) -> list[int]:
        """Tokens per window, special tokens counted."""
        return [len(window["input_ids"]) for window in self.inputs]

    def check_one_length(self, batch: Sequence[int]) -> None:
        """Refuse windows of unlike length: a pass has no mask that would hide a filling.

        Raises:
            ValueError: If some are longer than others.
        """
        if len(lengths := {len(self.inputs[i]["input_ids"]) for i in batch}) > 1:
            raise ValueError(f"a pass takes windows of one length, not of {sorted(lengths)} tokens")
