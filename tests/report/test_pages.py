"""What pages hold, how large they are, and that nothing in them is taken from elsewhere."""

import base64
import hashlib
import json
import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.corpora import groups, trend
from tests.report.pages import HOSTILE, article, article_page, comparison_page, corpus_page, hostile_article
from tests.write.profiles import FULL, STARS, made

from emoprofile.errors import InvalidValueError
from emoprofile.report.colours import LABELS
from emoprofile.report.corpus import gather_corpus
from emoprofile.report.differences import compare_profiles
from emoprofile.report.inputs import Subject
from emoprofile.report.page import render_corpus
from emoprofile.report.sentences import LeftOut, ShownSentence, lay_out_article
from emoprofile.report.written import parse_profile


class Elements(HTMLParser):
    """The elements of a page, and what their attributes say."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


PAGES = {
    "article": article_page(article()),
    "hostile": article_page(hostile_article()),
    "comparison": comparison_page(hostile_article(), article()),
    "corpus": corpus_page([hostile_article().profile, article().profile], HOSTILE[0]),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_nothing_else_and_its_policy_allows_nothing_else(name: str) -> None:
    elements = Elements(PAGES[name]).found
    addresses = [each for _, attributes in elements for key, each in attributes.items() if key in ("src", "href")]
    assert [each for each in addresses if not (each or "").startswith("#")] == []
    assert not [key for _, attributes in elements for key in attributes if key.startswith("on") or key == "style"]
    [policy] = [str(each["content"]) for tag, each in elements if each.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in policy
    for tag in ("script", "style"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", PAGES[name], re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["hostile", "comparison", "corpus"])
def test_what_an_article_says_is_text(name: str) -> None:
    tags = {tag for tag, _ in Elements(PAGES[name]).found}
    assert tags.isdisjoint({"iframe", "img", "base", "link", "form", "object", "embed"})
    assert PAGES[name].count("<script") == PAGES[name].count("</script>") == (2 if name == "corpus" else 1)
    PAGES[name].encode()
    assert not re.search("[\x00\u202a-\u202e\u2066-\u2069\ud800]", PAGES[name])


@given(st.text(), st.text(), st.dictionaries(st.text(max_size=5), st.text(), max_size=2))
@settings(deadline=None, max_examples=25)
def test_any_text_makes_a_page_of_the_same_elements(id: str, title: str, metadata: dict[str, str]) -> None:
    profile = replace(article().profile, id=id or "x", metadata={"title": "t", **metadata})
    plain = replace(profile, id="x", metadata={"title": "t", **{f"k{i}": "v" for i in range(len(metadata))}})
    html = article_page(Subject(replace(profile, metadata={**profile.metadata, "title": title})))
    html.encode()
    scripts = [tag for tag, _ in Elements(html).found if tag == "script"]
    assert scripts == [tag for tag, _ in Elements(article_page(Subject(plain))).found if tag == "script"]


def test_one_article_is_small_and_quick() -> None:
    subject = article(sentences=60)
    assert subject.scored is not None
    article_page(subject)  # templates are read once
    start = time.process_time()
    html = article_page(subject)
    assert time.process_time() - start < 1
    assert len(html.encode()) < 600_000


def test_a_corpus_of_5000_articles_is_small() -> None:
    few = [article(seed=i, id=f"story {i}", title=f"The title of a story, number {i}").profile for i in range(20)]
    profiles = (replace(few[i % 20], id=f"story {i}") for i in range(5000))
    html = render_corpus(gather_corpus(profiles), "many", trend(), groups())
    assert len(html.encode()) < 15_000_000
    [rows] = re.findall(r'<script type="application/json" id="rows">(.*?)</script>', html, re.DOTALL)
    assert len(json.loads(rows)) == 5000


def test_a_larger_corpus_says_that_its_table_is_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emoprofile.report.page.corpus.MOST_ROWS", 4)
    html = corpus_page([replace(article().profile, id=f"story {i}") for i in range(10)])
    assert "The table holds one article in 3; the figures are of all 10." in html
    [rows] = re.findall(r'id="rows">(.*?)</script>', html, re.DOTALL)
    assert len(json.loads(rows)) == 4


@pytest.mark.parametrize("sentences", [0, 1, 4, 5])
@pytest.mark.parametrize("spec", [FULL, STARS], ids=["full", "stars"])
def test_any_article_has_a_page(spec: object, sentences: int) -> None:
    scored, profile = made(spec, sentences=sentences)  # type: ignore[arg-type]
    html = article_page(Subject(profile, scored))
    assert ("every figure is null" in html) == (sentences == 0)
    assert ("figure-arc" in html) == (sentences >= 5)


def test_every_character_of_the_article_is_shown_or_folded_away() -> None:
    subject = article()
    assert subject.scored is not None
    shown = ""
    for line in lay_out_article(subject.scored, "goemotions"):
        for part in line:
            if isinstance(part, LeftOut):
                shown += part.text
            else:
                shown += "".join(stretch.text for stretch in part.stretches)
    assert shown.split() == subject.scored.segmentation.document.text.replace("\n", "").split()


def test_a_sentence_has_the_colour_of_the_label_furthest_above_baseline_that_is_not_rough() -> None:
    subject = article(sentences=40)
    assert subject.scored is not None
    scores = subject.scored.scores.in_vocabulary("goemotions").expressed
    assert scores is not None
    sentences = [part for line in lay_out_article(subject.scored, "goemotions") for part in line]
    for part in sentences:
        if isinstance(part, ShownSentence):
            assert part.tints["expressed"].label in LABELS
            assert part.tints["expressed"].label not in (
                "neutral",
                "admiration",
            )  # the first is kept apart, this is rough
            assert 0 <= part.tints["expressed"].strength <= 4


def test_a_profile_that_was_written_has_the_same_page_but_for_its_text() -> None:
    profile = article().profile
    again = parse_profile(json.loads(json.dumps(profile.to_dict())))
    assert again == profile
    bare = parse_profile(json.loads(json.dumps(profile.to_dict(detail="compact", text=False))))
    html = article_page(Subject(bare))
    assert "figure-evoked" in html
    assert "Sentence 1 of them." not in html


def test_written_profiles_differ_more_widely_than_their_articles() -> None:
    one, other = article(seed=1, id="a"), article(seed=2, id="b")
    found = compare_profiles(one.profile, other.profile)
    figures = dict(one.profile.readings.list_figures())
    for each in found.differences:
        assert each.first == figures[each.label].value
        assert each.interval is not None
        assert each.interval[0] <= each.difference <= each.interval[1]
    same = compare_profiles(one.profile, one.profile)
    assert not [each for each in same.differences if each.is_clear]
    assert all(each.difference == 0 for each in same.differences)


def test_profiles_of_several_models_are_refused() -> None:
    one, other = article(id="a").profile, made(STARS, "b")[1]
    with pytest.raises(InvalidValueError, match="b was profiled by the model tiny, those before by tiny"):
        gather_corpus([one, other])
    with pytest.raises(InvalidValueError, match="a: no sentence could be scored"):
        compare_profiles(made(FULL, "a", sentences=0)[1], one)


def test_extreme_articles_are_those_with_most() -> None:
    profiles = [article(seed=i, id=f"story {i}").profile for i in range(30)]
    corpus = gather_corpus(profiles)
    by_fear = sorted(profiles, key=lambda each: -(each.evoked.labels["fear"].mean or 0) if each.evoked else 0)
    found = sorted(corpus.extremes["evoked.fear"], reverse=True)
    assert [each.id for each in found] == [each.id for each in by_fear[:3]]
    low = sorted(profiles, key=lambda each: (each.valence.mean or 0) if each.valence else 0)
    assert [each.id for each in sorted(corpus.extremes["-valence"], reverse=True)] == [each.id for each in low[:3]]
