"""Baseline text: unemotional sentences that a figure is held against."""

import random
from pathlib import Path

from emoprofile.errors import TrainingError
from emoprofile.training.recipe import BaselineText


def read_baseline_text(text: BaselineText, folder: Path, seed: int) -> list[str]:
    """So many distinct sentences of the file, drawn by the seed and in the order of the file.

    Raises:
        TrainingError: If the file is missing or holds too few sentences.
    """
    path = folder / text.file
    if not path.is_file():
        raise TrainingError(f"no such file: {path}. It must hold plain sentences ({text.name}), one a line.")
    lines = list(dict.fromkeys(filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines()))))
    if len(lines) < text.sentences:
        raise TrainingError(f"{path} holds {len(lines)} distinct sentences; the recipe draws {text.sentences}")
    chosen = sorted(random.Random(seed).sample(range(len(lines)), text.sentences))
    return [lines[i] for i in chosen]
