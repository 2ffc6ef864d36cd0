"""Runs that add to an output: what it holds stays, what is new comes once, whatever is killed."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from tests.batch.conftest import Score, article, killed_or_not, published
from tests.batch.test_run import stop_after

from emoprofile.batch.chunk_scorer import ChunkScorer
from emoprofile.batch.known import Known, make_key
from emoprofile.errors import RunError, WriteError
from emoprofile.storage import LocalStore

OUTPUTS = ("day/", "day.jsonl", "day.csv", "day.parquet")
ROWS = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}


def table(path: Path, rows: dict[str, int]) -> list[str]:
    lines = [json.dumps({"id": name, "text": article(number)}) for name, number in rows.items()]
    path.write_text("\n".join(lines))
    return [str(path)]


def ids(folder: Path, output: str) -> list[str]:
    path = folder / output
    if output.endswith(".jsonl"):
        return [json.loads(line)["id"] for line in path.read_text().splitlines()]
    frame = pd.read_csv(path) if output.endswith(".csv") else pd.read_parquet(path)
    return list(frame["id"])


def manifest(folder: Path, output: str) -> dict[str, Any]:
    return dict(json.loads((folder / f"{output.strip('/')}.manifest.json").read_text()))


def failed(folder: Path) -> list[str]:
    path = folder / "day.failures.jsonl"
    return [json.loads(line)["id"] for line in path.read_text().splitlines()] if path.exists() else []


@pytest.mark.parametrize("output", OUTPUTS)
def test_only_what_is_new_is_scored_and_added(
    output: str, score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    score(f"{tmp_path}/{output}", "output.sentences=true", paths=table(tmp_path / "one.jsonl", ROWS))
    before = published(tmp_path)
    paths = table(tmp_path / "two.jsonl", {**ROWS, "f": 5, "g": 6})
    seen: list[int] = []
    score_chunk = ChunkScorer._score

    def counted(self: ChunkScorer, ready: Any, emit: Any) -> None:
        seen.append(len(ready.entries))
        score_chunk(self, ready, emit)

    monkeypatch.setattr(ChunkScorer, "_score", counted)
    summary = score(f"{tmp_path}/{output}", "output.sentences=true", paths=paths, append=True)
    assert (summary.articles, summary.profiles, summary.known, summary.generation) == (2, 2, 5, 2)
    assert sum(seen) == 2
    assert ids(tmp_path, output) == [*ROWS, "f", "g"]
    score(f"{tmp_path}/whole/", "output.sentences=true", paths=paths)
    whole = pd.read_parquet(tmp_path / "whole.sentences")
    sentences = tmp_path / ("day.sentences" if output == "day/" else "day.sentences.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(sentences), whole, rtol=0, atol=2e-5)  # other batches
    if output == "day/":
        assert all((tmp_path / name).read_bytes() == each for name, each in before.items() if name.startswith("day/"))
    runs = manifest(tmp_path, output)["generations"]
    assert [run["counts"]["profiles"] for run in runs] == [5, 2]
    assert [Path(run["inputs"][0]["path"]).name for run in runs] == ["one.jsonl", "two.jsonl"]


@pytest.mark.parametrize("output", OUTPUTS)
def test_what_is_known_changes_nothing(output: str, score: Score, tmp_path: Path) -> None:
    inputs = [*table(tmp_path / "one.jsonl", ROWS), str(tmp_path / "gone.txt")]
    for resume in (False, True, True):
        score(f"{tmp_path}/{output}", paths=inputs, append=True, resume=resume)
        seen = published(tmp_path)
        summary = score(f"{tmp_path}/{output}", paths=inputs, append=True)
        assert (summary.articles, summary.failures, summary.known) == (1, 1, 5)
        assert published(tmp_path) == seen
    assert len(manifest(tmp_path, output)["generations"]) == 1


def test_an_article_is_known_by_id_and_content(score: Score, tmp_path: Path) -> None:
    output = f"{tmp_path}/day.jsonl"
    score(output, paths=table(tmp_path / "in.jsonl", {"a": 0, "b": 1}))
    again = table(tmp_path / "in.jsonl", {"a": 2, "b": 1, "c": 0})
    for profiles in (2, 0):
        assert score(output, paths=again, append=True).profiles == profiles
    assert score(output, paths=table(tmp_path / "in.jsonl", {"a": 3}), append=True).profiles == 1
    place = f"({tmp_path}/in.jsonl, article 1, run"
    assert ids(tmp_path, "day.jsonl") == ["a", "b", f"a {place} 2)", "c", f"a {place} 3)"]


def test_files_are_known_by_name_and_content(score: Score, tmp_path: Path) -> None:
    folder, output = tmp_path / "inbox", f"{tmp_path}/day.jsonl"
    folder.mkdir()
    for name in "abcdefgh":
        (folder / f"{name}.txt").write_text(article(ord(name)))
    assert score(output, paths=[str(folder)]).profiles == 8
    (folder / "bb.txt").write_text(article(7))
    (folder / "d.txt").write_text(article(8))
    (folder / "z.txt").write_text(article(9))
    summary = score(output, paths=[str(folder)], append=True)
    assert (summary.profiles, summary.known) == (3, 7)
    added = [Path(name).name for name in ids(tmp_path, "day.jsonl")[8:]]
    assert added == ["bb.txt", "d.txt, article 1, run 2)", "z.txt"]
    assert score(output, paths=[str(folder)], append=True).articles == 0


def test_what_failed_is_tried_again_and_stands_once(score: Score, tmp_path: Path) -> None:
    output, path = f"{tmp_path}/day.jsonl", tmp_path / "in.jsonl"
    path.write_text('{"id": "a", "text": "We fear it."}\n{"id": "b", "text": 7}\n{"id": "c", "text": ""}')
    first = score(output, "limits.max_characters=9", paths=[str(path), str(tmp_path / "late.txt")])
    assert first.failures == 3
    (tmp_path / "late.txt").write_text("Now.")
    path.write_text('{"id": "a", "text": "We fear it."}\n{"id": "b", "text": 7}\n{"id": "d", "text": 8}')
    summary = score(output, paths=[str(path), str(tmp_path / "late.txt")], append=True)
    assert (summary.profiles, summary.failures, summary.retried) == (2, 2, 3)
    assert failed(tmp_path) == ["b", "d"]
    assert ids(tmp_path, "day.jsonl") == ["c", "a", str(tmp_path / "late.txt")]


Refusal = tuple[list[str], dict[str, object], str]
REFUSED: dict[str, Refusal] = {
    "another weighting": (["aggregate.weighting=token"], {}, r"config.aggregate.weighting: .*\n.*--mixed"),
    "another table": (["output.decimals=4"], {"mixed": True}, r"output.decimals: 6 -> 4\nChange that back"),
    "other columns": (["output.metadata=[source]"], {"mixed": True}, "output.metadata"),
}


@pytest.mark.planted("output of another run", "refused")
@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("output", ["day/", "day.csv"])
def test_what_does_not_go_with_the_output_is_refused(
    output: str, case: str, score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overrides, options, seen = REFUSED[case]
    score(f"{tmp_path}/{output}", paths=table(tmp_path / "one.jsonl", ROWS))
    before = published(tmp_path)
    paths = table(tmp_path / "two.jsonl", {"f": 5})
    monkeypatch.setattr(ChunkScorer, "run", None)
    with pytest.raises(RunError, match=seen):
        score(f"{tmp_path}/{output}", *overrides, paths=paths, append=True, **options)
    assert published(tmp_path) == before | {"two.jsonl": (tmp_path / "two.jsonl").read_bytes()}
    assert not list(tmp_path.glob("*.run"))


@pytest.mark.parametrize("output", ["day/", "day.csv"])
def test_figures_are_mixed_only_when_asked(output: str, score: Score, tmp_path: Path) -> None:
    score(f"{tmp_path}/{output}", paths=table(tmp_path / "one.jsonl", ROWS))
    paths = table(tmp_path / "two.jsonl", {"f": 5})
    score(f"{tmp_path}/{output}", "aggregate.weighting=token", paths=paths, append=True, mixed=True)
    path = tmp_path / output
    frame = pd.read_parquet(path) if output == "day/" else pd.read_csv(path)
    assert frame.groupby("fingerprint", sort=False)["id"].agg(list).tolist() == [list(ROWS), ["f"]]


def test_how_articles_come_in_may_differ(score: Score, tmp_path: Path) -> None:
    score(f"{tmp_path}/day/", paths=table(tmp_path / "one.jsonl", ROWS))
    (tmp_path / "two.csv").write_text("name,story\nf,We fear it.\n")
    columns = ["read.text_column=story", "read.id_column=name"]
    assert score(f"{tmp_path}/day/", *columns, paths=[str(tmp_path / "two.csv")], append=True).profiles == 1


def remove_list(folder: Path) -> None:
    (folder / "day.articles.bin").unlink()


def cut_list(folder: Path) -> None:
    (folder / "day.articles.bin").write_bytes(b"x")


def remove_part(folder: Path) -> None:
    (folder / "day" / "part-000001.parquet").unlink()


def edit_part(folder: Path) -> None:
    (folder / "day" / "part-000001.parquet").write_bytes(b"mine")


def plant_part(folder: Path) -> None:
    (folder / "day" / "part-000002.parquet").write_bytes(b"mine")


@pytest.mark.planted("manifest damaged or of another run", "refused")
@pytest.mark.parametrize("damage", [remove_list, cut_list, remove_part, edit_part, plant_part])
def test_nothing_is_added_to_an_output_that_is_not_whole(
    damage: Callable[[Path], None], score: Score, tmp_path: Path
) -> None:
    score(f"{tmp_path}/day/", paths=table(tmp_path / "one.jsonl", ROWS))
    paths = table(tmp_path / "two.jsonl", {"f": 5})
    damage(tmp_path)
    before = published(tmp_path)
    with pytest.raises((WriteError, RunError), match="day"):
        score(f"{tmp_path}/day/", paths=paths, append=True)
    assert published(tmp_path) == before


def test_a_run_goes_on_only_as_it_was_begun(score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = f"{tmp_path}/day.jsonl"
    score(output, paths=table(tmp_path / "one.jsonl", ROWS))
    paths = table(tmp_path / "two.jsonl", {"f": 5})

    def adding(output: Path | str, *overrides: str, **how: object) -> Any:
        return score(output, *overrides, paths=paths, append=True, **how)

    stop_after(0, adding, Path(output), monkeypatch)
    for options in ({"resume": True}, {"resume": True, "overwrite": True}):
        with pytest.raises(RunError, match=r"was begun to add to an output \(--append\)"):
            score(output, paths=paths, **options)
    assert adding(output, resume=True).profiles == 1
    assert ids(tmp_path, "day.jsonl") == [*ROWS, "f"]


def test_shards_add_together(score: Score, tmp_path: Path) -> None:
    score(f"{tmp_path}/day/", paths=table(tmp_path / "one.jsonl", {"a": 0}))
    paths = table(tmp_path / "two.jsonl", {name: number for number, name in enumerate("abcdefgh")})
    for k in (2, 1):
        score(f"{tmp_path}/day/", paths=paths, append=True, shard=(k, 2))
    assert score(f"{tmp_path}/day/", paths=paths, append=True, resume=True).profiles == 7
    assert ids(tmp_path, "day/") == list("abcdefgh")


@pytest.mark.parametrize("output", ["day/", "day.csv"])
def test_a_kill_at_any_moment_adds_everything_once(
    output: str, forks: ForkServerContext, tiny_config: Path, tmp_path: Path
) -> None:
    paths = table(tmp_path / "two.jsonl", {"b": 1, "f": 5, "g": 6, "h": 7, "i": 8})
    paths.append(str(tmp_path / "gone.txt"))
    first, settings = table(tmp_path / "one.jsonl", {"a": 0, "b": 1}), "output.sentences=true"
    (tmp_path / "first").mkdir()

    assert not killed_or_not(forks, None, first, f"{tmp_path}/first/{output}", tiny_config, settings)

    def begun(name: str) -> str:
        shutil.copytree(tmp_path / "first", tmp_path / name)
        return f"{tmp_path}/{name}/{output}"

    def adds(here: str, moment: int | None) -> bool:
        return killed_or_not(forks, moment, paths, here, tiny_config, settings, append=True)

    here = begun("whole")
    assert not adds(here, None)
    whole = published(tmp_path / "whole")
    moments = int(Path(f"{here.rstrip('/')}.seen").read_text())
    step = max(1, moments // 6)
    for moment in range(step, moments, step):
        here = begun(f"at-{moment}")
        assert adds(here, moment)
        again = adds(here, moment)  # once more in the middle, if it gets that far
        assert not (again and adds(here, None))
        assert published(tmp_path / f"at-{moment}") == whole, moment


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("operation", ["put", "take_away"])
def test_an_end_between_any_two_steps_of_publishing_adds_everything_once(
    operation: str, output: str, score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [*table(tmp_path / "one.jsonl", {"a": 0, "b": 1}), str(tmp_path / "gone.txt")]
    paths = [*table(tmp_path / "two.jsonl", {"b": 1, "c": 2}), str(tmp_path / "late.txt")]
    (tmp_path / "first").mkdir()
    score(f"{tmp_path}/first/{output}", "output.sentences=true", paths=first)
    step = getattr(LocalStore, operation)
    results = []
    for steps in range(7):
        here = f"{tmp_path}/after-{steps}"
        shutil.copytree(tmp_path / "first", here)
        left = [steps]

        def ends(self: LocalStore, *arguments: Any, left: list[int] = left) -> None:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            step(self, *arguments)

        with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
            patch.setattr(LocalStore, operation, ends)
            score(f"{here}/{output}", "output.sentences=true", paths=paths, append=True)
        score(f"{here}/{output}", "output.sentences=true", paths=paths, append=True, resume=True)
        results.append(published(Path(here)))
    assert all(result == results[-1] for result in results)
    assert ids(tmp_path / "after-0", output) == ["a", "b", "c"]


@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2)), min_size=1, max_size=6), max_size=4))
@bounds(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_runs_every_article_stands_once(
    score: Score, tmp_path_factory: pytest.TempPathFactory, nights: list[list[tuple[str, int]]]
) -> None:
    """Within one run an article that is given twice is scored twice, under two ids, as ever."""
    folder = tmp_path_factory.mktemp("nights")
    expected: list[tuple[str, int]] = []
    for number, night in enumerate(nights):
        path = folder / f"{number}.jsonl"
        path.write_text("\n".join(json.dumps({"id": name, "text": article(text)}) for name, text in night))
        expected += [each for each in night if each not in expected]
        score(f"{folder}/day.jsonl", paths=[str(path)], append=True)
    found = ids(folder, "day.jsonl") if nights else []
    assert len(found) == len(set(found)) == len(expected)
    assert sorted(name[0] for name in found) == sorted(name for name, _ in expected)


def test_keys_tell_articles_apart(tmp_path: Path) -> None:
    digest = "ab" * 32
    keys = [make_key("a", digest), make_key("a", "cd" * 32), make_key("b", digest), make_key("a", None)]
    known = Known(keys[0])
    assert known.has_articles(b"".join(keys)).tolist() == [True, False, False, False]
    assert known.has_ids(b"".join(keys)).tolist() == [True, True, False, True]
    assert not Known().has_articles(keys[0]).any()
    path, store = tmp_path / "list", LocalStore(tmp_path)
    path.write_bytes(keys[0] + keys[2])
    assert Known.read(store, "list").has_articles(b"".join(keys)).tolist() == [True, False, True, False]
    os.truncate(path, 30)
    with pytest.raises(WriteError, match="30 bytes are no multiple of 24"):
        Known.read(store, "list")
