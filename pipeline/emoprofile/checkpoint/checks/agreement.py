"""Is a score that of its text alone? One batch of mixed lengths, computed, against each of its texts alone."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from emoprofile.data import Finding
from emoprofile.data.scores import FloatArray

MIXED_TEXTS = (
    "Fear.",
    "They said that the war is over, and we love it.",
    "I am so happy today, and I was not afraid of it: it was good and very calm, they said, and so was I!",
)
"""Texts of unlike length."""
TOLERANCE = 1e-5
"""A logit z may differ by this times 1 + |z|: then no probability differs by more than this."""
Compute = Callable[[Sequence[int], bool], FloatArray]
"""Which of the texts share a batch, and whether it is padded on the left -> their logits: shape (batch, labels)."""


def check_agreement(compute: Compute, texts: int, *, left: bool) -> Iterator[Finding]:
    """Compute each text alone, and all of them together, padded on one side and on the other.

    Args:
        compute: In float32.
        texts: How many there are.
        left: The side on which the tokenizer pads.
    """
    alone = np.concatenate([compute([i], left) for i in range(texts)])
    together = {side: _measure(compute(range(texts), side), alone) for side in (left, not left)}
    side, other = ("left", "right") if left else ("right", "left")
    if together[left] <= TOLERANCE:
        sides = "on either side" if together[not left] <= TOLERANCE else f"on the {side}"
        yield Finding("batches", "fine", f"a text scores the same alone and in a batch padded {sides}")
    elif together[not left] <= TOLERANCE:
        yield Finding(
            "batches",
            "refused",
            f"padded on the {side}, a text's logits in a batch are {together[left]:.1e} off those of the text alone. "
            f"Padded on the {other} they agree: set padding_side to {other!r} in tokenizer_config.json.",
        )
    else:
        yield Finding(
            "batches",
            "refused",
            f"a text's logits in a batch are {together[left]:.1e} off those of the text alone; {TOLERANCE:.0e} is "
            "allowed. The model looks at the filling: does it get an attention mask (model_input_names in "
            "tokenizer_config.json), and is its family one that heeds it?",
        )
    if np.ptp(alone, axis=0).max() <= TOLERANCE:
        yield Finding(
            "answers",
            "refused",
            "three unlike texts get the same scores, so that the model tells nothing. Its weights or its tokenizer are "
            "not those that it was trained with: restore them.",
        )


def _measure(together: FloatArray, alone: FloatArray) -> float:
    """The largest difference, as a share of 1 + |z|; infinite where one is not finite."""
    worst = float(np.max(np.abs(together - alone) / (1 + np.abs(alone))))
    return worst if np.isfinite(worst) else np.inf
