"""No command writes over what is there; it says so before it does any work."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from emoprofile.cli.app import app
from emoprofile.errors import EmoprofileError, WriteError
from emoprofile.training.recipe import load_recipe
from emoprofile.training.run import Paths, train


def refusal(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert isinstance(done.exception, EmoprofileError), done.output
    return str(done.exception)


def stranger(path: Path, *, is_link: bool) -> None:
    if is_link:
        path.symlink_to("nowhere")
    else:
        path.write_text("mine")


def check_untouched(path: Path, *, is_link: bool) -> None:
    assert not path.exists() if is_link else path.read_text() == "mine"


@pytest.mark.planted("output of another command exists", "refused")
@pytest.mark.parametrize("is_link", [False, True])
@pytest.mark.parametrize("suffix", [".json", ".md"])
def test_evaluate_leaves_a_report_alone(suffix: str, is_link: bool, tmp_path: Path) -> None:
    stranger(tmp_path / f"report{suffix}", is_link=is_link)
    seen = refusal("evaluate", "-d", "not-read.jsonl", "-o", tmp_path / "report")
    assert f"report{suffix}: it exists" in seen
    check_untouched(tmp_path / f"report{suffix}", is_link=is_link)


@pytest.mark.planted("output of another command exists", "refused")
def test_evaluate_does_not_write_over_its_data(tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text("mine")
    assert "data.json: it exists" in refusal("evaluate", "-d", tmp_path / "data.json", "-o", tmp_path / "data")
    assert "it is no name" in refusal("evaluate", "-d", tmp_path / "data.json", "-o", "..")


@pytest.mark.planted("output of another command exists", "refused")
@pytest.mark.parametrize("is_link", [False, True])
def test_tune_leaves_a_spec_alone(is_link: bool, tmp_path: Path) -> None:
    stranger(tmp_path / "tuned.yaml", is_link=is_link)
    assert "it must be a new .yaml file" in refusal(
        "tune", "roberta-goemotions", "-d", "not-read.jsonl", "-o", tmp_path / "tuned.yaml"
    )
    check_untouched(tmp_path / "tuned.yaml", is_link=is_link)


@pytest.mark.planted("output of another command exists", "refused")
def test_an_export_leaves_a_folder_alone(tiny_model: Path, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the extra [onnx] is not installed")
    for output in (tmp_path / "out", tiny_model):
        output.mkdir(exist_ok=True)
        (output / "mine.txt").write_text("mine")
        assert "exists and is not an empty folder" in refusal(
            "models", "export", tiny_model / "spec.yaml", "-o", output
        )
        assert (output / "mine.txt").read_text() == "mine"
        (output / "mine.txt").unlink()


@pytest.mark.planted("output of another command exists", "refused")
def test_train_leaves_a_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_text("mine")
    with pytest.raises(WriteError, match="exists and is not an empty folder"):
        train(load_recipe("goemotions"), "goemotions", Paths(tmp_path, tmp_path / "run", tmp_path / "model"))
    assert (tmp_path / "model" / "model.safetensors").read_text() == "mine"


@pytest.mark.planted("output is an input", "refused")
def test_a_refusal_ends_the_command_with_2(tmp_path: Path) -> None:
    (tmp_path / "data.jsonl").write_text('{"text": "I am so happy."}')
    done = CliRunner().invoke(app, ["score", str(tmp_path / "data.jsonl"), "-o", str(tmp_path / "data.jsonl")])
    assert isinstance(done.exception, WriteError)
    assert (tmp_path / "data.jsonl").read_text() == '{"text": "I am so happy."}'
