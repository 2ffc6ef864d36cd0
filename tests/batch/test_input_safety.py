"""What was read is what is hashed: an input that is not what was planned is never scored under the old hash."""

import gzip
import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest
from tests.batch.conftest import Score, article

from emoprofile.batch import planner as planner
from emoprofile.batch import table_planner
from emoprofile.batch.chunk_reader import ChunkReader
from emoprofile.batch.run_directory import RunDirectory
from emoprofile.errors import RunError
from emoprofile.read.hashing import ArticlesHash, Watcher

Change = Callable[[Path, list[str]], None]
KINDS = ("t.jsonl", "t.csv", "t.parquet", "t.jsonl.gz", "t.parquet.gz", "t.txt", "t.txt.gz")


def write(path: Path, texts: list[str]) -> None:
    rows = [{"id": f"a{i}", "text": text} for i, text in enumerate(texts)]
    plain = path.with_name(path.name.removesuffix(".gz"))
    if plain.suffix == ".jsonl":
        plain.write_text("\n".join(map(json.dumps, rows)))
    elif plain.suffix == ".txt":
        plain.write_text("\n".join(texts))
    else:
        frame = pd.DataFrame(rows)
        (frame.to_csv if plain.suffix == ".csv" else frame.to_parquet)(plain, index=False)
    if plain != path:
        path.write_bytes(gzip.compress(plain.read_bytes()))
        plain.unlink()


def rewrite(path: Path, texts: list[str]) -> None:
    write(path, [text.replace("happy", "angry").replace("war", "sun") for text in texts])


def swap(path: Path, texts: list[str]) -> None:
    """Put another file in its place."""
    other = path.with_name(f"other-{path.name}")
    write(other, texts[::-1])
    os.replace(other, path)


def truncate(path: Path, texts: list[str]) -> None:
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size // 2)


def grow(path: Path, texts: list[str]) -> None:
    write(path, [*texts[:-1], texts[-1] + " We fear it.", "It is new."])


def remove(path: Path, texts: list[str]) -> None:
    path.unlink()


def hide(path: Path, texts: list[str]) -> None:
    """Rewrite with the same size, and set the time back."""
    facts = path.stat()
    rewrite(path, texts)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


CHANGES = (rewrite, swap, truncate, grow, remove, hide)
TEXTS = [article(i) for i in range(7)]


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.mark.planted("input changed between plan and score", "set right")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", KINDS)
def test_an_input_that_changes_after_the_plan_is_not_scored_in_its_new_form(
    name: str, change: Change, score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, output = tmp_path / name, tmp_path / "o.jsonl"
    write(path, TEXTS)
    publish = RunDirectory.publish_plan

    def then_change(self: RunDirectory, plan: object) -> None:
        publish(self, plan)  # type: ignore[arg-type]
        change(path, TEXTS)

    monkeypatch.setattr(RunDirectory, "publish_plan", then_change)
    summary = score(output, paths=[str(path)])
    assert summary.articles == summary.profiles + summary.failures == (1 if ".txt" in name else 7)
    assert summary.failures
    messages = [failure["message"] for failure in lines(tmp_path / "o.failures.jsonl")]
    if change is not remove and change is not truncate:
        assert all("the input was changed in between" in message for message in messages)


@pytest.mark.planted("input changed while it is scored", "set right")
@pytest.mark.parametrize("change", [rewrite, truncate, grow, hide])
@pytest.mark.parametrize("name", ["t.jsonl", "t.csv", "t.parquet"])
def test_an_input_that_changes_while_it_is_scored_is_old_or_failed(
    name: str, change: Change, score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, output = tmp_path / name, tmp_path / "o.jsonl"
    write(path, TEXTS)
    score(tmp_path / "whole.jsonl", paths=[str(path)])
    whole = {profile["id"]: profile for profile in lines(tmp_path / "whole.jsonl")}
    commit = RunDirectory.commit

    def then_change(self: RunDirectory, *arguments: object) -> None:
        commit(self, *arguments)  # type: ignore[arg-type]
        change(path, TEXTS)

    monkeypatch.setattr(RunDirectory, "commit", then_change)
    summary = score(output, paths=[str(path)])
    profiles = lines(output)
    assert len(profiles) + len(lines(tmp_path / "o.failures.jsonl")) == summary.articles == 7
    assert all(profile == whole[profile["id"]] for profile in profiles)


@pytest.mark.planted("input changed between kill and resume", "refused")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", KINDS)
def test_an_input_that_changes_before_a_resume_is_refused(
    name: str, change: Change, score: Score, tmp_path: Path
) -> None:
    path, output = tmp_path / name, tmp_path / "o.jsonl"
    write(path, TEXTS)
    with pytest.raises(RunError, match="stopped"):
        score(output, paths=[str(path), str(tmp_path / "gone.txt")], max_failures=0)
    change(path, TEXTS)
    with pytest.raises(RunError, match=f"input changed: {path}"):
        score(output, paths=[str(path), str(tmp_path / "gone.txt")], resume=True)


@pytest.mark.planted("input changed while it is planned", "set right")
@pytest.mark.parametrize("change", [rewrite, grow, hide])
@pytest.mark.parametrize("name", ["t.jsonl", "t.csv", "t.parquet", "t.jsonl.gz"])
def test_an_input_that_changes_while_it_is_planned_is_known_by_what_was_read(
    name: str, change: Change, score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, output = tmp_path / name, tmp_path / "o.jsonl"
    write(path, TEXTS)
    add, seen = ArticlesHash.add, []

    def then_change(self: object, each: object) -> None:
        add(self, each)  # type: ignore[arg-type]
        seen.append(1)
        if len(seen) == 2:
            change(path, TEXTS)

    with monkeypatch.context() as patch:
        patch.setattr(ArticlesHash, "add", then_change)
        summary = score(output, paths=[str(path)])
    now = sha256(path.read_bytes()).hexdigest()
    [known] = json.loads((tmp_path / "o.jsonl.manifest.json").read_text())["generations"][0]["inputs"]
    assert summary.failures or known["sha256"] == now  # what was scored is what was hashed
    assert summary.profiles + summary.failures == summary.articles


@pytest.mark.planted("input changed between plan and score", "set right")
def test_what_was_not_there_when_planned_is_not_scored(
    score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = RunDirectory.publish_plan

    def then_write(self: RunDirectory, plan: object) -> None:
        publish(self, plan)  # type: ignore[arg-type]
        for name in ("late.txt", "late.jsonl"):
            write(tmp_path / name, TEXTS[:1])

    monkeypatch.setattr(RunDirectory, "publish_plan", then_write)
    summary = score(tmp_path / "o.jsonl", paths=[str(tmp_path / "late.txt"), str(tmp_path / "late.jsonl")])
    assert (summary.profiles, summary.failures) == (0, 2)


@pytest.mark.parametrize("name", KINDS)
def test_the_hash_of_what_was_read_is_that_of_the_file(name: str, tmp_path: Path) -> None:
    from emoprofile.config import LIMITS, ReadConfig

    path, watcher = tmp_path / name, Watcher()
    write(path, TEXTS)
    with table_planner.open_articles(str(path), ReadConfig(), None, LIMITS, watcher) as articles:
        assert len(list(articles)) in (1, 7)
    assert watcher.sha256 == sha256(path.read_bytes()).hexdigest()
    assert watcher.file is not None
    assert watcher.file.bytes == path.stat().st_size


def test_a_chunk_is_read_from_the_middle_of_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from emoprofile.config import ReadConfig
    from emoprofile.data import Document
    from emoprofile.read import find_inputs

    monkeypatch.setattr(planner, "CHUNK_ARTICLES", 2)
    write(tmp_path / "t.jsonl", TEXTS)
    plan = planner.make_plan(find_inputs([str(tmp_path / "t.jsonl")]), ReadConfig(), {})
    assert all(isinstance(each.article, Document) for each in ChunkReader(plan, ReadConfig()).read(plan.chunks[2]))
