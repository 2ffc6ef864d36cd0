"""The executors that have processes of their own, as a user starts them."""

import json
import os
import subprocess
import sys
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from tests.batch.conftest import article, killed_or_not
from tests.conftest import ROOT

from emoprofile.batch import How, Summary, planner, score_files
from emoprofile.errors import ModelError, RunError


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Articles of which one has the mark of the killers."""
    path = tmp_path / "in.jsonl"
    texts = [article(i) + ("\nKILL" if i == 2 else "") for i in range(5)]
    path.write_text("\n".join(json.dumps({"id": f"a{i}", "text": text}) for i, text in enumerate(texts)))
    return path


forked = pytest.mark.usefixtures("forked_children")


@pytest.mark.parametrize("executor", ["local", "ray"])
def test_a_process_that_is_killed_is_started_again(
    executor: str,
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
    command += ["-s", splitter, "-s", "score.threads=1", "-o", str(tmp_path / "out.jsonl"), "--executor", executor]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert flag.exists()
    if executor == "local":
        assert "was killed by signal 9; starting again, 1 chunks are left" in " ".join(done.stderr.split())
    whole = tmp_path / "whole.jsonl"
    assert not killed_or_not(
        forks, None, [str(table)], whole, tiny_config, splitter, chunk_articles=planner.CHUNK_ARTICLES
    )
    assert len(whole.read_text().splitlines()) == 5
    assert (tmp_path / "out.jsonl").read_bytes() == whole.read_bytes()


def local(
    table: Path, output: Path, config: Path, splitter: str, monkeypatch: pytest.MonkeyPatch, executor: str = "local"
) -> Summary:
    """A run with a splitter that ends its process, or wants to."""
    monkeypatch.setenv("EMOPROFILE_KILLED", str(output.with_name("killed")))
    monkeypatch.syspath_prepend(ROOT)
    splitters = [f"text.splitter=tests.batch.killers:{splitter}"]
    return score_files([str(table)], output, config, splitters, How(executor=executor))


@forked
def test_an_article_that_ends_its_process_becomes_a_failure(
    table: Path, tiny_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = local(table, tmp_path / "out.jsonl", tiny_config, "always", monkeypatch)
    assert (summary.profiles, summary.failures) == (4, 1)
    [failure] = [json.loads(line) for line in (tmp_path / "out.failures.jsonl").read_text().splitlines()]
    assert (failure["id"], failure["stage"], failure["error"]) == ("a2", "score", "RunError")
    assert "ended the process that scored it by itself 3 times" in failure["message"]


@forked
@pytest.mark.parametrize("executor", ["local", "inline"])
def test_an_article_that_wants_to_end_the_program_becomes_a_failure(
    executor: str, table: Path, tiny_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = local(table, tmp_path / "out.jsonl", tiny_config, "leaving", monkeypatch, executor)
    assert (summary.profiles, summary.failures) == (4, 1)
    [failure] = [json.loads(line) for line in (tmp_path / "out.failures.jsonl").read_text().splitlines()]
    assert (failure["id"], failure["stage"], failure["error"]) == ("a2", "split", "SystemExit")


@forked
@pytest.mark.planted("table that crashes what reads it", "set right")
def test_a_table_that_crashes_what_reads_it_becomes_a_failure(table: Path, tiny_config: Path, tmp_path: Path) -> None:
    paths = [str(tmp_path / "crash-s.jsonl"), str(table)]
    Path(paths[0]).write_text('{"text": "It was good."}')
    summary = score_files(paths, tmp_path / "out.jsonl", tiny_config)
    assert (summary.profiles, summary.failures) == (5, 1)
    [failure] = [json.loads(line) for line in (tmp_path / "out.failures.jsonl").read_text().splitlines()]
    assert failure["id"] == paths[0]
    assert "ended the process that read it 3 times" in failure["message"]
    [known, _] = json.loads((tmp_path / "out.jsonl.manifest.json").read_text())["generations"][0]["inputs"]
    assert known["sha256"]


@forked
@pytest.mark.planted("kill from outside", "set right")
def test_somebody_who_ends_what_reads_a_table_blames_no_table(tiny_config: Path, tmp_path: Path) -> None:
    path = tmp_path / "crash-t.jsonl"
    path.write_text('{"text": "It was good."}')
    with pytest.raises(RunError, match="killed by signal 15 while it read .*start the run again"):
        score_files([str(path)], tmp_path / "out.jsonl", tiny_config)


@forked
@pytest.mark.planted("kill from outside", "set right")
def test_an_article_is_not_given_up_for_what_comes_from_outside(
    table: Path, tiny_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.jsonl"
    monkeypatch.setattr("emoprofile.batch.attempts.DEATHS_WITHOUT_PROGRESS", 3)
    with pytest.raises(RunError, match="killed by signal 15.*What is committed is kept: go on with --resume"):
        local(table, output, tiny_config, "terminated", monkeypatch)
    assert not list((tmp_path / "out.jsonl.run").glob("parts/*.failures.jsonl"))


@forked
@pytest.mark.planted("death while the model is loaded", "refused")
def test_a_process_that_dies_while_it_loads_the_model_blames_no_article(
    table: Path, tiny_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RunError, match="killed by signal 9 while it loaded the model, as 2 did before.*--resume"):
        local(table, tmp_path / "out.jsonl", tiny_config, "loading", monkeypatch)
    assert not (tmp_path / "out.jsonl").exists()


@forked
@pytest.mark.planted("death while the model is loaded", "set right")
def test_a_process_that_dies_once_while_it_loads_the_model_is_started_again(
    table: Path, tiny_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert local(table, tmp_path / "out.jsonl", tiny_config, "loading_once", monkeypatch).profiles == 5


def test_a_model_that_cannot_be_loaded_is_one_clear_error(table: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="emoprofile models fetch"):
        score_files([str(table)], tmp_path / "o.jsonl", "default", ["model=roberta-goemotions"])
    assert not (tmp_path / "o.jsonl").exists()


@pytest.mark.parametrize("executor", ["local", "inline"])
def test_executors_of_one_process_say_so(executor: str, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="--executor ray"):
        score_files(["x.txt"], tmp_path / "o.jsonl", how=How(executor=executor, workers=2))
