"""Every file that decides a score is in the fingerprint, so that a run is never resumed with another model."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.checkpoint.planted import Plant, configured, edited, reweighted, swap_words, tokenizing
from tests.score.families import needs_bfloat16

from emoprofile import Profiler
from emoprofile.batch import How, score_files
from emoprofile.checkpoint import hash_files
from emoprofile.data import Finding
from emoprofile.errors import ModelError, RunError
from emoprofile.score import scorer, torch_backend


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


def fingerprint(folder: Path, *overrides: str) -> str:
    found = Profiler.from_config("default", [f"model={folder}/spec.yaml", *overrides])
    return found.provenance.fingerprint


def scaled(weights: dict[str, object]) -> None:
    weights["classifier.weight"] *= 1.5  # type: ignore[operator]


def with_words_beside(folder: Path) -> None:
    import json

    vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
    (folder / "vocab.txt").write_text("\n".join(sorted(vocabulary, key=vocabulary.__getitem__)) + "\n")


def with_special_tokens(folder: Path) -> None:
    (folder / "special_tokens_map.json").write_text('{"unk_token": "[UNK]"}')


CHANGES: dict[str, Plant] = {
    "two words swapped in the tokenizer": swap_words("happy", "sad"),
    "a setting of the model": configured(hidden_act="relu"),
    "a setting of the tokenizer": tokenizing(model_max_length=32),
    "the weights": reweighted(scaled),
    "a vocabulary file": with_words_beside,
    "special tokens": with_special_tokens,
    "an added token": edited("tokenizer.json", lambda s: s["added_tokens"][0].update(single_word=True)),
    "the spec": lambda f: (f / "spec.yaml").write_text((f / "spec.yaml").read_text().replace("scale: 2.0", "scale: 3")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_of_any_file_that_decides_a_score_changes_the_fingerprint(folder: Path, change: Plant) -> None:
    before = fingerprint(folder)
    assert fingerprint(folder) == before
    change(folder)
    assert fingerprint(folder) != before


def test_a_file_that_decides_no_score_is_not_in_it(folder: Path) -> None:
    before = fingerprint(folder)
    (folder / "README.md").write_text("A model.")
    (folder / "evaluation.json").write_text("{}")
    assert fingerprint(folder) == before


def test_a_run_is_not_resumed_with_another_tokenizer(folder: Path, tmp_path: Path) -> None:
    table, output = tmp_path / "table.jsonl", tmp_path / "o.jsonl"
    table.write_text('{"text": "I am happy. I am sad."}\n{"text": 7}\n')

    def run(**how: Any) -> int:
        overrides = [f"model={folder}/spec.yaml"]
        return score_files([str(table)], output, "default", overrides, How(executor="inline", **how)).profiles

    with pytest.raises(RunError, match="at most 0 may"):
        run(max_failures=0)
    before = (folder / "tokenizer.json").read_bytes()
    swap_words("happy", "sad")(folder)
    with pytest.raises(RunError, match=r"would mix two kinds:\n  files.tokenizer.json"):
        run(resume=True)
    (folder / "tokenizer.json").write_bytes(before)
    assert run(resume=True) == 1


@pytest.mark.parametrize("dtype", ["float32", pytest.param("bfloat16", marks=needs_bfloat16)])
@pytest.mark.parametrize("drift", [0.0, 1e-3])
def test_batch_tokens_count_where_scores_were_seen_to_depend_on_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, dtype: str, drift: float
) -> None:
    monkeypatch.setattr(torch_backend, "measure_drift", lambda *_: (drift, Finding("neighbours", "fine", "")))
    few, many = (fingerprint(folder, f"score.dtype={dtype}", f"score.batch_tokens={n}") for n in (128, 512))
    assert (few != many) is bool(drift)


def test_threads_never_count(folder: Path) -> None:
    one, two = (fingerprint(folder, f"score.threads={n}") for n in (1, 2))
    assert one == two


def test_the_files_of_each_backend_are_named(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"graph")
    common = {"config.json", "tokenizer.json", "tokenizer_config.json"}
    assert set(hash_files(folder, "torch")) == {*common, "model.safetensors"}
    assert set(hash_files(folder, "onnx")) == {*common, "model.onnx"}


@pytest.mark.planted("model file swapped between hash and load", "refused")
@pytest.mark.parametrize("change", ["the weights", "two words swapped in the tokenizer", "a vocabulary file"])
def test_a_file_that_is_swapped_between_hash_and_load_is_refused(
    change: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def then_swap(*arguments: Any) -> dict[str, str]:
        found = hash_files(*arguments)
        CHANGES[change](folder)
        return found

    monkeypatch.setattr(scorer, "hash_files", then_swap)
    with pytest.raises(ModelError, match="was changed while the model was loaded"):
        fingerprint(folder)


@pytest.mark.planted("output of another run", "refused")
@pytest.mark.parametrize("change", ["the weights", "two words swapped in the tokenizer"])
@pytest.mark.parametrize("output", ["o.jsonl", "o/"])
def test_a_finished_run_is_not_overwritten_with_another_model(
    output: str, change: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("I am so happy.")

    def score(**how: Any) -> None:
        settings = [f"model={folder}/spec.yaml"]
        score_files([str(tmp_path / "a.txt")], f"{tmp_path}/{output}", "default", settings, How("inline", **how))

    def published() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in tmp_path.glob("o*/**/*") if path.is_file()} | {
            str(path): path.read_bytes() for path in tmp_path.glob("o*") if path.is_file()
        }

    score()
    before = published()
    CHANGES[change](folder)
    for how in ({"resume": True}, {}, {"append": True}, {"append": True, "resume": True}):
        if "append" in how:
            (tmp_path / "a.txt").write_text("I am so sad.")
        with pytest.raises(RunError, match="files\\."):
            score(**how)
        assert published() == before
