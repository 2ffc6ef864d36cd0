"""Articles of several kinds, and a server that forks processes with the libraries loaded."""

import json
import multiprocessing
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.batch.forked import ForkedProcess
from tests.batch.killers import CHUNK_ARTICLES, run_to_kill
from tests.batch.sharing import keep_run_config, kept_model_spec, shared_profiler

from emoprofile import child_process
from emoprofile.batch import How, Summary, score_files

Score = Callable[..., Summary]
ASIDE = (".seen", ".lock", ".error")
WORDS = ("I am so happy today.", "The war is not over.", "We fear it.", "They said it was very good and calm!")


@pytest.fixture(scope="session")
def tiny_config(tiny_model: Path) -> Path:
    """A configuration that names the tiny model, with few draws."""
    path = tiny_model / "tiny-batch.yaml"
    path.write_text(f"extends: default\nmodel: {tiny_model}/spec.yaml\naggregate:\n  draws: 99\n", encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def shared_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs within this process load a model once."""
    monkeypatch.setattr("emoprofile.batch.executors.inline.Profiler", shared_profiler)
    monkeypatch.setattr("emoprofile.batch.run.load_run_config", keep_run_config)
    monkeypatch.setattr("emoprofile.batch.run.load_model_spec", kept_model_spec)


@pytest.fixture(scope="session")
def forks(tiny_config: Path) -> ForkServerContext:
    """Processes that start in a blink: what takes long is imported, and the tiny model loaded, in the server."""
    os.environ["EMOPROFILE_TINY"] = str(tiny_config)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.batch.preloaded"])
    return context


@pytest.fixture
def forked_children(forks: ForkServerContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """The processes that a run starts are forks: as real, as mortal, and quicker."""

    def popen(command: Sequence[str], env: Mapping[str, str], **pipes: Any) -> ForkedProcess:
        return ForkedProcess(forks, command, env)

    monkeypatch.setattr(child_process, "subprocess", SimpleNamespace(Popen=popen, PIPE=subprocess.PIPE))


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    """A table of 20 rows, three of them bad, two of one id, one text twice; and a folder of seven files, one bad."""
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [{"id": f"row-{i}", "text": article(i), "source": f"s{i % 3}"} for i in range(20)]
    rows[7]["id"] = "row-2"
    del rows[9]["id"], rows[11]["id"]
    rows[11]["text"] = rows[9]["text"]
    lines = [json.dumps(row) for row in rows]
    lines[4], lines[13], lines[19] = "{", '{"id": "row-13", "text": 7}', '{"id": "x"}'
    (folder / "table.jsonl").write_text("\n".join(lines))
    for i in range(7):
        (folder / f"file-{i}.txt").write_text(article(i + 20))
    (folder / "file-3.txt").write_bytes(bytes(range(256)))
    (folder / "photo.jpg").write_bytes(b"")
    return [str(folder), str(tmp_path / "missing.txt")]


def article(number: int) -> str:
    """A few sentences, not the same for any two numbers."""
    return "\n".join(f"{WORDS[(number + i) % 4]} {chr(97 + number % 26)}." for i in range(1 + number % 5))


@pytest.fixture
def score(inputs: list[str], tiny_config: Path, monkeypatch: pytest.MonkeyPatch) -> Score:
    """A run within this process, in chunks of three articles."""
    monkeypatch.setattr("emoprofile.batch.planner.CHUNK_ARTICLES", 3)

    def run(output: Path | str, *overrides: str, paths: Sequence[str] | None = None, **how: object) -> Summary:
        settings = How(**{"executor": "inline", **how})  # type: ignore[arg-type]
        return score_files(inputs if paths is None else paths, output, tiny_config, overrides, settings)

    return run


def killed_or_not(
    forks: ForkServerContext,
    moment: int | None,
    paths: Sequence[str],
    output: Path | str,
    config: Path,
    *overrides: str,
    chunk_articles: int = CHUNK_ARTICLES,
    append: bool = False,
) -> bool:
    """Whether a run was killed."""
    arguments = (paths, str(output), str(config), overrides, moment, chunk_articles, append)
    process = forks.Process(target=run_to_kill, args=arguments)
    process.start()
    process.join()
    assert process.exitcode in (0, -9)
    return process.exitcode == -9


def published(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but the inputs."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.relative_to(folder).parts[0] != "in"
        and path.suffix not in (".seen", ".lock", ".error")
    }
