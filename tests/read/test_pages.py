"""Web pages that are hard to read: the whole article is found, or the reader says what is there instead."""

import json
from pathlib import Path
from typing import Any

import pytest

from emoprofile.config import ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.read import read_article
from emoprofile.read.pages.notices import find_notice

STORY = (
    "The ferry went down in the night, and by morning the whole island stood on the pier and waited for news.",
    "“My brother was on it,” said Ragna Holt, who runs the only shop, and she could not stop shaking as she spoke.",
    "Four men were pulled out of the water by a fishing boat, cold and frightened but alive, and people cheered.",
    "The owner of the line refused to come, and there was fury in the hall when his letter was read out loud.",
    "At noon the bells rang for the two who were lost, and nobody on the island went to work that day.",
)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)


def page(body: str, head: str = "") -> str:
    return f'<html lang="en"><head><title>Ferry lost</title>{head}</head><body>{body}</body></html>'


def read(folder: Path, content: str, **settings: Any) -> Document | Failure:
    (folder / "page.html").write_text(content)
    return read_article(str(folder / "page.html"), config=ReadConfig(**settings))


def found(folder: Path, content: str) -> Document:
    document = read(folder, content)
    assert isinstance(document, Document), document
    return document


def stated(**facts: Any) -> str:
    content = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry lost", **facts})
    return f'<script type="application/ld+json">{content}</script>'


def test_an_article_inside_an_aside_is_found_and_the_notice_beside_it_is_not(tmp_path: Path) -> None:
    consent = "We and our partners use cookies to measure ads. By clicking accept you agree to our cookie policy."
    body = f'<div class="consent-box"><p>{consent}</p></div><aside><h1>Ferry lost</h1>{PARAGRAPHS}</aside>'
    document = found(tmp_path, page(body))
    assert [line for line in document.text.splitlines() if line] == ["Ferry lost", *STORY]
    assert document.metadata["left_out"] == {"notice": 1}


def test_a_body_that_the_page_only_states_is_taken_with_its_headline(tmp_path: Path) -> None:
    body = '<div id="app"></div><noscript>You need to enable JavaScript to run this app.</noscript>'
    document = found(tmp_path, page(body, stated(articleBody=" ".join(STORY))))
    assert document.text == f"Ferry lost\n\n{' '.join(STORY)}"
    assert "JSON-LD" in document.metadata["extractor"]
    assert document.flags == ()


def test_paragraphs_that_are_links_and_headings_between_paragraphs_are_story(tmp_path: Path) -> None:
    linked = f'<div><p><a href="/x"><b>{STORY[1]}</b></a></p></div>'
    body = f"<article><h1>Ferry lost</h1><p>{STORY[0]}</p>{linked}<h3>The rescue</h3><p>{STORY[2]}</p><p>{STORY[3]}</p>"
    teaser = '<p><a href="/y">More pictures of the sea from our readers all over the country</a></p>'
    document = found(tmp_path, page(f"{body}{teaser}<p>{STORY[4]}</p></article>"))
    assert document.text.splitlines() == ["Ferry lost", *STORY[:2], "The rescue", *STORY[2:]]


def test_a_live_blog_keeps_its_headings_and_loses_its_times(tmp_path: Path) -> None:
    posts = "".join(
        f'<article class="post"><time>1{i}.05</time><h2>Hour {i}</h2><p>{text}</p></article>'
        for i, text in enumerate(STORY)
    )
    document = found(tmp_path, page(f"<main><h1>Ferry lost: live</h1>{posts}</main>"))
    lines = [line for line in document.text.splitlines() if line]
    assert lines == ["Ferry lost: live", *(line for i, text in enumerate(STORY) for line in (f"Hour {i}", text))]
    assert document.metadata["left_out"] == {"time": 5}


def test_a_page_that_asks_to_pay_for_the_rest_is_flagged_as_a_part(tmp_path: Path) -> None:
    wall = "<h2>To continue reading, subscribe today</h2><p>Cancel anytime. Already a subscriber? Log in.</p>"
    start = f"<h1>Ferry lost</h1><p>{STORY[0]}</p><p>{STORY[1]}</p>"
    document = found(tmp_path, page(f'<article>{start}<div class="paywall">{wall}</div></article>'))
    assert document.text.splitlines() == ["Ferry lost", *STORY[:2]]
    assert document.flags == ("truncated",)
    assert document.metadata["left_out"] == {"paywall": 1}
    assert found(tmp_path, page(f"<article>{start}<div>{wall}</div></article>")).flags == ("truncated",)
    assert found(tmp_path, page(f"<article>{start}</article>", stated(wordCount=900))).flags == ("truncated",)
    assert found(tmp_path, page(f"<article>{start}</article>", stated(wordCount=40))).flags == ()


NOTICES = {
    "cookies": "We use cookies to give you the best experience. By clicking accept you agree to our use of cookies.",
    "subscribe": "Subscribe now to continue reading this article. Already a subscriber? Sign in to your account.",
    "error": "404 error. The page you were looking for does not exist. It may have moved. Go back to the home page.",
    "robots": "Are you a robot? Please verify that you are a human. We have noticed unusual traffic from your network.",
    "JavaScript": "Please enable JavaScript in your browser to view this site. JavaScript is disabled at present.",
    "rights": "This copy is for your personal, non-commercial use only. All rights reserved by the owners.",
    "region": "This article is not available in your region. We are sorry: the data protection regulation forbids it.",
}


@pytest.mark.parametrize("kind", NOTICES)
def test_a_page_that_is_a_notice_is_a_failure_that_says_which(tmp_path: Path, kind: str) -> None:
    first, rest = NOTICES[kind].split(". ", 1) if ". " in NOTICES[kind] else (NOTICES[kind], "")
    failed = read(tmp_path, page(f"<main><h1>Hill Post</h1><p>{first}.</p><p>{rest}</p></main>"))
    assert isinstance(failed, Failure)
    assert failed.message.startswith("no article found in this web page")
    assert kind.lower() in (find_notice(NOTICES[kind]) or "").lower()


@pytest.mark.parametrize("text", [*STORY, " ".join(STORY), "He robbed a subscriber. They wept.", ""])
def test_a_story_is_no_notice(text: str) -> None:
    assert find_notice(text) is None


def test_captions_comments_and_posts_of_others_are_left_out_and_counted(tmp_path: Path) -> None:
    extra = (
        '<figure><img src="x"><figcaption>The pier at dawn, by an agency photographer.</figcaption></figure>'
        '<blockquote class="twitter-tweet"><p>I hate this line and everyone who works for it.</p></blockquote>'
    )
    comments = '<div id="comments"><p>You are all idiots, and I am glad that it sank, says a reader.</p></div>'
    body = f"<article><h1>Ferry lost</h1>{PARAGRAPHS.replace('</p>', '</p>' + extra, 1)}</article>{comments}"
    document = found(tmp_path, page(body))
    assert document.text.splitlines() == ["Ferry lost", *STORY]
    assert document.metadata["left_out"] == {"caption": 1, "comment": 1, "embedded post": 1}


def test_an_article_in_an_element_with_a_misleading_name_is_kept(tmp_path: Path) -> None:
    for name in ("comments", "social", "cookie", "related"):
        document = found(tmp_path, page(f'<div class="{name}">{PARAGRAPHS}</div>'))
        assert document.text.splitlines()[-5:] == list(STORY)


def test_the_title_is_the_first_line_unless_the_configuration_says_otherwise(tmp_path: Path) -> None:
    content = page(f"<article>{PARAGRAPHS}</article>", '<meta property="og:title" content="A ferry is lost">')
    for is_scored in (True, False):
        document = read(tmp_path, content, score_title=is_scored)
        assert isinstance(document, Document)
        assert document.metadata["title"] == "A ferry is lost"
        assert document.text.startswith("A ferry is lost\n") == is_scored
