"""Nothing is overwritten: what a run may not write over is refused by name, before anything is opened."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.batch.conftest import Score, article

from emoprofile.batch import planner as planner
from emoprofile.batch.chunk_scorer import ChunkScorer
from emoprofile.errors import EmoprofileError, RunError, WriteError

Plant = Callable[[Path], tuple[list[str], str]]


def table(path: Path, first: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{"id": f"{path.stem}-{i}", "text": article(i)} for i in range(first, first + 4)]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with data.jsonl, in/a.jsonl and in/sub/."""
    monkeypatch.chdir(tmp_path)
    table(tmp_path / "data.jsonl")
    table(tmp_path / "in" / "a.jsonl")
    (tmp_path / "in" / "sub").mkdir()
    return tmp_path


def linked(make: Callable[[Path, Path], None], target: str, name: str) -> Callable[[Path], None]:
    return lambda folder: make(folder / name, folder / target)


def soft(link: Path, target: Path) -> None:
    link.symlink_to(target)


def hard(link: Path, target: Path) -> None:
    link.hardlink_to(target)


def nothing(folder: Path) -> None:
    pass


OUTPUT_IS_INPUT = {
    "the same name": (nothing, ["data.jsonl"], "data.jsonl"),
    "another spelling": (nothing, ["data.jsonl"], "./in/../data.jsonl"),
    "the whole path": (nothing, ["{here}/data.jsonl"], "data.jsonl"),
    "a link to it": (linked(soft, "data.jsonl", "l.jsonl"), ["data.jsonl"], "l.jsonl"),
    "a link to it is read": (linked(soft, "data.jsonl", "l.jsonl"), ["l.jsonl"], "data.jsonl"),
    "a hard link": (linked(hard, "data.jsonl", "h.jsonl"), ["data.jsonl"], "h.jsonl"),
    "through a linked folder": (linked(soft, "in", "also"), ["in/a.jsonl"], "also/a.jsonl"),
    "a link to what is not there yet": (linked(soft, "new.jsonl", "in/l.jsonl"), ["in/l.jsonl"], "new.jsonl"),
    "a folder holds it": (nothing, ["in"], "in/o.jsonl"),
    "a folder far above holds it": (nothing, ["."], "in/sub/o.jsonl"),
    "a folder holds the folder": (nothing, ["in"], "in/out/"),
    "a linked folder holds it": (linked(soft, "in", "also"), ["also"], "in/sub/o.csv"),
    "it is in a folder that is linked into": (linked(soft, "in/sub", "also"), ["in"], "also/o.csv"),
    "hidden, in a folder": (nothing, ["in"], "in/.o.jsonl"),
    "a link in a folder leads to it": (linked(soft, "data.jsonl", "in/l.jsonl"), ["in"], "data.jsonl"),
    "a pattern finds it": (nothing, ["in/*.jsonl"], "in/o.jsonl"),
    "a deep pattern finds it": (nothing, ["in/**/o*"], "in/sub/o.csv"),
    "a pattern finds its failures": (nothing, ["in/*.jsonl"], "in/o.csv"),
    "a pattern finds its sentences": (nothing, ["in/*.parquet"], "in/o.csv"),
    "a pattern finds its manifest": (nothing, ["in/*.json"], "in/o.csv"),
    "a pattern finds its parts": (nothing, ["in/*/*/*.csv"], "in/o.csv"),
    "its failures are an input": (nothing, ["o.failures.jsonl"], "o.csv"),
    "its sentences are an input": (nothing, ["o.sentences.parquet"], "o.csv"),
    "its run is an input": (nothing, ["o.csv.run/parts/000000.csv"], "o.csv"),
    "an input is in the folder": (nothing, ["in/a.jsonl"], "in/"),
    "a packed input under a link": (linked(soft, "data.jsonl.gz", "l.jsonl"), ["data.jsonl.gz"], "l.jsonl"),
    "a saved dataset holds it": (nothing, ["hf://{here}/in:train"], "in/o.jsonl"),
    "no name": (nothing, ["data.jsonl"], "./"),
    "the folder above": (nothing, ["data.jsonl"], "../"),
}


@pytest.mark.planted("output is an input", "refused")
@pytest.mark.parametrize("case", OUTPUT_IS_INPUT)
def test_an_output_that_is_an_input_is_refused(case: str, score: Score, here: Path) -> None:
    plant, paths, output = OUTPUT_IS_INPUT[case]
    if "packed" in case:
        (here / "data.jsonl.gz").write_bytes(b"")
    plant(here)
    before = everything(here)
    with pytest.raises(WriteError, match="cannot write"):
        score(output, paths=[path.format(here=here) for path in paths])
    assert everything(here) == before
    assert not list(here.rglob("*.run"))


@pytest.mark.planted("output is an input", "refused")
def test_standard_input_may_not_come_from_the_output(score: Score, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (here / "data.jsonl").open("rb") as stream:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=stream, fileno=stream.fileno))
        with pytest.raises(WriteError, match="is the input '-'"):
            score("data.jsonl", "read.stdin=jsonl", paths=["-"])


@pytest.mark.parametrize(
    ("paths", "output"),
    [
        (["in"], "o.jsonl"),
        (["data.jsonl"], "o.jsonl"),
        (["in/a.jsonl"], "in/o.jsonl"),
        (["in/*.txt"], "in/o.jsonl"),
        (["*/*.txt"], "o.jsonl"),
        (["in/a*.jsonl"], "in/o.csv"),
        (["in/a.jsonl"], "in/sub/"),
    ],
)
def test_an_output_may_share_a_folder_with_inputs(paths: list[str], output: str, score: Score, here: Path) -> None:
    score(output, paths=paths)
    assert (here / output).exists()


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize("output", ["day/", "day.jsonl", "day.csv", "day.parquet"])
@pytest.mark.planted("output of another run", "refused")
def test_the_output_of_another_run_is_left_alone(
    output: str, resume: bool, score: Score, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    score(output, "output.sentences=true", paths=["data.jsonl", "gone.txt"])
    before = everything(here)
    others = {
        r"input gone: data.jsonl\n  input gone: gone.txt\n  input new: in/a.jsonl": (["in/a.jsonl"], []),
        r"input gone: gone.txt": (["data.jsonl"], []),
        r"aggregate.weighting": (["data.jsonl", "gone.txt"], ["aggregate.weighting=token"]),
        r"output.sentences": (["data.jsonl", "gone.txt"], ["output.sentences=false"]),
    }
    for seen, (paths, settings) in others.items():
        settings = [*(["output.sentences=true"] if seen != "output.sentences" else []), *settings]
        with monkeypatch.context() as patch:
            patch.setattr(ChunkScorer, "run", None)  # refused before scoring
            with pytest.raises(RunError, match=seen):
                score(output, *settings, paths=paths, resume=resume)
        assert everything(here) == before
    assert not list(here.glob("*.run"))


@pytest.mark.planted("output of another run", "refused")
def test_another_number_of_chunks_is_another_run(score: Score, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    score("day/", paths=["data.jsonl"])
    before = everything(here)
    monkeypatch.setattr(planner, "CHUNK_ARTICLES", 2)
    monkeypatch.setattr(ChunkScorer, "run", None)
    with pytest.raises(RunError, match="how the articles are cut into chunks"):
        score("day/", paths=["data.jsonl"], resume=True)
    assert everything(here) == before


@pytest.mark.planted("output of another run", "set right")
@pytest.mark.parametrize("output", ["day/", "day.jsonl"])
def test_another_output_is_replaced_only_when_asked(output: str, score: Score, here: Path) -> None:
    score(output, "output.sentences=true", paths=["data.jsonl", "gone.txt"])
    score(output, paths=["in/a.jsonl"], overwrite=True)
    assert sorted(path.name for path in here.glob("day*")) == sorted(
        [output.strip("/"), *(f"{output.strip('/')}.{kind}" for kind in ("articles.bin", "manifest.json"))]
    )
    score(output, paths=["in/a.jsonl"], resume=True)


STRANGERS = {
    "sentences": ("res.jsonl", "res.sentences.parquet"),
    "failures": ("res.jsonl", "res.failures.jsonl"),
    "manifest": ("res.jsonl", "res.jsonl.manifest.json"),
    "output": ("res.jsonl", "res.jsonl"),
    "run": ("res.jsonl", "res.jsonl.run"),
    "in the run": ("res.jsonl", "res.jsonl.run/notes.txt"),
    "among the parts": ("res.jsonl", "res.jsonl.run/parts/notes.txt"),
    "parts without a plan": ("res.jsonl", "res.jsonl.run/parts/000000.jsonl"),
    "in the scratch": ("res.jsonl", "res.jsonl.run/scratch/mine/notes.txt"),
    "among the locks": ("res.jsonl", "res.jsonl.run/notes.lock"),
    "ready without a plan": ("res.jsonl", "res.jsonl.run/ready/notes.txt"),
    "in the folder": ("res/", "res/notes.txt"),
    "a part in the folder": ("res/", "res/part-000000.parquet"),
    "in the folder of sentences": ("res/", "res.sentences/notes.txt"),
    "in the place of the folder": ("res/", "res"),
}


@pytest.mark.planted("stranger's file in the way", "refused")
@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize("case", STRANGERS)
def test_what_no_run_published_is_refused_by_name(case: str, resume: bool, score: Score, here: Path) -> None:
    output, name = STRANGERS[case]
    (here / name).parent.mkdir(parents=True, exist_ok=True)
    (here / name).write_text("mine")
    before = everything(here)
    with pytest.raises(WriteError, match=name.split("/notes")[0]):
        score(output, paths=["data.jsonl"], resume=resume, overwrite=True)
    assert everything(here) == before


@pytest.mark.planted("stranger's file in the way", "refused")
def test_a_link_to_nowhere_is_in_the_way(score: Score, here: Path) -> None:
    for name in ("o.jsonl", "o.failures.jsonl", "o.jsonl.run", "o.jsonl.manifest.json"):
        (here / name).symlink_to("nowhere.jsonl")
        with pytest.raises(WriteError, match=f"{name}"):
            score("o.jsonl", paths=["data.jsonl"])
        (here / name).unlink()
    assert not (here / "nowhere.jsonl").exists()


@pytest.mark.planted("stranger's file in the way", "refused")
@pytest.mark.parametrize("second", ["res.csv", "res.parquet", "res/"])
def test_runs_of_one_stem_do_not_share_what_stands_beside(second: str, score: Score, here: Path) -> None:
    score("res.jsonl", "output.sentences=true", paths=["data.jsonl", "gone.txt"])
    before = everything(here)
    with pytest.raises(WriteError, match=r"res.failures.jsonl \(no run into res.* has published it\)"):
        score(second, paths=["in/a.jsonl"])
    assert everything(here) == before


@pytest.mark.planted("stranger's file in the way", "set right")
def test_files_that_only_look_alike_stay(score: Score, here: Path) -> None:
    for name in ("o.jsonl.part", "o.jsonl.manifest.json.part", "o.failures.jsonl.part"):
        (here / name).write_text("mine")
    score("o.jsonl", paths=["data.jsonl", "gone.txt"])
    assert all((here / f"{name}.part").read_text() == "mine" for name in ("o.jsonl", "o.failures.jsonl"))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def no_json(path: Path) -> None:
    path.write_text("{")


def other_version(path: Path) -> None:
    path.write_text(path.read_text().replace("emoprofile-run/", "emoprofile-run/x"))


def points_elsewhere(path: Path) -> None:
    path.write_text(path.read_text().replace('"o.jsonl":', '"../data.jsonl":'))


def of_another(path: Path) -> None:
    path.write_text((path.parent / "p.jsonl.manifest.json").read_text().replace("p.jsonl", "o.jsonl"))


@pytest.mark.planted("manifest damaged or of another run", "refused")
@pytest.mark.parametrize("options", [{}, {"resume": True}, {"overwrite": True}])
@pytest.mark.parametrize("damage", [cut, no_json, other_version, points_elsewhere, of_another, Path.unlink])
def test_without_its_manifest_an_output_is_nobodys(
    damage: Callable[[Path], None], options: dict[str, bool], score: Score, here: Path
) -> None:
    score("o.jsonl", paths=["data.jsonl"])
    score("p.jsonl", paths=["in/a.jsonl"])
    damage(here / "o.jsonl.manifest.json")
    before = everything(here)
    with pytest.raises(WriteError, match="o.jsonl"):
        score("o.jsonl", paths=["data.jsonl"], **options)
    assert everything(here) == before


@pytest.mark.planted("output of another run", "refused")
@pytest.mark.parametrize("options", [{}, {"resume": True}, {"overwrite": True}])
@pytest.mark.parametrize(("output", "name"), [("o.jsonl", "o.jsonl"), ("day/", "day/part-000000.parquet")])
def test_what_was_changed_since_is_left_alone(
    output: str, name: str, options: dict[str, bool], score: Score, here: Path
) -> None:
    score(output, paths=["data.jsonl"])
    (here / name).write_bytes(b"corrected by hand")
    with pytest.raises(WriteError, match=rf"{name} \(it was changed since a run published it\)"):
        score(output, paths=["data.jsonl"], **options)
    assert (here / name).read_bytes() == b"corrected by hand"


def test_what_appears_while_a_run_goes_on_is_left_alone(
    score: Score, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ChunkScorer.run

    def planted(self: ChunkScorer, *arguments: object) -> None:
        run(self, *arguments)  # type: ignore[arg-type]
        (here / "o.jsonl").write_text("mine")

    with monkeypatch.context() as patch:
        patch.setattr(ChunkScorer, "run", planted)
        with pytest.raises(EmoprofileError, match="o.jsonl"):
            score("o.jsonl", paths=["data.jsonl"])
    assert (here / "o.jsonl").read_text() == "mine"
    os.unlink("o.jsonl")
    assert score("o.jsonl", paths=["data.jsonl"], resume=True).profiles == 4


def test_an_output_of_which_a_part_was_deleted_is_made_again(score: Score, here: Path) -> None:
    first = score("day/", "output.sentences=true", paths=["data.jsonl", "gone.txt"])
    before = everything(here)
    for path in (*(here / "day").iterdir(), here / "day.failures.jsonl"):
        path.unlink()
    assert score("day/", "output.sentences=true", paths=["data.jsonl", "gone.txt"], resume=True) == first
    assert everything(here) == before
