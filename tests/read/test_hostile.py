"""A folder of whatever may lie around: every good article is read, every bad one says why, and nothing blocks."""

import gzip
import json
import os
import socket
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from tests.read.hostile import BAD, GOOD, UNNAMEABLE, noise, write_hostile

from emoprofile.config import LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.read import read_articles


def read(*paths: Path, text_column: str | None = None) -> tuple[list[Document], list[Failure]]:
    found = list(read_articles(map(str, paths), ReadConfig(text_column=text_column)))
    documents = [item for item in found if isinstance(item, Document)]
    return documents, [item for item in found if isinstance(item, Failure)]


def lines(count: int) -> bytes:
    content = noise(30 * count)
    words = (content[i * 30 : i * 30 + 30].hex() for i in range(count))
    return "".join(json.dumps({"id": f"n{i}", "text": word}) + "\n" for i, word in enumerate(words)).encode()


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    write_hostile(tmp_path)
    return tmp_path


def test_every_good_article_is_read_and_every_bad_one_says_why(hostile: Path) -> None:
    documents, failures = read(hostile)
    files = {os.fsdecode(UNNAMEABLE), *GOOD} - {"names.csv"}
    assert {item.id.removeprefix(f"{hostile}/") for item in documents} == files | {"1", "2", "3", "4"}
    assert [item.text for item in documents if item.id in "1234"] == ["NA", "null", "two\r\nlines", ""]
    reasons = {item.id.removeprefix(f"{hostile}/"): item.message for item in failures}
    expected = {name: reason for name, (_, reason) in BAD.items()} | {
        "pipe.txt": "a named pipe, neither a file nor a folder",
        "device.txt": "a device, neither a file nor a folder",
        "lost.txt": "no such file",
        "circle.txt": "cannot be read: Too many levels of symbolic links",
    }
    assert set(reasons) == set(expected)
    assert [(name, reasons[name]) for name, reason in expected.items() if reason not in reasons[name]] == []


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.txt")
        assert read(Path("s.txt"))[1][0].message.startswith("a socket, neither a file nor a folder")


PACKINGS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("damage", ["cut", "overwritten"])
def test_rows_before_a_fault_are_kept_and_the_fault_is_one_failure(tmp_path: Path, packing: str, damage: str) -> None:
    path = tmp_path / f"a.jsonl{packing}"
    whole = PACKINGS[packing](lines(20_000))
    half = whole[: len(whole) // 2]
    path.write_bytes(half if damage == "cut" else half + b"\xff" * 1000 + whole[len(half) + 1000 :])
    documents, failures = read(path, text_column="text")
    kept = len(documents)
    assert [item.id for item in documents] == [f"n{i}" for i in range(kept)]
    assert 8_000 < kept < 12_000
    assert failures[-1].id == str(path)
    assert failures[-1].message.startswith("the file is cut off or damaged after row ")
    assert damage == "overwritten" or len(failures) == 1


def test_row_groups_before_a_damaged_one_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"The {noise(3000).hex()} came {i}." for i in range(400)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=100, use_dictionary=False, compression="zstd")
    start = pq.ParquetFile(path).metadata.row_group(2).column(0).data_page_offset
    content = bytearray(path.read_bytes())
    content[start : start + 3000] = noise(3000)
    path.write_bytes(content)
    documents, failures = read(path)
    assert [item.text for item in documents] == texts[:200]
    assert [item.message for item in failures] == ["after row 200: damaged: the header of a page is cut off"]


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    for name, pack in PACKINGS.items():
        (tmp_path / f"a.txt{name}").write_bytes(pack(bytes(1 << 24)))
    failures = [*read_articles([str(tmp_path)], ReadConfig(), LimitsConfig(max_bytes=1 << 20, max_ratio=10**6))]
    reason = "larger than 1,048,576 bytes (limits.max_bytes); an article is not. Split it."
    assert [item.message for item in failures if isinstance(item, Failure)] == [reason] * 2


def write_table(path: Path, rows: int) -> None:
    content = noise(500 * rows)
    texts = [f"The {content[i * 500 : i * 500 + 500].hex()} came." for i in range(rows)]
    if path.name.endswith(".parquet"):
        pq.write_table(pa.table({"text": texts}), path, use_dictionary=False, compression="none")
        return
    head, line = ("text\n", "{}\n") if ".csv" in path.name else ("", '{{"text": "{}"}}\n')
    content = (head + "".join(map(line.format, texts))).encode()
    path.write_bytes(PACKINGS.get(path.suffix, bytes)(content))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.csv", "a.csv.zst", "a.parquet"])
def test_memory_does_not_grow_with_the_table(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    peaks, arrow = [], []
    for rows in (1000, 20_000):
        write_table(path, rows)
        before, most, count = pa.total_allocated_bytes(), 0, 0
        tracemalloc.start()
        for number, _ in enumerate(read_articles([str(path)], ReadConfig()), 1):
            count = number
            most = max(most, pa.total_allocated_bytes() - before) if number % 100 == 0 else most
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        arrow.append(most)
        assert count == rows
    # A thousand rows are a megabyte, and twenty thousand twenty.
    assert peaks[1] < peaks[0] + 4_000_000
    assert arrow[1] < 30_000_000
