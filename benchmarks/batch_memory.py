"""Peak memory of a batch run over many short articles in one file, and what the number of articles adds to it.

python -m benchmarks.batch_memory [--articles 10000 100000] [--config NAME]
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

BAR_MB = 1500
BAR_GROWTH = 0.10
OPENINGS = ("The council met.", "I am so happy with it!", "Nobody was hurt.", "We fear the worst.", "They won.")
CLOSINGS = ("Work begins in spring.", "Thank you all.", "It was a sad day.", "What a surprise!", "Prices rose again.")


def main() -> None:
    """Print the peak of both processes of each run, and how much the largest has more than the smallest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--config", default="default")
    given = parser.parse_args()
    peaks = []
    print(f"{'articles':>10}{'peak, both processes':>24}{'articles a second':>20}")
    for count in given.articles:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.jsonl"
            with path.open("w", encoding="utf-8") as stream:
                stream.writelines(json.dumps(row) + "\n" for row in _rows(count))
            peak, seconds = _peak([str(path), "-o", f"{folder}/out.jsonl", "-q", "-c", given.config])
            with Path(f"{folder}/out.jsonl").open("rb") as lines:
                assert sum(1 for _ in lines) == count
        peaks.append(peak)
        print(f"{count:>10,}{peak:>21,.0f} MB{count / seconds:>20.0f}", flush=True)
    print(f"growth {max(peaks) / min(peaks) - 1:+.1%} (bar {BAR_GROWTH:.0%}); peak bar {BAR_MB:,} MB")


def _rows(count: int) -> Iterator[dict[str, str]]:
    for i in range(count):
        text = f"{OPENINGS[i % 5]} Number {i} of the day was read out. {CLOSINGS[i // 5 % 5]}"
        yield {"id": f"a{i}", "text": text, "source": f"paper {i % 7}"}


def _peak(words: list[str]) -> tuple[float, float]:
    """Megabytes of the highest sum over the processes of a run, and how long it took."""
    began, peak = time.monotonic(), 0.0
    with subprocess.Popen([str(Path(sys.executable).with_name("emoprofile")), "score", *words]) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_resident, _family(process.pid))))
            time.sleep(0.2)
        if process.returncode:
            raise SystemExit(process.returncode)
    return peak, time.monotonic() - began


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)


if __name__ == "__main__":
    main()
