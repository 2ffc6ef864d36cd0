"""Figures are well-formed, show what is there and nothing else, and hold no style, no script and no address."""

from typing import Literal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.corpora import STARTS, groups, trend

from emoprofile.report.colours import LABELS, ROLES
from emoprofile.report.figures import draw_groups, draw_trend, svg_to_png
from emoprofile.report.figures.canvas import Canvas, measure_text, wrap_text
from emoprofile.report.figures.convert import SVG, convert_svg
from emoprofile.report.figures.scale import Scale, fit_scale

DRAWN = {"svg", "title", "g", "rect", "polyline", "polygon", "circle", "text"}
HOSTILE = "</text><script>alert(1)</script>\u202e\x00\ud800 \" onload='x' &amp;"


def parsed(svg: str) -> ElementTree.Element:
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in DRAWN
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "href")]
    return root


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def test_a_trend_has_a_panel_per_figure_a_gap_and_a_band_only_where_there_is_an_interval() -> None:
    svg = draw_trend(trend())
    root = parsed(svg)
    assert {"expressed fear", "evoked sadness ~", "valence"} <= set(texts(svg))
    titles = [each.text or "" for each in root.iter(f"{SVG}title")]
    assert sum(title.startswith("expressed fear, ") for title in titles) == len(STARTS) - 1
    assert not [title for title in titles if title.startswith(f"expressed fear, {STARTS[7]}")]
    assert "90 % interval –, 3 articles" in next(t for t in titles if t.startswith(f"expressed fear, {STARTS[4]}"))
    bands = [each for each in root.iter(f"{SVG}polygon") if each.get("fill-opacity")]
    assert len(bands) == 3 * 3  # before the bin of three articles, between it and the gap, after the gap
    assert "n = 412 articles" in " ".join(texts(svg))


def test_lines_of_groups_differ_in_their_dashes_too_and_are_named() -> None:
    svg = draw_trend(trend((("One",), ("Other",))))
    assert {"One", "Other"} <= set(texts(svg))
    lines = {each.get("class"): each.get("stroke-dasharray") for each in parsed(svg).iter(f"{SVG}polyline")}
    assert lines["q-group-0"] != lines["q-group-1"]


def test_groups_have_a_row_each_and_an_interval_only_from_five_articles_on() -> None:
    svg = draw_groups(groups())
    titles = [each.text or "" for each in parsed(svg).iter(f"{SVG}title")]
    assert "The Daily Example: 10.0 %, 90 % interval 7.0 to 13.0 %, baseline 1.2 %; 20 articles" in titles
    assert "<b>Third & last</b>: 22.0 %, baseline 1.2 %; 3 articles" in titles


def test_hostile_names_are_shown_as_text() -> None:
    for svg in (draw_groups(groups((HOSTILE, "b"))), draw_trend(trend(((HOSTILE,),)))):
        parsed(svg)
        assert "<script" not in svg
        assert "\u202e" not in svg
        svg.encode()


@given(st.text(), st.floats(0, 1))
def test_any_text_makes_a_well_formed_figure(text: str, value: float) -> None:
    canvas = Canvas(300)
    with canvas.part(text, {"first": text}, focusable=True):
        canvas.text(0, 10, text)
        canvas.paragraph(0, value, text)
    parsed(canvas.to_svg(100, text))


@given(st.text(st.characters(codec="utf-8")), st.floats(40, 400))
def test_wrapped_lines_fit(text: str, width: float) -> None:
    assert all(measure_text(line, 10) <= width for line in wrap_text(text, width, 10))


@given(st.lists(st.floats(-1, 1), min_size=1))
def test_a_scale_holds_its_figures_and_has_ticks_on_it(figures: list[float]) -> None:
    scale = fit_scale(figures, least=-1.0, start=10, end=110)
    assert all(scale.low <= each <= scale.high for each in figures)
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 5
    assert all(scale.low - 1e-6 <= each <= scale.high + 1e-6 for each in ticks)
    assert Scale(0, 1, 10, 110).at(2) == 110


def test_every_colour_is_one_that_is_defined() -> None:
    known = {colour.light for colour in (*LABELS.values(), *ROLES.values())}
    for element in parsed(draw_groups(groups())).iter():
        assert {element.get("fill", "none"), element.get("stroke", "none")} <= known | {"none"}


@pytest.mark.parametrize("format", ["png", "pdf"])
def test_a_figure_converts_to_the_same_bytes_each_time(format: Literal["png", "pdf"]) -> None:
    pytest.importorskip("matplotlib")
    start = {"png": b"\x89PNG", "pdf": b"%PDF"}[format]
    svg = draw_groups(groups(("a", "漢字")))
    found = convert_svg(svg, format)
    assert found.startswith(start)
    assert convert_svg(svg, format) == found


def test_a_png_is_as_large_as_the_figure_at_300_dots_per_inch() -> None:
    pytest.importorskip("matplotlib")
    svg = draw_groups(groups())
    width = int.from_bytes(svg_to_png(svg)[16:20], "big")
    assert width == pytest.approx(float(parsed(svg).attrib["width"]) * 0.75 / 72 * 300, abs=1)
