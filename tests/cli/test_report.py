"""`emoprofile report`: which page or figure it makes of what, what it refuses, and that nothing is written over."""

import json
from pathlib import Path

import pytest
from tests.write.profiles import FULL, config, made, write
from typer.testing import CliRunner, Result

from emoprofile.cli.app import app
from emoprofile.errors import ConfigError, EmoprofileError, InvalidValueError, ReadError, WriteError


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["report", *map(str, words)])


def refusal(kind: type[EmoprofileError], *words: object) -> str:
    done = run(*words)
    assert isinstance(done.exception, kind), done.output
    return str(done.exception)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text("I am afraid. They said it was war.\n\n“We love it,” said Mary Osei. It is over. We are calm.\n")
    return path


@pytest.fixture
def setting(tiny_model: Path) -> tuple[str, str]:
    return "--set", f"model={tiny_model}"


def profiles(path: Path, count: int, **metadata: str) -> Path:
    pairs = [
        made(FULL, f"story {i}", {"date": f"2024-{i % 6 + 1:02d}-05", "source": "AB"[i % 2], **metadata}, seed=i)
        for i in range(count)
    ]
    return write(path, FULL, *pairs, run=config("output.text=true"))


def test_an_article_gets_a_page_with_its_text(story: Path, setting: tuple[str, str]) -> None:
    page = story.with_name("report.html")
    done = run(story, "-o", page, *setting)
    assert done.exit_code == 0, done.output
    html = page.read_text(encoding="utf-8")
    assert "I am afraid." in html
    assert "Mary Osei" in html
    assert "1 article" in done.output
    assert list(story.parent.glob("*.part")) == []


def test_two_articles_are_compared_and_a_failure_is_told(story: Path, setting: tuple[str, str]) -> None:
    other = story.with_name("other.txt")
    other.write_text("We love it. They are so happy. It is good.")
    (story.with_name("broken.html")).write_bytes(b"")
    page = story.with_name("compared.html")
    done = run(story, other, story.with_name("missing.txt"), "-o", page, *setting)
    assert done.exit_code == 1
    assert "failed: " in done.output
    assert "2 articles compared" in page.read_text(encoding="utf-8")


def test_a_table_of_many_is_a_corpus_with_a_trend(tmp_path: Path, setting: tuple[str, str]) -> None:
    rows = [{"id": f"r{i}", "text": "I am afraid. It was war.", "date": f"2024-0{i % 4 + 1}-01"} for i in range(12)]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = run(tmp_path / "rows.jsonl", "-o", tmp_path / "corpus.html", *setting)
    assert done.exit_code == 0, done.output
    html = (tmp_path / "corpus.html").read_text(encoding="utf-8")
    assert "figure-trend" in html
    assert "All articles" in html


def test_profiles_need_no_model(tmp_path: Path) -> None:
    file = profiles(tmp_path / "profiles.jsonl", 14)
    assert run(file, "-o", tmp_path / "corpus.html", "--by", "source").exit_code == 0
    html = (tmp_path / "corpus.html").read_text(encoding="utf-8")
    assert "figure-groups" in html
    assert "By week" in html
    assert "Sentence 1 of them." in html


def test_one_or_two_profiles_are_an_article_or_a_comparison(tmp_path: Path) -> None:
    for count, heading in ((1, "How this was made"), (2, "2 articles compared"), (7, "All articles")):
        file = profiles(tmp_path / f"{count}.jsonl", count)
        assert run(file, "-o", tmp_path / f"{count}.html").exit_code == 0
        assert heading in (tmp_path / f"{count}.html").read_text(encoding="utf-8")
    assert run(profiles(tmp_path / "few.jsonl", 3), "-o", tmp_path / "few.html", "--by", "source").exit_code == 0
    assert "All articles" in (tmp_path / "few.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("suffix", "starts"), [(".svg", b"<svg "), (".pdf", b"%PDF"), (".png", b"\x89PNG")])
def test_a_figure_has_a_caption_with_number_model_and_interval(suffix: str, starts: bytes, tmp_path: Path) -> None:
    if suffix != ".svg":
        pytest.importorskip("matplotlib", reason="the extra [report] is not installed")
    file = profiles(tmp_path / "one.jsonl", 1)
    assert run(file, "-o", tmp_path / f"figure{suffix}").exit_code == 0
    content = (tmp_path / f"figure{suffix}").read_bytes()
    assert content.startswith(starts)
    if suffix == ".svg":
        assert all(word in content.decode() for word in ("n = 6 sentences", "90 %", "Model tiny"))


def test_a_figure_of_a_corpus_is_what_was_asked_for(tmp_path: Path) -> None:
    file = profiles(tmp_path / "profiles.jsonl", 14)
    for asked, title in (
        ((), "Distribution over 14"),
        (("--by", "source"), "groups by source"),
        (("--date", "date"), "Trend of"),
    ):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.svg"
        done = run(file, "-o", path, *asked, "--figure", "evoked.fear")
        assert done.exit_code == 0, done.output
        assert title in path.read_text(encoding="utf-8")


@pytest.mark.planted("output of another command exists", "refused")
@pytest.mark.parametrize("is_link", [False, True])
def test_nothing_is_written_over(is_link: bool, tmp_path: Path) -> None:
    place = tmp_path / "report.html"
    if is_link:
        place.symlink_to("nowhere")
    else:
        place.write_text("mine")
    assert "it exists" in refusal(WriteError, "not-read.txt", "-o", place)
    assert not place.exists() if is_link else place.read_text() == "mine"


def test_what_cannot_be_written_or_shown_is_refused(tmp_path: Path) -> None:
    file = profiles(tmp_path / "profiles.jsonl", 8)
    (tmp_path / "a.txt").write_text("I am afraid.")
    assert "must be one of .html, .svg, .pdf, .png" in refusal(WriteError, file, "-o", tmp_path / "report.docx")
    assert "there is no folder" in refusal(WriteError, file, "-o", tmp_path / "no" / "report.html")
    assert "give only profiles" in refusal(ConfigError, file, tmp_path / "a.txt", "-o", tmp_path / "r.html")
    assert "published" in refusal(InvalidValueError, file, "-o", tmp_path / "r.html", "--date", "published")
    (tmp_path / "broken.jsonl").write_text('{"schema": "emoprofile/2", "id": 3}\n')
    assert "line 1: no profile" in refusal(ReadError, tmp_path / "broken.jsonl", "-o", tmp_path / "r.html")
    (tmp_path / "cut.jsonl").write_text(file.read_text()[:4000])
    assert "line 1: not JSON" in refusal(ReadError, tmp_path / "cut.jsonl", "-o", tmp_path / "r.html")
    assert not (tmp_path / "r.html").exists()


def test_a_date_that_cannot_be_read_is_said_on_the_page(tmp_path: Path) -> None:
    file = profiles(tmp_path / "profiles.jsonl", 8, date="soon")
    assert run(file, "-o", tmp_path / "r.html").exit_code == 0
    assert "There is no trend by" in (tmp_path / "r.html").read_text(encoding="utf-8")
