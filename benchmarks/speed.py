"""How fast sentences are scored, beside `transformers.pipeline` and beside what the machine can do: `make bench`.

All systems are measured in turn, round by round, so that what else runs on the machine meets them alike: quote the
ratios. `--growth` adds 1,000, 10,000 and 100,000 sentences; `--output FILE` writes everything as JSON.
"""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import torch

from benchmarks.speed_systems import System, count_operations, list_systems, make_sentences, measure_peak
from emoprofile.batch import How, score_files
from emoprofile.config import ModelSpec, ScoreConfig, load_model_spec
from emoprofile.score import Scorer
from emoprofile.score.device import name_device

SENTENCES_PER_ARTICLE = 24
"""For the cost of a million articles: about what a news article has."""
GROWTH = (1_000, 10_000, 100_000)
CORES_OF_A_SERVER = 64


def measure_rates(systems: Sequence[System], texts: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Sentences a second of each system, round by round, after one that is not counted."""
    rates: dict[str, list[float]] = {system.name: [] for system in systems}
    for number in range(rounds + 1):
        for system in systems:
            part = texts[: max(8, int(len(texts) * system.share))] if number else texts[:32]
            start = perf_counter()
            system.score(part)
            if number:
                rates[system.name].append(len(part) / (perf_counter() - start))
    return rates


def measure_run(spec: ModelSpec, texts: Sequence[str], dtype: str, threads: int) -> dict[str, float]:
    """A whole run of `score` on articles, beside the model alone on the same sentences, in turn."""
    scorer = Scorer(spec, ScoreConfig.model_validate({"device": "cpu", "dtype": dtype, "threads": threads}))
    began = 0.0

    def on_event(event: object) -> None:
        nonlocal began
        if type(event).__name__ == "Begun":  # the model is loaded
            began = perf_counter()

    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.jsonl"
        groups = (texts[i : i + SENTENCES_PER_ARTICLE] for i in range(0, len(texts), SENTENCES_PER_ARTICLE))
        table.write_text("\n".join(json.dumps({"text": " ".join(each).replace(". ", ".\n")}) for each in groups))
        overrides = [f"score.dtype={dtype}", f"score.threads={threads}", "score.device=cpu"]
        how = How(executor="inline")
        done = score_files([str(table)], f"{folder}/out.jsonl", overrides=overrides, how=how, on_event=on_event)
        whole = done.sentences / (perf_counter() - began)
    start = perf_counter()
    scorer.score(texts)
    alone = len(texts) / (perf_counter() - start)
    return {"run": whole, "model_alone": alone, "share": whole / alone}


def measure_growth(scorer: Scorer, sizes: Sequence[int]) -> dict[int, float]:
    """Seconds per 1,000 sentences, for more and more of them."""
    found = {}
    for size in sizes:
        texts = make_sentences(size)
        start = perf_counter()
        for first in range(0, size, 1024):
            scorer.score(texts[first : first + 1024])
        found[size] = 1000 * (perf_counter() - start) / size
    return found


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=1024, help="per round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--growth", action="store_true", help="also 1,000 to 100,000 sentences")
    parser.add_argument("--output", type=Path, help="a JSON file")
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)  # what others compute with; ours give each pass one thread
    spec, texts = load_model_spec("minilm-news"), make_sentences(asked.sentences)
    systems = [*list_systems(spec, asked.threads)]
    rates = {name: median(found) for name, found in measure_rates(systems, texts, asked.rounds).items()}
    lengths = Scorer(spec, ScoreConfig(device="cpu", dtype="float32")).encode(texts).lengths
    operations = count_operations(spec, lengths) / len(texts)
    dtypes: list[str] = [dtype for dtype in ("float32", "bfloat16") if dtype in rates]
    peaks = {dtype: measure_peak(dtype, asked.threads) for dtype in dtypes}
    whole: dict[str, Any] = {
        "machine": f"{name_device(torch.device('cpu'))}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}",
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "threads": asked.threads,
        "tokens_per_sentence": sum(lengths) / len(lengths),
        "sentences_per_second": rates,
        "times_pipeline_batch_1": {name: rate / rates["pipeline, batch 1"] for name, rate in rates.items()},
        "times_pipeline_batch_32": {name: rate / rates["pipeline, batch 32"] for name, rate in rates.items()},
        "peak_operations_per_second": peaks,
        "share_of_peak": {s.name: rates[s.name] * operations / peaks[s.dtype] for s in systems if s.dtype},
        "whole_run": {dtype: measure_run(spec, texts, dtype, asked.threads) for dtype in dtypes},
    }
    if asked.growth:
        config = {"device": "cpu", "dtype": dtypes[-1], "threads": asked.threads}
        scorer = Scorer(spec, ScoreConfig.model_validate(config))
        whole["seconds_per_1000_sentences"] = measure_growth(scorer, GROWTH)
    fastest = max(rates[dtype] * whole["whole_run"][dtype]["share"] for dtype in dtypes)
    hours = 1e6 * SENTENCES_PER_ARTICLE / fastest / 3600
    per_core = hours * asked.threads
    whole["hours_for_a_million_articles"] = {
        f"{asked.threads} cores, measured": hours,
        f"{CORES_OF_A_SERVER} cores, if speed grows with cores": per_core / CORES_OF_A_SERVER,
    }
    print_table(whole)
    if asked.output:
        asked.output.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def print_table(whole: dict[str, Any]) -> None:
    """The figures for people."""
    print(f"{whole['machine']}; {whole['threads']} threads; {whole['tokens_per_sentence']:.1f} tokens a sentence")
    print(f"{'':34} sentences/s  x batch 1  x batch 32  of peak")
    for name, rate in whole["sentences_per_second"].items():
        share = whole["share_of_peak"].get(name)
        of_peak = "" if share is None else f"{share:7.0%}"
        one, many = whole["times_pipeline_batch_1"][name], whole["times_pipeline_batch_32"][name]
        print(f"{name:34} {rate:11.0f} {one:10.2f} {many:11.2f}  {of_peak}")
    for dtype, found in whole["whole_run"].items():
        print(f"a run of `score` in {dtype}: {found['run']:.0f} sentences/s, {found['share']:.0%} of the model alone")
    for dtype, peak in whole["peak_operations_per_second"].items():
        print(f"peak of {dtype} products: {peak / 1e9:.0f} GFLOP/s")
    for size, seconds in whole.get("seconds_per_1000_sentences", {}).items():
        print(f"{size:7,} sentences: {seconds:.2f} s per 1,000")
    for machine, hours in whole["hours_for_a_million_articles"].items():
        print(f"a million articles of {SENTENCES_PER_ARTICLE} sentences, {machine}: {hours:.1f} hours")


if __name__ == "__main__":
    main()
