"""A tiny model, built once a session: random weights in the real layout, so that scoring runs in milliseconds."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from emoprofile import Profiler
from emoprofile.config import ModelSpec, load_model_spec
from emoprofile.labels import GOEMOTIONS

# The network is never needed; a test that tries it fails at once instead of waiting.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
WORDS = (
    "i", "am", "so", "happy", "sad", "afraid", "today", "the", "war", "is", "over", "they", "said", "we", "love",
    "fear",
    "it", "was", "not", "good", "and", "very", "calm",
)  # fmt: skip
TINY_MAX_TOKENS = 32


def write_tiny_model(folder: Path, labels: tuple[str, ...] = GOEMOTIONS.labels, **settings: Any) -> Path:
    """A BERT of two layers with random weights, a tokenizer of a few words and all letters, and a bare spec."""
    torch = pytest.importorskip("torch")
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    letters = "abcdefghijklmnopqrstuvwxyz"
    pieces = [*special, *WORDS, *letters, *".,!?", *(f"##{letter}" for letter in letters)]
    vocab = {word: i for i, word in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", vocab["[CLS]"]), ("[SEP]", vocab["[SEP]"])]
    )
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(folder)
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(vocab),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=TINY_MAX_TOKENS,
        initializer_range=0.5,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
        **{"problem_type": "multi_label_classification", **settings},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    spec = {
        "name": "tiny",
        "source": {"folder": "."},
        "vocabulary": "goemotions",
        "activation": "sigmoid",
        "max_tokens": TINY_MAX_TOKENS,
        "thresholds": dict.fromkeys(GOEMOTIONS.labels, 0.5),
        "baseline": dict.fromkeys(GOEMOTIONS.labels, 0.1),
        "dimensions": {"valence": {"derived": {"centre": 0.1, "scale": 2.0}, "baseline": 0.0}},
        "groups": {"ekman": {"rule": "noisy_or", "thresholds": dict.fromkeys(_EKMAN, 0.5)}},
    }
    (folder / "spec.yaml").write_text(yaml.safe_dump(spec, sort_keys=False), encoding="utf-8")
    return folder


_EKMAN = ("anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral")


@pytest.fixture(scope="session", autouse=True)
def exact_arithmetic(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A home in which this machine has chosen float32: the figures of tests are then the same on every machine."""
    os.environ["EMOPROFILE_HOME"] = str(tmp_path_factory.mktemp("home"))
    if find_spec("torch") is None:  # on a Python without it, nothing is scored
        return
    from emoprofile.config import ScoreConfig
    from emoprofile.score import choose_dtype, gain

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gain, "measure_gain", lambda spec, config: 0.0)
        choose_dtype(load_model_spec("minilm-news"), ScoreConfig())


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny model."""
    return write_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny_spec(tiny_model: Path) -> ModelSpec:
    """Its spec, loaded as a user's would be."""
    return load_model_spec(tiny_model / "spec.yaml")


@pytest.fixture(scope="session")
def tiny_config(tiny_model: Path) -> Path:
    """A configuration that names the tiny model."""
    path = tiny_model / "tiny-run.yaml"
    path.write_text(f"extends: default\nmodel: {tiny_model}/spec.yaml\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def tiny(tiny_config: Path) -> Profiler:
    """A profiler on the tiny model."""
    return Profiler.from_config(tiny_config)


@pytest.fixture(scope="session")
def embedded() -> Profiler:
    """The profiler that users get."""
    return Profiler.from_config("default")
