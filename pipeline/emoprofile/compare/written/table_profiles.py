"""Profiles in CSV, TSV and Parquet: of each row only the columns that are asked for are read."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from emoprofile.compare.written.batch import ROWS, Batch, Contents, make_figure
from emoprofile.compare.written.files import HOW
from emoprofile.data.scores import FloatArray
from emoprofile.errors import ReadError
from emoprofile.write import LIST_SEPARATOR, SEPARATORS, unguard_cell

TEXTS = ("id", "metadata", "model", "fingerprint")
COUNT = "sentences"
BLOCK = 8 * 2**20
"""Bytes of a CSV that are read at once."""


class TableProfiles:
    """A table of profiles.

    Args:
        path: Where it stands; the suffix says what it is.

    Raises:
        ReadError: If it cannot be read, or has not the columns of a table of profiles.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        names = self._names()
        missing = [name for name in (*TEXTS, COUNT) if name not in names]
        if missing:
            raise ReadError(f"{path}: no table of profiles: it has no column {missing[0]!r}. {HOW}")
        figures = [name for name in names if f"{name}.sd" in names]
        beside = [*(f"{name}.baseline" for name in figures), "rough", "expressed.vocabulary", "model"]
        first = next(self._rows([name for name in beside if name in names]), None)
        self.contents: Contents | None = None
        if first is not None and len(first["model"]):
            rough = _split(first["rough"][0])
            self.contents = Contents(
                model=first["model"][0],
                vocabulary=first["expressed.vocabulary"][0] if "expressed.vocabulary" in first else None,
                figures={
                    name: make_figure(name, first[f"{name}.baseline"][0], rough=name in rough) for name in figures
                },
            )

    def read(self, names: Sequence[str]) -> Iterator[Batch]:
        """All profiles, in order, with some of their figures.

        Raises:
            ReadError: If one of them cannot be read, or was made by another model than the first; it says which.
        """
        model = self.contents.model if self.contents else ""
        row = 0
        for some in self._rows([*TEXTS, COUNT, *names, *(f"{name}.sd" for name in names)]):
            for i, other in enumerate(some["model"]):
                if other != model:
                    raise ReadError(
                        f"{self.path}, row {row + i + 1}: made by the model {other}, the rows before by {model}. Score "
                        "all articles with one configuration"
                    )
            count = len(some["id"])
            yield Batch(
                ids=some["id"],
                metadata=[self._metadata(text, row + i + 1) for i, text in enumerate(some["metadata"])],
                sentences=np.array(some[COUNT], np.int64),
                fingerprints=some["fingerprint"],
                means=_stack([some[name] for name in names], count),
                sds=_stack([some[f"{name}.sd"] for name in names], count),
            )
            row += count

    def _metadata(self, text: str | None, row: int) -> Mapping[str, Any]:
        try:
            found = json.loads(text or "{}")
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise ReadError(f"{self.path}, row {row}: the column 'metadata' holds no object in JSON")
        return found

    def _names(self) -> list[str]:
        import pyarrow.parquet as pq

        with self._translate_errors():
            if self._separator is None:
                return list(pq.read_schema(self.path).names)
            with self._open_lines(None) as reader:
                return list(reader.schema.names)

    def _rows(self, names: Sequence[str]) -> Iterator[dict[str, list[Any]]]:
        """Some columns, a batch of rows at a time; texts as they were before they were written."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        with self._translate_errors():
            if self._separator is None:
                with pq.ParquetFile(self.path) as file:
                    for batch in file.iter_batches(ROWS, columns=list(names), use_threads=False):
                        yield batch.to_pydict()
                return
            with self._open_lines(names) as reader:
                for batch in reader:
                    columns = batch.to_pydict()
                    for field in reader.schema:
                        if pa.types.is_string(field.type):
                            cells = columns[field.name]
                            columns[field.name] = [cell and unguard_cell(cell) for cell in cells]
                    yield columns

    def _open_lines(self, names: Sequence[str] | None) -> Any:
        import pyarrow as pa
        from pyarrow import csv

        texts = {name: pa.string() for name in (*TEXTS, "rough", "expressed.vocabulary")}
        numbers = {name: pa.float64() for name in names or () if name not in texts and name != COUNT}
        return csv.open_csv(
            self.path,
            read_options=csv.ReadOptions(block_size=BLOCK, use_threads=False),
            parse_options=csv.ParseOptions(delimiter=self._separator, newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types={**texts, **numbers, COUNT: pa.int64()},
                include_columns=list(names) if names else None,
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                null_values=[""],
            ),
        )

    @property
    def _separator(self) -> str | None:
        return SEPARATORS.get(self.path.suffix.lower())

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        import pyarrow as pa

        try:
            yield
        except (OSError, pa.ArrowException) as error:
            reason = str(error).splitlines()[0]
            raise ReadError(f"{self.path}: cannot be read as a table of profiles ({reason})") from None


def _split(cell: Any) -> frozenset[str]:
    """The labels in the column `rough`: a list in Parquet, joined in CSV."""
    if cell is None:
        return frozenset()
    return frozenset(cell.split(LIST_SEPARATOR) if isinstance(cell, str) else cell)


def _stack(columns: Sequence[Sequence[float | None]], count: int) -> FloatArray:
    stacked = np.array(columns, dtype=np.float64) if columns else np.empty((0, count))
    return stacked.T
