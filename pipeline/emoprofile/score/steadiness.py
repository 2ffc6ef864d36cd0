"""Does a window's score depend on what shares its pass? Seen once, when a model is loaded."""

import numpy as np

from emoprofile.data import Finding
from emoprofile.score.backend import Backend
from emoprofile.score.encoded import Encoded

NEIGHBOURS = 4


def measure_drift(backend: Backend, text: str) -> tuple[float, Finding]:
    """Compute a window alone, and among others of its length, first and last.

    Args:
        backend: A model that scores.
        text: Of more than a few tokens; its neighbours have its tokens in another order.

    Returns:
        The largest difference of a logit, 0 where all bits are the same, and what to say of it.
    """
    encoded = _reverse(backend.encode([text]))
    order = range(NEIGHBOURS + 1)
    alone = backend.logits(encoded, order[:1])
    found = [backend.logits(encoded, order)[:1], backend.logits(encoded, order[::-1])[-1:]]
    drift = max(float(np.abs(each - alone).max()) for each in found)
    said = "a sentence's scores have the same bits alone and beside others"
    if drift:
        said = f"a logit moves by {drift:.0e} with what shares its pass: scores depend on score.batch_tokens"
    return drift, Finding("neighbours", "fine", said)


def _reverse(encoded: Encoded) -> Encoded:
    """A window and others of its length: its tokens between the special ones, turned round."""
    window = encoded.inputs[0]
    first, *inner, last = window["input_ids"]
    turned = [[first, *inner[i:], *inner[:i], last] for i in range(NEIGHBOURS + 1)]
    rows = np.arange(len(turned))
    inputs = tuple({**window, "input_ids": ids} for ids in turned)
    return Encoded(inputs, rows, np.ones(len(turned), np.int64), rows)
