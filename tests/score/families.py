"""One tiny classifier per model family: random weights, and a tokenizer in the family's own layout."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from hypothesis import strategies as st
from tests.conftest import TINY_MAX_TOKENS, WORDS

from emoprofile.config import ModelSpec, ScoreConfig, load_model_spec
from emoprofile.data import EventScores, ScoreMatrix
from emoprofile.labels import GOEMOTIONS
from emoprofile.score import Scorer
from emoprofile.score.encoded import Encoded

PIECES = (*WORDS, *"abcdefghijklmnopqrstuvwxyz", ".", ",", "!")
LABELS = GOEMOTIONS.labels
FAMILIES = ("bert", "distilbert", "electra", "roberta", "xlm-roberta", "deberta-v2", "albert", "modernbert")

needs_bfloat16 = pytest.mark.skipif(
    not any(torch.cpu.get_capabilities().get(name) for name in ("amx_bf16", "avx512_bf16", "bf16")),
    reason="this processor has no instructions for bfloat16",
)
TOLERANCE = 1e-5
TEXTS = (
    "I am so happy today!", "The war is over, they said.", "We love it", "fear", "It was good.", "a", "?",
    "They said we love the war.",
)  # fmt: skip
SENTENCES = st.lists(
    st.lists(st.sampled_from([*WORDS, "xyz", ",", "!"]), min_size=1, max_size=25).map(" ".join), min_size=1, max_size=30
)


def reference_scores(folder: Path, texts: Sequence[str], names: Sequence[str] = LABELS) -> np.ndarray:
    """What `transformers.pipeline` says: shape (n, outputs), in the order of the names."""
    from transformers import pipeline

    from emoprofile.checkpoint import quiet_transformers

    with quiet_transformers():
        classify = pipeline(
            "text-classification", model=str(folder), tokenizer=str(folder), top_k=None, dtype=torch.float32
        )
    results: Any = classify(list(texts))
    rows = [{entry["label"]: entry["score"] for entry in result} for result in results]
    return np.array([[row[name] for name in names] for row in rows])


def expressed(scores: ScoreMatrix) -> EventScores:
    """The reading `expressed`, which the model of a test has."""
    assert scores.expressed is not None
    return scores.expressed


def rebatched(scorer: Scorer, tokens: int) -> Scorer:
    """The same model in batches of another size."""
    other = Scorer.__new__(Scorer)
    other.__dict__.update(scorer.__dict__ | {"config": ScoreConfig(batch_tokens=tokens)})
    return other


def rebuilt(windows: Encoded, overlap: int) -> list[int]:
    """The tokens of one text in several windows, without the special ones around each and what a window repeats."""
    first, *rest = (window["input_ids"][1:-1] for window in windows.inputs)
    return first + [token for window in rest for token in window[overlap:]]


def write_family(family: str, folder: Path, activation: str = "sigmoid", **settings: Any) -> ModelSpec:
    """Write a tiny model of a family, and return its spec."""
    from transformers import AutoConfig, AutoModelForSequenceClassification

    from emoprofile.checkpoint import quiet_transformers

    tokenizer = _TOKENIZERS[family]()
    tokenizer.save_pretrained(folder)
    problem = "multi_label_classification" if activation == "sigmoid" else "single_label_classification"
    config = AutoConfig.for_model(
        family,
        vocab_size=len(tokenizer),
        pad_token_id=tokenizer.pad_token_id,
        id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
        problem_type=problem,
        **{**_SETTINGS[family], **settings},
    )
    torch.manual_seed(7)
    with quiet_transformers():
        AutoModelForSequenceClassification.from_config(config).save_pretrained(folder)  # type: ignore[no-untyped-call]
    spec = {
        "name": f"tiny-{family}",
        "source": {"folder": "."},
        "vocabulary": "goemotions",
        "activation": activation,
        "max_tokens": TINY_MAX_TOKENS,
    }
    (folder / "spec.yaml").write_text(yaml.safe_dump(spec), encoding="utf-8")
    return load_model_spec(folder / "spec.yaml")


def _word_pieces() -> Any:
    from transformers import BertTokenizer

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return BertTokenizer(
        vocab=_numbered([*special, *PIECES, *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")])
    )


def _word_pieces_without_types() -> Any:
    """DistilBERT has one token type."""
    tokenizer = _word_pieces()
    tokenizer.model_input_names = tokenizer.init_kwargs["model_input_names"] = ["input_ids", "attention_mask"]
    return tokenizer


def _byte_pairs() -> Any:
    """RoBERTa's: padding is token 1, not 0."""
    from transformers import RobertaTokenizer

    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    return RobertaTokenizer(vocab=_numbered([*special, *_bytes(), "th", "Ġth", "Ġthe"]), merges=_MERGES)  # type: ignore[arg-type]


def _multilingual_pieces() -> Any:
    from transformers import XLMRobertaTokenizer

    return XLMRobertaTokenizer(vocab=[*_scored("<s>", "<pad>", "</s>", "<unk>"), *_unigrams(), *_scored("<mask>")])


def _disentangled_pieces() -> Any:
    from transformers import DebertaV2Tokenizer

    return DebertaV2Tokenizer(vocab=[*_scored("[PAD]", "[CLS]", "[SEP]", "[UNK]"), *_unigrams(), *_scored("[MASK]")])


def _lite_pieces() -> Any:
    from transformers import AlbertTokenizer

    return AlbertTokenizer(vocab=[*_scored("<pad>", "<unk>", "[CLS]", "[SEP]", "[MASK]"), *_unigrams()])


def _modern_byte_pairs() -> Any:
    """ModernBERT's: byte pairs between BERT's special tokens, which come last, and no class of their own."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    vocab = _numbered([*_bytes(), "th", "Ġth", "Ġthe", "[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"])
    tokenizer = Tokenizer(models.BPE(vocab, _MERGES))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(token, vocab[token]) for token in ("[CLS]", "[SEP]")]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        pad_token="[PAD]",
        mask_token="[MASK]",
        model_input_names=["input_ids", "attention_mask"],
    )


_MERGES = [("t", "h"), ("Ġ", "th"), ("Ġth", "e")]


def _numbered(tokens: list[str]) -> dict[str, int]:
    return {token: i for i, token in enumerate(dict.fromkeys(tokens))}


def _bytes() -> list[str]:
    from tokenizers.pre_tokenizers import ByteLevel

    return sorted(ByteLevel.alphabet())


def _scored(*tokens: str) -> list[tuple[str, float]]:
    return [(token, 0.0) for token in tokens]


def _unigrams() -> list[tuple[str, float]]:
    """Words are likelier than letters, so that they stay whole."""
    pieces = ["▁", *(f"▁{word}" for word in WORDS), *PIECES, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    return [(piece, -1.0 - (len(piece) < 3)) for piece in dict.fromkeys(pieces)]


_TOKENIZERS: dict[str, Callable[[], Any]] = {
    "bert": _word_pieces,
    "distilbert": _word_pieces_without_types,
    "electra": _word_pieces,
    "roberta": _byte_pairs,
    "xlm-roberta": _multilingual_pieces,
    "deberta-v2": _disentangled_pieces,
    "albert": _lite_pieces,
    "modernbert": _modern_byte_pairs,
}
# Large initial weights: a model that says the same of everything would prove nothing.
_SMALL = {
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": TINY_MAX_TOKENS,
    "initializer_range": 0.4,
}
# They count positions from behind the padding token, which is token 1.
_OFFSET = _SMALL | {"max_position_embeddings": TINY_MAX_TOKENS + 2, "type_vocab_size": 1}
_SETTINGS: dict[str, dict[str, Any]] = {
    "bert": _SMALL,
    "distilbert": {
        "dim": 16,
        "n_layers": 1,
        "n_heads": 2,
        "hidden_dim": 32,
        "max_position_embeddings": TINY_MAX_TOKENS,
        "initializer_range": 0.4,
    },
    "electra": _SMALL | {"embedding_size": 8},
    "roberta": _OFFSET,
    "xlm-roberta": _OFFSET,
    # As microsoft/deberta-v3-base is published: relative positions in buckets, no absolute ones, no token types.
    "deberta-v2": _SMALL
    | {
        "relative_attention": True,
        "position_buckets": 8,
        "norm_rel_ebd": "layer_norm",
        "share_att_key": True,
        "pos_att_type": ["p2c", "c2p"],
        "position_biased_input": False,
        "max_relative_positions": -1,
        "type_vocab_size": 0,
    },
    "albert": _SMALL | {"embedding_size": 8},
    # One layer sees everything, one a window of 8 tokens.
    "modernbert": _SMALL
    | {
        "num_hidden_layers": 2,
        "global_attn_every_n_layers": 2,
        "local_attention": 8,
        "initializer_cutoff_factor": 2.0,
        **dict.fromkeys(("bos_token_id", "eos_token_id", "cls_token_id", "sep_token_id")),
    },
}
