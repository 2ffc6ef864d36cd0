"""A figure on a page: the drawing, the same figures as a table, and what it is called when it is saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from emoprofile.data import Arc, Profile
from emoprofile.data.figures import Figures
from emoprofile.data.readings import rank_labels
from emoprofile.report.definitions import ARC, DIMENSIONS, EVOKED, EXPRESSED
from emoprofile.report.figures import COLUMN, draw_arc, draw_dimensions, draw_evoked, draw_expressed
from emoprofile.report.figures.scale import UNKNOWN, write_figure

DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: What is shown.
        value: What stands in the CSV.
    """

    text: str
    value: str

    @classmethod
    def of(cls, figure: float | None, *, is_share: bool = False) -> "Cell":
        """A figure, rounded for the eye and to six decimals for the file; nothing where there is none."""
        exact = "" if figure is None else f"{round(figure, DECIMALS) + 0.0:.{DECIMALS}g}"
        return cls(write_figure(figure, is_share=is_share), exact)

    @classmethod
    def word(cls, text: str) -> "Cell":
        """A word, the same in both."""
        return cls(text, text)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure on a page.

    Attributes:
        name: What its files are called: letters, digits and `-`.
        title: Above it.
        wide: The SVG for a broad page.
        narrow: The SVG for a phone; None where `wide` fits it.
        columns: The headings of its table.
        rows: Of its table.
        vocabulary: Shown only while this vocabulary is chosen; None is always shown.
        side: In which column it stands where there is room for two.
    """

    name: str
    title: str
    wide: Markup
    narrow: Markup | None
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    vocabulary: str | None = None
    side: int = 1


def make_expressed_figures(profile: Profile) -> Iterator[Figure]:
    """What the words express, a figure per vocabulary."""
    for name, group in (profile.expressed.vocabularies if profile.expressed else {}).items():
        rows = {label: group.labels[label] for label in rank_labels(group.labels)}
        if group.neutral:
            rows["neutral"] = group.neutral
        yield Figure(
            f"expressed-{name}",
            f"{EXPRESSED} ({name})",
            Markup(draw_expressed(profile, name)),
            None,
            LABEL_COLUMNS,
            list(_tabulate_labels(rows, is_share=True)),
            name,
            0,
        )


def make_evoked_figure(profile: Profile) -> Figure:
    """What the content evokes."""
    assert profile.evoked is not None
    labels = profile.evoked.labels
    rows = list(_tabulate_labels({label: labels[label] for label in rank_labels(labels)}, is_share=False))
    title = f"{EVOKED} ({profile.evoked.vocabulary})"
    return Figure("evoked", title, Markup(draw_evoked(profile)), None, LABEL_COLUMNS, rows)


def make_dimensions_figure(profile: Profile) -> Figure:
    """Valence and arousal."""
    found = {name: each for name in ("valence", "arousal") if (each := getattr(profile, name)) is not None}
    rows = list(_tabulate_labels(found, is_share=False))
    return Figure("dimensions", DIMENSIONS, Markup(draw_dimensions(profile)), None, LABEL_COLUMNS, rows)


def make_arc_figure(profile: Profile) -> Figure:
    """The arc."""
    assert profile.arc is not None
    return Figure(
        "arc",
        ARC,
        Markup(draw_arc(profile)),
        Markup(draw_arc(profile, COLUMN)),
        ("series", "first sentence", "last sentence", "mean", "band low", "band high"),
        list(_tabulate_arc(profile.arc)),
    )


LABEL_COLUMNS = ("label", "figure", "low", "high", "baseline", "above", "peak", "rough")


def _tabulate_labels(labels: Mapping[str, Figures], *, is_share: bool) -> Iterator[list[Cell]]:
    for label, one in labels.items():
        low, high = one.interval or (None, None)
        found = (Cell.of(each, is_share=is_share) for each in (one.value, low, high, one.baseline))
        above = Cell(
            UNKNOWN if one.above is None else write_figure(one.above, is_share=False), Cell.of(one.above).value
        )
        yield [
            Cell.word(label),
            *found,
            above,
            Cell.of(one.peak),
            Cell("rough" if one.rough else "", str(one.rough).lower()),
        ]


def _tabulate_arc(arc: Arc) -> Iterator[list[Cell]]:
    for name, series in arc.series.items():
        is_share = name.startswith("expressed.")
        ends = [Cell.of(end, is_share=is_share) for end in series.band]
        for (first, last), value in zip(arc.bins, series.values, strict=True):
            numbers = (Cell.word(str(edge + 1)) for edge in (first, last))
            yield [Cell.word(name), *numbers, Cell.of(value, is_share=is_share), *ends]
