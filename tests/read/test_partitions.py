"""Folders of the form name=value are metadata of the articles below; a path that leads to nothing says what to do."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from emoprofile.config import ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.read import read_articles


def test_partitions_as_pyarrow_writes_them_are_metadata(tmp_path: Path) -> None:
    table = pa.table({"text": ["One day.", "Two days."], "year": [2023, 2024], "place": ["A b/c", None]})
    pq.write_to_dataset(table, tmp_path, partition_cols=["year", "place"])
    found = list(read_articles([str(tmp_path)], ReadConfig()))
    assert [(item.text, item.metadata) for item in found if isinstance(item, Document)] == [
        ("One day.", {"year": "2023", "place": "A b/c"}),
        ("Two days.", {"year": "2024", "place": None}),
    ]


def test_what_a_file_says_itself_counts_and_only_what_is_wanted_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "year=2023" / "label=joy"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("We sang.")
    (folder / "b.csv").write_text("text,year\nWe danced.,1999\n")
    text, row = read_articles([str(tmp_path)], ReadConfig())
    assert isinstance(text, Document)
    assert isinstance(row, Document)
    assert (text.metadata, row.metadata) == ({"year": "2023", "label": "joy"}, {"year": "1999", "label": "joy"})
    [one, _] = read_articles([str(tmp_path)], ReadConfig(metadata_columns=("label",)))
    assert isinstance(one, Document)
    assert one.metadata == {"label": "joy"}


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("www.example.org/news/story.html", "of a web address, give the whole: https://…; or save the page as .html"),
        ("We were so happy that day.", "give it on standard input: echo 'TEXT' | emoprofile profile -"),
        ("Why were they all so happy?", "give it on standard input"),
        ("A long story. " * 100, "give it on standard input"),
    ],
)
def test_an_address_or_a_text_in_the_place_of_a_path_is_told_what_to_do(path: str, remedy: str) -> None:
    [failed] = read_articles([path], ReadConfig())
    assert isinstance(failed, Failure)
    assert remedy in failed.message
