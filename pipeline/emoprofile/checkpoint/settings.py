"""The JSON settings of a checkpoint, read without transformers, which would import torch."""

import json
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from emoprofile.checkpoint.files import CONFIG, TOKENIZER_CONFIG


def read_json(path: Path) -> dict[str, Any]:
    """Read the object in a JSON file.

    Raises:
        ValueError: If the file holds no object, or an object has a key twice. JSON readers would keep only the last.
    """
    found = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_build_object)
    if not isinstance(found, dict):
        raise ValueError(f"it holds a {type(found).__name__}, not an object")
    return found


def _build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    repeated = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if repeated:
        raise ValueError(f"the key {repeated[0]!r} stands twice")
    return dict(pairs)


def read_settings(folder: Path) -> SimpleNamespace:
    """Read config.json into attributes; `id2label` is always there, and empty if the file has none."""
    return SimpleNamespace(**{"id2label": {}, **read_json(folder / CONFIG)})


def read_tokenizer_settings(folder: Path) -> dict[str, Any]:
    """Read tokenizer_config.json; empty if there is no such file."""
    path = folder / TOKENIZER_CONFIG
    return read_json(path) if path.is_file() else {}
