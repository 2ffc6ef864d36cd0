"""Pages in a real browser: they work with pointer and keyboard, complain of nothing, ask for nothing, run nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.report.browser import SCHEME, Opened, opened
from tests.report.pages import HOSTILE, article, article_page, comparison_page, corpus_page, hostile_article

from emoprofile.report.inputs import Subject

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    profiles = [article(seed=i, id=f"story {i}", title=f"Title {i}", date="2024-03-05").profile for i in range(150)]
    made = {
        "article": article_page(article()),
        "profile": article_page(Subject(article().profile)),
        "comparison": comparison_page(
            article(seed=1, id="one"), article(seed=2, id="other"), article(seed=3, id="third")
        ),
        "corpus": corpus_page(profiles),
        "hostile": article_page(hostile_article()),
        "hostile-comparison": comparison_page(hostile_article(), article()),
        "hostile-corpus": corpus_page([hostile_article().profile] * 3, HOSTILE[2]),
    }
    for name, html in made.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


NAMES = ("article", "profile", "comparison", "corpus", "hostile", "hostile-comparison", "hostile-corpus")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_complains_of_nothing_and_fits_its_window(
    browser: "Browser", pages: dict[str, Path], name: str, width: int, scheme: SCHEME
) -> None:
    with opened(browser, pages[name], width=width, scheme=scheme) as found:
        found.page.mouse.move(width / 2, 400)
        assert found.page.evaluate("document.documentElement.scrollWidth") <= width
        assert found.page.locator("h1").is_visible()
        found.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES[:4])
def test_axe_finds_no_serious_issue(browser: "Browser", pages: dict[str, Path], name: str, scheme: SCHEME) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    with opened(browser, pages[name], scheme=scheme, bypass_csp=True) as found:
        for each in found.page.locator("details").all():
            each.evaluate("element => element.open = true")
        result = axe.Axe().run(found.page)
        serious = {
            each["id"]: [node["target"] for node in each["nodes"]][:3]
            for each in result.response["violations"]
            if each["impact"] in ("serious", "critical")
        }
        assert serious == {}


def tip(found: Opened) -> str:
    return found.page.locator("#tip").inner_text() if found.page.locator("#tip").is_visible() else ""


def expect_in_sight(found: Opened, selector: str) -> None:
    from playwright.sync_api import expect

    expect(found.page.locator(selector)).to_be_in_viewport(ratio=1)


def test_pointing_at_the_arc_shows_the_sentence_and_choosing_it_goes_there(
    browser: "Browser", pages: dict[str, Path]
) -> None:
    with opened(browser, pages["article"]) as found:
        point = found.page.locator(".drawing.wide g[data-first='7']").first
        point.scroll_into_view_if_needed()
        for _ in range(10):  # scrolling to the point may still go on, and hides what the pointer shows
            found.page.mouse.move(0, 0)
            point.hover()
            found.page.wait_for_timeout(100)
            if tip(found):
                break
        assert "sentence 8" in tip(found)
        assert "Sentence 7 of them." in tip(found)
        assert found.page.locator("#s7").evaluate("element => element.classList.contains('hot')")
        point.click()
        assert found.page.evaluate("document.activeElement.id") == "s7"
        expect_in_sight(found, "#s7")
        found.check()


def test_the_arc_and_the_article_can_be_read_with_the_keyboard(browser: "Browser", pages: dict[str, Path]) -> None:
    with opened(browser, pages["article"]) as found:
        found.page.locator(".drawing.wide g[data-first='0']").first.focus()
        found.page.keyboard.press("ArrowRight")
        assert "Sentence 1 of them." in tip(found)
        found.page.keyboard.press("Escape")
        assert tip(found) == ""
        found.page.keyboard.press("ArrowRight")
        found.page.keyboard.press("Enter")
        assert found.page.evaluate("document.activeElement.id") == "s2"
        assert tip(found).startswith("Sentence 3")
        found.page.keyboard.press("ArrowDown")
        assert found.page.evaluate("document.activeElement.id") == "s3"
        assert "valence" in tip(found)
        found.page.keyboard.press("Home")
        assert found.page.evaluate("document.activeElement.id") == "s0"
        found.check()


def test_everything_is_reached_with_tab(browser: "Browser", pages: dict[str, Path]) -> None:
    with opened(browser, pages["article"]) as found:
        reached = set()
        for _ in range(80):
            found.page.keyboard.press("Tab")
            reached.add(
                found.page.evaluate(
                    "(e => e.id || e.name || (e.dataset.first ? 'arc' : '') || e.tagName)(document.activeElement)"
                )
            )
        assert {"theme", "vocabulary", "arc", "tint", "s0", "SUMMARY", "A"} <= reached


def test_a_vocabulary_is_switched(browser: "Browser", pages: dict[str, Path]) -> None:
    with opened(browser, pages["article"]) as found:
        assert found.page.locator("#figure-expressed-goemotions").is_visible()
        assert not found.page.locator("#figure-expressed-ekman").is_visible()
        found.page.get_by_label("ekman", exact=True).check()
        assert found.page.locator("#figure-expressed-ekman").is_visible()
        assert not found.page.locator("#figure-expressed-goemotions").is_visible()
        assert found.page.locator("#figure-evoked").is_visible()
        found.check()


def test_sentences_take_the_colours_of_the_other_reading(browser: "Browser", pages: dict[str, Path]) -> None:
    with opened(browser, pages["article"]) as found:
        before = found.page.locator(".text .s").evaluate_all("all => all.map(each => each.className)")
        found.page.locator("#tint").get_by_label("evoked").check()
        after = found.page.locator(".text .s").evaluate_all("all => all.map(each => each.className)")
        assert before != after
        colours = found.page.locator(".text .s4").evaluate_all(
            "all => all.map(each => getComputedStyle(each).backgroundColor)"
        )
        assert colours
        assert "rgba(0, 0, 0, 0)" not in colours
        found.check()


def test_the_theme_is_switched(browser: "Browser", pages: dict[str, Path]) -> None:
    with opened(browser, pages["article"]) as found:
        paper = "getComputedStyle(document.body).backgroundColor"
        drawn = "getComputedStyle(document.querySelector('.drawing rect')).fill"
        assert found.page.evaluate(paper) == found.page.evaluate(drawn) == "rgb(255, 255, 255)"
        found.page.locator("#theme").click()
        assert found.page.evaluate(paper) == found.page.evaluate(drawn) == "rgb(21, 23, 28)"
        found.check()


@pytest.mark.parametrize(
    ("kind", "starts"),
    [
        ("SVG", b"<svg "),
        ("PNG", b"\x89PNG"),
        ("CSV", b'"label","figure","low","high","baseline","above","peak","rough"\n'),
    ],
)
def test_a_figure_is_saved(browser: "Browser", pages: dict[str, Path], kind: str, starts: bytes) -> None:
    with opened(browser, pages["article"], accept_downloads=True) as found:
        figure = found.page.locator("#figure-evoked")
        figure.locator("summary").click()
        with found.page.expect_download() as download:
            figure.get_by_role("button", name=kind).click()
        assert download.value.suggested_filename == f"evoked.{kind.lower()}"
        assert Path(download.value.path()).read_bytes().startswith(starts)
        found.check()


def wait_for_rows(found: Opened, count: int) -> None:
    from playwright.sync_api import expect

    expect(found.page.locator("table.articles tbody tr")).to_have_count(count)


def test_a_table_is_searched_sorted_and_shown_in_part(browser: "Browser", pages: dict[str, Path]) -> None:
    with opened(browser, pages["corpus"]) as found:
        rows = found.page.locator("table.articles tbody tr")
        assert rows.count() == 100
        found.page.locator("#more").click()
        assert rows.count() == 150
        found.page.locator("#search").fill("title 77")
        wait_for_rows(found, 1)
        assert "Title 77" in rows.first.inner_text()
        assert "1 of 150 articles" in found.page.locator("#count").inner_text()
        found.page.locator("#search").fill("")
        wait_for_rows(found, 100)
        found.page.get_by_role("button", name="valence").click()
        first, second = (float(rows.nth(i).locator("td").nth(3).inner_text()) for i in range(2))
        assert first >= second
        found.page.get_by_role("button", name="valence").click()
        assert float(rows.first.locator("td").nth(3).inner_text()) <= second
        found.check()


@pytest.mark.parametrize("name", NAMES[4:])
def test_a_hostile_article_is_shown_as_text(browser: "Browser", pages: dict[str, Path], name: str) -> None:
    with opened(browser, pages[name]) as found:
        for each in found.page.locator("details").all():
            each.evaluate("element => element.open = true")
        for each in found.page.locator(".text .s, g[data-first]").all()[:12]:
            each.dispatch_event("pointerenter")
        assert found.page.locator("body iframe, body img, body base, body link, main style, form").count() == 0
        assert found.page.locator("script:not([type])").count() == 1
        shown = found.page.locator("body").inner_text()
        assert "<script>window.ran = " in shown
        assert "49" not in found.page.locator("h1").inner_text()
        assert "\u202e" not in found.page.content()
        found.check()


def test_a_line_of_a_megabyte_is_shown(browser: "Browser", tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    path.write_text(article_page(hostile_article(("word " * 200_000 + "end.", "x" * 100_000))), encoding="utf-8")
    with opened(browser, path, width=375) as found:
        assert found.page.evaluate("document.documentElement.scrollWidth") <= 375
        found.check()
