"""Which figures are shown with the sentences that they rest on, and what voices are called: the same everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from emoprofile.data import Evidence, Profile, VoiceFigures
from emoprofile.data.readings import rank_labels
from emoprofile.report.colours import choose_paint

MOST_WITHOUT_LEADING = 2


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


def find_evidence(profile: Profile, most: int) -> Iterator[Rested]:
    """The leading figures of each reading, or where nothing leads those furthest above baseline; then valence.

    Args:
        profile: The profile.
        most: How many sentences of each.
    """
    figures = dict(profile.readings.list_figures())
    for name in _choose_figures(profile):
        pieces = figures[name].evidence
        if pieces:
            yield Rested(name, choose_paint(name), pieces[:most], len(pieces[most:]))


def name_voice(voice: VoiceFigures) -> str:
    """Who is quoted, or the kind of the voice."""
    return voice.speaker_hint or ("quoted, unnamed" if voice.voice == "quotation" else voice.voice)


def _choose_figures(profile: Profile) -> Iterator[str]:
    for name in ("expressed", "evoked"):
        reading = getattr(profile, name)
        if reading is not None:
            leading = [each.label for each in reading.leading or ()]
            yield from (f"{name}.{label}" for label in leading or rank_labels(reading.labels)[:MOST_WITHOUT_LEADING])
    if profile.valence is not None:
        yield "valence"
