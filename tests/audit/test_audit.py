"""`emoprofile audit` from profiles to corrected shares, and what it refuses."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from emoprofile import Profiler
from emoprofile.cli.app import app
from emoprofile.data import Document, Failure
from emoprofile.errors import EmoprofileError
from emoprofile.write import make_writer

WORDS = ("We love it today.", "I am so sad.", "They said it was calm.", "I am afraid of the war.", "It was good.")
ARTICLES = 40


def texts() -> dict[str, str]:
    return {f"a{i}": " ".join(WORDS[(i * k + k // 2 + i) % 5] for k in range(3 + i % 9)) for i in range(ARTICLES)}


@pytest.fixture(scope="session")
def scored(tiny: Profiler, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Profiles with their sentences, with and without text."""
    place = tmp_path_factory.mktemp("audit")
    sides = ("right", "left")
    documents = [Document(name, text, {"side": sides[int(name[1:]) % 2]}) for name, text in texts().items()]
    found = {}
    for name, has_text in (("with", True), ("without", False)):
        output = tiny.config.output.model_copy(update={"sentences": True, "text": has_text})
        found[name] = place / f"{name}.jsonl"
        with make_writer(found[name], tiny.config.model_copy(update={"output": output}), tiny.spec) as writer:
            for each in tiny.scored_profiles(documents):
                assert not isinstance(each, Failure)
                writer.write(*each)
    return found


def audit(*arguments: object, columns: int = 100) -> Result:
    return CliRunner().invoke(app, ["audit", *map(str, arguments)], env={"COLUMNS": str(columns)})


def refusal(*arguments: object) -> str:
    done = audit(*arguments)
    assert isinstance(done.exception, EmoprofileError), done.output
    return str(done.exception)


def draw(profiles: Path, sheet: Path, *more: object) -> list[dict[str, str]]:
    done = audit(profiles, "--sentences", 80, "--figure", "expressed.fear", "-o", sheet, *more)
    assert done.exit_code == 0, done.output
    with sheet.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def answer(sheet: Path, rows: list[dict[str, str]], says: Callable[[dict[str, str]], str]) -> None:
    with sheet.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(row | {"expressed.fear": says(row)} for row in rows)


def test_a_sheet_shows_sentences_with_their_neighbours_and_no_score(scored: dict[str, Path], tmp_path: Path) -> None:
    rows = draw(scored["with"], tmp_path / "sheet.csv")
    assert len(rows) == 80
    assert list(rows[0]) == ["row", "before", "sentence", "after", "expressed.fear"]
    key = json.loads((tmp_path / "sheet.key.json").read_text())["rows"]
    for row, known in zip(rows, key, strict=True):
        whole = texts()[known["id"]]
        around = " ".join(part for part in (row["before"], row["sentence"], row["after"]) if part)
        assert around in whole
        assert row["expressed.fear"] == ""
        assert 0 < known["probability"] <= 1


def test_answers_correct_shares_of_corpus_and_groups(scored: dict[str, Path], tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    rows = draw(scored["with"], sheet, "--by", "side")
    answer(sheet, rows, lambda row: "yes" if "afraid" in row["sentence"] else "" if row["row"] == "7" else "0")
    done = audit(scored["with"], "--labels", sheet, "--by", "side", "-o", tmp_path / "c.csv", "-o", tmp_path / "c.md")
    assert done.exit_code == 0, done.output
    text = " ".join(done.stdout.split())
    assert "expressed.fear: 79 of 80 sentences have an answer" in text or "80 of 80" in text
    for name in ("labels", "reported", "corrected", "90 %", "needed", "worth", "clear"):
        assert f"{name} " in done.stdout.partition("Corrected differences")[2]
    with (tmp_path / "c.csv").open(encoding="utf-8") as lines:
        found = list(csv.DictReader(lines))
    assert [row["side"] for row in found] == ["", "left", "right"]
    shares = [[part.strip(".") for part in text.split(". ")] for text in texts().values()]
    truth = sum(sum("afraid" in part for part in parts) / len(parts) for parts in shares) / ARTICLES
    assert float(found[0]["low"]) < truth < float(found[0]["high"])
    assert abs(float(found[0]["corrected"]) - truth) < abs(float(found[0]["reported"]) - truth)
    assert "| expressed.fear | left |" in (tmp_path / "c.md").read_text()


def test_the_articles_again_stand_in_for_the_sentences(scored: dict[str, Path], tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts().items()))
    rows = draw(scored["without"], tmp_path / "again.csv", "--articles", articles)
    assert rows == draw(scored["with"], tmp_path / "kept.csv")
    asked = (scored["without"], "--sentences", 80, "--figure", "expressed.fear", "-o", tmp_path / "no.csv")
    assert "it holds no sentences, only their scores. Score the articles with" in refusal(*asked)
    articles.write_text(json.dumps({"id": "a1", "text": "short"}) + "\n")
    assert "is not among them" in refusal(*asked, "--articles", articles)
    assert not (tmp_path / "no.csv").exists()


def test_what_cannot_be_audited_is_refused(scored: dict[str, Path], tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    ask = (scored["with"], "--sentences", 80, "-o", sheet)
    assert "name what is labelled" in refusal(*ask)
    assert "no sentence has the figure 'valence'. Labels can be audited that the words" in refusal(
        *ask, "-f", "valence"
    )
    assert "give --sentences N to draw a sheet, or --labels" in refusal(scored["with"])
    assert "--output: name one sheet to write, .csv or .xlsx" in refusal(*ask[:3], "-f", "expressed.fear")
    alone = tmp_path / "alone.jsonl"
    alone.write_bytes(scored["with"].read_bytes())
    assert "its sentences are not beside it. Score the articles with" in refusal(
        alone, "--sentences", 80, "-f", "expressed.fear", "-o", sheet
    )
    rows = draw(scored["with"], sheet)
    assert "sheet.csv: it exists" in refusal(*ask, "-f", "expressed.fear")
    assert "fewer than twenty correct nothing" in refusal(scored["with"], "--labels", sheet)
    answer(sheet, rows, lambda row: "1")
    key = tmp_path / "sheet.key.json"
    known = json.loads(key.read_text())
    key.write_text(json.dumps(known | {"sentences": 7}))
    assert "it was drawn from other profiles than these" in refusal(scored["with"], "--labels", sheet)
    key.unlink()
    assert "the key to the sheet is not beside it" in refusal(scored["with"], "--labels", sheet)


def test_shares_that_are_not_plain_are_refused(scored: dict[str, Path], tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    lines = [json.loads(line) for line in scored["with"].read_text().splitlines()]
    for line in lines:
        line["readings"]["expressed"]["labels"]["fear"]["prevalence"] += 0.01
    other.write_text("".join(json.dumps(line) + "\n" for line in lines))
    sentences = scored["with"].with_name("with.sentences.parquet")
    (tmp_path / "other.sentences.parquet").write_bytes(sentences.read_bytes())
    assert "are not plain shares of its sentences" in refusal(
        other, "--sentences", 80, "-f", "expressed.fear", "-o", tmp_path / "s.csv"
    )
