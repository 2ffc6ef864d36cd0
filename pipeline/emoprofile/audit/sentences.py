"""The sentences of profiles, as their run wrote them: what each label is in every one of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.errors import ReadError

REMEDY = "Score the articles with --set output.sentences=true --set output.text=true"
PLACE = ("id", "sentence", "start", "end")


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """Sentences of articles, in order: those of an article stand together.

    Attributes:
        paths: The files that they are from.
        ids: Of the articles, in order.
        article: Shape (n,): the position of the article of each sentence in `ids`.
        position: Shape (n,): of each sentence in its article, from 0.
        spans: Shape (n, 2): where it stands in the article, in code points.
        values: Shape (n, figures): the probability that it expresses each label, in [0, 1].
        figures: The names of the labels, such as `expressed.fear`.
        has_text: Whether the files hold the sentences themselves.
    """

    paths: tuple[Path, ...]
    ids: tuple[str, ...]
    article: IntArray
    position: IntArray
    spans: IntArray
    values: FloatArray
    figures: tuple[str, ...]
    has_text: bool

    @property
    def lengths(self) -> IntArray:
        """Shape (articles,): how many sentences each has."""
        return np.bincount(self.article, minlength=len(self.ids))

    def choose(self, names: Collection[str]) -> "Sentences":
        """The sentences of some articles."""
        kept = np.array([name in names for name in self.ids])
        if kept.all():
            return self
        rows = kept[self.article]
        return replace(
            self,
            ids=tuple(compress(self.ids, kept)),
            article=(np.cumsum(kept) - 1)[self.article[rows]],
            position=self.position[rows],
            spans=self.spans[rows],
            values=self.values[rows],
        )


def find_sentence_files(profiles: Sequence[Path]) -> list[Path]:
    """The files of sentences that stand beside profiles.

    Args:
        profiles: Files or folders of profiles.

    Raises:
        ReadError: If there are none; it says how to get them.
    """
    found: list[Path] = []
    for path in profiles:
        folder = path.with_name(f"{path.name}.sentences")
        if path.is_dir() and folder.is_dir():
            found += sorted(folder.glob("*.parquet"))
        elif (file := path.with_name(f"{path.stem}.sentences.parquet")).is_file():
            found.append(file)
        else:
            raise ReadError(f"{path}: its sentences are not beside it. {REMEDY}")
    return found


def read_sentences(paths: Sequence[Path], figures: Sequence[str]) -> Sentences:
    """Read what some labels are in all sentences; an article of a thousand characters takes about 1 kB.

    Args:
        paths: Files of sentences.
        figures: Labels of `expressed`, by their full names.

    Raises:
        ReadError: If a file cannot be read, or lacks a label; it names those that there are.
    """
    numbers: dict[str, int] = {}
    parts: list[pa.Table] = []
    articles: list[IntArray] = []
    texts = []
    for path in paths:
        try:
            with pq.ParquetFile(path) as file:
                known = file.schema_arrow.names
                _check_labels(path, known, figures)
                texts.append("text" in known)
                for batch in file.iter_batches(65_536, columns=[*PLACE, *figures], use_threads=False):
                    coded = batch.column("id").dictionary_encode()
                    codes = np.array([numbers.setdefault(name, len(numbers)) for name in coded.dictionary.to_pylist()])
                    articles.append(codes[coded.indices.to_numpy()] if len(codes) else np.zeros(0, np.int64))
                    parts.append(pa.Table.from_batches([batch.drop_columns(["id"])]))
        except (OSError, pa.ArrowException) as error:
            raise ReadError(f"{path}: cannot be read as a table of sentences ({str(error).splitlines()[0]})") from None
    if not sum(map(len, articles)):
        raise ReadError(f"{', '.join(map(str, paths))}: no sentence in it. {REMEDY}")
    table = pa.concat_tables(parts)
    return Sentences(
        paths=tuple(paths),
        ids=tuple(numbers),
        article=np.concatenate(articles).astype(np.int64),
        position=table["sentence"].to_numpy(),
        spans=np.stack([table["start"].to_numpy(), table["end"].to_numpy()], axis=1),
        values=np.stack([table[name].to_numpy() for name in figures], axis=1).astype(np.float64),
        figures=tuple(figures),
        has_text=all(texts),
    )


def read_texts(paths: Sequence[Path], wanted: set[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], str]]:
    """The sentences at some places, an article's id and a position each."""
    names = {name for name, _ in wanted}
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(16_384, columns=["id", "sentence", "text"], use_threads=False):
                some = batch.filter(pc.is_in(batch.column("id"), pa.array(sorted(names))))
                for name, position, text in zip(*some.to_pydict().values(), strict=True):
                    if (name, position) in wanted:
                        yield (name, position), text


def _check_labels(path: Path, known: Sequence[str], figures: Sequence[str]) -> None:
    labels = [name for name in known if name.startswith("expressed.")]
    for figure in figures:
        if figure not in labels:
            raise ReadError(
                f"{path}: no sentence has the figure {figure!r}. Labels can be audited that the words of a sentence "
                f"express: {', '.join(labels) or 'there are none'}"
            )
