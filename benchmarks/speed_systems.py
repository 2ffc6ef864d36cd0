"""What the benchmark of speed holds against each other: ways to score the same sentences, and this machine's peak."""

import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
import torch

from emoprofile.checkpoint import locate, quiet_transformers
from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.score import Scorer
from emoprofile.score.device import computes_bfloat16
from emoprofile.score.encoder import EncoderClassifier
from emoprofile.score.torch_backend import TorchBackend

Score = Callable[[Sequence[str]], object]
PEAK_ROWS, PEAK_WIDTH, PEAK_OUT = 2048, 384, 1536
WORDS = (
    "they", "said", "that", "the", "war", "is", "over", "and", "we", "are", "very", "glad", "of", "it", "but", "nobody",
    "knows", "when", "people", "this", "town", "will", "see", "their", "homes", "again", "because", "roads", "closed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class System:
    """A way to score sentences.

    Attributes:
        name: In the table.
        score: Scores some.
        share: Of the sentences of a round, that it gets: slow ones get fewer.
        dtype: Whose peak its work is held against; empty for systems of others.
    """

    name: str
    score: Score
    share: float = 1.0
    dtype: str = ""


def make_sentences(count: int, seed: int = 0) -> list[str]:
    """Sentences of 4 to 60 words, 22 on average, no two alike: about as long as those of news."""
    rng = random.Random(seed)
    lengths = (min(60, max(4, round(rng.gammavariate(4, 5.5)))) for _ in range(count))
    return [" ".join(rng.choices(WORDS, k=length)) + f" {number}." for number, length in enumerate(lengths)]


def list_systems(spec: ModelSpec, threads: int) -> Iterator[System]:
    """The pipeline of transformers as people call it, and ours in each number type that this processor has."""
    yield System("pipeline, batch 1", make_pipeline(spec, 1), 0.15)
    yield System("pipeline, batch 32", make_pipeline(spec, 32), 0.5)
    exact = Scorer(spec, ScoreConfig(device="cpu", dtype="float32", threads=threads))
    theirs = Scorer(spec, ScoreConfig(backend="transformers", device="cpu", dtype="float32", threads=threads))
    yield System("float32, padded batches", lambda texts: _score_padded(exact, texts), 0.5, "float32")
    yield System("float32, encoder of transformers", theirs.score, 1.0, "float32")
    yield System("float32", exact.score, 1.0, "float32")
    if computes_bfloat16(torch.device("cpu")):
        short = Scorer(spec, ScoreConfig(device="cpu", dtype="bfloat16", threads=threads))
        yield System("bfloat16", short.score, 1.0, "bfloat16")


def make_pipeline(spec: ModelSpec, batch: int) -> Score:
    """`transformers.pipeline` in float32."""
    from transformers import pipeline

    folder = str(locate(spec).folder)
    with quiet_transformers():
        classify: Any = pipeline(
            "text-classification", model=folder, tokenizer=folder, top_k=None, dtype=torch.float32, device="cpu"
        )
    return lambda texts: classify(list(texts), batch_size=batch)


def count_operations(spec: ModelSpec, lengths: Sequence[int]) -> float:
    """Floating-point operations of the encoder's matrix products on windows of these lengths."""
    model = Scorer(spec, ScoreConfig(device="cpu", dtype="float32")).backend.model  # type: ignore[attr-defined]
    assert isinstance(model, EncoderClassifier)
    shape, tokens = model.shape, np.array(lengths, np.float64)
    products = 4 * shape.width * shape.width + 2 * shape.width * shape.inner
    return float(shape.layers * (2 * products * tokens.sum() + 4 * shape.width * (tokens**2).sum()))


def measure_peak(dtype: str, threads: int) -> float:
    """Operations a second of one matrix product of the encoder's own size in each of some threads: the best of ten."""
    number = getattr(torch, dtype)
    x = torch.randn(PEAK_ROWS, PEAK_WIDTH).to(number)
    weight = torch.randn(PEAK_OUT, PEAK_WIDTH).to(number)

    def multiply() -> None:
        for _ in range(8):
            torch.nn.functional.linear(x, weight)

    def begin() -> None:
        torch.get_num_threads()  # or the thread would take the process's number later
        torch.set_num_threads(1)

    best, before = 0.0, torch.get_num_threads()
    with ThreadPoolExecutor(threads, initializer=begin) as pool:
        for _ in range(10):
            start = perf_counter()
            for done in [pool.submit(multiply) for _ in range(threads)]:
                done.result()
            spent = perf_counter() - start
            best = max(best, threads * 8 * 2 * PEAK_ROWS * PEAK_WIDTH * PEAK_OUT / spent)
    torch.set_num_threads(before)
    return best


def _score_padded(scorer: Scorer, texts: Sequence[str]) -> None:
    """As before there were passes of one length: similar lengths together, filled up and masked."""
    backend = scorer.backend
    assert isinstance(backend, TorchBackend)
    encoded = backend.encode(texts)
    order = sorted(range(len(encoded.inputs)), key=lambda i: -encoded.lengths[i])
    budget = scorer.config.batch_tokens
    batch: list[int] = []
    with torch.inference_mode():
        for position in [*order, None]:
            if batch and (position is None or (len(batch) + 1) * encoded.lengths[batch[0]] > budget):
                backend.model(**backend.tensors(encoded, batch))
                batch = []
            if position is not None:
                batch.append(position)
