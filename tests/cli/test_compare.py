"""`emoprofile compare`: what it shows, what it leaves out, and what it refuses."""

import json
from pathlib import Path

import pytest
from tests.conftest import SEEDS
from typer.testing import CliRunner, Result

from emoprofile.cli.app import app
from emoprofile.errors import EmoprofileError


def compare(*arguments: object, columns: int = 200) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, arguments)], env={"COLUMNS": str(columns)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, and two that cannot be compared."""
    found = tmp_path / "articles"
    found.mkdir()
    (found / "calm.txt").write_text("It was calm. We love it! The war is over, they said.")
    (found / "storm.txt").write_text("I am so afraid. The war is not over. I am very sad today.")
    (found / "empty.txt").write_text("")
    (found / "broken.txt").write_bytes(b"\x00\xff\x00" * 50)
    return found


def rows(result: Result) -> list[list[str]]:
    assert result.exit_code == 0, result.output
    return [line.split() for line in result.stdout.splitlines()]


def test_two_configurations_stand_side_by_side_per_reading(tiny_config: Path, tmp_path: Path, folder: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(f"extends: {tiny_config}\naggregate: {{weighting: lead}}\n")
    found = rows(compare(folder / "calm.txt", "-c", tiny_config, "-c", other, "--vocabulary", "ekman"))
    assert ["tiny-run", "other"] in found
    assert sum(row[:1] == ["joy"] for row in found) == 1
    [distance] = [row for row in found if row[:1] == ["distance"]]
    assert distance[1] == "0.00"
    assert sum(row[:1] == ["valence"] for row in found) == 1


def test_two_articles_differ_with_an_interval_and_the_sentences_behind_it(tiny_config: Path, folder: Path) -> None:
    done = compare(folder / "calm.txt", folder / "storm.txt", "-c", tiny_config)
    found = rows(done)
    assert ["first", "second", "difference", "90", "%"] in found
    assert "Two articles" in done.stdout
    assert "distance in what is expressed" in done.stdout
    [valence] = [row for row in found if row[:1] == ["valence"] and "to" in row]
    low, high = float(valence[4]), float(valence[6])
    assert -2 <= low <= float(valence[3]) <= high <= 2
    assert "The sentences that add most to the differences" in done.stdout


def test_articles_that_cannot_be_scored_do_not_end_a_folder(tiny_config: Path, folder: Path) -> None:
    done = compare(folder, SEEDS, "-c", tiny_config)
    found = " ".join(done.stdout.split())
    assert done.exit_code == 0, done.output
    assert "(2 articles)" in found
    assert "left out of the first: 2: " in found
    assert "broken.txt" in found
    assert "empty.txt (no sentence could be scored)" in found
    assert "no intervals: a group of 2 articles says too little of others like them; 5 are needed" in found


def test_a_folder_without_an_article_that_can_be_compared_is_refused(tiny_config: Path, folder: Path) -> None:
    (folder / "calm.txt").unlink()
    (folder / "storm.txt").unlink()
    done = compare(folder, SEEDS, "-c", tiny_config)
    assert isinstance(done.exception, EmoprofileError)
    assert "the first of the two sides has no article that can be compared" in str(done.exception)


def test_groups_of_profiles_by_a_key_of_their_metadata(tiny_config: Path, tmp_path: Path) -> None:
    articles = [
        {"id": str(i), "text": f"We love it today. I am {'sad' if i % 3 else 'happy'}.", "source": f"paper {i % 2}"}
        for i in range(9)
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(each) + "\n" for each in articles))
    profiles = tmp_path / "p.jsonl"
    scored = CliRunner().invoke(app, ["score", str(tmp_path / "a.jsonl"), "-o", str(profiles), "-c", str(tiny_config)])
    assert scored.exit_code == 0, scored.output
    done = compare(profiles, "--by", "source", "-c", tiny_config)
    found = rows(done)
    assert ["paper", "0", "(5)", "paper", "1", "(4)"] in found
    valence, change = (row for row in found if row[:1] == ["valence"])
    assert valence[2].startswith("(")
    assert change[1:6] == ["paper", "1", "–", "paper", "0"]
    assert "1 group of fewer than five articles (paper 1)" in done.stdout
    assert "is not here" not in done.stdout
    assert "is not here: intervals lack the error that all articles share" in " ".join(
        compare(profiles, "--by", "source").stdout.split()
    )
    for arguments, message in (
        ((profiles, "--by", "pub_date"), "no profile has 'pub_date' in its metadata. Keys there: source"),
        ((profiles,), "name a metadata key: --by KEY"),
        ((profiles, profiles, "--by", "source"), "named twice; its profiles would count twice"),
        ((profiles, "--by", "source", "-c", "default"), "the profiles were made by 'tiny'"),
        ((profiles, "--figure", "valence"), "they are of groups of profiles; name a metadata key: --by KEY"),
    ):
        wrong = compare(*arguments)
        assert isinstance(wrong.exception, EmoprofileError)
        assert message in str(wrong.exception)


def test_one_article_needs_two_configurations(tiny_config: Path, folder: Path) -> None:
    wrong = compare(folder / "calm.txt", "-c", tiny_config)
    assert isinstance(wrong.exception, EmoprofileError)
    assert "give two or more" in str(wrong.exception)
