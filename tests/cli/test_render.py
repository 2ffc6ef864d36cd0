"""A profile in the terminal: the words and figures of the JSON, columns explained, whatever the width."""

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from rich.console import Console
from tests.write.profiles import FULL, STARS, config, made

from emoprofile.cli.views.arc import CURVE
from emoprofile.cli.views.legend import legend
from emoprofile.cli.views.profile import render_profile
from emoprofile.data import DimensionFigures, Leading, Profile
from emoprofile.data.readings import rank_labels
from emoprofile.report.colours import LABELS
from emoprofile.report.definitions import ARC, DIMENSIONS, EVIDENCE, EVOKED, EXPRESSED, VOICES, list_meanings
from emoprofile.report.headline import write_dimension, write_headline, write_percent
from emoprofile.report.page import render_article

ALL = made(FULL, sentences=8, seed=4)[1]
VALENCE_ALONE = made(STARS, sentences=8)[1]


def printed(profile: Profile, width: int = 100) -> str:
    console = Console(width=width, highlight=False)
    with console.capture() as shown:
        console.print(render_profile(profile))
        console.print(legend(profile))
    return shown.get()


def with_leading(profile: Profile, expressed: tuple[Leading, ...] | None, reason: str | None = None) -> Profile:
    """One reading, with this leading, and a valence that is written out."""
    assert profile.expressed is not None
    assert profile.dimensions is not None
    assert profile.valence is not None
    valence = replace(profile.valence, mean=-0.3701, interval=(-0.4912, -0.2399))
    own = replace(profile.expressed, leading=expressed, leading_reason=reason)
    dimensions = replace(profile.dimensions, valence=valence, arousal=None)
    return replace(profile, readings=replace(profile.readings, expressed=own, evoked=None, dimensions=dimensions))


@pytest.mark.parametrize(
    ("leading", "reason", "said"),
    [
        ((Leading("fear", 0.9712), Leading("sadness", 0.93)), None, "Above baseline: fear (97 %), sadness (93 %)"),
        ((Leading("fear", 0.999),), None, "Above baseline: fear (>99 %)"),
        ((), None, "Above baseline: nothing"),
        (None, "no label has a baseline", "Above baseline: unknown (no label has a baseline)"),
    ],
)
def test_the_headline_can_be_quoted(leading: tuple[Leading, ...] | None, reason: str | None, said: str) -> None:
    assert write_headline(with_leading(ALL, leading, reason)) == f"{said}; valence -0.37 (-0.49 to -0.24)"


def test_the_headline_names_the_readings_where_there_are_two() -> None:
    assert ALL.evoked is not None
    assert ALL.leading is not None
    expressed = ", ".join(f"{each.label} ({write_percent(each.above)})" for each in ALL.leading)
    evoked = ", ".join(f"{each.label} ({write_percent(each.above)})" for each in ALL.evoked.leading or ())
    assert write_headline(ALL).startswith(f"Above baseline: expressed {expressed}; evoked {evoked}; valence ")
    assert re.search(r"; arousal 0\.\d\d \(0\.\d\d to 0\.\d\d\)$", write_headline(ALL))


def test_an_evoked_reading_is_named_even_where_it_is_the_only_one() -> None:
    alone = replace(ALL, readings=replace(ALL.readings, expressed=None))
    assert write_headline(alone).startswith("Above baseline: evoked ")
    assert "Expressed" not in printed(alone)
    assert "the labels of evoked that the voice holds" in printed(alone, 140)


def test_a_model_with_valence_alone_has_a_headline_and_no_other_reading() -> None:
    assert re.fullmatch(r"Valence [+-]\d\.\d\d \([+-]\d\.\d\d to [+-]\d\.\d\d\)", write_headline(VALENCE_ALONE))
    shown = printed(VALENCE_ALONE)
    assert "Expressed" not in shown
    assert "Evoked" not in shown
    assert "prevalence" not in shown
    assert "above baseline" not in shown
    assert "Valence and arousal" in shown


def test_what_the_words_express_and_what_the_content_evokes_stand_apart() -> None:
    shown = printed(ALL)
    sections = [line.strip() for line in shown.splitlines() if re.match(r"  (Expressed|Evoked|Valence and)", line)]
    assert sections == [
        "Expressed by the words (goemotions)",
        "Expressed by the words (ekman)",
        "Expressed by the words (sentiment)",
        "Evoked by the content (plutchik)",
        "Valence and arousal",
    ]
    assert "Evoked" not in printed(with_leading(ALL, ()))


def test_every_figure_stands_with_its_interval_baseline_and_above() -> None:
    shown = printed(ALL)
    assert ALL.expressed is not None
    label = rank_labels(ALL.expressed.labels)[0]
    figures = ALL.expressed.labels[label]
    assert figures.interval is not None
    assert figures.prevalence is not None
    low, high = (f"{100 * end:.1f}" for end in figures.interval)
    row = (
        rf"{label} +[▒│█ ]+ {100 * figures.prevalence:.1f}% +{low}–{high} +10\.0% +{write_percent(figures.above or 0)}"
    )
    assert re.search(row, shown)
    assert ALL.valence is not None
    assert ALL.valence.interval is not None
    low, high = (f"{end:.2f}" for end in ALL.valence.interval)
    assert re.search(rf"valence +{ALL.valence.mean:.2f} +{low} to {high} +0\.10", shown)


@pytest.mark.parametrize("profile", [ALL, VALENCE_ALONE], ids=["all-readings", "valence-alone"])
@pytest.mark.parametrize("width", [40, 50, 60, 80, 100, 140, 200])
def test_no_line_is_wider_than_the_terminal_and_no_figure_is_cut(width: int, profile: Profile) -> None:
    lines = [line.rstrip() for line in printed(profile, width).splitlines()]
    assert max(map(len, lines)) <= width
    assert "…" not in "".join(lines[1:])
    assert any(line.endswith("90 %") or " 90 % " in line for line in lines)
    assert re.search(r"^    valence +-?\d\.\d\d +-?\d\.\d\d to -?\d\.\d\d", "\n".join(lines), re.MULTILINE)


def test_bars_are_left_out_before_figures() -> None:
    assert "█" in printed(ALL, 80).split(ARC)[0]
    narrow = printed(ALL, 40).split(ARC)[0]
    assert "█" not in narrow
    assert len(re.findall(r"^    [a-z]+~? +\d+\.\d% +\d+\.\d–\d+\.\d", narrow, re.MULTILINE)) == 8 + 6 + 3
    assert len(re.findall(r"^    [a-z]+ +\d\.\d\d +\d\.\d\d to \d\.\d\d", narrow, re.MULTILINE)) == 8 + 1
    assert "baseline" in printed(ALL, 60).split(ARC)[0].split("Valence and arousal")[1]


@pytest.mark.parametrize("run", [config(), config("aggregate.method=top_mean")], ids=["mean", "top_mean"])
def test_every_column_is_explained_on_the_same_screen(run: object) -> None:
    profile = made(FULL, sentences=8, seed=4, run=run)[1]  # type: ignore[arg-type]
    shown = printed(profile, 140)
    tables = shown[: shown.index("tiny · config")].splitlines()
    heads = {name for line in tables if re.search(r"  (90 %|share) ", line) for name in re.split(r" {2,}", line)}
    explained = {name for name, _ in list_meanings(profile)}
    assert heads - {""} <= explained
    assert {"prevalence", "mean", "90 %", "baseline", "above", "peak", "share", "emotional"} <= heads
    assert ("score" in heads) == ("score" in explained) == (run != config())
    assert all(f"  {name}  " in shown for name in explained)


def test_rough_labels_a_pooled_error_model_and_a_derived_valence_are_said() -> None:
    assert ALL.dimensions is not None
    shown = printed(ALL)
    assert re.search(r"^    anger~ ", shown, re.MULTILINE)
    assert "rough: the model reads this label too unreliably" in shown
    assert "error: default (expressed)." in shown
    assert "valence_basis" not in shown
    derived = replace(ALL, readings=replace(ALL.readings, dimensions=replace(ALL.dimensions, valence_basis="derived")))
    assert "valence_basis: derived." in printed(derived)


def test_an_unknown_baseline_is_no_zero() -> None:
    assert re.search(r"^    sadness +█+ +[\d.]+% +[\d.–]+ +–  +–", printed(ALL), re.MULTILINE)


def test_an_article_without_a_sentence_has_no_figure() -> None:
    shown = printed(made(FULL, sentences=0)[1])
    assert "No sentence to score: every figure is null, none is zero." in shown
    assert "Above baseline" not in shown
    assert "0.00" not in shown


def test_a_figure_that_rounds_to_zero_has_no_sign() -> None:
    figures = SimpleNamespace(mean=-0.001, interval=(-0.2, -0.004))
    assert write_dimension(cast("DimensionFigures", figures), "+z.2f") == "+0.00 (-0.20 to +0.00)"


def coloured(profile: Profile, **settings: str) -> str:
    console = Console(width=100, highlight=False, force_terminal=True, color_system="truecolor", _environ=settings)
    with console.capture() as shown:
        console.print(render_profile(profile))
    return shown.get()


def test_labels_have_the_colours_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ALL.evoked is not None
    monkeypatch.delenv("COLORFGBG", raising=False)
    for theme in (1, 0):
        shown = coloured(ALL)
        for label in ALL.evoked.labels:
            red, green, blue = (int(LABELS[label][theme][i : i + 2], 16) for i in (1, 3, 5))
            assert f"\x1b[38;2;{red};{green};{blue}m" in shown
        monkeypatch.setenv("COLORFGBG", "0;15")


def test_there_is_no_colour_where_none_is_wanted() -> None:
    assert "\x1b[38;" not in coloured(ALL, NO_COLOR="1")
    assert "\x1b" not in printed(ALL)


@pytest.mark.parametrize("width", [40, 60, 75, 100, 200])
def test_curves_are_whole_whatever_the_width(width: int) -> None:
    assert ALL.arc is not None
    section = printed(ALL, width).split(ARC)[1].split(VOICES)[0]
    assert len(re.findall(f"[{CURVE}]{{{len(ALL.arc.bins)}}}", section)) == len(ALL.arc.series)
    assert all(re.search(rf"^ *{re.escape(name)}\b", section, re.MULTILINE) for name in ALL.arc.series)


def test_the_terminal_has_the_order_and_the_words_of_the_page() -> None:
    titles = [EXPRESSED, EVOKED, DIMENSIONS, ARC, VOICES, EVIDENCE]
    scored, profile = made(FULL, sentences=8, seed=4)
    for shown in (
        printed(profile, 120),
        re.sub("<[^>]+>", "\n", render_article(profile, scored)).split("</script>")[0],
    ):
        places = [re.search(rf"^ *{re.escape(title)}", shown, re.MULTILINE) for title in titles]
        assert None not in places
        assert places == sorted(places, key=lambda found: found.start() if found else -1)
