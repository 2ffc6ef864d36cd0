"""The page of one article."""

from collections.abc import Iterator
from dataclasses import dataclass

from emoprofile.data import Profile, Scored, VoiceFigures
from emoprofile.report.colours import choose_paint
from emoprofile.report.definitions import list_meanings
from emoprofile.report.evidence import find_evidence, name_voice
from emoprofile.report.figures.scale import write_figure, write_interval
from emoprofile.report.headline import list_cautions, write_headline
from emoprofile.report.page.environment import render_page
from emoprofile.report.page.figure import (
    Figure,
    make_arc_figure,
    make_dimensions_figure,
    make_evoked_figure,
    make_expressed_figures,
)
from emoprofile.report.sentences import count_tints, lay_out_article

MOST_EVIDENCE = 5
HEAD_KEYS = ("title", "author", "source", "date")


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A voice in the table of voices, written out."""

    name: str
    is_named: bool
    share: str
    valence: str
    emotional: str
    leading: tuple[tuple[str, str], ...]


def render_article(profile: Profile, scored: Scored | None = None) -> str:
    """The page of one article.

    Args:
        profile: Its profile.
        scored: Its sentences and scores; None for a profile from a file, whose page has no text but its evidence.
    """
    vocabulary = profile.expressed.vocabulary if profile.expressed else None
    lines = lay_out_article(scored, vocabulary) if scored is not None and profile.accounting.sentences else []
    tints = count_tints(lines)
    return render_page(
        "article.html",
        {
            "title": str(profile.metadata.get("title") or profile.id),
            "profile": profile,
            "facts": [(key, profile.metadata[key]) for key in HEAD_KEYS if profile.metadata.get(key)],
            "headline": write_headline(profile),
            "cautions": list(list_cautions(profile)),
            "vocabularies": list(profile.expressed.vocabularies) if profile.expressed else [],
            "figures": list(make_article_figures(profile)),
            "arc": make_arc_figure(profile) if profile.arc else None,
            "lines": lines,
            "tints": tints,
            "voices": [_write_voice(voice) for voice in profile.voices] if len(profile.voices) > 1 else [],
            "evidence": list(find_evidence(profile, MOST_EVIDENCE)),
            "meanings": list(list_meanings(profile)),
        },
    )


def make_article_figures(profile: Profile) -> Iterator[Figure]:
    """Its readings and dimensions, in the order of the page."""
    if not profile.accounting.sentences:
        return
    yield from make_expressed_figures(profile)
    if profile.evoked:
        yield make_evoked_figure(profile)
    if profile.dimensions:
        yield make_dimensions_figure(profile)


def _write_voice(voice: VoiceFigures) -> VoiceRow:
    readings = voice.readings
    reading = readings.expressed or readings.evoked
    valence = readings.dimensions.valence if readings.dimensions else None
    emotional = readings.expressed.emotional if readings.expressed else None
    return VoiceRow(
        name_voice(voice),
        voice.speaker_hint is not None,
        f"{100 * voice.share:.0f} %",
        f"{write_figure(valence.mean, is_share=False)} ({write_interval(valence.interval, is_share=False)})"
        if valence
        else "",
        write_figure(emotional.prevalence, is_share=True) if emotional else "",
        tuple((each.label, choose_paint(each.label)) for each in reading.leading or ()) if reading else (),
    )
