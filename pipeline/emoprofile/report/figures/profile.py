"""The figures of one profile, each an SVG document with a caption: its readings, its dimensions, its arc, all of it."""

from collections.abc import Mapping
from itertools import chain

from emoprofile.data import Profile
from emoprofile.data.figures import LabelFigures
from emoprofile.data.readings import rank_labels
from emoprofile.report.definitions import ARC, DIMENSIONS, EVOKED, EXPRESSED
from emoprofile.report.figures.arc import plot_arc
from emoprofile.report.figures.bars import make_label_rows, plot_bars, plot_dimensions
from emoprofile.report.figures.canvas import TEXT, Canvas
from emoprofile.report.figures.whole import BROAD, COLUMN

MOST_LABELS = 10
HEAD = 22.0
GUTTER = 28.0


def draw_expressed(profile: Profile, vocabulary: str, most: int | None = MOST_LABELS) -> str:
    """What the words express, in one of its vocabularies; the labels furthest above their baseline, at most so many.

    Raises:
        KeyError: If the profile does not express that vocabulary.
    """
    assert profile.expressed is not None
    labels = profile.expressed.vocabularies[vocabulary].labels
    return _draw_labels(profile, labels, f"{EXPRESSED} ({vocabulary}): share of the article", most, is_share=True)


def draw_evoked(profile: Profile, most: int | None = MOST_LABELS) -> str:
    """What the content evokes."""
    assert profile.evoked is not None
    title = f"{EVOKED} ({profile.evoked.vocabulary}): mean intensity"
    return _draw_labels(profile, profile.evoked.labels, title, most, is_share=False)


def draw_dimensions(profile: Profile) -> str:
    """Valence and arousal on their whole scales."""
    assert profile.dimensions is not None
    canvas = Canvas(COLUMN)
    bottom = plot_dimensions(canvas, profile.dimensions, 2)
    return canvas.to_svg(canvas.paragraph(0, bottom, _write_caption(profile)), DIMENSIONS)


def draw_arc(profile: Profile, width: float = BROAD) -> str:
    """The arc, whose points a reader can go along."""
    assert profile.arc is not None
    canvas = Canvas(width)
    bottom = plot_arc(canvas, profile.arc, 0, focusable=True)
    caption = (
        f"Means over {len(profile.arc.bins)} parts of {_count_sentences(profile)}. Grey: where the whole curve stays "
        f"in 95 % of articles with the same sentences in another order. Thick line above: a stretch that clearly "
        f"differs from the rest. {_name_model(profile)}"
    )
    return canvas.to_svg(canvas.paragraph(0, bottom, caption), ARC)


def draw_profile(profile: Profile, width: float = COLUMN) -> str:
    """All of a profile, readings, dimensions and arc, under one caption.

    Args:
        profile: The profile.
        width: Of a column; where there is room for two, readings stand side by side.
    """
    canvas = Canvas(width)
    left = Canvas(COLUMN if width < BROAD else (width - GUTTER) / 2)
    right = Canvas(left.width)
    y, other = _plot_expressed(left, profile), 0.0
    if width < BROAD:
        y = other = _plot_evoked(left, profile, y)
        canvas.insert(left, 0, 0)
    else:
        other = _plot_evoked(right, profile, 0)
        canvas.insert(left, 0, 0)
        canvas.insert(right, left.width + GUTTER, 0)
    y = max(y, other)
    if profile.arc:
        canvas.text(0, y + TEXT, ARC, bold=True)
        y = plot_arc(canvas, profile.arc, y + HEAD, focusable=False)
    told = [_write_caption(profile)]
    if profile.arc:
        told.append("Grey in the arc: where the whole curve stays in 95 % of articles with the sentences shuffled.")
    return canvas.to_svg(canvas.paragraph(0, y, " ".join(told)), f"Emotional profile of {profile.id}")


def _plot_expressed(canvas: Canvas, profile: Profile) -> float:
    if profile.expressed is None:
        return 0.0
    own = profile.expressed
    return _plot_labels(canvas, own.labels, f"{EXPRESSED} ({own.vocabulary})", 0, MOST_LABELS, is_share=True) + 6


def _plot_evoked(canvas: Canvas, profile: Profile, y: float) -> float:
    """What is evoked, and the dimensions below it."""
    if profile.evoked:
        title = f"{EVOKED} ({profile.evoked.vocabulary})"
        y = _plot_labels(canvas, profile.evoked.labels, title, y, MOST_LABELS, is_share=False) + 6
    if profile.dimensions:
        canvas.text(0, y + TEXT, DIMENSIONS, bold=True)
        y = plot_dimensions(canvas, profile.dimensions, y + HEAD)
    return y


def _draw_labels(
    profile: Profile, labels: Mapping[str, LabelFigures], title: str, most: int | None, *, is_share: bool
) -> str:
    canvas = Canvas(COLUMN)
    shown = rank_labels(labels)[:most]
    bottom = plot_bars(canvas, make_label_rows(labels, shown), 2, is_share=is_share)
    caption = _write_caption(profile)
    if len(shown) < len(labels):
        caption = f"The {len(shown)} furthest above baseline of {len(labels)} labels. {caption}"
    return canvas.to_svg(canvas.paragraph(0, bottom, caption), title)


def _plot_labels(
    canvas: Canvas, labels: Mapping[str, LabelFigures], title: str, y: float, most: int, *, is_share: bool
) -> float:
    canvas.text(0, y + TEXT, title, bold=True)
    shown = rank_labels(labels)[:most]
    return plot_bars(canvas, make_label_rows(labels, shown), y + HEAD, is_share=is_share)


def _write_caption(profile: Profile) -> str:
    rough = chain.from_iterable(
        group.labels.values() for group in (profile.expressed.vocabularies.values() if profile.expressed else ())
    )
    mark = " ~: rough." if any(each.rough for each in rough) else ""
    told = f"n = {_count_sentences(profile)}. Lines: 90 % intervals. Dashed: unemotional text."
    return f"{told}{mark} {_name_model(profile)}"


def _name_model(profile: Profile) -> str:
    return f"Model {profile.provenance.model}."


def _count_sentences(profile: Profile) -> str:
    n = profile.accounting.sentences
    return f"{n} sentence{'' if n == 1 else 's'}"
