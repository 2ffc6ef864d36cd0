"""A folder of whatever may lie around: every good article is read, every bad one says why, and nothing blocks."""

import gzip
import json
import os
import random
import socket
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from emoprofile.config import ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.read import articles
from emoprofile.read import packed as packed_module


def read(*paths: Path) -> tuple[list[Document], list[Failure]]:
    found = list(articles(map(str, paths), ReadConfig()))
    documents = [item for item in found if isinstance(item, Document)]
    return documents, [item for item in found if isinstance(item, Failure)]


def noise(count: int) -> bytes:
    return random.Random(7).randbytes(count)


def lines(count: int) -> bytes:
    content = noise(30 * count)
    words = (content[i * 30 : i * 30 + 30].hex() for i in range(count))
    return "".join(json.dumps({"id": f"n{i}", "text": word}) + "\n" for i, word in enumerate(words)).encode()


GOOD = {
    "plain.txt": b"I am happy.",
    "empty.txt": b"",
    "spaces.md": b" \n\t",
    "one-line.txt": b"x " * 25_000_000,
    "new\nline.txt": b"Hm.",
    "-dash.txt": b"Hm.",
    "old.txt": "“Café”, she said.".encode("cp1252"),
    "wide.txt": "“Café”".encode("utf-16"),
    "packed.txt.gz": gzip.compress(b"Hm."),
    "packed.md.zst": zstandard.ZstdCompressor().compress(b"Hm."),
    "names.csv": b'text,id\r\nNA,1\r\nnull,2\r\n"two\r\nlines",3\r\n,4\r\n',
}
BAD = {
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data"),
    "noise.md": (noise(5000), "binary data"),
    "cut.txt": (b"\xff\xfea", "not valid UTF-16-LE"),
    "noise.csv": (noise(5000), "binary data"),
    "noise.jsonl": (b"\0" + noise(5000), "binary data"),
    "nothing.jsonl": (b"", "holds no row"),
    "nothing.csv": (b"", "is empty"),
    "header.csv": (b"text,id\n", "holds no row"),
    "other.csv": (b"a,b\n1,2\n", "read.text_column=NAME"),
    "cut.parquet": (b"PAR1" + noise(200), "no Parquet file, or one that is cut off"),
    "not.txt.gz": (b"plain", "cut off or damaged: Not a gzipped file"),
    "cut.txt.gz": (gzip.compress(noise(500).hex().encode())[:-20], "cut off or damaged: Compressed file ended"),
    "cut.txt.zst": (zstandard.ZstdCompressor().compress(noise(500))[:-20], "cut off or damaged: the packed data end"),
    "not.csv.zst": (b"plain", "cut off or damaged"),
    "cut.parquet.gz": (gzip.compress(noise(500))[:-20], "cut off or damaged"),
    "page.html": (b"<p>", "no article found"),
}
UNNAMEABLE = b"caf\xe9.txt"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    for name, content in GOOD.items():
        (tmp_path / name).write_bytes(content)
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + UNNAMEABLE)).write_bytes(b"Hm.")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "b" / "up2").symlink_to(tmp_path / "a")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_text("no")
    (tmp_path / "folder.txt").mkdir()
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
    documents, failures = read(path)
    kept = len(documents)
    assert [item.id for item in documents] == [f"n{i}" for i in range(kept)]
    assert 8_000 < kept < 12_000
    assert failures[-1].id == str(path)
    assert failures[-1].message.startswith("the file is cut off or damaged after row ")
    assert damage == "overwritten" or len(failures) == 1


def test_row_groups_before_a_damaged_one_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [noise(3000).hex() + str(i) for i in range(400)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=100, use_dictionary=False, compression="zstd")
    start = pq.ParquetFile(path).metadata.row_group(2).column(0).data_page_offset
    content = bytearray(path.read_bytes())
    content[start : start + 3000] = noise(3000)
    path.write_bytes(content)
    documents, failures = read(path)
    assert [item.text for item in documents] == texts[:200]
    assert [item.message[:22] for item in failures] == ["damaged after row 200:"]


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_module, "LARGEST", 1 << 20)
    for name, pack in PACKINGS.items():
        (tmp_path / f"a.txt{name}").write_bytes(pack(bytes(1 << 24)))
    _, failures = read(tmp_path)
    assert [item.message for item in failures] == ["larger than 1 MiB; an article is not. Split it."] * 2


def write_table(path: Path, rows: int) -> None:
    content = noise(500 * rows)
    texts = [content[i * 500 : i * 500 + 500].hex() for i in range(rows)]
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
        for number, _ in enumerate(articles([str(path)], ReadConfig()), 1):
            count = number
            most = max(most, pa.total_allocated_bytes() - before) if number % 100 == 0 else most
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        arrow.append(most)
        assert count == rows
    # A thousand rows are a megabyte, and twenty thousand twenty.
    assert peaks[1] < peaks[0] + 4_000_000
    assert arrow[1] < 30_000_000
