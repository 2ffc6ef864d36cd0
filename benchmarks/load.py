"""How long it takes to load a model, and how long the checks of it take. `python -m benchmarks.load`."""

import time
from collections import defaultdict
from collections.abc import Callable
from statistics import median
from typing import Any

from emoprofile.checkpoint import weights
from emoprofile.config import ScoreConfig, load_model_spec
from emoprofile.score import Scorer, scorer, torch_backend

LOADS = 9
CPU = ScoreConfig(device="cpu", threads=1)  # what else runs on the machine then matters less
STEPS = {
    "hashes of all files": (scorer, "hash_files"),
    "files": (scorer, "check_files"),
    "settings": (scorer, "check_settings"),
    "labels, tokenizer, ordinary words": (torch_backend, "check_declared"),
    "tensors": (weights, "check_tensors"),
    "finite numbers": (weights, "check_finite"),
    "a batch against each text alone": (torch_backend, "check_agreement"),
}


def time_calls(name: str, function: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    """A function that does the same, and adds up the seconds that it takes; what it yields is made at once."""

    def timed(*arguments: Any, **options: Any) -> Any:
        start = time.perf_counter()
        found = function(*arguments, **options)
        found = found if isinstance(found, dict | tuple) else list(found)
        spent[name] += time.perf_counter() - start
        return found

    return timed


def main() -> None:
    """Print the median of several loads, after one that is not counted, and of each step."""
    spec = load_model_spec("minilm-news")
    Scorer(spec, CPU)
    spent: dict[str, float] = defaultdict(float)
    for name, (module, function) in STEPS.items():
        setattr(module, function, time_calls(name, getattr(module, function), spent))
    loads: list[float] = []
    steps: dict[str, list[float]] = defaultdict(list)
    for _ in range(LOADS):
        spent.clear()
        start = time.perf_counter()
        Scorer(spec, CPU)
        loads.append(time.perf_counter() - start)
        for name in STEPS:
            steps[name].append(spent[name])
    print(f"{spec.name}: a load takes {1000 * median(loads):.0f} ms (median of {LOADS}), of which")
    for name, seconds in steps.items():
        print(f"  {name:34} {1000 * median(seconds):6.1f} ms")


if __name__ == "__main__":
    main()
