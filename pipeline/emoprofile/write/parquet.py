"""Parquet: typed columns, in row groups of bounded size, so that memory does not grow with the number of rows."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from emoprofile.config import ModelSpec, OutputConfig
from emoprofile.data import Figures, Profile
from emoprofile.data.profile import MOST_EVIDENCE_COMPACT, MOST_VOICE_LABELS_COMPACT
from emoprofile.write.columns import METADATA, fill_cells
from emoprofile.write.figure_columns import CERTAINTY, Column
from emoprofile.write.part import PartFile
from emoprofile.write.values import round_floats, to_json, to_utf8

ROWS_PER_BATCH = 128
"""This many rows are held as Python values and then converted to Arrow, which takes a tenth of the memory."""
ROWS_PER_GROUP = {"profiles": 8192, "sentences": 65_536}
"""Few enough rows for the memory, and enough for a small footer: the footer lists every column of every group."""
BYTES_PER_GROUP = 64 * 2**20
"""A row group of this size is closed early, because metadata and sentences can be of any size."""
COMPRESSION = {"compression": "zstd", "compression_level": 3}
_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "texts": pa.list_(pa.string()),
    "value": pa.string(),
    "json": pa.string(),
}
_FIGURES = pa.list_(pa.struct({"figure": pa.string(), "value": pa.float64(), **dict.fromkeys(CERTAINTY, pa.float64())}))
_VOICES = pa.list_(
    pa.struct({"voice": pa.string(), "speaker_hint": pa.string(), "share": pa.float64(), "figures": _FIGURES})
)
_EVIDENCE = {
    "figure": pa.string(),
    "sentence": pa.int64(),
    "start": pa.int64(),
    "end": pa.int64(),
    "value": pa.float64(),
    "contribution": pa.float64(),
}
_DROPPED = pa.list_(pa.struct({"reason": pa.string(), "characters": pa.int64()}))


class ParquetFile(PartFile):
    """Rows of one schema; the same rows give the same bytes under the same version of pyarrow.

    Args:
        path: The path of the file.
        schema: The schema of its rows; a value that a row lacks is null.
        rows_per_group: The most rows of a row group.
    """

    def __init__(self, path: Path, schema: pa.Schema, rows_per_group: int) -> None:
        super().__init__(path)
        self.schema, self._rows_per_group = schema, rows_per_group
        self._waiting: list[dict[str, Any]] = []
        self._batches: list[pa.RecordBatch] = []

    def _begin(self) -> None:
        self._writer = pq.ParquetWriter(self._stream, self.schema, **COMPRESSION)

    def _add(self, row: Mapping[str, Any]) -> None:
        self._waiting.append(_make_writable(row))
        held = sum(batch.num_rows for batch in self._batches) + len(self._waiting)
        if len(self._waiting) >= ROWS_PER_BATCH or held >= self._rows_per_group:
            self._convert()
            if held >= self._rows_per_group or sum(batch.nbytes for batch in self._batches) >= BYTES_PER_GROUP:
                self._close_group()

    def _end(self) -> None:
        try:
            self._convert()
            self._close_group()
            self._writer.close()
        finally:
            self._writer.is_open = False  # otherwise it would try to close again when it is garbage-collected

    def _convert(self) -> None:
        if self._waiting:
            self._batches.append(pa.RecordBatch.from_pylist(self._waiting, self.schema))
            self._waiting = []

    def _close_group(self) -> None:
        if self._batches:
            table = pa.Table.from_batches(self._batches, self.schema).combine_chunks()
            self._batches = []
            self._writer.write_table(table, row_group_size=table.num_rows)


def make_profile_file(path: Path, table: Sequence[Column], config: OutputConfig) -> ParquetFile:
    """Make a file of profiles: the columns that every format has, and the nested columns of Parquet."""
    evidence = _EVIDENCE | ({"text": pa.string()} if config.text else {})
    fields = [
        *(pa.field(column.name, _TYPES[column.kind], metadata={"description": column.about}) for column in table),
        pa.field("voices", _VOICES),
        pa.field("evidence", pa.list_(pa.struct(evidence))),
        pa.field("dropped", _DROPPED),
    ]
    return ParquetFile(path, pa.schema(fields), ROWS_PER_GROUP["profiles"])


def build_profile_row(profile: Profile, table: Sequence[Column], config: OutputConfig) -> dict[str, Any]:
    """Build the row of a profile."""
    flat = fill_cells(profile, table, config.decimals)
    typed = {column.name: _to_arrow(flat[column.name], column) for column in table}
    nested = {name: round_floats(value, config.decimals) for name, value in _nest(profile, config).items()}
    return typed | nested


def make_sentence_file(path: Path, spec: ModelSpec, *, text: bool) -> ParquetFile:
    """Make a file of sentences, with the columns of `Scored.to_rows()`.

    Args:
        path: The path of the file.
        spec: The spec of the model; its readings and labels become columns.
        text: Whether the text of the sentences is a column.
    """
    expressed = [] if spec.kind == "graded" else [f"expressed.{label}" for label in spec.own.labels]
    evoked = [f"evoked.{label}" for label in spec.evokes.labels]
    fields = [
        ("id", pa.string()),
        *((name, pa.int64()) for name in ("sentence", "start", "end")),
        *([("text", pa.string())] if text else []),
        *((name, pa.int64()) for name in ("tokens", "windows")),
        *((name, pa.float64()) for name in ("narration", "quotation", "heading")),
        ("speaker_hint", pa.string()),
        *((name, pa.float64()) for name in (*spec.graded, *expressed, *evoked)),
    ]
    return ParquetFile(path, pa.schema(fields), ROWS_PER_GROUP["sentences"])


def join_parquet(parts: Sequence[Path], empty: Path, target: Path) -> None:
    """Join files of one schema. The row groups are as large as if all rows had been written at once.

    Raises:
        WriteError: If the file cannot be written.
    """
    schema = pq.read_schema(empty)
    kind = "sentences" if "sentence" in schema.names else "profiles"
    with _JoinedParquet(target, schema, ROWS_PER_GROUP[kind]) as whole:
        for part in parts:
            whole.write({"part": part})


class _JoinedParquet(ParquetFile):
    def _add(self, row: Mapping[str, Any]) -> None:
        with pq.ParquetFile(row["part"], memory_map=False) as part:
            for batch in part.iter_batches(ROWS_PER_BATCH):
                self._batches.append(batch.cast(self.schema))
                held = sum(batch.num_rows for batch in self._batches)
                if held >= self._rows_per_group or sum(each.nbytes for each in self._batches) >= BYTES_PER_GROUP:
                    self._close_group()


def _to_arrow(value: Any, column: Column) -> Any:
    """Convert a cell to the type of its column. Metadata become text, because their type differs between articles."""
    if value is None or column.kind not in METADATA or isinstance(value, str):
        return value
    text = to_json(value)
    return None if text == "null" else text


def _nest(profile: Profile, config: OutputConfig) -> dict[str, Any]:
    """Build the nested columns: voices, evidence and dropped characters, in the configured detail."""
    compact = config.detail == "compact"
    most_labels = MOST_VOICE_LABELS_COMPACT if compact else None
    return {
        "voices": [
            {
                "voice": voice.voice,
                "speaker_hint": voice.speaker_hint,
                "share": voice.share,
                "figures": [_build_figure(*each) for each in voice.readings.list_figures(most_labels=most_labels)],
            }
            for voice in profile.voices
        ],
        "evidence": [
            {"figure": name, **piece.to_dict(text=config.text)}
            for name, figures in profile.readings.list_figures()
            for piece in figures.evidence[: MOST_EVIDENCE_COMPACT if compact else None]
        ],
        "dropped": [{"reason": reason, "characters": count} for reason, count in profile.accounting.dropped.items()],
    }


def _build_figure(name: str, figures: Figures) -> dict[str, Any]:
    return {"figure": name, "value": figures.value, **{part: each.read(figures) for part, each in CERTAINTY.items()}}


def _make_writable(value: Any) -> Any:
    """Replace lone surrogates in all texts of a value, because UTF-8 cannot encode them."""
    if isinstance(value, str):
        return value if value.isascii() else to_utf8(value)
    if isinstance(value, Mapping):
        return {key: _make_writable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_make_writable(inner) for inner in value]
    return value
