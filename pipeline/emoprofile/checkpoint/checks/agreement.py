"""Checks whether a score depends on the text alone: texts of mixed lengths are computed in one batch and one by one."""

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
"""A logit z may differ by this times 1 + |z|. Then no probability differs by more than this."""
Compute = Callable[[Sequence[int], bool], FloatArray]
"""(the texts that share a batch, whether it is padded on the left) -> their logits: shape (batch, labels)."""


def check_agreement(compute: Compute, texts: int, *, left: bool) -> Iterator[Finding]:
    """Compute each text alone and all texts in one batch, padded on either side, and compare the logits.

    Args:
        compute: The model, in float32.
        texts: The number of texts.
        left: Whether the tokenizer pads on the left.
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
            f"with padding on the {side}, the logits of a text in a batch differ by {together[left]:.1e} from those of "
            f"the text alone. With padding on the {other} they agree: set padding_side to {other!r} in "
            "tokenizer_config.json.",
        )
    else:
        yield Finding(
            "batches",
            "refused",
            f"the logits of a text in a batch differ by {together[left]:.1e} from those of the text alone; "
            f"{TOLERANCE:.0e} is allowed. The model reads the padding. Check that it gets an attention mask "
            "(model_input_names in tokenizer_config.json), and that its family uses the mask.",
        )
    if np.ptp(alone, axis=0).max() <= TOLERANCE:
        yield Finding(
            "answers",
            "refused",
            "three different texts get the same scores. The weights or the tokenizer are not those that the model was "
            "trained with: restore them.",
        )


def _measure(together: FloatArray, alone: FloatArray) -> float:
    """The largest difference, as a share of 1 + |z|; infinite where one is not finite."""
    worst = float(np.max(np.abs(together - alone) / (1 + np.abs(alone))))
    return worst if np.isfinite(worst) else np.inf
