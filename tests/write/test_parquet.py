"""Parquet: typed, nested where a table is flat, in row groups of bounded size."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.write.profiles import FULL, STARS, config, made, write

from emoprofile.config import ModelSpec
from emoprofile.write import parquet
from emoprofile.write.parquet import ParquetFile
from emoprofile.write.values import round_floats

TEXT = st.text(st.one_of(st.sampled_from('=\0\n"😀\ud800'), st.characters()), max_size=8)


@pytest.fixture(scope="module")
def spec() -> ModelSpec:
    return FULL


def test_the_types_of_a_profile_are_these(spec: ModelSpec, tmp_path: Path) -> None:
    schema = pq.read_schema(write(tmp_path / "a.parquet", spec, run=config("output.text=true")))
    sure = ("", ".low", ".high", ".sd", ".baseline", ".above")
    own, ekman, sentiment = spec.order_vocabularies()
    expected = {
        "id": "string",
        "title": "string",
        "author": "string",
        "date": "string",
        "sentences": "int64",
        **{f"valence{part}": "double" for part in sure},
        "valence_basis": "string",
        **{f"arousal{part}": "double" for part in (*sure, ".peak")},
        "dimensions.error": "string",
        **group("expressed", own.emotions, sure),
        **group("expressed.ekman", ekman.emotions, sure),
        **group("expressed.sentiment", sentiment.emotions, sure),
        **group("evoked", spec.evokes.labels, sure, neutral=False),
        "rough": "list<element: string>",
        "flags": "list<element: string>",
        "characters": "int64",
        "characters_kept": "int64",
        "characters_dropped": "int64",
        "model": "string",
        "config": "string",
        "fingerprint": "string",
        "metadata": "string",
        "voices": "list<element: struct<voice: string, speaker_hint: string, share: double, figures: list<element: "
        "struct<figure: string, value: double, low: double, high: double, sd: double, baseline: double, above: "
        "double>>>>",
        "evidence": "list<element: struct<figure: string, sentence: int64, start: int64, end: int64, value: double, "
        "contribution: double, text: string>>",
        "dropped": "list<element: struct<reason: string, characters: int64>>",
    }
    assert {field.name: str(field.type) for field in schema} == expected
    assert schema.names == list(expected)


def group(name: str, labels: tuple[str, ...], sure: tuple[str, ...], *, neutral: bool = True) -> dict[str, str]:
    facts = {"vocabulary": "string", "leading": "list<element: string>", "leading_reason": "string"}
    facts |= {"diversity": "double", "error": "string"}
    return {
        **{f"{name}.{fact}": kind for fact, kind in facts.items()},
        **{f"{name}.emotional{part}": "double" for part in sure if neutral},
        **{f"{name}.{label}{part}": "double" for label in labels for part in (*sure, ".peak", ".share")},
        **{f"{name}.neutral{part}": "double" for part in (*sure, ".peak") if neutral},
    }


def test_every_column_says_what_it_is(spec: ModelSpec, tmp_path: Path) -> None:
    schema = pq.read_schema(write(tmp_path / "a.parquet", spec))
    flat = [schema.field(name) for name in schema.names if name not in ("voices", "evidence", "dropped")]
    assert all(len(field.metadata[b"description"]) > 10 for field in flat)


@pytest.mark.parametrize(
    ("spec", "values"),
    [
        (
            FULL,
            ["valence", "arousal"]
            + [f"expressed.{label}" for label in FULL.own.labels]
            + [f"evoked.{label}" for label in FULL.evokes.labels],
        ),
        (STARS, ["valence"]),
    ],
    ids=["all-readings", "valence-alone"],
)
def test_the_types_of_a_sentence_are_these(spec: ModelSpec, values: list[str], tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", spec, run=config("output.sentences=true", "output.text=true"))
    schema = pq.read_schema(tmp_path / "a.sentences.parquet")
    expected = {
        "id": "string",
        **dict.fromkeys(("sentence", "start", "end"), "int64"),
        "text": "string",
        **dict.fromkeys(("tokens", "windows"), "int64"),
        **dict.fromkeys(("narration", "quotation", "heading"), "double"),
        "speaker_hint": "string",
        **dict.fromkeys(values, "double"),
    }
    assert {field.name: str(field.type) for field in schema} == expected
    assert schema.names == list(expected) == list(next(made(spec)[0].to_rows()))


@pytest.mark.parametrize("detail", ["compact", "full"])
def test_voices_evidence_and_what_was_dropped_are_those_of_the_profile(
    detail: str, spec: ModelSpec, tmp_path: Path
) -> None:
    pair = made(spec, sentences=30)
    run = config(f"output.detail={detail}", "output.text=true")
    told = json.loads(write(tmp_path / "a.jsonl", spec, pair, run=run).read_text())
    row = pq.read_table(write(tmp_path / "a.parquet", spec, pair, run=run)).to_pylist()[0]
    assert row["evidence"] == [
        {"figure": name, **piece} for name, figures in figures_of(told["readings"]) for piece in figures["evidence"]
    ]
    assert len(row["evidence"]) > 30
    for voice, expected in zip(row["voices"], told["voices"], strict=True):
        assert voice["figures"] == [
            {
                "figure": name,
                "value": figures.get("prevalence", figures.get("mean")),
                "low": figures["interval"][0],
                "high": figures["interval"][1],
                **{part: figures[part] for part in ("sd", "baseline", "above")},
            }
            for name, figures in figures_of(expected["readings"])
        ]
        assert [voice[part] for part in ("voice", "speaker_hint", "share")] == [
            expected[part] for part in ("voice", "speaker_hint", "share")
        ]
    assert len(row["voices"]) == 2
    assert {part["reason"]: part["characters"] for part in row["dropped"]} == told["accounting"]["dropped"]


def figures_of(readings: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Full names and figures, from the JSON of the readings."""
    expressed, evoked, dimensions = (readings[name] for name in ("expressed", "evoked", "dimensions"))
    return [
        *((f"expressed.{label}", figures) for label, figures in expressed["labels"].items()),
        *((f"evoked.{label}", figures) for label, figures in evoked["labels"].items()),
        ("expressed.neutral", expressed["neutral"]),
        *((name, dimensions[name]) for name in ("valence", "arousal")),
    ]


def test_the_table_of_sentences_has_the_rows_of_the_scores(spec: ModelSpec, tmp_path: Path) -> None:
    pairs = [made(spec, f"a{n}", sentences=n, seed=n) for n in (3, 0, 7)]
    write(tmp_path / "a.csv", spec, *pairs, run=config("output.sentences=true"))
    found = pd.read_parquet(tmp_path / "a.sentences.parquet")
    expected = pd.DataFrame(round_floats([row for scored, _ in pairs for row in scored.to_rows()], 6))
    pd.testing.assert_frame_equal(found, expected.drop(columns="text"), check_exact=True, check_dtype=False)
    assert set(found["speaker_hint"].dropna()) == {"Ada"}


def test_sentences_are_written_only_on_request(spec: ModelSpec, tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", spec, made(spec), run=config("output.sentences=true"))
    for name in ("a.parquet", "a.sentences.parquet"):
        assert b"Sentence 1" not in (tmp_path / name).read_bytes()
    assert all("text" not in piece for piece in pd.read_parquet(path)["evidence"][0])
    write(tmp_path / "b.parquet", spec, made(spec), run=config("output.sentences=true", "output.text=true"))
    assert pd.read_parquet(tmp_path / "b.sentences.parquet")["text"][1] == "Sentence 1 of them."


def test_pandas_reads_null_as_missing_and_numbers_as_numbers(spec: ModelSpec, tmp_path: Path) -> None:
    pairs = [made(spec, "empty", sentences=0), made(spec, "=1", {"title": 5, "date": "5"})]
    table = pd.read_parquet(write(tmp_path / "a.parquet", spec, *pairs))
    assert table["id"].tolist() == ["empty", "=1"]
    assert table["valence"].isna().tolist() == [True, False]
    assert table["title"].isna().tolist() == [True, False]
    assert (table["title"][1], table["date"][1]) == ("5", "5")
    assert table["sentences"].dtype == "int64"
    assert table["expressed.joy"].dtype == "float64"
    assert table["expressed.leading"][0] is None


@settings(max_examples=40, deadline=None)
@given(id=TEXT.filter(bool), metadata=st.dictionaries(TEXT, st.one_of(TEXT, st.integers(), st.none(), st.lists(TEXT))))
def test_any_id_and_metadata_come_back(spec: ModelSpec, id: str, metadata: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "a.parquet", spec, made(spec, id, metadata, sentences=1))
        row = pq.read_table(path).to_pylist()[0]
    assert row["id"] == id.encode("utf-8", "backslashreplace").decode()  # which lone surrogates alone need
    assert json.loads(row["metadata"]) == json.loads(json.dumps(metadata))


def test_row_groups_are_bounded_by_rows_and_by_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = pa.schema({"n": pa.int64(), "text": pa.string()})
    monkeypatch.setattr(parquet, "BYTES_PER_GROUP", 100_000)
    path = tmp_path / "a.parquet"
    with ParquetFile(path, schema, rows_per_group=300) as file:
        for n in range(1000):
            file.write({"n": n, "text": "x" * (2000 if n >= 600 else 1)})
        assert len(file._waiting) + sum(batch.num_rows for batch in file._batches) < 300
    found = pq.ParquetFile(path)
    sizes = [found.metadata.row_group(i).num_rows for i in range(found.metadata.num_row_groups)]
    assert sizes == [300, 300, 128, 128, 128, 16]
    assert found.read()["n"].to_pylist() == list(range(1000))


def test_no_time_and_no_machine_stands_in_the_file(spec: ModelSpec, tmp_path: Path) -> None:
    found = pq.read_metadata(write(tmp_path / "a.parquet", spec, made(spec)))
    assert set(found.metadata) == {b"ARROW:schema"}
    assert found.created_by == f"parquet-cpp-arrow version {pa.__version__}"
    assert {found.row_group(0).column(i).compression for i in range(found.num_columns)} == {"ZSTD"}
