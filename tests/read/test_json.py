"""JSON however it is laid out: an object is an article, and what is damaged costs no more than itself."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emoprofile.config import ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.errors import ReadError
from emoprofile.read import is_single, read_article, read_articles
from emoprofile.read.tables.json_values import read_values

ROWS: list[dict[str, Any]] = [
    {"id": f"n{i}", "text": f"On day {i} we wept, [all] of {{us}}.", "m": {"a": [i, {"b": None}]}} for i in range(5)
]
LAYOUTS = {
    "lines": "".join(json.dumps(row) + "\n" for row in ROWS),
    "array": json.dumps(ROWS),
    "array over lines": json.dumps(ROWS, indent=1),
    "array of lines": "[\n" + ",\n".join(json.dumps(row) for row in ROWS) + "\n]\n",
    "objects over lines": "\n".join(json.dumps(row, indent=4) for row in ROWS),
    "answer of a server": json.dumps({"status": "ok", "total": 5, "articles": ROWS}, indent=2),
    "with a mark": "\ufeff" + json.dumps(ROWS, indent=1),
}


def read(path: Path, content: str | bytes, **settings: Any) -> list[Document | Failure]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_articles([str(path)], ReadConfig(**settings)))


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same(tmp_path: Path, layout: str, suffix: str) -> None:
    if layout == "answer of a server" and suffix == ".jsonl":
        pytest.skip("a line is a row, whatever it holds")
    found = read(tmp_path / f"a{suffix}", LAYOUTS[layout])
    assert found == [Document(row["id"], row["text"], {"m": row["m"]}) for row in ROWS]


def test_a_file_of_one_object_is_one_article_called_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "0001.json"
    path.write_text(
        json.dumps({"title": "Flood", "maintext": "The river rose.", "url": "https://example.org/1"}, indent=1)
    )
    assert is_single(str(path), ReadConfig())
    found = read_article(str(path))
    assert found == Document(str(path), "Flood\n\nThe river rose.", {"title": "Flood", "url": "https://example.org/1"})
    assert list(read_articles([str(tmp_path)], ReadConfig())) == [found]


def test_a_file_of_many_objects_is_no_single_article(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(LAYOUTS["array"])
    found = read_article(str(tmp_path / "a.json"))
    assert isinstance(found, Failure)
    assert "score tables with" in found.message


def test_a_damaged_object_costs_itself(tmp_path: Path) -> None:
    lines = json.dumps(ROWS, indent=1).replace('"id": "n2",', '"id": n2,')
    found = read(tmp_path / "a.json", lines)
    assert [item.id for item in found if isinstance(item, Document)] == ["n0", "n1", "n3", "n4"]
    [failed] = [item for item in found if isinstance(item, Failure)]
    line = lines[: lines.index("n2,")].count("\n") + 1
    assert failed.id.endswith(f"a.json, line {line - 1}")
    assert failed.message == f"not JSON: Expecting value at line {line}"
    one_line = json.dumps(ROWS).replace('"id": "n2",', '"id": n2,')
    assert [item.id for item in read(tmp_path / "b.json", one_line) if isinstance(item, Document)] == [
        "n0", "n1", "n3", "n4",
    ]  # fmt: skip


def test_a_file_that_is_cut_off_keeps_what_is_whole(tmp_path: Path) -> None:
    found = read(tmp_path / "a.json", json.dumps(ROWS, indent=1)[:-60])
    assert [item.id for item in found if isinstance(item, Document)] == ["n0", "n1", "n2", "n3"]
    assert isinstance(found[-1], Failure)
    assert len(found) == 5


@pytest.mark.parametrize("content", ["[1, 2]", "[]", "{}", "", "null", '"text"', '[{"a": 1}', "[[[["])
def test_what_holds_no_article_is_a_failure(tmp_path: Path, content: str) -> None:
    found = read(tmp_path / "a.json", content)
    assert found
    assert all(isinstance(item, Failure) for item in found)


@given(
    rows=st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=30) | st.none() | st.floats(allow_nan=False))),
    indent=st.sampled_from([None, 0, 2]),
    is_array=st.booleans(),
)
def test_objects_come_back_as_they_were(rows: list[dict[str, Any]], indent: int | None, is_array: bool) -> None:
    text = json.dumps(rows, indent=indent) if is_array else "\n".join(json.dumps(row, indent=indent) for row in rows)
    stream = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    assert [row.values for row in read_values(stream, "utf-8", 10_000)] == rows


def test_an_object_over_the_limit_is_refused() -> None:
    stream = io.BytesIO(json.dumps([{"text": "x" * 2_000_000}, {"text": "y"}], indent=1).encode())
    values = [row.values for row in read_values(stream, "utf-8", 100_000)]
    assert isinstance(values[0], ReadError)
    assert values[-1] == {"text": "y"}


def test_paragraphs_are_joined_and_what_holds_none_is_refused(tmp_path: Path) -> None:
    rows = [
        {"text": ["We came.", "", "We saw."]},
        {"text": [["We came."], [{"type": "paragraph", "text": "We left."}]]},
        {"text": [{"title": "One", "text": "Two articles."}]},
        {"text": []},
    ]
    found = read(tmp_path / "a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    assert [item.text for item in found if isinstance(item, Document)] == [
        "We came.\n\nWe saw.",
        "We came.\n\nWe left.",
    ]
    assert "is a list, not text" in next(item.message for item in found if isinstance(item, Failure))
