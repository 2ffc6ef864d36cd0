"""Sentences as a model takes them."""

from dataclasses import dataclass

from emoprofile.data.scores import IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Texts in the token windows that the model sees; a text that comes more than once has its windows once.

    Attributes:
        inputs: Per window, the model's inputs (`input_ids`, …) with special tokens, unpadded.
        owner: Per window, the position of its text among the distinct texts.
        added: Per window, how many tokens it has that the window before did not: its weight in its text. At least 1,
            so that a text without a single token still counts.
        rows: Per text, its position among the distinct texts.
    """

    inputs: tuple[dict[str, list[int]], ...]
    owner: IntArray
    added: IntArray
    rows: IntArray

    @property
    def lengths(self) -> list[int]:
        """Tokens per window, special tokens counted."""
        return [len(window["input_ids"]) for window in self.inputs]
