"""The files of a checkpoint: the files that are loaded, and the hashes of those that decide a score."""

from collections.abc import Mapping
from pathlib import Path

from emoprofile.provenance import hash_file

WEIGHTS: Mapping[str, str] = {"torch": "model.safetensors", "transformers": "model.safetensors", "onnx": "model.onnx"}
"""The file of weights that each backend loads."""
PICKLES = ("pytorch_model.bin", "model.bin")
CONFIG, TOKENIZER, TOKENIZER_CONFIG = "config.json", "tokenizer.json", "tokenizer_config.json"
# Without any of these files, transformers silently makes a tokenizer that knows no word.
TOKENIZERS = (TOKENIZER, "vocab.txt", "vocab.json", "tokenizer.model", "spiece.model", "sentencepiece.bpe.model")
DECISIVE = (CONFIG, "*token*.json", "vocab.*", "merges.txt", "*.model", "*.codes", "special_tokens_map.json")
"""Patterns of the other files that decide a score: they say how text is encoded and how the weights are used."""


def hash_files(folder: Path, backend: str) -> dict[str, str]:
    """Hash each file of a checkpoint that decides a score: name -> SHA-256 in 64 hexadecimal digits.

    Args:
        folder: The checkpoint.
        backend: The backend; each has its own file of weights.
    """
    names = {path.name for pattern in DECISIVE for path in folder.glob(pattern) if path.is_file()}
    if (folder / WEIGHTS[backend]).is_file():
        names.add(WEIGHTS[backend])
    return {name: hash_file(folder / name) for name in sorted(names)}
