"""Parquet: typed columns, in row groups of bounded size, so that memory does not grow with the number of rows."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from emoprofile.config import ModelSpec, OutputConfig
from emoprofile.data import Figures, Profile
from emoprofile.data.profile import MOST_EVIDENCE_COMPACT, MOST_VOICE_LABELS_COMPACT
from emoprofile.write.columns import METADATA, cells
from emoprofile.write.figure_columns import CERTAINTY, Column
from emoprofile.write.part import PartFile
from emoprofile.write.values import json_text, round_floats, utf8

ROWS_PER_BATCH = 128
"""So many rows are held as Python values before they become Arrow's, which take a tenth of the memory."""
ROWS_PER_GROUP = {"profiles": 8192, "sentences": 65_536}
"""Few enough to hold, many enough that the footer, which lists every column of every group, stays small."""
BYTES_PER_GROUP = 64 * 2**20
"""A row group is closed early when its rows are this large: metadata and sentences have no bound of their own."""
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
        path: Where it will stand.
        schema: Of its rows; what a row lacks is null.
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
        self._waiting.append(_writable(row))
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
            self._writer.is_open = False  # or it would try to close once more when it is collected

    def _convert(self) -> None:
        if self._waiting:
            self._batches.append(pa.RecordBatch.from_pylist(self._waiting, self.schema))
            self._waiting = []

    def _close_group(self) -> None:
        if self._batches:
            table = pa.Table.from_batches(self._batches, self.schema).combine_chunks()
            self._batches = []
            self._writer.write_table(table, row_group_size=table.num_rows)


def profile_file(path: Path, table: Sequence[Column], config: OutputConfig) -> ParquetFile:
    """A file of profiles: the columns of every table, and nested beside them what a flat table has no room for."""
    evidence = _EVIDENCE | ({"text": pa.string()} if config.text else {})
    fields = [
        *(pa.field(column.name, _TYPES[column.kind], metadata={"description": column.about}) for column in table),
        pa.field("voices", _VOICES),
        pa.field("evidence", pa.list_(pa.struct(evidence))),
        pa.field("dropped", _DROPPED),
    ]
    return ParquetFile(path, pa.schema(fields), ROWS_PER_GROUP["profiles"])


def profile_row(profile: Profile, table: Sequence[Column], config: OutputConfig) -> dict[str, Any]:
    """What is written of a profile."""
    flat = cells(profile, table, config.decimals)
    typed = {column.name: _to_arrow(flat[column.name], column) for column in table}
    nested = {name: round_floats(value, config.decimals) for name, value in _nest(profile, config).items()}
    return typed | nested


def sentence_file(path: Path, spec: ModelSpec, *, text: bool) -> ParquetFile:
    """A file of sentences: the columns of `Scored.rows()`.

    Args:
        path: Where it will stand.
        spec: Of the model: its readings and labels.
        text: Whether the sentences themselves are among them.
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


def joined_parquet(parts: Sequence[Path], empty: Path, target: Path) -> None:
    """Join files of one schema; row groups are as large as if all rows had been written at once.

    Raises:
        WriteError: If the disk refuses.
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
    """A cell as its column's type has it; metadata keys differ in type from article to article, so theirs is text."""
    if value is None or column.kind not in METADATA or isinstance(value, str):
        return value
    text = json_text(value)
    return None if text == "null" else text


def _nest(profile: Profile, config: OutputConfig) -> dict[str, Any]:
    """The voices, evidence and dropped characters of a profile, as much of them as the configuration says."""
    compact = config.detail == "compact"
    most_labels = MOST_VOICE_LABELS_COMPACT if compact else None
    return {
        "voices": [
            {
                "voice": voice.voice,
                "speaker_hint": voice.speaker_hint,
                "share": voice.share,
                "figures": [_figure(*each) for each in voice.readings.figures(most_labels=most_labels)],
            }
            for voice in profile.voices
        ],
        "evidence": [
            {"figure": name, **piece.to_dict(text=config.text)}
            for name, figures in profile.readings.figures()
            for piece in figures.evidence[: MOST_EVIDENCE_COMPACT if compact else None]
        ],
        "dropped": [{"reason": reason, "characters": count} for reason, count in profile.accounting.dropped.items()],
    }


def _figure(name: str, figures: Figures) -> dict[str, Any]:
    return {"figure": name, "value": figures.value, **{part: each.of(figures) for part, each in CERTAINTY.items()}}


def _writable(value: Any) -> Any:
    """The same with every text in it as UTF-8 can say it."""
    if isinstance(value, str):
        return value if value.isascii() else utf8(value)
    if isinstance(value, Mapping):
        return {key: _writable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_writable(inner) for inner in value]
    return value
