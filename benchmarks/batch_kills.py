"""A hundred kills of batch runs, with SIGKILL and at random times: is the output that of a run that nobody disturbed?

python -m benchmarks.batch_kills [--kills 100] [--executor local]

The model is tiny, so that much of the time goes into what is tested. Half of the kills hit all processes of a run, half
the one that scores alone, which the local executor starts again by itself.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.batch.conftest import article
from tests.conftest import write_tiny_model

TABLES, ROWS = 40, 12
LONGEST_WAIT = 7.0


def main() -> None:
    """Print the kills, the runs that they hit, and whether any byte differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--executor", default="local")
    given = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for table in range(TABLES):
            rows = [{"id": f"{table}-{i}", "text": article(table + i)} for i in range(ROWS)]
            text = "\n".join(map(json.dumps, rows)) + "\n{"
            (folder / "in" / f"{table:03}.jsonl").write_text(text, encoding="utf-8")
        model = write_tiny_model(folder / "model")
        command = [str(Path(sys.executable).with_name("emoprofile")), "score", str(folder / "in"), "-q"]
        command += [
            "-s",
            f"model={model}/spec.yaml",
            "-s",
            "output.sentences=true",
            "--executor",
            given.executor,
            "--resume",
        ]
        whole = _finished(command, folder / "whole")
        kills = runs = different = alone = 0
        while kills < given.kills:
            here = folder / f"run-{runs}"
            here.mkdir()
            while kills < given.kills:
                hit = _killed(command, here, chance, whole_run=bool(kills % 2))
                if hit is None:
                    break
                kills += 1
                alone += not hit
            different += _finished(command, here) != whole
            runs += 1
            print(f"{kills} kills so far, {runs} runs finished", flush=True)
    print(f"{kills} kills ({alone} of the scoring process alone) in {runs} runs; outputs that differ: {different}")


def _finished(command: list[str], here: Path) -> dict[str, bytes]:
    here.mkdir(exist_ok=True)
    done = subprocess.run([*command, "-o", str(here / "o.jsonl")], capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode()  # a line of each table is no row
    return {path.name: path.read_bytes() for path in sorted(here.iterdir())}


def _killed(command: list[str], here: Path, chance: random.Random, *, whole_run: bool) -> bool | None:
    """Whether all processes were killed, or one; None if the run was faster."""
    with subprocess.Popen(
        [*command, "-o", str(here / "o.jsonl")], stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        time.sleep(chance.uniform(0, LONGEST_WAIT))
        if process.poll() is not None:
            return None
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        if whole_run or not children:
            os.killpg(process.pid, signal.SIGKILL)
            return True
        os.kill(int(children[0]), signal.SIGKILL)
        time.sleep(chance.uniform(0, LONGEST_WAIT))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        return False


if __name__ == "__main__":
    main()
