"""One word per meaning: Python, JSON and columns are called as the glossary says, and hold the same value."""

import json
import re
from functools import cache
from typing import Any

import jsonschema
import pytest
from tests.conftest import ROOT

from emoprofile import Profile, profile
from emoprofile.config import load_model_spec, load_run_config
from emoprofile.write.columns import fill_cells, list_columns

PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\S[^|]*) \| `([^`]+)` \| `([^`]+)` \| (`[^|]+`) \| ", PAGE, re.MULTILINE)
LABEL = "fear"


@cache
def scored() -> tuple[Profile, dict[str, Any], dict[str, Any]]:
    found = profile("We are afraid of the storm. Nobody can sleep any more. They are so scared of the night!")
    config = load_run_config()
    table = list_columns(load_model_spec(config.model), config)
    return found, found.to_dict(), fill_cells(found, table, 17)


def test_the_table_names_the_figures_of_a_profile() -> None:
    assert len(ROWS) == 11


@pytest.mark.parametrize(("word", "python", "path", "names"), ROWS, ids=[row[0] for row in ROWS])
def test_the_word_is_the_same_everywhere(word: str, python: str, path: str, names: str) -> None:
    found, plain, row = scored()
    in_python = eval(python.replace("LABEL", LABEL), {"profile": found})
    assert word in {*re.findall(r"\w+", python), *re.findall(r"\w+", path)}
    readings = ("expressed", "evoked") if "READING" in path else (None,)
    in_columns = [row[name.replace("LABEL", LABEL)] for name in re.findall(r"`([^`]+)`", names)]
    for reading in readings:
        value: Any = plain
        for step in path.replace("LABEL", LABEL).replace("READING", str(reading)).split("."):
            value = value[step]
        if word == "leading":
            assert [each["label"] for each in value] == list(row[f"{reading}.leading"] or [])
        elif word == "interval":
            assert value == pytest.approx(in_columns)
            assert value == pytest.approx(list(in_python))
        else:
            assert value == in_python == pytest.approx(in_columns[0], abs=1e-12)


def test_the_schema_knows_every_key_of_the_table() -> None:
    schema = json.loads((ROOT / "docs" / "profile.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(scored()[1], schema)
    text = json.dumps(schema)
    for _, _, path, _ in ROWS:
        for step in path.split("."):
            assert step in {"LABEL", "READING"} or f'"{step}"' in text, path
