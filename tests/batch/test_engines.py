"""The engines that have processes of their own, as a user starts them."""

import json
import os
import subprocess
import sys
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from tests.batch.conftest import article, killed_or_not
from tests.conftest import ROOT

from emoprofile.batch import How, planning, score_files
from emoprofile.errors import ModelError, RunError


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Articles of which one has the mark of the killers."""
    path = tmp_path / "in.jsonl"
    texts = [article(i) + ("\nKILL" if i == 2 else "") for i in range(5)]
    path.write_text("\n".join(json.dumps({"id": f"a{i}", "text": text}) for i, text in enumerate(texts)))
    return path


@pytest.mark.parametrize("engine", ["local", "ray"])
def test_a_process_that_is_killed_is_started_again(
    engine: str,
    forks: ForkServerContext,
    table: Path,
    tiny_config: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    flag = tmp_path / "killed"
    monkeypatch.setenv("EMOPROFILE_KILLED", str(flag))
    splitter = "text.splitter=tests.batch.killers:once"
    command = [str(Path(sys.executable).with_name("emoprofile")), "score", str(table), "-c", str(tiny_config)]
    command += ["-s", splitter, "-s", "score.threads=1", "-o", str(tmp_path / "out.jsonl"), "--engine", engine]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "pipeline")))}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert flag.exists()
    if engine == "local":
        assert "was killed by signal 9; starting again, 1 units are left" in " ".join(done.stderr.split())
    whole = tmp_path / "whole.jsonl"
    assert not killed_or_not(
        forks, None, [str(table)], whole, tiny_config, splitter, unit_articles=planning.UNIT_ARTICLES
    )
    assert len(whole.read_text().splitlines()) == 5
    assert (tmp_path / "out.jsonl").read_bytes() == whole.read_bytes()


def test_a_model_that_cannot_be_loaded_is_one_clear_error(table: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="emoprofile models fetch"):
        score_files([str(table)], tmp_path / "o.jsonl", "default", ["model=roberta-goemotions"])
    assert not (tmp_path / "o.jsonl").exists()


@pytest.mark.parametrize("engine", ["local", "inline"])
def test_engines_of_one_process_say_so(engine: str, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="--engine ray"):
        score_files(["x.txt"], tmp_path / "o.jsonl", how=How(engine=engine, workers=2))
