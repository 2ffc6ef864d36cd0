"""`emoprofile trend` and `compare --by`: what they show in any width, and what they write."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from emoprofile import Profiler
from emoprofile.cli.app import app
from emoprofile.compare.tables import difference_columns, group_columns, trend_columns
from emoprofile.data import Document, Failure
from emoprofile.errors import EmoprofileError
from emoprofile.write import make_writer

COUNT = 72


def ask(*arguments: object, columns: int = 120) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], env={"COLUMNS": str(columns)})


def refusal(*arguments: object) -> str:
    done = ask(*arguments)
    assert isinstance(done.exception, EmoprofileError), done.output
    return str(done.exception)


@pytest.fixture(scope="session")
def profiles(tiny: Profiler, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trend") / "profiles.jsonl"
    documents = [
        Document(
            str(i),
            "We love it today. I am so sad. " * (1 + i % 3),
            {"day": f"2024-{1 + i % 12:02}-03", "outlet": ("Post", "Gazette <i>|")[i // 36]},
        )
        for i in range(COUNT)
    ]
    with make_writer(path, tiny.config, tiny.spec) as writer:
        for each in tiny.scored_profiles(documents):
            assert not isinstance(each, Failure)
            writer.write(*each)
    return path


@pytest.mark.parametrize("columns", [50, 80, 200])
@pytest.mark.parametrize(
    "question",
    [
        ("trend", "--date", "day"),
        ("trend", "--date", "day", "--by", "outlet", "--bin", "quarter"),
        ("trend", "--date", "day", "--bin", "day", "--figure", "all"),
        ("compare", "--by", "outlet"),
        ("compare", "--by", "outlet", "--by", "day", "--figure", "expressed.ekman,valence"),
    ],
)
def test_tables_fit_and_every_column_is_explained(profiles: Path, question: tuple[str, ...], columns: int) -> None:
    done = ask(question[0], profiles, *question[1:], columns=columns)
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines())) <= columns
    text = " ".join(done.stdout.split())
    assert "72 articles, by the model tiny." in text
    for name in ("mean over", "90 % where the mean over many articles like these lies"):
        assert name in text
    assert (
        "course in a terminal with room for it: the means"
        if question[0] == "trend"
        else "clear the interval leaves out 0"
    ) in text


def test_a_long_table_stands_where_a_wide_one_does_not_fit(profiles: Path) -> None:
    asked = ("trend", profiles, "--date", "day", "--bin", "quarter", "--figure", "valence,expressed.fear,expressed.joy")
    wide, narrow = ask(*asked, columns=160), ask(*asked, columns=64)
    assert re.search(r"2024 Q1 .*\(.* to .*\) .*\(.* to .*\)", wide.stdout)
    assert re.search(r"valence +2024 Q1 +18 +\S+ +\S+ to \S+", narrow.stdout)
    assert "(" not in re.sub(r"\(p .*?\)", "", narrow.stdout.partition("Bins")[2].partition("mean  ")[0])


def read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_same_rows_stand_in_every_table(profiles: Path, tmp_path: Path) -> None:
    names = [tmp_path / f"t.{suffix}" for suffix in ("csv", "tsv", "parquet", "json", "md")]
    done = ask("trend", profiles, "--date", "day", "--by", "outlet", *(part for name in names for part in ("-o", name)))
    assert done.exit_code == 0, done.output
    rows = read(tmp_path / "t.csv")
    assert list(rows[0]) == [column.name for column in trend_columns(["outlet"])]
    typed = pq.read_table(tmp_path / "t.parquet")
    assert typed.schema.field("start").metadata[b"description"] == b"the first day of the bin"
    whole = json.loads((tmp_path / "t.json").read_text())
    assert len(rows) == typed.num_rows == len(whole["trend"]) == 6 * 2 * 12
    for row, other, third in zip(rows, typed.to_pylist(), whole["trend"], strict=True):
        assert row["start"] == str(other["start"]) == third["start"]
        assert row["outlet"] == other["outlet"] == third["outlet"]
        assert float(row["mean"]) == other["mean"] == third["mean"]
        assert (row["low"] == "") == (other["low"] is None) == (third["low"] is None)
    assert whole["notes"][0] == "72 articles, by the model tiny."
    markdown = (tmp_path / "t.md").read_text()
    assert "| Gazette &lt;i>\\| |" in markdown
    for column in trend_columns(["outlet"]):
        assert f"- `{column.name}`: {column.about}" in markdown


def test_differences_stand_in_a_file_of_their_own(profiles: Path, tmp_path: Path) -> None:
    done = ask("compare", profiles, "--by", "outlet", "-o", tmp_path / "g.csv", "-o", tmp_path / "g.json")
    assert done.exit_code == 0, done.output
    assert list(read(tmp_path / "g.csv")[0]) == [column.name for column in group_columns(["outlet"])]
    rows = read(tmp_path / "g.differences.csv")
    assert list(rows[0]) == [column.name for column in difference_columns(["outlet"])]
    assert {(row["outlet"], row["other_outlet"]) for row in rows} == {("Post", "Gazette <i>|")}
    assert len(json.loads((tmp_path / "g.json").read_text())["differences"]) == len(rows)


def test_a_key_that_is_called_like_a_column_gets_another_name() -> None:
    assert [column.name for column in group_columns(["mean", "outlet"])][2:4] == ["metadata_mean", "outlet"]


def test_charts_are_drawn_by_their_suffix(profiles: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the extra [report] is not installed")
    for question in (("trend", profiles, "--date", "day"), ("compare", profiles, "--by", "outlet")):
        done = ask(*question, "-o", tmp_path / f"{question[0]}.svg", "-o", tmp_path / f"{question[0]}.png")
        assert done.exit_code == 0, done.output
        assert (tmp_path / f"{question[0]}.svg").read_text().startswith("<svg")
        assert (tmp_path / f"{question[0]}.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.planted("output of another command exists", "refused")
def test_nothing_is_written_over_unless_said(profiles: Path, tmp_path: Path) -> None:
    place = tmp_path / "t.csv"
    place.write_text("mine")
    asked = ("trend", profiles, "--date", "day", "-o", place)
    assert "t.csv: it exists. Add --overwrite" in refusal(*asked)
    assert place.read_text() == "mine"
    assert ask(*asked, "--overwrite").exit_code == 0
    assert place.read_text().startswith('"figure"')
    (tmp_path / "g.differences.csv").write_text("mine")
    assert "g.differences.csv: it exists" in refusal("compare", profiles, "--by", "outlet", "-o", tmp_path / "g.csv")
    assert "the suffix must be one of" in refusal("trend", profiles, "--date", "day", "-o", tmp_path / "t.xls")
    assert "there is no folder" in refusal("trend", profiles, "--date", "day", "-o", tmp_path / "none" / "t.csv")
    assert "would be written twice" in refusal("trend", profiles, "--date", "day", "-o", "a.csv", "-o", "a.csv")


@pytest.mark.parametrize("question", [("trend", "--date", "pub_date"), ("compare", "--by", "pub_date")])
def test_an_unknown_key_is_an_error_and_never_a_blank_page(profiles: Path, question: tuple[str, ...]) -> None:
    message = refusal(question[0], profiles, *question[1:])
    assert message == "no profile has 'pub_date' in its metadata. Keys there: day, outlet"


def test_sentences_about_someone_are_shown_against_the_rest(tiny_config: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Mary Osei was sad. “I am so afraid,” said Osei. It was calm. We love it! The war is over.")
    done = ask("profile", article, "--about", "Mary Osei", "-c", tiny_config)
    assert done.exit_code == 0, done.output
    text = " ".join(done.stdout.split())
    assert "2 of 5 sentences mention Mary Osei" in text
    assert "Quoted, in 1 sentences “I am so afraid,” said Osei." in text
    assert "about of the sentences that mention the person" in text
    assert re.search(r"valence +[+-]\d", done.stdout)
    for name, message in (("Nobody Here", "No sentence mentions the name"), ("e", "No sentence mentions the name")):
        assert message in ask("profile", article, "--about", name, "-c", tiny_config).stdout
    assert "a name must not be blank" in refusal("profile", article, "--about", " ", "-c", tiny_config)
