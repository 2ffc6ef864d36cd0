"""What a notebook shows of a profile, a comparison, a trend and groups, and of the work while it goes on."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from tests.report.corpora import groups, trend
from tests.write.profiles import FULL, STARS, config, made

from emoprofile.aggregate import Aggregator
from emoprofile.compare import compare_articles
from emoprofile.data import Failure
from emoprofile.report import notebook
from emoprofile.report.notebook import watch

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e"


def test_a_profile_shows_its_headline_readings_arc_and_evidence() -> None:
    html = made(FULL, sentences=8, seed=4)[1]._repr_html_()
    assert "Above baseline: expressed" in html
    assert html.count("<svg ") == 4
    assert "<details><summary>Evidence" in html
    assert "Sentence 3 of them." in html


@pytest.mark.parametrize("sentences", [0, 1, 3])
@pytest.mark.parametrize("spec", [FULL, STARS], ids=["full", "stars"])
def test_any_profile_can_be_shown(spec: object, sentences: int) -> None:
    html = made(spec, sentences=sentences)[1]._repr_html_()  # type: ignore[arg-type]
    assert ("<svg " in html) == bool(sentences)


def test_a_comparison_a_trend_and_groups_are_figures() -> None:
    one, other = made(FULL, "a", seed=1)[0], made(FULL, "b", seed=2)[0]
    compared = compare_articles([one], [other], Aggregator(config().aggregate))
    for html in (compared._repr_html_(), trend()._repr_html_(), groups()._repr_html_()):
        assert html.count("<svg ") == 1


def test_nothing_in_a_profile_runs_in_a_notebook() -> None:
    html = made(FULL, HOSTILE, {"title": HOSTILE})[1]._repr_html_()
    assert not re.search(r"<script|<img|onerror=(?!alert)", html.replace("onerror=alert", ""))
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html


def test_a_notebook_is_told_how_far_the_work_is(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    told: Callable[[], Callable[[str], None]] = lambda: shown.append  # noqa: E731
    monkeypatch.setattr(notebook, "_open_bar", told)
    ticks = iter(range(100))
    failure = Failure("b", "read", "ReadError", "no text")
    assert list(watch(["a", failure, "c"], total=3, clock=lambda: float(next(ticks)))) == ["a", failure, "c"]
    assert "0 of 3 articles" in shown[0]
    assert 'value="2" max="3"' in shown[2]
    assert "3 of 3 articles, 1 failed" in shown[-1]


def test_nothing_is_shown_outside_of_a_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watch(iter("ab"))) == ["a", "b"]
    assert capsys.readouterr() == ("", "")


def test_the_room_of_reports_is_loaded_only_when_something_is_shown() -> None:
    code = "import emoprofile, sys; assert 'emoprofile.report' not in sys.modules and 'jinja2' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
