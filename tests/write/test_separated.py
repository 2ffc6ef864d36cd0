"""CSV and TSV: any text comes back, no text runs, and numbers are numbers."""

import csv
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.write.profiles import FULL, config, made, write

from emoprofile.config import ModelSpec
from emoprofile.write import guard_cell, unguard_cell

SIGNS = "=+-@\t\r\n＝＋－＠"
TEXT = st.text(st.one_of(st.sampled_from(SIGNS + "'\"\0,; 😀\ud800"), st.characters()), max_size=8)
VALUES = st.one_of(TEXT, st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none())


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter="\t" if path.suffix == ".tsv" else ","))


@given(TEXT)
@example("'=1")
@example("''")
def test_a_guarded_text_comes_back_and_never_begins_as_a_formula(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text
    assert not guard_cell(text).startswith(tuple(SIGNS))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("-5", "'-5"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
        ("", ""),
        ("＝1", "'＝1"),
    ],
)
def test_only_what_begins_as_a_formula_is_guarded(text: str, cell: str) -> None:
    assert guard_cell(text) == cell
    assert unguard_cell(cell) == text


@pytest.fixture(scope="module")
def spec() -> ModelSpec:
    return FULL


@settings(max_examples=60, deadline=None)
@given(id=TEXT.filter(bool), title=VALUES, other=VALUES, suffix=st.sampled_from([".csv", ".tsv"]))
@example(id="=1+1", title=-5, other="=1", suffix=".csv")
@example(id='a"b,\r\n\tc', title="-5", other="\0", suffix=".tsv")
def test_any_id_and_metadata_come_back(spec: ModelSpec, id: str, title: Any, other: Any, suffix: str) -> None:
    metadata = {"title": title, "other": other}
    with tempfile.TemporaryDirectory() as folder:
        header, row = rows(write(Path(folder) / f"a{suffix}", spec, made(spec, id, metadata, sentences=1)))
    found = dict(zip(header, row, strict=True))
    assert len(row) == len(header)
    assert unguard_cell(found["id"]) == escaped(id)
    assert json.loads(found["metadata"]) == json.loads(json.dumps(metadata))
    if isinstance(title, str):
        assert unguard_cell(found["title"]) == escaped(title)
    else:
        assert (json.loads(found["title"]) if found["title"] else None) == title


def escaped(text: str) -> str:
    return re.sub(r"[\0\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def test_text_stands_in_quotes_numbers_do_not_and_null_is_nothing(spec: ModelSpec, tmp_path: Path) -> None:
    run = config("output.metadata=[title, author, year, draft, tags]")
    metadata = {"title": "-5", "year": -5, "draft": False, "tags": ["a", "="]}
    path = write(tmp_path / "a.csv", spec, made(spec, metadata=metadata, sentences=0), run=run)
    header, line = path.read_text().splitlines()
    assert line.startswith('"a","\'-5",,-5,false,"[""a"", ""=""]",0,,,,,0.1,,"model",,,,,0.1,,,"fitted",')
    assert header.startswith('"id","title","author","year","draft","tags","sentences","valence",')


def test_figures_are_rounded_and_no_number_is_guarded(spec: ModelSpec, tmp_path: Path) -> None:
    pairs = [made(spec, str(seed), seed=seed) for seed in range(9)]
    header, *body = rows(write(tmp_path / "a.csv", spec, *pairs, run=config("output.decimals=3")))
    valences = [row[header.index("valence")] for row in body]
    assert valences == [str(round(profile.valence.mean or 0, 3)) for _, profile in pairs if profile.valence]
    assert any(valence.startswith("-") for valence in valences)
