"""Tables of articles: every text comes back as it was, and what is wrong with a row is said of that row."""

import csv
import datetime
import decimal
import gzip
import io
import json
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emoprofile.config import ReadConfig, load_run_config
from emoprofile.data import Document, Failure
from emoprofile.errors import ConfigError
from emoprofile.read import read_article, read_articles

Rows = Sequence[Mapping[str, Any]]


def read(*paths: Path | str, **settings_: Any) -> list[Document | Failure]:
    return list(read_articles([str(path) for path in paths], ReadConfig(**settings_)))


def good(*paths: Path | str, **settings_: Any) -> list[Document]:
    found = read(*paths, **settings_)
    assert [item for item in found if isinstance(item, Failure)] == []
    return [item for item in found if isinstance(item, Document)]


def bad(found: Sequence[Document | Failure]) -> list[Failure]:
    return [item for item in found if isinstance(item, Failure)]


def as_jsonl(rows: Rows) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_csv(rows: Rows, delimiter: str = ",") -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def as_tsv(rows: Rows) -> bytes:
    return as_csv(rows, "\t")


def as_parquet(rows: Rows, **options: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), stream, **options)
    return stream.getvalue()


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    ".jsonl": as_jsonl, ".ndjson": as_jsonl, ".csv": as_csv, ".tsv": as_tsv, ".parquet": as_parquet,
}  # fmt: skip
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes, ".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress,
}  # fmt: skip
STRANGE = (
    "NA", "null", "", "None", "nan", "two\nlines", "two\r\nlines", "mac\rline", '"quoted", he said', "'", "tab\there",
    "a\0b", "😀 👩‍👩‍👧", "\ufeffmark", " spaces ", "=1+1", "\u2028", "#", "\\", "a" * 200_000,
)  # fmt: skip


WITHOUT_DAMAGE = st.characters(codec="utf-8", exclude_characters="".join(map(chr, range(0x80, 0xA0))))
"""All characters but those that Windows-1252 becomes when it is read as Latin-1: they are set right."""


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_strange_texts_come_back_as_they_were(tmp_path: Path, suffix: str, packing: str) -> None:
    path = tmp_path / f"news{suffix}{packing}"
    rows = [{"id": f"n{i}", "text": text, "source": "x"} for i, text in enumerate(STRANGE)]
    path.write_bytes(PACKINGS[packing](FORMATS[suffix](rows)))
    assert good(path) == [Document(row["id"], row["text"], {"source": "x"}) for row in rows]


@pytest.mark.parametrize("suffix", FORMATS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(texts=st.lists(st.text(WITHOUT_DAMAGE), min_size=1, max_size=5))
def test_any_texts_come_back_as_they_were(tmp_path: Path, suffix: str, texts: list[str]) -> None:
    path = tmp_path / f"news{suffix}"
    path.write_bytes(FORMATS[suffix]([{"id": i, "text": text} for i, text in enumerate(texts)]))
    found = good(path, text_column="text")
    assert [(item.id, item.text) for item in found] == [(str(i), text) for i, text in enumerate(texts)]


def test_a_packed_text_is_an_article(tmp_path: Path) -> None:
    for name, pack in PACKINGS.items():
        (tmp_path / f"a.txt{name}").write_bytes(pack("“Hm.”".encode()))
    assert {item.text for item in good(tmp_path)} == {"“Hm.”"}


def test_zstd_frames_follow_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt.zst").write_bytes(b"".join(map(PACKINGS[".zst"], [b"one, ", b"", b"two"])))
    assert good(tmp_path / "a.txt.zst")[0].text == "one, two"


def test_without_the_extra_zstd_the_failure_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl.zst").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "zstandard", None)
    [failed] = bad(read(tmp_path / "a.jsonl.zst"))
    assert failed.message.endswith("pip install 'emoprofile[zstd]'")


ROW = {"ID": 7, "Body": "Hm.", "headline": "T", "n": 1.5, "tags": ["a", {"b": None}]}


def test_columns_are_guessed_by_their_names_and_the_guess_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.jsonl").write_bytes(as_jsonl([ROW, ROW | {"ID": 8}]))
    with caplog.at_level(logging.INFO, "emoprofile"):
        first, _ = good(tmp_path / "a.jsonl")
    assert first == Document("7", "T\n\nHm.", {"title": "T", "n": 1.5, "tags": ["a", {"b": None}]})
    assert [record.message.partition(": ")[2] for record in caplog.records] == [
        (
            "text 'Body' (by its name; 1 words a row), id 'ID', title 'headline', scored as a heading, "
            "metadata all other columns"
        )
    ]


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_the_configuration_says_which_columns_are_what(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(FORMATS[suffix]([ROW | {"text": "no", "tags": ["a"]}]))
    named = {
        "text_column": "Body", "id_column": "n", "title_column": "text", "metadata_columns": ["ID"],
        "score_title": False,
    }  # fmt: skip
    assert good(path, **named) == [Document("1.5", "Hm.", {"title": "no", "ID": 7})]
    assert good(path, text_column="Body", metadata_columns=[])[0].metadata == {"title": "T"}


def test_a_configured_column_that_is_not_there_is_a_failure_that_lists_those_that_are(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv([{"text": "x", "who": "y"}]))
    [failed] = bad(read(tmp_path / "a.csv", metadata_columns=["whom"]))
    assert failed.message == "there is no column 'whom', which the configuration names; columns: 'text', 'who'"
    [unknown] = bad(read(tmp_path / "a.csv", text_column="story"))
    assert "'story'" in unknown.message


def test_a_table_without_a_text_is_one_failure_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x,y\n1,2\n3,4\n")
    [failed] = bad(read(tmp_path / "a.csv"))
    assert "columns: 'x', 'y'. Name it: --set read.text_column=NAME" in failed.message


def test_ids_are_kept_or_made_from_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(as_jsonl([{"text": "a", "id": "x"}, {"text": "b", "id": None}, {"text": "c"}]))
    assert [item.id for item in good(tmp_path / "a.jsonl")] == [
        "x", Document.from_text("b").id, Document.from_text("c").id,
    ]  # fmt: skip


def test_ids_that_come_again_are_made_distinct_by_their_place(tmp_path: Path) -> None:
    one, two = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_bytes(as_csv([{"id": "x", "text": "a"}, {"id": "x", "text": "b"}]))
    two.write_bytes(as_csv([{"id": "x", "text": "c"}, {"id": "y", "text": "d"}]))
    assert [item.id for item in good(one, two)] == ["x", f"x ({one}, article 2)", f"x ({two}, article 1)", "y"]


def test_values_of_parquet_become_plain_ones(tmp_path: Path) -> None:
    row = {
        "text": b"caf\xc3\xa9",
        "day": datetime.date(2023, 5, 1),
        "at": datetime.datetime(2023, 5, 1, 8),
        "price": decimal.Decimal("1.50"),
        "nan": float("nan"),
        "raw": b"\xff\xff",
        "deep": {"list": [1, None]},
    }
    (tmp_path / "a.parquet").write_bytes(as_parquet([row]))
    [found] = good(tmp_path / "a.parquet")
    assert found.text == "café"
    assert found.metadata == {
        "day": "2023-05-01", "at": "2023-05-01T08:00:00", "price": "1.50", "nan": None, "raw": "(2 bytes)",
        "deep": {"list": [1, None]},
    }  # fmt: skip
    json.dumps(found.metadata, allow_nan=False)


def test_a_bad_line_is_a_failure_of_that_line_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        b'\xef\xbb\xbf{"text": "first", "id": "a"}', b"[1]", b'{"text": "cut', b"", b'{"id": "b", "text": null}',
        b'{"text": 5}', b'{"id": "c"}', b'"\xff"', b"[" * 100_000, b"1" * 5000, b"\0" * 9,
        b'{"id": "e", "text": "x", "m": ' + b"[" * 700 + b"]" * 700 + b"}", b'{"text": "last", "id": "d"}',
    ]  # fmt: skip
    path.write_bytes(b"\r\n".join(lines))
    found = read(path)
    assert [item.id for item in found if isinstance(item, Document)] == ["a", "d"]
    assert [(item.id.removeprefix(f"{path}, "), item.message.removeprefix(f"{path}, ")) for item in bad(found)] == [
        ("line 2", 'a JSON list, not an object; each line must be one: {"text": …}'),
        ("line 3", "not JSON: Unterminated string starting at at character 10 of the line"),
        ("b", "line 5: the text, 'text', is null, not text; columns: 'id', 'text'"),
        ("line 6", "the text, 'text', is a number, not text; columns: 'text'"),
        ("c", "line 7: the text, 'text', is missing; columns: 'id'"),
        ("line 8", "not valid UTF-8: byte 0xff at position 1 of the line"),
        ("line 9", "nested too deeply"),
        ("line 10", bad(found)[7].message),
        ("line 11", "not JSON: Expecting value at character 1 of the line"),
        ("e", "line 12: it is nested too deeply"),
    ]
    assert bad(found)[7].message.startswith("not JSON that can be read: Exceeds the limit")


def test_a_bad_row_of_csv_is_a_failure_of_that_row_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [
        b"\xef\xbb\xbfid,text", b'1,"two\nlines"', b"2", b"", "3,“é”".encode(), b"4,caf\xe9", b'5,"a"b', b"6,a,b",
        b"7,ok", b'8,"never closed', b"9,lost",
    ]  # fmt: skip
    path.write_bytes(b"\r\n".join(rows))
    found = read(path)
    assert [(item.id, item.text) for item in found if isinstance(item, Document)] == [
        ("1", "two\nlines"), ("3", "“é”"), ("7", "ok"), ("9", "lost"),
    ]  # fmt: skip
    assert [(item.id.removeprefix(f"{path}, "), item.message[:38]) for item in bad(found)] == [
        ("line 4", "1 fields, but 2 columns: is a delimite"),
        ("line 7", "byte 0xe9 is not in the encoding of th"),
        ("line 8", "no row of a table, is a quote in it no"),
        ("line 9", "3 fields, but 2 columns: is a delimite"),
        ("line 11", "a quote in it is not closed; the lines"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_decoded_by_its_head(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes("text,who\nMüller weinte: “Nein!”,Zoë\n".encode(encoding))
    [found] = good(tmp_path / "a.csv")
    assert (found.text, found.metadata) == ("Müller weinte: “Nein!”", {"who": "Zoë"})


def test_a_string_of_parquet_that_is_no_utf8_is_a_failure_of_its_row(tmp_path: Path) -> None:
    strings = pa.array([b"one", b"caf\xe9", b"two"]).view(pa.string())
    pq.write_table(pa.table({"text": strings}), tmp_path / "a.parquet")
    one, failed, two = read(tmp_path / "a.parquet")
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert isinstance(failed, Failure)
    assert (one.text, two.text, failed.id) == ("one", "two", f"{tmp_path / 'a.parquet'}, row 2")


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"text,text\nx,y\n")
    assert bad(read(tmp_path / "a.csv"))[0].message.startswith("the column 'text' stands twice")


def test_standard_input_is_json_lines_where_the_configuration_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    content = as_jsonl([{"id": 1, "text": "a"}, {"id": 2, "text": "b"}])
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content + b"{")))
    found = read("-", stdin="jsonl")
    assert [item.id for item in found] == ["1", "2", "stdin, line 3"]


def test_a_single_article_is_not_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"text\nx\n")
    failed = read_article(str(tmp_path / "a.csv"))
    assert isinstance(failed, Failure)
    assert "score tables with: emoprofile score" in failed.message


def test_a_wrong_setting_is_refused() -> None:
    with pytest.raises(ConfigError, match="read.stdin"):
        load_run_config("default", ["read.stdin=csv"])
