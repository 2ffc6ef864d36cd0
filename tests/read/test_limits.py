"""Whatever an input holds: one failure with a reason, within the limits, without its text, and the others are read."""

import io
import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.errors import ReadError
from emoprofile.read import read_article, read_articles
from emoprofile.read.pages.process import PAGES
from emoprofile.read.tables import columns as columns_module
from emoprofile.read.tables.column_names import show_names
from emoprofile.read.tables.parquet_pages import read_pages
from emoprofile.read.values import make_plain

PARAGRAPH = "<p>The river rose in the night, and by morning nobody on our street had dry feet, nor any bread.</p>"
SECRET = "The soldier cried all night"


def read(path: Path, limits: LimitsConfig = LIMITS) -> list[Document | Failure]:
    return list(read_articles([str(path)], ReadConfig(), limits))


def only(found: list[Document | Failure]) -> Failure:
    [failure] = found
    assert isinstance(failure, Failure)
    assert len(failure.message) <= 500
    return failure


@pytest.mark.parametrize(
    "name", ["undefined", "idna", "punycode", "unicode_escape", "hex", "utf-7", "utf-16", "no-such"]
)
def test_an_encoding_that_no_page_means_is_not_believed(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f'<meta charset="{name}">{PARAGRAPH * 5}'.encode() + "<p>“Café”</p>".encode("cp1252"))
    [found] = read(path)
    assert isinstance(found, Document)
    assert "nobody on our street" in found.text


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<p " + " ".join(f"a{i}" for i in range(200_000)) + ">", "a tag with 200,000 attributes; limits.max_attrib"),
        ("<p " + " ".join(f"a{i}='>'" for i in range(9_000)) + ">", "a tag with 9,000 attributes"),
        ("<b>" * 200_000, "the page has 200,000 tags; limits.max_tags allows 100,000"),
    ],
)
def test_a_page_over_a_limit_is_refused_before_it_is_parsed(tmp_path: Path, page: str, message: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page)
    began = time.process_time()
    assert message in only(read(path)).message
    assert time.process_time() - began < 5


def test_a_page_that_takes_too_long_or_too_much_is_one_failure_and_the_next_is_read(tmp_path: Path) -> None:
    hostile = '<script type="application/ld+json">' + '"author": "' * 30_000 + "</script>"
    for name, head in (("a.html", hostile), ("b.html", "")):
        (tmp_path / name).write_text(f"<html><head>{head}</head><body><article>{PARAGRAPH * 5}</article>")
    slow, good = read(tmp_path, LimitsConfig(max_seconds=0.5))
    assert "more than 0.5 s of processor time to read (limits.max_seconds)" in only([slow]).message
    assert isinstance(good, Document)


def test_a_page_that_ends_its_process_is_one_failure_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><article>{PARAGRAPH * 5}</article>")
    assert isinstance(read(path)[0], Document)
    assert PAGES._process
    PAGES._process.kill()
    PAGES._process.wait()
    assert "ended the process that read it (code -9)" in only(read(path)).message
    assert isinstance(read(path)[0], Document)


BIG = "a" * 400_000
LONG = pa.array([BIG] * 200)
SMALL = LimitsConfig(max_bytes=1 << 22)


@pytest.mark.parametrize(
    ("column", "settings", "message"),
    [
        (LONG, {}, "more than 200 times its size"),
        (LONG, {"use_dictionary": False}, "unpacks to 80,00"),
        (pa.array([BIG * 20]), {"use_dictionary": False}, "a page of the column 'text' unpacks to 8,000,0"),
        (LONG, {"use_dictionary": False, "column_encoding": {"text": "DELTA_BYTE_ARRAY"}}, "more than 200 times"),
        (pa.nulls(100_000, pa.string()), {}, "more than 200 times"),
        (LONG, {"data_page_version": "2.0"}, "more than 200 times"),
    ],
)
def test_a_parquet_file_that_unpacks_to_too_much_is_one_failure(
    tmp_path: Path, column: pa.Array, settings: dict[str, Any], message: str
) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": column}), path, compression="zstd", **settings)
    before = pa.total_allocated_bytes()
    assert message in only(read(path, SMALL)).message
    assert pa.total_allocated_bytes() - before < 1 << 24


def test_lists_that_unpack_to_too_much_are_refused_and_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["x"], "m": pa.array([[1] * 900_000], pa.list_(pa.int8()))}), path)
    assert "the lists in the column 'm' hold 900,000 values" in only(read(path, SMALL)).message
    [kept] = read_articles([str(path)], ReadConfig(metadata_columns=()), SMALL)
    assert isinstance(kept, Document)


@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
def test_the_pages_of_a_column_are_those_that_stand_in_the_file(tmp_path: Path, version: str, compression: str) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"Article {i}. " * (i % 50) for i in range(3000)]
    table = pa.table({"text": texts, "n": list(range(3000)), "m": [[i] * (i % 3) for i in range(3000)]})
    pq.write_table(table, path, compression=compression, data_page_version=version, data_page_size=4096)
    facts = pq.ParquetFile(path).metadata.row_group(0)
    with path.open("rb") as stream:
        for i in range(facts.num_columns):
            column = facts.column(i)
            start = column.dictionary_page_offset or column.data_page_offset
            found = list(read_pages(stream, start, column.total_compressed_size))
            assert sum(page.values for page in found if page.kind != 2) == column.num_values
            # What the file says of the column counts the headers too, with the least and the greatest value in them.
            assert 0 <= column.total_uncompressed_size - sum(page.unpacked for page in found) < 2000 * len(found)
    assert [item.text for item in read(path) if isinstance(item, Document)] == texts


@given(st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_page_headers_or_damaged(content: bytes) -> None:
    with suppress(ReadError, RecursionError):
        list(read_pages(io.BytesIO(content), 0, len(content)))


@pytest.mark.parametrize("kind", [pa.timestamp("s", "Mars/Phobos"), pa.list_(pa.timestamp("us", "+99:99"))])
def test_a_time_zone_that_does_not_exist_is_one_failure(tmp_path: Path, kind: pa.DataType) -> None:
    path = tmp_path / "a.parquet"
    values = pa.array([[1], [2]] if pa.types.is_list(kind) else [1, 2], kind)
    pq.write_table(pa.table({"text": ["a", "b"], "when": values}), path)
    assert "the column 'when' has a time zone that this machine does not know" in only(read(path)).message


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.zst"])
def test_a_packed_table_that_unpacks_to_too_much_ends_with_one_failure(tmp_path: Path, name: str) -> None:
    import gzip

    import zstandard

    pack = gzip.compress if name.endswith("gz") else zstandard.ZstdCompressor().compress
    (tmp_path / name).write_bytes(pack(b"text\n" + b"\n" * (1 << 21) if "csv" in name else b"\n" * (1 << 21)))
    assert "more than 1,000,000 blank lines" in only(read(tmp_path)).message
    lines = b'{"text": "x"}\n' if "json" in name else b"text\n" + b"It rained.\n"
    (tmp_path / name).write_bytes(pack(lines * (1 << 19)))
    assert (
        "it unpacks to more than 200 times its size"
        in only(read(tmp_path, LimitsConfig(max_bytes=1 << 20))[-1:]).message
    )


def test_a_row_or_id_that_is_too_long_is_refused(tmp_path: Path) -> None:
    limits = LimitsConfig(max_bytes=1000, max_id_characters=10)
    (tmp_path / "a.csv").write_text("text,n\n" + "x" * 700 + ',"' + "y\n" * 300 + '"\n')
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "x", "id": SECRET}) + '\n{"text": "fine"}\n')
    (tmp_path / "c.jsonl").write_text('{"text": "' + "x" * 1000 + '"}\n')
    row, id_, good, line = read(tmp_path, limits)
    assert "a row of more than 1,000 characters (limits.max_bytes)" in only([row]).message
    assert "its id has 27 characters; limits.max_id_characters allows 10" in only([id_]).message
    assert isinstance(good, Document)
    assert "a line of more than 1,000 bytes" in only([line]).message
    assert all(SECRET not in str(item) for item in (row, id_, line))


def test_a_line_of_countless_values_is_refused_before_they_are_made(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "x", "m": [' + "[]," * 4_500_000 + "[]]}")
    assert "more than 4,194,304 values" in only(read(tmp_path)).message


@pytest.mark.parametrize("error", [ValueError, MemoryError, RecursionError, OverflowError, LookupError, BaseException])
def test_whatever_a_library_raises_in_a_row_costs_that_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    plain = make_plain

    def fragile(value: Any) -> Any:
        if value == "boom":
            raise error(SECRET)
        return plain(value)

    monkeypatch.setattr(columns_module, "make_plain", fragile)
    (tmp_path / "a.csv").write_text("text,m\none,x\ntwo,boom\nthree,x\n")
    first, bad, last = read(tmp_path)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert SECRET not in str(only([bad]))


LEAKING = {
    "headerless.csv": f"7,{SECRET}\n8,Another one\n",
    "twice.csv": f"{SECRET},{SECRET}\nx,y\n",
    "keys.jsonl": json.dumps({SECRET: 1, f"{SECRET}, and all day.": 2}) + "\n",
    "null.jsonl": json.dumps({"text": None, SECRET: 1}) + "\n",
    "number.jsonl": json.dumps({"text": 5, f"{SECRET}! " * 20_000: SECRET}) + "\n",
    "cut.jsonl": json.dumps({"text": SECRET})[:-3] + "\n",
    "many.csv": ",".join(f"c{i}" for i in range(100_000)) + "\n" + f"{SECRET}\n",
}


@pytest.mark.parametrize("name", LEAKING)
def test_a_failure_holds_no_text_of_the_article(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(LEAKING[name])
    failures = read(tmp_path)
    assert failures
    for failure in failures:
        assert isinstance(failure, Failure)
        assert len(failure.message) <= 500
        assert not any(word in json.dumps(failure.to_dict()) for word in ("soldier", "cried", "night"))


def test_names_of_columns_are_shown_and_rows_are_not() -> None:
    assert show_names(["id", "Article Text", "a.b:c"]) == "'id', 'Article Text', 'a.b:c'"
    assert show_names([]) == "none"
    for text in (SECRET, "Help us!", "He cried.", "x" * 90, "a\nb"):
        assert text not in show_names(["id", text])
        assert "'id'" not in show_names(["id", text])
    assert show_names(map(str, range(30))).endswith("'19' and 10 more")


def test_a_packed_article_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 2000)
    found = read_article(str(tmp_path / "a.txt"), limits=LimitsConfig(max_bytes=1000))
    assert only([found]).message.startswith("larger than 1,000 bytes (limits.max_bytes)")
