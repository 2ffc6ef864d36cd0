"""Files of profiles: the same figures from every format, and a reason for what cannot be read."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emoprofile.compare import open_profiles
from emoprofile.compare.written.json_profiles import _parse_head
from emoprofile.errors import ReadError

FORMATS = ("jsonl", "csv", "tsv", "parquet", "folder")


def read_all(path: str) -> tuple[list[str], list[Any], np.ndarray, np.ndarray, set[str]]:
    contents, files = open_profiles([path])
    names = list(contents.figures)
    batches = [batch for file in files for batch in file.read(names)]
    return (
        [name for batch in batches for name in batch.ids],
        [dict(each) for batch in batches for each in batch.metadata],
        np.concatenate([batch.means for batch in batches]),
        np.concatenate([batch.sds for batch in batches]),
        {each for batch in batches for each in batch.fingerprints},
    )


def read_valences(paths: Iterable[str]) -> None:
    for file in open_profiles(paths)[1]:
        list(file.read(["valence"]))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_figures(name: str, corpus: Mapping[str, str]) -> None:
    known, found = open_profiles([corpus["jsonl"]])[0], open_profiles([corpus[name]])[0]
    assert (found.model, found.vocabulary) == (known.model, known.vocabulary)
    assert dict(found.figures) == dict(known.figures)
    assert {"expressed.fear", "expressed.neutral", "expressed.emotional", "expressed.ekman.joy", "valence"} <= set(
        found.figures
    )
    one, other = read_all(corpus["jsonl"]), read_all(corpus[name])
    order = list(found.figures)
    place = [order.index(each) for each in known.figures]
    assert other[:2] == one[:2]
    np.testing.assert_array_equal(other[2][:, place], one[2])
    np.testing.assert_array_equal(other[3][:, place], one[3])
    assert other[4] == one[4]
    assert len(one[4]) == 1
    assert np.isnan(one[2][one[0].index("empty")]).all()


@settings(max_examples=200, deadline=None)
@given(
    texts=st.lists(st.text('],[{}":\\ \nab0,', max_size=12) | st.text(max_size=9), min_size=1, max_size=4),
    metadata=st.dictionaries(
        st.sampled_from(["readings", "arc", "evidence", "a"]),
        st.dictionaries(st.sampled_from(["expressed", "arc", "b"]), st.text(max_size=5)),
    ),
)
def test_no_text_in_a_line_changes_what_is_read(texts: list[str], metadata: dict[str, Any]) -> None:
    readings = {
        "expressed": {text: {"prevalence": i / 7, "evidence": [{"text": text}] * i} for i, text in enumerate(texts)}
    }
    profile = {"id": texts[0], "metadata": metadata, "readings": readings, "arc": None, "voices": [texts]}
    profile |= {"provenance": {"fingerprint": "sha256:1"}}
    found = _parse_head(json.dumps(profile, ensure_ascii=False).encode())
    if found is not None:
        assert (found["id"], found["metadata"], found["fingerprint"]) == (texts[0], metadata, "sha256:1")
        assert {label: one["prevalence"] for label, one in found["readings"]["expressed"].items()} == {
            label: one["prevalence"] for label, one in readings["expressed"].items()
        }


def test_a_line_as_it_is_written_is_cut_short(corpus: Mapping[str, str]) -> None:
    for line in Path(corpus["jsonl"]).read_bytes().splitlines():
        found = _parse_head(line)
        assert found is not None
        assert "voices" not in found
        assert found["fingerprint"] == json.loads(line)["provenance"]["fingerprint"]


def test_what_is_no_file_of_profiles_is_refused(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    def refused(*paths: object) -> str:
        with pytest.raises(ReadError) as caught:
            read_valences(map(str, paths))
        return str(caught.value)

    path = tmp_path / "p.jsonl"
    for text, message in (
        ("", "no profile in it. Score articles with: emoprofile score"),
        ('{"schema": "other"}\n', "line 1: no profile of the schema emoprofile/2"),
        ("[1]\n", "line 1: no profile"),
        ("{\n", "line 1: not JSON"),
    ):
        path.write_text(text)
        assert message in refused(path)
    first = Path(corpus["jsonl"]).read_text().splitlines()[0]
    path.write_text(first + "\n{\n")
    assert "line 2: not JSON" in refused(path)
    path.write_text(first + "\n" + first.replace('"model": "tiny"', '"model": "other"') + "\n")
    assert "line 2: made by the model other, the lines before by tiny" in refused(path)
    path.write_text(first.replace('"model": "tiny"', '"model": "other"') + "\n")
    assert "made in several ways" in refused(path, corpus["csv"])
    assert "no such file" in refused(tmp_path / "nothing.jsonl")
    assert "named twice" in refused(corpus["csv"], corpus["csv"])
    (tmp_path / "p.csv").write_text("a,b\n1,2\n")
    assert "no column 'id'" in refused(tmp_path / "p.csv")
    (tmp_path / "p.parquet").write_text("no")
    assert "cannot be read as a table of profiles" in refused(tmp_path / "p.parquet")
    (tmp_path / "p.txt").write_text("no")
    assert "not a file of profiles (.jsonl, .csv, .tsv, .parquet)" in refused(tmp_path / "p.txt")
    (tmp_path / "none").mkdir()
    assert "the folder holds no file of profiles" in refused(tmp_path / "none")


def test_a_folder_with_a_part_missing_is_refused(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "part-0.parquet").write_bytes(Path(corpus["parquet"]).read_bytes())
    manifest = {"files": {"run/part-0.parquet": "", "run/part-1.parquet": ""}}
    (tmp_path / "run.manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ReadError, match=r"part-1.parquet is missing, which run.manifest.json lists"):
        open_profiles([str(folder)])
