"""Inputs and outputs behind addresses: scored as files are, and as safe as an object store allows."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from tests.batch.conftest import Score, article, published
from tests.batch.test_run import stop_after

from emoprofile.batch import Output, Summary
from emoprofile.batch.chunk_scorer import ChunkScorer
from emoprofile.batch.run_directory import RunDirectory
from emoprofile.errors import MissingExtraError, ReadError, RunError, WriteError
from emoprofile.storage import RemoteStore, find_remote, is_remote, strip_local


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A store in the memory of this process; a run directory lies in the working directory."""
    monkeypatch.chdir(tmp_path)
    system = fsspec.filesystem("memory")
    for store in (MemoryFileSystem.store, MemoryFileSystem.pseudo_dirs):
        store.clear()
    MemoryFileSystem.pseudo_dirs.append("")
    write(system, "in/one.jsonl", range(4))
    system.pipe_file("/in/two.txt", article(7).encode())
    system.pipe_file("/in/photo.jpg", b"")
    system.pipe_file("/in/.hidden.txt", b"")
    yield system
    MemoryFileSystem.store.clear()


def write(system: Any, name: str, numbers: range) -> None:
    lines = [json.dumps({"id": f"a{i}", "text": article(i)}) for i in numbers]
    system.pipe_file(f"/{name}", "\n".join(lines).encode())


def everything(system: Any) -> dict[str, bytes]:
    return {name: system.cat_file(name) for name in sorted(system.find("/"))}


def stored(system: Any, below: str = "/out/") -> dict[str, bytes]:
    return {name.removeprefix(below): each for name, each in everything(system).items() if name.startswith(below)}


@pytest.mark.parametrize("output", ["day/", "day.jsonl", "day.csv", "day.parquet"])
def test_an_address_gives_what_a_folder_gives(output: str, score: Score, memory: Any, tmp_path: Path) -> None:
    paths = ["memory://in", "memory://gone.txt"]
    summary = score(f"memory://out/{output}", "output.sentences=true", paths=paths)
    assert (summary.profiles, summary.failures, summary.skipped) == (5, 1, 2)
    (tmp_path / "out").mkdir()
    score(f"{tmp_path}/out/{output}", "output.sentences=true", paths=paths)
    assert stored(memory) == {name.removeprefix("out/"): each for name, each in published(tmp_path).items()}
    assert not list(tmp_path.glob("*.run"))


@pytest.mark.parametrize("output", ["day/", "day.csv"])
def test_an_address_is_added_to(output: str, score: Score, memory: Any) -> None:
    score(f"memory://out/{output}", paths=["memory://in/*.jsonl"])
    before = stored(memory)
    write(memory, "in/three.jsonl", range(3, 6))
    for profiles in (3, 0):
        summary = score(f"memory://out/{output}", paths=["memory://in"], append=True)
        assert summary.profiles == profiles
    now = stored(memory)
    if output == "day/":
        assert {name: now[name] for name in before if name.startswith("day/")} == {
            name: each for name, each in before.items() if name.startswith("day/")
        }
        memory.get("/out/day", "day", recursive=True)
    else:
        memory.get("/out/day.csv", "day.csv")
    frame = pd.read_csv("day.csv") if output == "day.csv" else pd.read_parquet("day")
    assert frame["id"].tolist()[:4] == ["a0", "a1", "a2", "a3"]
    assert sorted(frame["id"].tolist()[4:]) == ["a4", "a5", "memory:///in/two.txt"]


def test_a_run_into_an_address_goes_on_with_what_is_kept_here(
    score: Score, memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(output: Path | str, *overrides: str, **how: object) -> Summary:
        return score(f"memory://out/{Path(output).name}", *overrides, paths=["memory://in"], **how)

    stop_after(1, run, Path("day.jsonl"), monkeypatch)
    [kept] = tmp_path.glob("*.run")
    assert not stored(memory)
    with pytest.raises(RunError, match=f"--resume.*{kept.name}"):
        run("day.jsonl")
    assert run("day.jsonl", resume=True).profiles == 5
    assert not kept.exists()
    stop_after(1, run, Path("late.jsonl"), monkeypatch)
    write(memory, "in/one.jsonl", range(1, 5))
    with pytest.raises(RunError, match="input changed: memory:///in/one.jsonl"):
        run("late.jsonl", resume=True)


@pytest.mark.planted("input changed between plan and score", "set right")
def test_an_object_that_changes_after_the_plan_is_not_scored_in_its_new_form(
    score: Score, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = RunDirectory.publish_plan

    def then_change(self: RunDirectory, plan: object) -> None:
        publish(self, plan)  # type: ignore[arg-type]
        write(memory, "in/one.jsonl", range(9, 13))
        memory.pipe_file("/in/two.txt", b"We love it.")

    monkeypatch.setattr(RunDirectory, "publish_plan", then_change)
    summary = score("memory://out/day.jsonl", paths=["memory://in"])
    assert (summary.profiles, summary.failures) == (0, 5)


REACHED = {
    "the same object": ("memory://in/one.jsonl", "memory://in/one.jsonl"),
    "another spelling": ("memory:///in/one.jsonl", "memory://in/one.jsonl"),
    "a folder holds it": ("memory://in", "memory://in/new.jsonl"),
    "a pattern finds it": ("memory://in/*.jsonl", "memory://in/new.jsonl"),
    "a pattern finds its failures": ("memory://in/*.failures.jsonl", "memory://in/new.csv"),
    "an input is in it": ("memory://in/one.jsonl", "memory://in/"),
    "its run directory is an input": ("{run}/parts", "memory://out/new.jsonl"),
}


@pytest.mark.planted("output is an input", "refused")
@pytest.mark.parametrize("case", REACHED)
def test_an_address_that_is_an_input_is_refused(case: str, score: Score, memory: Any) -> None:
    path, output = REACHED[case]
    run = Output(output).run if "run" in path else None
    if run:
        (run / "parts").mkdir(parents=True)
        (run / "parts" / "a.txt").write_text("x")
    before = everything(memory)
    with pytest.raises(WriteError, match="cannot write"):
        score(output, paths=[path.format(run=run)])
    assert everything(memory) == before


def plant(system: Any) -> None:
    system.pipe_file("/out/day/notes.txt", b"mine")


def edit(system: Any) -> None:
    system.pipe_file("/out/day/part-000000.parquet", b"mine")


def unlist(system: Any) -> None:
    system.rm_file("/out/day.manifest.json")


@pytest.mark.planted("stranger's file in the way", "refused")
@pytest.mark.parametrize("append", [False, True])
@pytest.mark.parametrize("damage", [plant, edit, unlist])
def test_what_no_run_left_there_stays(
    damage: Callable[[Any], None], append: bool, score: Score, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    score("memory://out/day/", paths=["memory://in"])
    damage(memory)
    before = everything(memory)
    monkeypatch.setattr(ChunkScorer, "run", None)
    options: dict[str, object] = {"append": True} if append else {"overwrite": True}
    with pytest.raises(WriteError, match="memory://out/day"):
        score("memory://out/day/", paths=["memory://in/two.txt"], **options)
    assert everything(memory) == before


def test_another_output_is_replaced_when_asked(score: Score, memory: Any) -> None:
    score("memory://out/day/", "output.sentences=true", paths=["memory://in", "memory://gone.txt"])
    with pytest.raises(RunError, match="memory://out/day/ holds the results of another run"):
        score("memory://out/day/", paths=["memory://in/two.txt"])
    score("memory://out/day/", paths=["memory://in/two.txt"], overwrite=True)
    assert sorted(stored(memory)) == ["day.articles.bin", "day.manifest.json", "day/part-000000.parquet"]


@pytest.mark.parametrize("output", ["day/", "day.jsonl"])
@pytest.mark.parametrize("adds", [False, True])
def test_a_network_that_fails_at_any_upload_loses_nothing(
    output: str, adds: bool, score: Score, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, inputs = f"memory://out/{output}", ["memory://in"]
    put = MemoryFileSystem.put_file
    if adds:
        score(address, paths=["memory://in/one.jsonl"])
    first = stored(memory)
    score(address, paths=inputs, append=adds)
    whole = stored(memory)

    def reset() -> None:
        memory.rm("/out", recursive=True)
        for name, content in first.items():
            memory.pipe_file(f"/out/{name}", content)

    for uploads in range(5):
        reset()
        left = [uploads]

        def fails(self: Any, source: str, target: str, left: list[int] = left, **rest: Any) -> None:
            if not left[0]:
                self.pipe_file(target, b"half")
                raise ConnectionError("reset")
            left[0] -= 1
            put(self, source, target, **rest)

        with monkeypatch.context() as patch:
            patch.setattr(MemoryFileSystem, "put_file", fails)
            try:
                score(address, paths=inputs, append=adds)
            except WriteError as error:
                assert "reset. Go on with --resume" in str(error)  # noqa: PT017 - late uploads may be none
        score(address, paths=inputs, append=adds, resume=True)
        assert stored(memory) == whole, uploads


def test_what_cannot_be_reached_is_one_failure_with_its_reason(score: Score, memory: Any) -> None:
    summary = score("memory://out/day.jsonl", paths=["nosuch://a/b.jsonl", "memory://in/two.txt"])
    assert (summary.profiles, summary.failures) == (1, 1)
    [failure] = [json.loads(line) for line in stored(memory)["day.failures.jsonl"].splitlines()]
    assert "no address is known that begins with nosuch://" in failure["message"]


def test_the_extra_that_is_missing_is_named(score: Score, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(scheme: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec, "filesystem", missing)
    for paths, output in ((["s3://b/in"], f"{tmp_path}/o.jsonl"), ([str(tmp_path)], "s3://b/o.jsonl")):
        with pytest.raises(MissingExtraError, match=r"s3:// addresses.*pip install 'emoprofile\[s3\]'"):
            score(output, paths=paths)
    with pytest.raises(ReadError, match="ftp:// addresses cannot be reached: "):
        RemoteStore("ftp://host/folder")


def test_an_address_of_this_machine_is_a_path(score: Score, tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text(article(3))
    score(f"file://{tmp_path}/o.jsonl", paths=[f"file://{tmp_path}/a%20b.txt"])
    assert json.loads((tmp_path / "o.jsonl").read_text())["id"] == f"{tmp_path}/a b.txt"
    assert not is_remote("file:///a")
    assert not is_remote("hf://owner/name")
    assert not is_remote("c:/a")
    assert strip_local("s3://a") == "s3://a"


def test_folders_and_patterns_behind_addresses(memory: Any) -> None:
    assert find_remote("memory://in/one.jsonl") is None
    assert find_remote("memory://nothing") is None
    assert find_remote("memory://in/t*.txt") == ("memory:///in/two.txt",)
    assert len(find_remote("memory://in") or ()) == 4
