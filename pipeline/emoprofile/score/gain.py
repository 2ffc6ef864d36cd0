"""How many times as fast as float32 a model is in bfloat16, on this machine."""

from copy import copy, deepcopy
from statistics import median
from time import perf_counter

import numpy as np

from emoprofile.checkpoint import MIXED_TEXTS, locate
from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.score.encoded import Encoded
from emoprofile.score.torch_backend import TorchBackend

ROUNDS = 5
WINDOWS = 8


def measure_gain(spec: ModelSpec, config: ScoreConfig) -> float:
    """The time of a pass in float32, as many times that of the same pass in bfloat16: both in turn, medians of five.

    Raises:
        ModelError: If the model cannot be loaded.
    """
    exact = TorchBackend(spec, locate(spec).folder, config.model_copy(update={"dtype": "float32"}))
    short = copy(exact)
    short.model = deepcopy(exact.model).bfloat16()
    window = exact.encode(MIXED_TEXTS[2:]).inputs[0]
    same = np.arange(WINDOWS)
    encoded = Encoded((window,) * WINDOWS, same, np.ones(WINDOWS, np.int64), same)
    spent: dict[TorchBackend, list[float]] = {exact: [], short: []}
    for backend in spent:
        backend.logits(encoded, [0])  # the first pass of a kind sets up
    for _ in range(ROUNDS):
        for backend, seconds in spent.items():
            start = perf_counter()
            backend.logits(encoded, range(WINDOWS))
            seconds.append(perf_counter() - start)
    return median(spent[exact]) / median(spent[short])
