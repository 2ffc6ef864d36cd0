"""Where randomness comes from: the article's own content and id, and for what all articles share, a fixed seed.

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
    """32 bytes that stand for the content and the id of an article."""
    return hashlib.sha256(content_digest(document.text) + document.id.encode("utf-8", "surrogatepass")).digest()


def make_generator(seed: bytes, purpose: str) -> np.random.Generator:
    """A generator for one purpose: what others draw does not change it."""
    digest = hashlib.sha256(seed + purpose.encode()).digest()
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(int.from_bytes(digest[:16], "big"))))


def draw_uniform_numbers(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Uniform in (0, 1), ends left out: the middles of 2^24 equal steps, less what float32 rounds off at 1."""
    return np.maximum(random.random(shape, np.float32), np.float32(2**-25))


@lru_cache(maxsize=64)
def draw_common_normals(vocabulary: str, labels: tuple[str, ...], count: int, numbers: int) -> FloatArray:
    """Standard normal draws that are the same for every article: shape (labels, numbers, draws).

    Of each label, the draws of its numbers have mean 0, variance 1 and no correlation exactly, so that what all
    articles share does not move their figures by the chance of these draws.

    Args:
        vocabulary: With each label, the seed: what other labels a model has does not change a label's draws.
        labels: The labels.
        count: How many draws.
        numbers: How many numbers per label and draw, fewer than draws.
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
    """Shuffled orders of n sentences, the same for every article of that length: shape (count, n)."""
    random = make_generator(b"common", f"orders/{n}")
    found = random.permuted(np.broadcast_to(np.arange(n), (count, n)), axis=1)
    found.flags.writeable = False
    return found
