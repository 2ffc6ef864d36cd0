"""Windows: what of some texts the model sees at a time."""

from dataclasses import dataclass

from emoprofile.data.scores import IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """The windows of n texts, in order.

    Attributes:
        inputs: Per window, the model's inputs (`input_ids`, …) with special tokens, unpadded.
        owner: Per window, the position of its text.
        added: Per window, how many tokens it has that the window before did not: its weight in its text. At least 1,
            so that a text without a single token still counts.
    """

    inputs: tuple[dict[str, list[int]], ...]
    owner: IntArray
    added: IntArray

    @property
    def lengths(self) -> list[int]:
        """Tokens per window, special tokens counted."""
        return [len(window["input_ids"]) for window in self.inputs]
