"""The random numbers of an article: seeded by its content and id, or by a fixed seed for the numbers that all share.

The same article gives the same draws on any machine, alone or in any batch.
"""

import hashlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from emoprofile.data import Document
from emoprofile.data.document import content_digest
from emoprofile.data.scores import FloatArray


def seed_article(document: Document) -> bytes:
    """Compute the seed of an article from its content and id: 32 bytes."""
    return hashlib.sha256(content_digest(document.text) + document.id.encode("utf-8", "surrogatepass")).digest()


def make_generator(seed: bytes, purpose: str) -> np.random.Generator:
    """Make a generator for one purpose. Numbers that are drawn for other purposes do not change its numbers."""
    digest = hashlib.sha256(seed + purpose.encode()).digest()
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(int.from_bytes(digest[:16], "big"))))


def draw_uniform_numbers(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Draw float32 numbers uniformly from [0, 1); those below 2^-25 are raised to it, so that none is 0."""
    return np.maximum(random.random(shape, np.float32), np.float32(2**-25))


@lru_cache(maxsize=64)
def draw_common_normals(vocabulary: str, labels: tuple[str, ...], count: int, numbers: int) -> FloatArray:
    """Draw standard normal numbers that are the same for every article: shape (labels, numbers, draws).

    For each label, the draws have exactly mean 0, variance 1 and no correlation between its numbers. Otherwise the
    chance of these draws would move the figures of all articles in the same direction.

    Args:
        vocabulary: The name of the vocabulary. It and a label are the seed of the label's draws, so the other labels of
            a model do not change them.
        labels: The labels.
        count: The number of draws.
        numbers: How many numbers are needed per label and draw; fewer than draws.
    """
    found = np.empty((len(labels), numbers, count))
    for i, label in enumerate(labels):
        draws = make_generator(b"common", f"{vocabulary}/{label}").standard_normal((numbers, count))
        draws -= draws.mean(axis=1, keepdims=True)
        found[i] = np.linalg.solve(np.linalg.cholesky(draws @ draws.T / count), draws)
    found.flags.writeable = False
    return found


@lru_cache(maxsize=64)
def shuffle_orders(n: int, count: int) -> NDArray[np.int64]:
    """Draw shuffled orders of n sentences, the same for every article of that length: shape (count, n)."""
    random = make_generator(b"common", f"orders/{n}")
    found = random.permuted(np.broadcast_to(np.arange(n), (count, n)), axis=1)
    found.flags.writeable = False
    return found
