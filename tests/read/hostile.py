"""A folder of whatever may lie around."""

import gzip
import os
import random
from pathlib import Path

import zstandard


def noise(count: int) -> bytes:
    return random.Random(7).randbytes(count)


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


def write_hostile(folder: Path) -> None:
    """Fill a folder."""
    for name, content in GOOD.items():
        (folder / name).write_bytes(content)
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    Path(os.fsdecode(os.fsencode(folder) + b"/" + UNNAMEABLE)).write_bytes(b"Hm.")
    os.mkfifo(folder / "pipe.txt")
    (folder / "lost.txt").symlink_to("nowhere.txt")
    (folder / "circle.txt").symlink_to("circle.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "up").symlink_to(folder)
    (folder / "a" / "b" / "up2").symlink_to(folder / "a")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.txt").write_text("no")
    (folder / "folder.txt").mkdir()
