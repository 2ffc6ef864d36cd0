"""The page of one article."""

from collections.abc import Iterator
from dataclasses import dataclass

from emoprofile.data import Evidence, Profile, Scored, VoiceFigures
from emoprofile.data.readings import ranked
from emoprofile.report.colours import paint_name
from emoprofile.report.definitions import meanings
from emoprofile.report.figures.scale import write_figure, write_interval
from emoprofile.report.headline import cautions, headline
from emoprofile.report.page.environment import render_page
from emoprofile.report.page.figure import Figure, arc_figure, dimensions_figure, evoked_figure, expressed_figures
from emoprofile.report.sentences import count_tints, lay_out_article

MOST_EVIDENCE = 5
MOST_WITHOUT_LEADING = 2
HEAD_KEYS = ("title", "author", "source", "date")


@dataclass(frozen=True, slots=True)
class Rested:
    """A figure and the sentences that it rests on.

    Attributes:
        name: Of the figure.
        paint: Its colour.
        pieces: The strongest first.
        more: How many more there are.
    """

    name: str
    paint: str
    pieces: tuple[Evidence, ...]
    more: int


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
            "headline": headline(profile),
            "cautions": list(cautions(profile)),
            "vocabularies": list(profile.expressed.vocabularies) if profile.expressed else [],
            "figures": list(article_figures(profile)),
            "arc": arc_figure(profile) if profile.arc else None,
            "lines": lines,
            "tints": tints,
            "voices": [_voice_row(voice) for voice in profile.voices] if len(profile.voices) > 1 else [],
            "evidence": list(find_evidence(profile)),
            "meanings": list(meanings(profile)),
        },
    )


def article_figures(profile: Profile) -> Iterator[Figure]:
    """Its readings and dimensions, in the order of the page."""
    if not profile.accounting.sentences:
        return
    yield from expressed_figures(profile)
    if profile.evoked:
        yield evoked_figure(profile)
    if profile.dimensions:
        yield dimensions_figure(profile)


def find_evidence(profile: Profile, most: int = MOST_EVIDENCE) -> Iterator[Rested]:
    """The leading figures of each reading, or where nothing leads those furthest above baseline; then valence."""
    figures = dict(profile.readings.figures())
    for name in _with_evidence(profile):
        pieces = figures[name].evidence
        if pieces:
            yield Rested(name, paint_name(name), pieces[:most], len(pieces[most:]))


def _with_evidence(profile: Profile) -> Iterator[str]:
    for name in ("expressed", "evoked"):
        reading = getattr(profile, name)
        if reading is not None:
            leading = [each.label for each in reading.leading or ()]
            yield from (f"{name}.{label}" for label in leading or ranked(reading.labels)[:MOST_WITHOUT_LEADING])
    if profile.valence is not None:
        yield "valence"


def _voice_row(voice: VoiceFigures) -> VoiceRow:
    readings = voice.readings
    reading = readings.expressed or readings.evoked
    valence = readings.dimensions.valence if readings.dimensions else None
    emotional = readings.expressed.emotional if readings.expressed else None
    return VoiceRow(
        voice.speaker_hint or ("quoted, unnamed" if voice.voice == "quotation" else voice.voice),
        voice.speaker_hint is not None,
        f"{100 * voice.share:.0f} %",
        f"{write_figure(valence.mean, is_share=False)} ({write_interval(valence.interval, is_share=False)})"
        if valence
        else "",
        write_figure(emotional.prevalence, is_share=True) if emotional else "",
        tuple((each.label, paint_name(each.label)) for each in reading.leading or ()) if reading else (),
    )
