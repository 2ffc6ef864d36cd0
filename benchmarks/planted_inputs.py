"""Faults planted in inputs and configurations: how many are refused, set right, or end in anything else.

python -m benchmarks.planted_inputs
"""

import gzip
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from emoprofile.cli import terminal
from emoprofile.config import ReadConfig, TextConfig, load_run_config
from emoprofile.data import Document, Failure
from emoprofile.data.visible_text import make_visible
from emoprofile.errors import EmoprofileError
from emoprofile.profiler import Profiler
from emoprofile.read import read_articles
from emoprofile.text import Segmenter

SECRET = "The soldier cried all night"
GOOD = f"<article>{f'<p>{SECRET}, and by morning nobody on our street had any bread.</p>' * 5}</article>"
LONG = pa.array(["a" * 4_000_000] * 200)
ZONE = pa.array([1], pa.timestamp("s", "Mars/Phobos"))
PAGES = {
    **{f"charset {name}": f'<meta charset="{name}">{GOOD}'.encode() + b"<p>\x93\x94" for name in (
        "undefined", "idna", "punycode", "unicode_escape", "hex", "utf-7", "utf-16", "nothing")},
    "attributes": ("<p " + " ".join(f"a{i}" for i in range(200_000)) + ">" + GOOD).encode(),
    "tags": ("<b>" * 200_000 + GOOD).encode(),
    "scripts": ('<script type="application/ld+json">' + '"author": "' * 30_000 + "</script>" + GOOD).encode(),
    "deep": ("<div>" * 90_000 + GOOD).encode(),
}  # fmt: skip
TABLES: dict[str, bytes] = {
    "a.jsonl": b'{"text": "half \\ud800 of it"}\n',
    "b.jsonl": json.dumps({"text": None, SECRET: 1}).encode(),
    "c.jsonl": json.dumps({SECRET: 1}).encode(),
    "d.jsonl": json.dumps({"text": "x", "id": SECRET * 100}).encode(),
    "e.jsonl": b'{"text": "x", "m": [' + b"[]," * 4_500_000 + b"[]]}",
    "f.jsonl": b"[" * 100_000,
    "g.jsonl": json.dumps({"text": 5, SECRET * 30_000: 1}).encode(),
    "h.csv": f"7,{SECRET}\n8,x\n".encode(),
    "i.csv": f"{SECRET},{SECRET}\nx,y\n".encode(),
    "j.jsonl.gz": gzip.compress(b"\n" * (1 << 29)),
    "k.jsonl": b'{"text": "fine", "id": "\\ud800", "title": "\\udc00", "\\udfff": 1}\n',
}
COLUMNS: dict[str, tuple[dict[str, pa.Array], dict[str, object]]] = {
    "dictionary": ({"text": LONG}, {}),
    "plain": ({"text": LONG}, {"use_dictionary": False}),
    "delta": ({"text": LONG}, {"use_dictionary": False, "column_encoding": {"text": "DELTA_BYTE_ARRAY"}}),
    "nulls": ({"text": pa.nulls(8_000_000, pa.string())}, {}),
    "lists": ({"text": pa.array(["x"]), "m": pa.array([[1] * 40_000_000], pa.list_(pa.int8()))}, {}),
    "time zone": ({"text": pa.array(["x"]), "when": ZONE}, {}),
}
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
YAMLS = (
    LAUGHS, "[" * 100_000, "- " * 20_000, "a: " + "9" * 5000, "a: 0x" + "f" * 5000, "a: &a [*a]", "a: 2001-99-99",
    "? [a]\n: b", "a: !!timestamp b", "!!python/object:os.system {}", "a" * 1_000_000, "\0", "extends: ./yaml",
)  # fmt: skip
NAMES = (":x", ":", "a:b:c", ".a:b", "os:", "sys:exit", "builtins:len", "os:getcwd", "json:__doc__", "\0:x")
SETTINGS = (
    "score.threads=100000", "score.threads=.inf", "score.batch_tokens=1" + "0" * 90, "limits.max_seconds=.nan",
    "score.device=cuda:99999999999", "a." * 3000 + "b=1", "a=" + "[" * 5000, "score.threads=" + "9" * 6000,
)  # fmt: skip
PATHS = ("pipe.yaml", "folder.yaml", "zero.yaml", "/dev/zero", "\0.yaml", "a" * 5000 + ".yaml", "\udcff.yaml", "")
HOSTILE = ("\x1b[31m", "\x07", "\x9b1m", "\u202e", "\u2066", "\u2028", "\x7f", "\ud800", "\U000e0041", "\x00", "\r")
ENCODINGS = ("cp1252", "latin-1", "cp437", "ascii")


def main() -> None:
    """Print a line per kind."""
    print(f"{'':34}tried  refused  set right  scored wrong  leaked or ended otherwise  longest")
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        os.mkfifo("pipe.yaml")
        Path("folder.yaml").mkdir()
        Path("zero.yaml").symlink_to("/dev/zero")
        profiler = Profiler.from_config("default")
        _line("web pages", (_reading(f"{i}.html", page, profiler) for i, page in enumerate(PAGES.values())))
        _line("rows and lines", (_reading(name, content, profiler) for name, content in TABLES.items()))
        _line("Parquet files", (_reading(name, None, profiler) for name in COLUMNS))
        _line("YAML files", (_loading(text) for text in YAMLS))
        _line("names of one's own code", (partial(_refusal, partial(_splitter, name)) for name in NAMES))
        _line("settings", (partial(_refusal, partial(load_run_config, "default", [item])) for item in SETTINGS))
        _line("paths of configurations", (partial(_refusal, partial(load_run_config, path)) for path in PATHS))
        _line("signs that a terminal obeys", (partial(_showing, sign) for sign in HOSTILE))
        os.chdir("/")


def _line(kind: str, acts: Iterator[Callable[[], str]]) -> None:
    counts = dict.fromkeys(("refused", "set right", "scored wrong", "otherwise"), 0)
    longest = 0.0
    for act in acts:
        began = time.perf_counter()
        try:
            counts[act()] += 1
        except BaseException:
            counts["otherwise"] += 1
        longest = max(longest, time.perf_counter() - began)
    columns = zip(counts.values(), (9, 11, 14, 27), strict=True)
    figures = "".join(f"{n:{width}}" for n, width in columns)
    print(f"{kind:34}{sum(counts.values()):5}{figures}  {longest:5.1f} s", flush=True)


def _reading(name: str, content: bytes | None, profiler: Profiler) -> Callable[[], str]:
    path = Path(name if content is not None else f"{name}.parquet")

    def act() -> str:
        if content is None:
            columns, settings = COLUMNS[name]
            pq.write_table(pa.table(columns), path, compression="zstd", **settings)
        else:
            path.write_bytes(content)
        found = list(read_articles([str(path)], ReadConfig()))
        results = [item if isinstance(item, Failure) else next(profiler.profiles([item])) for item in found]
        failures = [item for item in results if isinstance(item, Failure)]
        if any(SECRET[4:11] in str(item) or len(item.message) > 500 for item in failures):
            return "otherwise"
        if not failures:
            # What was read must be the article, and no other.
            texts = [item.text for item in found if isinstance(item, Document)]
            return "set right" if all(SECRET in text or text == "fine" for text in texts) else "scored wrong"
        return "refused"

    return act


def _loading(text: str) -> Callable[[], str]:
    def act() -> str:
        Path("a.yaml").write_text(text)
        return _refusal(lambda: load_run_config("a.yaml"))

    return act


def _splitter(name: str) -> Segmenter:
    return Segmenter(TextConfig(splitter=name))


def _refusal(act: Callable[[], object]) -> str:
    try:
        act()
    except EmoprofileError as error:
        return "refused" if len(str(error)) < 2000 else "otherwise"
    return "scored wrong"


def _showing(sign: str) -> str:
    terminal.prepare_terminal()
    shown = make_visible(f"a{sign}b")
    for encoding in ENCODINGS:
        shown.encode(encoding, "emoprofile.ascii")
    return "otherwise" if sign in shown else "set right"


if __name__ == "__main__":
    main()
