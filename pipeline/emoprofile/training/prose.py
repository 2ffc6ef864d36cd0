"""Plain prose: unemotional sentences that a score is held against."""

import random
from pathlib import Path

from emoprofile.errors import TrainingError
from emoprofile.training.recipe import PlainProse


def read_prose(prose: PlainProse, folder: Path, seed: int) -> list[str]:
    """So many distinct sentences of the file, drawn by the seed and in the order of the file.

    Raises:
        TrainingError: If the file is missing or holds too few sentences.
    """
    path = folder / prose.file
    if not path.is_file():
        raise TrainingError(f"no such file: {path}. It must hold plain sentences ({prose.name}), one a line.")
    lines = list(dict.fromkeys(filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines()))))
    if len(lines) < prose.sentences:
        raise TrainingError(f"{path} holds {len(lines)} distinct sentences; the recipe draws {prose.sentences}")
    chosen = sorted(random.Random(seed).sample(range(len(lines)), prose.sentences))
    return [lines[i] for i in chosen]
