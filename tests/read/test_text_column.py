"""Which column holds the articles is told by what the columns hold, and said once."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from emoprofile.config import ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.read import read_articles

BODY = "The mill burned all night, and the whole village stood on the hill and watched it go."
CODE = "zQ4kLm9TxW2bRs7YpC"


def read(folder: Path, *rows: dict[str, Any], **settings: Any) -> list[Document | Failure]:
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return list(read_articles([str(path)], ReadConfig(**settings)))


def texts(folder: Path, *rows: dict[str, Any], **settings: Any) -> list[str]:
    return [item.text for item in read(folder, *rows, **settings) if isinstance(item, Document)]


@pytest.mark.parametrize(
    "row",
    [
        {"message": "ok", "page_html": f"<p>{BODY}</p>"},
        {"text": "The mill burned…", "full_text": BODY},
        {"content": CODE, "Article Text": BODY},
        {"story": CODE, "copy": BODY},
        {"post": 18223, "copy": BODY},
        {"document": "https://example.org/mill-burns", "body": BODY},
        {"text": "articles/1887.txt", "raw": BODY},
        {"label": "fire", "source": "Hill Post", "anything": BODY},
        {"body": BODY, "comments": BODY * 3, "author_bio": BODY * 2},
        {"text": BODY, "summary": "The mill burned, and the village watched it go."},
        {"maintext": [BODY[:40], BODY[40:]]},
    ],
)
def test_the_column_with_the_text_is_taken_whatever_it_is_called(tmp_path: Path, row: dict[str, Any]) -> None:
    [text] = texts(tmp_path, row)
    assert text.replace("\n\n", "") == BODY


def test_names_decide_between_columns_that_hold_alike(tmp_path: Path) -> None:
    assert texts(tmp_path, {"translation": BODY.upper(), "copy": BODY[::-1], "text": BODY}) == [BODY]
    assert texts(tmp_path, {"text": "Hm.", "source": "The Hill Post of the Upper Valley"}) == ["Hm."]


@pytest.mark.parametrize("name", ["story", "text", "document"])
def test_a_column_of_codes_is_refused_with_those_that_hold_text(tmp_path: Path, name: str) -> None:
    [failed] = read(tmp_path, {name: CODE, "headline": "Mill burns as a village looks on", "n": 1})
    assert isinstance(failed, Failure)
    assert failed.message.startswith(f"the column '{name}' holds codes, not text (longest value: 18 characters)")
    assert failed.message.endswith("--set read.text_column=NAME; candidates: 'headline'")


def test_a_column_that_sorts_the_rows_holds_no_articles(tmp_path: Path) -> None:
    failed = read(tmp_path, *({"text": "fire" if i % 2 else "flood", "n": i} for i in range(30)))
    assert all(isinstance(item, Failure) and "holds codes" in item.message for item in failed)


def test_a_column_that_is_named_is_taken_whatever_it_holds(tmp_path: Path) -> None:
    assert texts(tmp_path, {"text": CODE, "body": BODY}, text_column="text") == [CODE]


def test_the_choice_and_its_reason_are_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "emoprofile"):
        read(tmp_path, *({"text": "Mill burns.", "copy": f"{i} {BODY}"} for i in range(3)))
    [record] = caplog.records
    assert "text 'copy' (it holds 17 words a row; 'text' has 2)" in record.message


def test_rows_without_a_text_fail_until_one_with_a_text_decides(tmp_path: Path) -> None:
    rows = [{"n": i} for i in range(150)]
    found = read(tmp_path, *rows, {"text": BODY}, {"text": "x"})
    assert [isinstance(item, Failure) for item in found] == [True] * 150 + [False] * 2


@pytest.mark.parametrize("title", ["Mill burns", "  Mill   burns ", "<b>Mill</b> burns", "Mill&nbsp;burns"])
def test_a_table_and_a_text_file_of_the_same_article_agree(tmp_path: Path, title: str) -> None:
    (tmp_path / "a.txt").write_text(f"Mill burns\n\n{BODY}")
    [file] = read_articles([str(tmp_path / "a.txt")], ReadConfig())
    [row] = read(tmp_path, {"title": title, "text": BODY})
    assert isinstance(file, Document)
    assert isinstance(row, Document)
    assert (row.text, row.metadata["title"]) == (file.text, title)


def test_a_title_that_the_text_begins_with_is_not_added(tmp_path: Path) -> None:
    whole = f"Mill burns\n{BODY}"
    assert texts(tmp_path, {"title": "MILL BURNS", "text": whole}) == [whole]
    assert texts(tmp_path, {"title": "Mill burns", "text": BODY}, score_title=False) == [BODY]
    assert texts(tmp_path, {"title": "Mill burns", "text": " "}) == [" "]
    assert texts(tmp_path, {"title": "Mill " * 200, "text": BODY}) == [BODY]


def test_html_in_a_column_is_taken_apart_and_what_is_not_the_story_is_counted(tmp_path: Path) -> None:
    html = (
        f"<p>{BODY}</p><figure><img src='x'><figcaption>A mill</figcaption></figure><p>“All is lost,” said "
        "Ann&#8217;s <b>brother</b>.</p><blockquote class='twitter-tweet'><p>wow</p></blockquote><script>x()</script>"
        "<ul><li>One.</li><li>Two.</li></ul>"
    )
    for value in (html, {"rendered": html}, html.replace("<", "&lt;").replace(">", "&gt;")):
        [found] = read(tmp_path, {"id": 1, "text": value})
        assert isinstance(found, Document)
        assert found.text == f"{BODY}\n\n“All is lost,” said Ann’s brother.\n\nOne.\n\nTwo."
        assert found.flags == ("html",)
        assert found.metadata["left_out"] == {"caption": 1, "embedded post": 1, "script": 1}


@pytest.mark.parametrize("text", ["Use the <p> tag.", "a < b and c > d", "I <3 you. </3", "1 <b 2"])
def test_a_text_about_tags_is_no_html(tmp_path: Path, text: str) -> None:
    [found] = read(tmp_path, {"text": text})
    assert isinstance(found, Document)
    assert (found.text, found.flags) == (text, ())
