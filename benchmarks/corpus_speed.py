"""How long a trend over many profiles takes, and how much memory: copies of real profiles, in each format.

python -m benchmarks.corpus_speed [--profiles 100000] [--folder DIR]
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

from emoprofile import Profiler
from emoprofile.data import Document, Failure
from emoprofile.write import make_writer

ARTICLES = 20
YEARS = 5
FORMATS = ("jsonl", "csv", "parquet")
ASK = """
import resource, sys
from emoprofile.cli import main
sys.argv = ["emoprofile", "trend", sys.argv[1], "--date", "day", "--by", "outlet", "-o", sys.argv[2]]
try:
    main()
except SystemExit:
    pass
used = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss, which begins with the memory of the process that started this one.
with open("/proc/self/status") as lines:
    [peak] = [line.split()[1] for line in lines if line.startswith("VmHWM")]
print(used.ru_utime + used.ru_stime, peak, file=sys.stderr)
"""


def main() -> None:
    """Write the profiles, ask for their trend by month and outlet in a process of its own, and print what it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--profiles", type=int, default=100_000)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    profiler = Profiler.from_config("default")
    lines = (ROOT / "tests" / "fixtures" / "labelled" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[:ARTICLES]]
    scored = list(profiler.scored_profiles(Document(str(i), text) for i, text in enumerate(texts)))
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for suffix in FORMATS:
            path = Path(folder) / f"profiles.{suffix}"
            with make_writer(path, profiler.config, profiler.spec) as writer:
                for found, profile in _copy(scored, given.profiles):
                    writer.write(found, profile)
            start = time.perf_counter()
            command = [sys.executable, "-c", ASK, str(path), str(Path(folder) / f"{suffix}.csv")]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds, kilobytes = done.stderr.split()[-2:]
            size = path.stat().st_size / 2**20
            print(
                f"{suffix:8} {given.profiles:8,} profiles {size:7,.0f} MiB {time.perf_counter() - start:7.1f} s by the "
                f"clock {float(seconds):6.1f} s of processor {int(kilobytes) / 2**10:6.0f} MiB of memory",
                flush=True,
            )
            path.unlink()


def _copy(scored: list[Any], count: int) -> Iterator[tuple[Any, Any]]:
    """So many profiles of three outlets over five years."""
    chance = random.Random(1)
    for i in range(count):
        found = scored[i % len(scored)]
        assert not isinstance(found, Failure)
        day = f"{2020 + chance.randrange(YEARS)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        metadata = {"day": day, "outlet": chance.choice(("one", "two", "three"))}
        yield found[0], replace(found[1], id=str(i), metadata=metadata)


if __name__ == "__main__":
    main()
