"""Read a labelled corpus from a folder, checked row by row, into a `datasets.Dataset` per split."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from emoprofile.errors import TrainingError
from emoprofile.labelled.overlap import comparison_key
from emoprofile.labelled.published_formats import goemotions_rows
from emoprofile.labels import Vocabulary
from emoprofile.training.recipe import TrainingData

if TYPE_CHECKING:
    from datasets import Dataset

Split = Literal["train", "dev", "test"]
MOST_PROBLEMS_SHOWN = 10


def read_split(data: TrainingData, folder: Path, split: Split, vocabulary: Vocabulary) -> "Dataset":
    """One split of the corpus below `folder`.

    Returns:
        Rows of `text` (str) and `labels` (a list of 0.0 and 1.0, one per label of the vocabulary).

    Raises:
        TrainingError: If the file is missing, or any row is malformed; the first ten bad rows are named.
    """
    from datasets import Dataset

    folder = folder / data.folder
    rows = list(_goemotions_rows(folder / f"{split}.tsv", vocabulary))
    if split == "train" and data.drop_held_out_texts:
        held_out = {
            comparison_key(text)
            for other in ("dev", "test")
            for text, _ in _goemotions_rows(folder / f"{other}.tsv", vocabulary)
        }
        rows = [row for row in rows if comparison_key(row[0]) not in held_out]
    return Dataset.from_dict({"text": [text for text, _ in rows], "labels": [labels for _, labels in rows]})


def _goemotions_rows(path: Path, vocabulary: Vocabulary) -> Iterator[tuple[str, list[float]]]:
    """Rows of the official format: text, comma-joined label ids, comment id; separated by tabs, never quoted."""
    if not path.is_file():
        raise TrainingError(
            f"no such file: {path}. The folder must hold train.tsv, dev.tsv and test.tsv of GoEmotions "
            "(simplified split: text, comma-joined label ids, comment id; separated by tabs)."
        )
    problems = []
    for number, fields, ids in goemotions_rows(str(path), len(vocabulary.labels)):
        if ids is None:
            problems.append(f"  line {number}: {fields!r:.80}")
        else:
            yield fields[0], [float(i in ids) for i in range(len(vocabulary.labels))]
    if problems:
        more = len(problems) - MOST_PROBLEMS_SHOWN
        shown = "\n".join(problems[:MOST_PROBLEMS_SHOWN]) + (f"\n  and {more} more" if more > 0 else "")
        raise TrainingError(
            f"{path}: {len(problems)} malformed rows; expected a text, label ids from 0 to "
            f"{len(vocabulary.labels) - 1} joined by commas, and a comment id, separated by tabs:\n{shown}"
        )
