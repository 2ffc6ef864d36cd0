"""What a batch run spends on anything but the model, with the next chunk prepared beside it and without.

python -m benchmarks.batch_speed
"""

import json
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.conftest import ROOT

from emoprofile.batch import How, chunk_scorer, planner, score_files
from emoprofile.score.torch_backend import TorchBackend

CHUNK_ARTICLES = 6
ROUNDS = 3


class AtOnce:
    """In the place of a pool: does what it is given when it is given it."""

    def __init__(self, *ignored: object) -> None: ...

    def __enter__(self) -> "AtOnce":
        return self

    def __exit__(self, *ignored: object) -> None: ...

    def submit(self, function: Callable[..., Any], *arguments: object) -> "Future[Any]":
        """The result, in a future."""
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future


def main() -> None:
    """Print the time of the model and of everything else, in both ways, the best of three rounds each."""
    lines = (ROOT / "tests" / "fixtures" / "labelled" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.jsonl"
        table.write_text("\n".join(json.dumps({"text": json.loads(line)["text"]}) for line in lines), encoding="utf-8")
        found: dict[str, list[tuple[float, float, int]]] = {"beside": [], "in turn": []}
        for number in range(ROUNDS):
            found["beside"].append(_timed(table, f"{folder}/a{number}.jsonl"))
            with patch.object(chunk_scorer, "ThreadPoolExecutor", AtOnce):
                found["in turn"].append(_timed(table, f"{folder}/b{number}.jsonl"))
    for name, rounds in found.items():
        whole, model, sentences = min(rounds)
        print(f"{name:8} {sentences / whole:5.0f} sentences/s; the model computes {model / whole:.1%} of the time")
    beside, in_turn = min(found["beside"])[0], min(found["in turn"])[0]
    print(f"preparing beside the model takes {beside / in_turn:.3f} of the time of doing it in turn")


def _timed(table: Path, output: str) -> tuple[float, float, int]:
    spent, began = 0.0, 0.0
    logits = TorchBackend.logits

    def counted(self: TorchBackend, *arguments: Any) -> Any:
        nonlocal spent
        start = time.perf_counter()
        result = logits(self, *arguments)
        spent += time.perf_counter() - start
        return result

    def on_event(event: object) -> None:
        nonlocal began, spent
        if type(event).__name__ == "Begun":  # the model is loaded, and its probes are done
            began, spent = time.perf_counter(), 0.0

    with patch.object(planner, "CHUNK_ARTICLES", CHUNK_ARTICLES), patch.object(TorchBackend, "logits", counted):
        one = ["score.threads=1"]  # or the seconds of several passes at once would be added up
        done = score_files([str(table)], output, overrides=one, how=How(executor="inline"), on_event=on_event)
    return time.perf_counter() - began, spent, done.sentences


if __name__ == "__main__":
    main()
