"""Faults that only some families can have, and what is refused under ONNX Runtime."""

import json
import shutil
from pathlib import Path

import pytest
from tests.checkpoint.planted import Plant, configured, edited, set_number, tokenizing
from tests.score.families import FAMILIES, needs_bfloat16, write_family

from emoprofile.config import ScoreConfig, load_model_spec
from emoprofile.errors import ModelError, ModelRefusedError
from emoprofile.score import Scorer
from emoprofile.score.export import export_onnx

FAULTS: dict[str, tuple[str, Plant, str]] = {
    "case in two files": ("bert", tokenizing(do_lower_case=False), "files of the tokenizer contradict each other"),
    "accents in two files": ("bert", tokenizing(strip_accents=False), "files of the tokenizer contradict each other"),
    "normalisation in two files": (
        "bert", edited("tokenizer.json", lambda s: s["normalizer"].update(lowercase=False)), "contradict each other"),
    "a tokenizer of another class": (
        "bert", tokenizing(tokenizer_class="RobertaTokenizer"), "it belongs to another model"),
    "positions counted from another padding": ("roberta", configured(pad_token_id=0), "config.json says 0"),
    "padding on the left, positions counted by text": (
        "roberta", tokenizing(padding_side="left"), "With padding on the right they agree"),
    "another beginning": ("roberta", configured(bos_token_id=2), "config.json says 2 .bos_token_id"),
    "another end": ("xlm-roberta", configured(eos_token_id=0), "config.json says 0 .eos_token_id"),
    "merges dropped at random": (
        "roberta", edited("tokenizer.json", lambda s: s["model"].update(dropout=0.3)), "drops merges at random"),
    "no attention mask": ("distilbert", tokenizing(model_input_names=["input_ids"]), "does not give attention_mask"),
    "a decoder": ("electra", configured(is_decoder=True), "no word sees the words after it"),
    "a tagger of the same layout": (
        "modernbert", configured(architectures=["ModernBertForTokenClassification"]), "is not trained to classify"),
    "one layer fewer": ("modernbert", configured(num_hidden_layers=1), "does not use|cannot be loaded"),
}  # fmt: skip


@pytest.mark.parametrize(("family", "plant", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_some_families_is_refused(tmp_path: Path, family: str, plant: Plant, message: str) -> None:
    spec = write_family(family, tmp_path)
    plant(tmp_path)
    with pytest.raises(ModelError, match=message):
        Scorer(spec, ScoreConfig())


@pytest.mark.parametrize("family", FAMILIES)
def test_padding_on_the_left_is_refused_in_every_family(tmp_path: Path, family: str) -> None:
    """Even where positions are counted from the text: the heads read the first place of a row."""
    spec = write_family(family, tmp_path)
    tokenizing(padding_side="left")(tmp_path)
    with pytest.raises(ModelRefusedError, match="With padding on the right they agree: set padding_side to 'right'"):
        Scorer(spec, ScoreConfig())


@pytest.mark.parametrize("dtype", [pytest.param("bfloat16", marks=needs_bfloat16), "float16"])
def test_half_precision_does_not_hide_that_a_score_depends_on_its_batch(tmp_path: Path, dtype: str) -> None:
    spec = write_family("bert", tmp_path)
    config = ScoreConfig.model_validate({"dtype": dtype, "device": "cpu"})
    assert {finding.verdict for finding in Scorer(spec, config).findings} <= {"fine", "warning", "repaired"}
    tokenizing(padding_side="left")(tmp_path)
    with pytest.raises(ModelRefusedError, match="With padding on the right they agree"):
        Scorer(spec, config)


def test_weights_that_overflow_in_the_precision_of_the_run_are_refused(tmp_path: Path) -> None:
    spec = write_family("bert", tmp_path)
    set_number("classifier.bias", 1e6)(tmp_path)
    assert Scorer(spec, ScoreConfig()).backend
    with pytest.raises(ModelRefusedError, match="classifier.bias: not every number is finite.*set it to float32"):
        Scorer(spec, ScoreConfig(dtype="float16", device="cpu"))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = write_family("bert", tmp_path_factory.mktemp("bert"))
    return export_onnx(spec, tmp_path_factory.mktemp("exports") / "bert")


ONNX_FAULTS: dict[str, tuple[Plant, str]] = {
    "padding on the left": (tokenizing(padding_side="left"), "With padding on the right they agree"),
    "padding of another number": (configured(pad_token_id=3), "config.json says 3"),
    "one token for two purposes": (tokenizing(sep_token="[CLS]"), "has one token for cls_token and sep_token"),
    "nothing around a text": (
        edited("tokenizer.json", lambda s: s.update(post_processor=None)), "without a special token before and after"),
    "a vocabulary beside it": (
        lambda f: (f / "vocab.txt").write_text("[UNK]\n[PAD]\n"), "the vocabulary file has 2 tokens"),
    "a key twice": (
        lambda f: (f / "config.json").write_text('{"model_type": "bert", "model_type": "bert"}'), "stands twice"),
}  # fmt: skip


@pytest.mark.parametrize(("plant", "message"), ONNX_FAULTS.values(), ids=ONNX_FAULTS.keys())
def test_a_fault_is_refused_under_onnx_runtime_too(exported: Path, tmp_path: Path, plant: Plant, message: str) -> None:
    folder = Path(shutil.copytree(exported, tmp_path / "model"))
    assert json.loads((folder / "config.json").read_text())["model_type"] == "bert"
    plant(folder)
    with pytest.raises(ModelRefusedError, match=message):
        Scorer(load_model_spec(folder / "spec.yaml"), ScoreConfig(backend="onnx"))
