"""Runs in one process: what is planned, committed, refused, gone on with and accounted for."""

import gzip
import io
import json
import os
import re
import resource
from collections.abc import Callable
from hashlib import sha256
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.batch.conftest import Score, article, published
from tests.batch.killers import run_to_kill
from tests.read.hostile import write_hostile

from emoprofile.batch import How, Plan, Summary, planner
from emoprofile.batch.chunk_reader import ChunkReader
from emoprofile.batch.chunk_scorer import ChunkScorer
from emoprofile.batch.run_directory import RunDirectory
from emoprofile.config import ReadConfig
from emoprofile.data import Document
from emoprofile.errors import OutOfMemoryError, RunError, WriteError
from emoprofile.profiler import Profiler
from emoprofile.read import find_inputs, read_articles
from emoprofile.score import Scorer


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def stop_after(chunks: int, score: Score, output: Path, monkeypatch: pytest.MonkeyPatch, *overrides: str) -> None:
    """A run that an error ends when some chunks are committed."""
    commit = RunDirectory.commit
    seen: list[int] = []

    def counted(self: RunDirectory, *arguments: object) -> None:
        if len(seen) == chunks:
            raise WriteError("no more")
        seen.append(1)
        commit(self, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(RunDirectory, "commit", counted)
        with pytest.raises(WriteError, match="no more"):
            score(output, *overrides)


def test_every_article_is_in_the_output_or_in_the_failures(score: Score, tmp_path: Path, inputs: list[str]) -> None:
    summary = score(tmp_path / "o.jsonl")
    assert (summary.articles, summary.profiles, summary.failures, summary.skipped) == (28, 23, 5, 1)
    assert summary.chunks == 11
    profiles, failures = rows(tmp_path / "o.jsonl"), rows(tmp_path / "o.failures.jsonl")
    expected = list(read_articles(inputs, ReadConfig()))
    assert [p["id"] for p in profiles] == [a.id for a in expected if isinstance(a, Document)]
    assert {f["id"] for f in failures} == {a.id for a in expected if not isinstance(a, Document)}
    assert sum("(" in str(p["id"]) for p in profiles) == 2  # an id given twice, and a text that stands twice
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "in", "o.failures.jsonl", "o.jsonl", "o.jsonl.articles.bin", "o.jsonl.manifest.json",
    ]  # fmt: skip


def test_a_failure_is_known_by_its_hash_and_not_by_its_text(
    score: Score, tmp_path: Path, inputs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Profiler, scored: object) -> None:
        raise ValueError("no figure")

    monkeypatch.setattr(Profiler, "_aggregate", broken)
    score(tmp_path / "o.jsonl")
    by_id = {Path(str(f["id"])).name: f for f in rows(tmp_path / "o.failures.jsonl")}
    assert by_id["row-0"]["sha256"] == sha256(article(0).encode()).hexdigest()
    assert by_id["row-0"]["stage"] == "aggregate"
    assert by_id["file-3.txt"]["sha256"] == sha256(bytes(range(256))).hexdigest()
    assert article(0) not in (tmp_path / "o.failures.jsonl").read_text()


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".tsv", ".parquet"])
def test_chunks_of_any_size_give_the_same_rows(
    suffix: str, score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    score(tmp_path / f"small{suffix}")
    monkeypatch.setattr(planner, "CHUNK_ARTICLES", 1000)
    assert score(tmp_path / f"large{suffix}").chunks == 3

    def table(name: str) -> pd.DataFrame:
        path = tmp_path / f"{name}{suffix}"
        if suffix == ".parquet":
            return pd.read_parquet(path)
        return pd.read_json(path, lines=True) if suffix == ".jsonl" else pd.read_csv(path, sep=None, engine="python")

    small, large = table("small"), table("large")
    assert small["id"].tolist() == large["id"].tolist()

    def valence(found: pd.DataFrame) -> list[float]:
        if suffix == ".jsonl":
            means = [each["dimensions"]["valence"]["mean"] for each in found["readings"]]
        else:
            means = found["valence"].tolist()
        return [float("nan") if mean is None else float(mean) for mean in means]

    assert valence(small) == pytest.approx(valence(large), abs=1e-5, nan_ok=True)


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_a_run_goes_on_where_it_ended_and_gives_the_same_bytes(
    suffix: str, score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "again").mkdir()
    score(tmp_path / "whole" / f"o{suffix}", "output.sentences=true")
    output = tmp_path / "again" / f"o{suffix}"
    stop_after(4, score, output, monkeypatch, "output.sentences=true")
    assert not output.exists()
    done: list[None] = []
    score_chunk = ChunkScorer._score
    monkeypatch.setattr(ChunkScorer, "_score", lambda self, ready, emit: done.append(score_chunk(self, ready, emit)))
    score(output, "output.sentences=true", resume=True)
    assert len(done) == 7  # of eleven
    assert published(tmp_path / "again") == published(tmp_path / "whole")


def test_an_unfinished_run_is_not_overwritten_unasked(
    score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_after(2, score, tmp_path / "o.jsonl", monkeypatch)
    with pytest.raises(RunError, match=r"not finished \(2 of 11 chunks are done\). Go on with --resume, or begin anew"):
        score(tmp_path / "o.jsonl")


def test_a_finished_run_is_not_done_again_when_resumed(
    score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = score(tmp_path / "o.jsonl")
    monkeypatch.setattr("emoprofile.batch.chunk_scorer.ChunkScorer.run", None)
    assert score(tmp_path / "o.jsonl", resume=True) == first
    assert not (tmp_path / "o.jsonl.run").exists()


Change = Callable[[Path], None]


def touch(folder: Path) -> None:
    os.utime(folder / "table.jsonl", ns=(1, 1))


def edit(folder: Path) -> None:
    path = folder / "file-1.txt"
    path.write_text(path.read_text().replace("a", "b", 1))


def add(folder: Path) -> None:
    (folder / "file-8.txt").write_text("New.")


def remove(folder: Path) -> None:
    (folder / "file-2.txt").unlink()


@pytest.mark.parametrize(
    ("change", "overrides", "seen"),
    [
        (edit, [], r"input changed: .*file-1.txt: \d+ bytes, sha256 \w{12}… -> \d+ bytes, sha256 \w{12}…"),
        (add, [], "input new: .*file-8.txt"),
        (remove, [], "input gone: .*file-2.txt"),
        (touch, ["aggregate.weighting=token"], 'config.aggregate.weighting: "uniform" -> "token"'),
        (touch, ["output.decimals=4"], "output.decimals: 6 -> 4"),
        (touch, ["read.metadata_columns=[]"], r"read.metadata_columns: null -> \[\]"),
        (touch, ["limits.max_characters=9"], "limits.max_characters: 5000000 -> 9"),
    ],
)
def test_a_run_does_not_go_on_with_what_it_was_not_planned_for(
    change: Change,
    overrides: list[str],
    seen: str,
    score: Score,
    inputs: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop_after(2, score, tmp_path / "o.jsonl", monkeypatch)
    change(Path(inputs[0]))
    with pytest.raises(RunError, match=seen):
        score(tmp_path / "o.jsonl", *overrides, resume=True)


def test_what_changes_no_figure_may_change(score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_after(2, score, tmp_path / "o.jsonl", monkeypatch)
    touch(tmp_path / "in")
    assert score(tmp_path / "o.jsonl", "score.batch_tokens=512", resume=True).profiles == 23


def test_too_many_failures_stop_a_run_that_can_go_on(score: Score, tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"stopped: 2 articles failed, and at most 1 may.*--resume"):
        score(tmp_path / "o.jsonl", max_failures=1)
    assert score(tmp_path / "o.jsonl", max_failures=5, resume=True).failures == 5


def test_shards_share_the_work_and_the_last_step_puts_them_together(score: Score, tmp_path: Path) -> None:
    score(tmp_path / "whole.jsonl")
    left = [score(tmp_path / "o.jsonl", shard=(k, 3)).left for k in (3, 1)]
    assert left == [8, 4]
    assert not (tmp_path / "o.jsonl").exists()
    assert score(tmp_path / "o.jsonl", resume=True).left == 0
    assert (tmp_path / "o.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    with pytest.raises(RunError, match="there is no shard 4/3"):
        How(shard=(4, 3))


def test_a_folder_of_parquet_files_is_one_table(score: Score, tmp_path: Path) -> None:
    score(f"{tmp_path}/set/", "output.sentences=true")
    score(tmp_path / "o.parquet", "output.sentences=true")
    assert len(list((tmp_path / "set").iterdir())) == 11
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "set"), pd.read_parquet(tmp_path / "o.parquet"))
    sentences = pd.read_parquet(tmp_path / "set.sentences")
    pd.testing.assert_frame_equal(sentences, pd.read_parquet(tmp_path / "o.sentences.parquet"))
    with pytest.raises(RunError, match="holds the results of another run"):
        score(f"{tmp_path}/set/")


def test_the_sentences_of_an_earlier_run_do_not_stay(score: Score, tmp_path: Path) -> None:
    score(tmp_path / "o.jsonl", "output.sentences=true")
    score(tmp_path / "o.jsonl", overwrite=True)
    assert not (tmp_path / "o.sentences.parquet").exists()


def test_standard_input_is_kept_so_that_a_run_can_go_on(
    score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "\n".join(json.dumps({"id": i, "text": article(i)}) for i in range(8)).encode()
    standard = "emoprofile.batch.run.sys.stdin"
    monkeypatch.setattr(standard, SimpleNamespace(buffer=io.BytesIO(lines)))

    def run(output: Path | str, *overrides: str, **how: object) -> Summary:
        return score(output, *overrides, paths=["-"], **how)

    stop_after(1, run, tmp_path / "o.jsonl", monkeypatch, "read.stdin=jsonl")
    monkeypatch.setattr(standard, SimpleNamespace(buffer=io.BytesIO(b"gone")))
    run(tmp_path / "o.jsonl", "read.stdin=jsonl", resume=True)
    assert [p["id"] for p in rows(tmp_path / "o.jsonl")] == [str(i) for i in range(8)]


def test_batches_that_do_not_fit_are_halved_and_it_is_said(
    score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Scorer.score_encoded

    def small(self: Scorer, encoded: object, batch_tokens: int | None = None, *rest: object) -> object:
        if (batch_tokens or 0) > 512:
            raise OutOfMemoryError("too large")
        return run(self, encoded, batch_tokens, *rest)  # type: ignore[arg-type]

    score(tmp_path / "o.jsonl", "score.batch_tokens=512")
    monkeypatch.setattr(Scorer, "score_encoded", small)
    summary = score(tmp_path / "halved.jsonl")
    assert (summary.smaller, summary.failures) == (10, 5)
    assert (tmp_path / "halved.jsonl").read_bytes() == (tmp_path / "o.jsonl").read_bytes()


def fill_disk(bytes: int, paths: list[str], output: str, config: str, overrides: tuple[str, ...]) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes, bytes))
    run_to_kill(paths, output, config, overrides, None)


@pytest.mark.parametrize("bytes", [1000, 20_000])
def test_a_full_disk_is_a_clear_error_and_spoils_nothing(
    bytes: int,
    forks: ForkServerContext,
    inputs: list[str],
    tiny_config: Path,
    tmp_path: Path,
) -> None:
    """Of files that may not grow: the first limit is below the plan, the second below a part."""
    for name, limit in (("whole", 1 << 30), ("full", bytes), ("full", 1 << 30)):
        (tmp_path / name).mkdir(exist_ok=True)
        arguments = (limit, inputs, str(tmp_path / name / "o.jsonl"), str(tiny_config), ("output.detail=full",))
        process = forks.Process(target=fill_disk, args=arguments)
        process.start()
        process.join()
        assert process.exitcode == (limit == bytes)
        if limit == bytes:
            shown = (tmp_path / "full" / "o.jsonl.error").read_text()
            assert re.match(r"WriteError: cannot write .*: File too large", shown), shown
            assert not (tmp_path / "full" / "o.jsonl").exists()
    assert published(tmp_path / "full") == published(tmp_path / "whole")


def test_a_folder_that_refuses_is_a_clear_error(score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: object, **options: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", refused)
        with pytest.raises(WriteError, match=r"cannot write .*o.jsonl.run: Read-only file system"):
            score(tmp_path / "o.jsonl")
    assert score(tmp_path / "o.jsonl", resume=True).profiles == 23


def test_a_saved_dataset_is_read_in_chunks(score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datasets import Dataset

    def saved(texts: list[str]) -> None:
        Dataset.from_dict({"id": [f"d{i}" for i in range(len(texts))], "text": texts}).save_to_disk(tmp_path / "set")

    def run(output: Path | str, *overrides: str, **how: object) -> Summary:
        return score(output, *overrides, paths=[f"hf://{tmp_path}/set"], **how)

    saved([article(i) for i in range(7)])
    stop_after(1, run, tmp_path / "o.jsonl", monkeypatch)
    assert run(tmp_path / "o.jsonl", resume=True).chunks == 3
    assert [p["id"] for p in rows(tmp_path / "o.jsonl")] == [f"d{i}" for i in range(7)]
    stop_after(1, run, tmp_path / "p.jsonl", monkeypatch)
    saved([article(i) for i in range(8)])
    with pytest.raises(RunError, match=r"input changed: hf:///.*set: [\d,]+ bytes, .* -> [\d,]+ bytes"):
        run(tmp_path / "p.jsonl", resume=True)


def test_two_runs_do_not_meet_in_one_folder(score: Score, tmp_path: Path) -> None:
    folder = RunDirectory(tmp_path / "o.jsonl.run", ".jsonl")
    folder.create()
    with folder.lock(), pytest.raises(RunError, match="worked on by another process"):
        score(tmp_path / "o.jsonl")
    with folder.lock("1-of-2"):
        score(tmp_path / "o.jsonl", shard=(2, 2))
        with pytest.raises(RunError, match="shard 1-of-2 is being worked on"):
            score(tmp_path / "o.jsonl", shard=(1, 2))
        with pytest.raises(RunError, match="worked on by another process"):
            score(tmp_path / "o.jsonl", resume=True)


def test_rows_that_have_gone_since_the_plan_are_failures(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(json.dumps({"id": f"a{i}", "text": "x"}) for i in range(5)))
    plan = planner.make_plan(find_inputs([str(path)]), ReadConfig(), {})
    path.write_text('{"id": "a0", "text": "x"}')
    found = ChunkReader(plan, ReadConfig()).read(plan.chunks[0])
    assert [each.article.id for each in found] == ["a0", *(f"{path}, article {i}" for i in range(2, 6))]


@given(
    st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, 400)), max_size=40),
    st.integers(1, 7),
    st.randoms(use_true_random=False),
)
def test_chunks_hold_every_article_once_in_any_order_of_reading(
    given_rows: list[tuple[str, int]], per_chunk: int, chance: object
) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(planner, "CHUNK_ARTICLES", per_chunk)
        patch.setattr(planner, "CHUNK_SIZE", 1000)
        lines = "\n".join(json.dumps({"id": name, "text": "x" * size}) for name, size in given_rows)
        (Path(folder) / "t.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
        (Path(folder) / "a.txt").write_text("x")
        found = find_inputs([folder])
        plan = planner.make_plan(found, ReadConfig(), {"a": 1})
        (Path(folder) / "plan.json").write_text(plan.to_json())
        assert Plan.from_file(Path(folder) / "plan.json") == plan
        numbers = list(range(len(plan.chunks)))
        chance.shuffle(numbers)  # type: ignore[attr-defined]
        cursor = ChunkReader(plan, ReadConfig())
        read = {number: cursor.read(plan.chunks[number]) for number in numbers}
        assert all(len(read[number]) == plan.chunks[number].articles <= per_chunk for number in numbers)
        ids = [each.article.id for number in range(len(numbers)) for each in read[number]]
        assert ids == [item.id for item in read_articles(found, ReadConfig())]


def test_a_folder_of_hostile_files_is_accounted_for(score: Score, tmp_path: Path) -> None:
    hostile, output = tmp_path / "hostile", tmp_path / "o.jsonl"
    hostile.mkdir()
    write_hostile(hostile)
    summary = score(output, paths=[str(hostile)])
    expected = list(read_articles([str(hostile)], ReadConfig()))
    good = [item.id for item in expected if isinstance(item, Document) and len(item.text) < 5_000_000]
    assert [p["id"] for p in rows(output)] == good
    assert summary.articles == len(expected) == summary.profiles + summary.failures
    reasons = {str(f["id"]): str(f["message"]) for f in rows(output.with_name("o.failures.jsonl"))}
    assert len(reasons) == summary.failures == len(expected) - len(good)
    assert "limits.max_characters allows 5,000,000" in reasons[str(hostile / "one-line.txt")]
