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
    return {name: hash_file(folder / name) for name in _decisive_names(folder, backend)}


def stat_files(folder: Path, backend: str) -> dict[str, tuple[int, ...]]:
    """What changes with each of these files that is written to or swapped, without reading it.

    The time at which the entry of a file was changed cannot be set back, as that of its content can.

    Args:
        folder: The checkpoint.
        backend: What runs it.
    """
    facts = {name: (folder / name).stat() for name in _decisive_names(folder, backend)}
    return {
        name: (each.st_dev, each.st_ino, each.st_size, each.st_mtime_ns, each.st_ctime_ns)
        for name, each in facts.items()
    }


def _decisive_names(folder: Path, backend: str) -> list[str]:
    names = {path.name for pattern in DECISIVE for path in folder.glob(pattern) if path.is_file()}
    if (folder / WEIGHTS[backend]).is_file():
        names.add(WEIGHTS[backend])
    return sorted(names)
