"""The onnx backend says what torch says, needs no torch, and its folders are written whole or not at all."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import TINY_MAX_TOKENS, WORDS
from tests.score.families import FAMILIES, SENTENCES, TEXTS, TOLERANCE, expressed, rebatched, write_family

from emoprofile.config import ModelSpec, ScoreConfig, load_model_spec
from emoprofile.errors import MissingExtraError, ModelError, ModelRefusedError, WriteError
from emoprofile.score import Scorer, onnx_backend
from emoprofile.score import export as exporting
from emoprofile.score.export import export_onnx

ONNX = ScoreConfig(backend="onnx")
LONG = " ".join(WORDS[(i * i) % len(WORDS)] for i in range(3 * TINY_MAX_TOKENS))
Exported = Callable[[str], tuple[ModelSpec, Path]]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Of a family: the torch model's spec, and the folder that it was exported to."""

    @cache
    def made(family: str) -> tuple[ModelSpec, Path]:
        spec = write_family(family, tmp_path_factory.mktemp(family))
        return spec, export_onnx(spec, tmp_path_factory.mktemp("exports") / family)

    return made


@pytest.fixture
def folder(exported: Exported, tmp_path: Path) -> Path:
    """An exported folder to break."""
    return Path(shutil.copytree(exported("bert")[1], tmp_path / "model"))


def edit(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def loaded(folder: Path, **changes: object) -> Scorer:
    spec = load_model_spec(folder / "spec.yaml").model_copy(update=changes)
    return Scorer(spec, ONNX)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_says_what_it_says_under_torch(exported: Exported, family: str) -> None:
    spec, folder = exported(family)
    texts = [*TEXTS, LONG]
    theirs, ours = Scorer(spec, ScoreConfig()).score(texts), loaded(folder).score(texts)
    np.testing.assert_allclose(expressed(ours).probabilities, expressed(theirs).probabilities, atol=TOLERANCE, rtol=0)
    np.testing.assert_allclose(expressed(ours).logits, expressed(theirs).logits, atol=TOLERANCE, rtol=TOLERANCE)
    np.testing.assert_array_equal(ours.windows, theirs.windows)
    np.testing.assert_array_equal(ours.tokens, theirs.tokens)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=5, deadline=None)
@given(texts=SENTENCES, tokens=st.integers(64, 600), seed=st.randoms(use_true_random=False))
def test_a_score_has_the_same_bits_whatever_is_scored_with_it(
    exported: Exported, family: str, texts: list[str], tokens: int, seed: random.Random
) -> None:
    scorer = loaded_once(exported(family)[1])
    assert scorer.backend.drift == 0
    alone = np.concatenate([expressed(scorer.score([text])).logits for text in texts])
    order = list(range(len(texts)))
    seed.shuffle(order)
    together = expressed(rebatched(scorer, tokens).score([texts[i] for i in order])).logits
    np.testing.assert_array_equal(together, alone[order])


loaded_once = cache(loaded)


def test_the_folder_is_complete_and_tells_where_it_comes_from(exported: Exported) -> None:
    spec, folder = exported("bert")
    assert {path.name for path in folder.iterdir()} == {
        "config.json", "model.onnx", "spec.yaml", "tokenizer.json", "tokenizer_config.json",
    }  # fmt: skip
    written = load_model_spec(folder / "spec.yaml")
    changed = {"source", "weights_sha256"}
    assert written.model_dump(exclude=changed) == spec.model_dump(exclude=changed)
    assert Scorer(spec, ScoreConfig()).weights_sha256 in (folder / "spec.yaml").read_text()
    assert written.weights_sha256 == loaded(folder).weights_sha256
    assert [path.name for path in folder.parent.iterdir()] == ["bert"]


def test_it_needs_neither_torch_nor_transformers(exported: Exported) -> None:
    code = (
        "import sys; from emoprofile import Profiler;"
        "found = Profiler.from_config('default', [f'model={sys.argv[1]}/spec.yaml', 'score.backend=onnx'])"
        ".profile('We love it. The war is over.');"
        "assert found.expressed and 'onnxruntime' in found.provenance.versions;"
        "assert not {'torch', 'transformers'} & set(sys.modules), 'a heavy import'"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(exported("bert")[1])], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no graph": (lambda f: (f / "model.onnx").unlink(), "holds no model.onnx. Write it: emoprofile models export tiny"),
    "another graph": (lambda f: (f / "model.onnx").write_bytes(b"no graph"), "the spec was fitted for"),
    "labels without names": (
        lambda f: edit(f / "config.json", id2label={str(i): f"LABEL_{i}" for i in range(28)}, label2id={}),
        "unknown: 'LABEL_0'"),
    "no labels at all": (lambda f: edit(f / "config.json", id2label={}, label2id={}), "unknown: none"),
    "another activation": (lambda f: edit(f / "config.json", problem_type="single_label_classification"), "softmax"),
    "fewer positions": (lambda f: edit(f / "config.json", max_position_embeddings=16), "positions for 16 tokens"),
    "fewer tokens": (lambda f: edit(f / "config.json", vocab_size=9), "belongs to another model"),
    "no padding token": (lambda f: edit(f / "tokenizer_config.json", pad_token=None), "has no padding token"),
    "a tokenizer for transformers alone": (
        lambda f: (f / "tokenizer.json").rename(f / "vocab.txt"), "which the onnx backend needs.*models export"),
    "a broken tokenizer": (lambda f: (f / "tokenizer.json").write_text("{}"), "cannot be loaded from"),
}  # fmt: skip


@pytest.mark.parametrize(("breaks", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_folder_that_is_not_right_is_refused(folder: Path, breaks: Callable[[Path], object], message: str) -> None:
    breaks(folder)
    with pytest.raises(ModelError, match=message):
        loaded(folder)


def test_a_file_that_is_no_graph_is_an_error_of_ours(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"no graph")
    with pytest.raises(ModelError, match="cannot be loaded from"):
        loaded(folder, weights_sha256=None)


def test_a_graph_for_other_labels_is_refused(folder: Path, exported: Exported) -> None:
    import onnx

    graph = onnx.load(folder / "model.onnx")
    graph.graph.input[0].name = "pixels"
    for node in graph.graph.node:
        node.input[:] = ["pixels" if name == "input_ids" else name for name in node.input]
    onnx.save(graph, folder / "model.onnx")
    with pytest.raises(ModelRefusedError, match="graph: model.onnx takes pixels .*; takes no input_ids. It must take"):
        loaded(folder, weights_sha256=None)


def test_labels_are_matched_by_name_whatever_their_order(folder: Path, exported: Exported) -> None:
    names = list(json.loads((folder / "config.json").read_text())["id2label"].values())
    turned = [*names[1:], names[0]]
    edit(folder / "config.json", id2label=dict(enumerate(turned)), label2id={name: i for i, name in enumerate(turned)})
    ours, theirs = loaded(folder).raw_logits(TEXTS), loaded(exported("bert")[1]).raw_logits(TEXTS)
    np.testing.assert_array_equal(ours, np.roll(theirs, 1, axis=1))


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (ScoreConfig(backend="onnx", device="mps"), "'mps', which the onnx backend does not know. Set score.device"),
        (ScoreConfig(backend="onnx", dtype="float16"), "score.dtype is float16, but model.onnx computes in float32"),
    ],
)
def test_what_the_backend_cannot_do_is_refused(exported: Exported, config: ScoreConfig, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        Scorer(load_model_spec(exported("bert")[1] / "spec.yaml"), config)


def test_cuda_is_taken_where_it_is_and_never_replaced_silently() -> None:
    provider, options = onnx_backend._provider("cuda:1", ["CUDAExecutionProvider", "CPUExecutionProvider"])
    assert (provider, options["device_id"], options["use_tf32"]) == ("CUDAExecutionProvider", 1, 0)
    with pytest.raises(ModelError, match="has only CPUExecutionProvider. Install onnxruntime-gpu"):
        onnx_backend._provider("cuda", ["CPUExecutionProvider"])


def test_without_the_extra_its_name_is_told(
    exported: Exported, tiny_spec: ModelSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = exported("bert")[1]
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingExtraError, match="'onnxruntime'.*emoprofile.onnx."):
        loaded(folder)
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(MissingExtraError, match="the export to ONNX needs the package 'onnx'"):
        export_onnx(tiny_spec, tmp_path / "out")


def test_a_folder_with_something_in_it_is_not_written_to(tiny_spec: ModelSpec, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for target in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(WriteError, match="is not an empty folder. Name a new one"):
            export_onnx(tiny_spec, target)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_model_that_would_be_mis_scored_is_not_exported(tiny_spec: ModelSpec, tmp_path: Path) -> None:
    with pytest.raises(ModelRefusedError, match="which means sigmoid"):
        export_onnx(tiny_spec.model_copy(update={"activation": "softmax"}), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def the_graph_of_another_model(monkeypatch: pytest.MonkeyPatch, graph: Path) -> None:
    monkeypatch.setattr(exporting, "_write_graph", lambda spec, backend, path: shutil.copy(graph, path))


def a_family_that_torch_cannot_export(monkeypatch: pytest.MonkeyPatch, graph: Path) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError("Cannot export\naten::something is not known")

    monkeypatch.setattr("torch.onnx.export", fails)


def a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch, graph: Path) -> None:
    monkeypatch.setattr(exporting, "LARGEST", 1000)


Sabotage = Callable[[pytest.MonkeyPatch, Path], None]
FAILING: dict[str, tuple[Sabotage, str]] = {
    "another model": (the_graph_of_another_model, "once exported, a logit is .* off, and 1e-05 is allowed"),
    "an unknown family": (
        a_family_that_torch_cannot_export, "cannot export the family 'bert' to ONNX .aten::something is not known"),
    "too large": (a_file_that_is_too_large, "bytes in float32; one ONNX file holds 1,000.*score.backend=torch"),
}  # fmt: skip


@pytest.mark.parametrize(("fail", "message"), FAILING.values(), ids=FAILING.keys())
def test_of_an_export_that_fails_nothing_is_left(
    exported: Exported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail: Sabotage, message: str
) -> None:
    spec = write_family("bert", tmp_path / "model", initializer_range=0.2)
    fail(monkeypatch, exported("bert")[1] / "model.onnx")
    with pytest.raises(ModelError, match=message):
        export_onnx(spec, tmp_path / "exports" / "out")
    assert list((tmp_path / "exports").iterdir()) == []


def test_a_folder_of_the_other_backend_is_pointed_out(exported: Exported) -> None:
    with pytest.raises(ModelRefusedError, match="but a model.onnx: set score.backend to onnx"):
        Scorer(load_model_spec(exported("bert")[1] / "spec.yaml"), ScoreConfig())
