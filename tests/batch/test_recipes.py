"""The recipes of docs/batch.md, run as they are written."""

import json
import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.batch.conftest import article
from tests.cli.test_cli import run
from tests.conftest import ROOT

from emoprofile.cli.options import choose_exit_code
from emoprofile.errors import EmoprofileError

PAGE = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
COMMAND = """#!/bin/bash
printf '%s\\0' "$PWD" "$@" > "$HERE/request"
mv "$HERE/request" "$HERE/asked"
until [ -e "$HERE/code" ]; do read -r -t 0.02 <> <(:); done
cat "$HERE/stderr" >&2
code=$(cat "$HERE/code")
rm "$HERE/code"
exit "$code"
"""
"""A command that lets the process of the test do the work, which has everything loaded."""
OTHERS = {"--dependency", "--wrap", "--array", "--gpus", "--requeue"}
"""Options of Slurm."""


def script(begins: str) -> str:
    [found] = [block for block in re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL) if begins in block]
    return str(found)


@pytest.fixture
def shell(tmp_path: Path, tiny_config: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs a script in which `emoprofile` takes the tiny model."""
    here = tmp_path / "bin"
    here.mkdir()
    (here / "emoprofile").write_text(COMMAND)
    (here / "emoprofile").chmod(0o755)

    def run_script(script: str, **variables: str) -> int:
        environment = os.environ | {"PATH": f"{here}:{os.environ['PATH']}", "HERE": str(here)} | variables
        with subprocess.Popen(["bash", "-c", script], env=environment, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None:
                time.sleep(0.01)
                if (here / "asked").exists():
                    folder, *words = (here / "asked").read_text().rstrip("\0").split("\0")
                    (here / "asked").unlink()
                    monkeypatch.chdir(folder)
                    result = run(*words, "-c", tiny_config)
                    error = result.exception
                    code = choose_exit_code(error) if isinstance(error, EmoprofileError) else result.exit_code
                    (here / "stderr").write_text(result.stderr)
                    (here / "ready").write_text(str(int(code)))
                    (here / "ready").rename(here / "code")
        return process.returncode

    return run_script


def test_every_night_by_cron(shell: Callable[..., int], tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for night in range(2):
        (inbox / f"{night}.txt").write_text(article(night))
        assert shell(script("# nightly.sh"), NEWS=str(tmp_path)) == 0
    assert pd.read_parquet(tmp_path / "profiles")["id"].tolist() == ["inbox/0.txt", "inbox/1.txt"]
    events = [json.loads(line) for line in (tmp_path / "nightly.log").read_text().splitlines() if line[0] == "{"]
    assert [(each["profiles"], each["known"]) for each in events if each["event"] == "finished"] == [(1, 0), (1, 1)]
    (tmp_path / "profiles" / "stray.txt").write_text("mine")
    assert shell(script("# nightly.sh"), NEWS=str(tmp_path)) == 2


def test_a_slurm_array_and_its_last_step(shell: Callable[..., int], tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for number in range(3):
        (archive / f"{number}.txt").write_text(article(number))
    array = script("#SBATCH --array").replace("/shared", str(tmp_path)).replace("/16", "/2")
    [last] = re.findall(r'--wrap "(.*?)"', PAGE)
    for task in ("2", "1"):
        assert shell(array, SLURM_ARRAY_TASK_ID=task) == 0
    assert shell(last.replace("/shared", str(tmp_path))) == 0
    assert len(pd.read_parquet(tmp_path / "profiles.parquet")) == 3


def test_every_option_of_the_page_is_one() -> None:
    shown = run("score", "--help").stdout
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)) - OTHERS
    assert [option for option in sorted(named) if option not in shown] == []
