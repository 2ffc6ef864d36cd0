"""Datasets of Hugging Face: saved folders and the hub, row by row."""

from pathlib import Path

import pytest
from datasets import Dataset, DatasetDict

from emoprofile.config import ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.read import read_articles

ROWS = {"id": ["a", "b", "c"], "text": ["NA", "", "“Hm.”"], "source": ["x", None, "y"]}
EXPECTED = [
    Document("a", "NA", {"source": "x"}),
    Document("b", "", {"source": None}),
    Document("c", "“Hm.”", {"source": "y"}),
]


def read(path: str, config: ReadConfig | None = None) -> list[Document | Failure]:
    return list(read_articles([path], config or ReadConfig()))


def message(path: str) -> str:
    [failed] = read(path)
    assert isinstance(failed, Failure)
    assert failed.id == path
    return failed.message


def test_a_saved_dataset_is_read(tmp_path: Path) -> None:
    Dataset.from_dict(ROWS).save_to_disk(tmp_path / "one")
    assert read(f"hf://{tmp_path}/one") == EXPECTED


def test_of_a_saved_dictionary_a_split_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = Dataset.from_dict(ROWS)
    DatasetDict({"train": data.select([0]), "test": data}).save_to_disk(tmp_path / "two")
    assert read(f"hf://{tmp_path}/two:test") == EXPECTED
    monkeypatch.chdir(tmp_path)
    assert read("hf://./two:train") == EXPECTED[:1]
    assert message("hf://./two:dev") == "there is no split 'dev'; splits: train, test"
    assert message("hf://./two") == "no split is named; splits: train, test"


def test_columns_are_configured_as_for_any_table(tmp_path: Path) -> None:
    Dataset.from_dict(ROWS).save_to_disk(tmp_path / "one")
    config = ReadConfig(text_column="id", id_column="source", metadata_columns=())
    assert [item.id for item in read(f"hf://{tmp_path}/one", config)] == ["x", Document.from_text("b").id, "y"]


def test_a_null_text_is_a_failure_of_its_row(tmp_path: Path) -> None:
    Dataset.from_dict({"text": ["a", None]}).save_to_disk(tmp_path / "one")
    _, failed = read(f"hf://{tmp_path}/one")
    assert failed.id == f"hf://{tmp_path}/one, row 2"


def test_what_is_not_there_is_a_failure_with_the_remedy(tmp_path: Path) -> None:
    assert message("hf:///no/such/folder:train") == "there is no folder /no/such/folder"
    assert message(f"hf://{tmp_path}").startswith("no dataset as save_to_disk leaves it")
    assert message("hf://name").startswith("no split is named; write hf://OWNER/NAME:SPLIT")
    assert message("hf://a:b:c:d").startswith("names no dataset; write hf://OWNER/NAME:SPLIT")


def test_offline_the_failure_tells_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("datasets.config.HF_HUB_OFFLINE", True)
    told = message("hf://owner/absent:train")
    assert told.startswith("cannot be read from the hub: ")
    assert told.endswith("name the folder: hf:///FOLDER:SPLIT")
