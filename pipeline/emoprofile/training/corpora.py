"""Training corpora -> rows of a text and one target per model output; a target that nobody gave is nan."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from emoprofile.errors import TrainingError
from emoprofile.labelled.goemotions import read_goemotions_lines
from emoprofile.labelled.overlap import comparison_key
from emoprofile.labels import GOEMOTIONS
from emoprofile.training.outputs import Outputs
from emoprofile.training.rated_news import RATED, read_ratings
from emoprofile.training.recipe import Corpus

Split = Literal["train", "dev", "test"]
Row = tuple[str, Mapping[str, float], str]
"""A text, its targets by output, and the article that it is of."""
MOST_PROBLEMS_SHOWN = 10


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Texts with their targets.

    Attributes:
        texts: n texts.
        targets: Shape (n, outputs), float32: in [0, 1], nan where unknown.
        articles: The article of each text.
    """

    texts: tuple[str, ...]
    targets: NDArray[np.float32]
    articles: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def draw(self, count: int, rng: random.Random) -> "Rows":
        """So many of the rows, drawn without replacement and, where there are too few, in several rounds."""
        order: list[int] = []
        while len(order) < count:
            order += rng.sample(range(len(self)), min(len(self), count - len(order)))
        return Rows(tuple(self.texts[i] for i in order), self.targets[order], tuple(self.articles[i] for i in order))

    @property
    def units(self) -> NDArray[np.int64]:
        """Shape (n,): the number of the article of each text."""
        return np.asarray(np.unique(self.articles, return_inverse=True)[1], np.int64)

    @classmethod
    def join(cls, parts: Sequence["Rows"]) -> "Rows":
        """The rows of several parts, one after the other."""
        return cls(
            tuple(text for part in parts for text in part.texts),
            np.concatenate([part.targets for part in parts]),
            tuple(article for part in parts for article in part.articles),
        )


def read_corpus(corpus: Corpus, data: Path, split: Split, outputs: Outputs) -> Rows:
    """One split of a corpus below the folder `data`.

    Raises:
        TrainingError: If a file is missing, or any row is malformed; the first ten bad rows are named.
    """
    rows = list(_READERS[corpus.format](corpus, data / corpus.folder, split))
    if split == "train" and corpus.drop_held_out_texts:
        held_out = {
            comparison_key(text)
            for other in ("dev", "test")
            for text, _, _ in _READERS[corpus.format](corpus, data / corpus.folder, other)
        }
        rows = [row for row in rows if comparison_key(row[0]) not in held_out]
    targets = np.full((len(rows), len(outputs.names)), np.nan, np.float32)
    for i, (_, given, _) in enumerate(rows):
        for name, value in given.items():
            if name in outputs.names:
                targets[i, outputs.names.index(name)] = value
    return Rows(tuple(row[0] for row in rows), targets, tuple(row[2] for row in rows))


def _read_goemotions(corpus: Corpus, folder: Path, split: str) -> Iterator[Row]:
    """Rows of the official format: text, comma-joined label ids, comment id; separated by tabs, never quoted."""
    path = folder / f"{split}.tsv"
    if not path.is_file():
        raise TrainingError(
            f"no such file: {path}. The folder must hold train.tsv, dev.tsv and test.tsv of GoEmotions "
            "(simplified split: text, comma-joined label ids, comment id; separated by tabs)."
        )
    problems = []
    for number, fields, ids in read_goemotions_lines(str(path), len(GOEMOTIONS.labels)):
        if ids is None:
            problems.append(f"  line {number}: {fields!r:.80}")
        else:
            yield fields[0], {label: float(i in ids) for i, label in enumerate(GOEMOTIONS.labels)}, str(number)
    if problems:
        more = len(problems) - MOST_PROBLEMS_SHOWN
        shown = "\n".join(problems[:MOST_PROBLEMS_SHOWN]) + (f"\n  and {more} more" if more > 0 else "")
        raise TrainingError(
            f"{path}: {len(problems)} malformed rows; expected a text, label ids from 0 to "
            f"{len(GOEMOTIONS.labels) - 1} joined by commas, and a comment id, separated by tabs:\n{shown}"
        )


def _read_rated(corpus: Corpus, folder: Path, split: str) -> Iterator[Row]:
    for row in read_ratings(corpus.ratings_folder, folder):
        left_out = split == "train" and corpus.sources is not None and row.source not in corpus.sources
        if row.split == split and row.unit != "article" and not left_out:
            yield row.text, row.targets, row.article


_READERS: Mapping[str, Callable[[Corpus, Path, str], Iterator[Row]]] = {
    "goemotions": _read_goemotions,
    RATED: _read_rated,
}
