"""A whole table of figures -> CSV, TSV or Parquet, published when it is whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from emoprofile.write.part import PartFile
from emoprofile.write.separated import SEPARATORS, SeparatedFile

TableKind = Literal["text", "integer", "number", "boolean", "date"]
ROWS_PER_GROUP = 65_536


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table of figures.

    Attributes:
        name: Its name.
        kind: What its cells hold; any of them may be null. A date is written as 2024-03-05.
        about: What it is, in one line.
    """

    name: str
    kind: TableKind
    about: str


def write_table(path: Path, columns: Sequence[TableColumn], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a table in the format that the suffix names: .csv, .tsv or .parquet.

    Args:
        path: Where it will stand.
        columns: Its columns.
        rows: By column.

    Raises:
        WriteError: If the disk refuses.
    """
    suffix = path.suffix.lower()
    file = SeparatedFile(path, columns, SEPARATORS[suffix]) if suffix in SEPARATORS else _parquet(path, columns)
    with file:
        for row in rows:
            file.write({name: _plain(value, suffix) for name, value in row.items()})


def _plain(value: Any, suffix: str) -> Any:
    return value.isoformat() if isinstance(value, date) and suffix in SEPARATORS else value


def _parquet(path: Path, columns: Sequence[TableColumn]) -> PartFile:
    import pyarrow as pa

    from emoprofile.write.parquet import ParquetFile

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    fields = [pa.field(each.name, types[each.kind], metadata={"description": each.about}) for each in columns]
    return ParquetFile(path, pa.schema(fields), ROWS_PER_GROUP)
