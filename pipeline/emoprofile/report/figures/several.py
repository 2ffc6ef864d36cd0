"""Several articles in one figure: their labels side by side, and the differences of two of them."""

from collections.abc import Mapping, Sequence

from emoprofile.compare import ArticleComparison, Difference
from emoprofile.data import Profile
from emoprofile.data.figures import Figures
from emoprofile.report.colours import choose_paint
from emoprofile.report.definitions import TITLES
from emoprofile.report.figures.bars import Row, draw_axis, find_edges, plot_dots
from emoprofile.report.figures.canvas import SMALL, TEXT, Canvas, cut_text, measure_text
from emoprofile.report.figures.scale import Scale, fit_scale
from emoprofile.report.figures.whole import COLUMN

MOST_LABELS = 10
HEAD = 22.0
STEP = 9.0
GAP = 9.0


def draw_side_by_side(profiles: Sequence[Profile], names: Sequence[str], reading: str) -> str:
    """One reading of several articles by one model: the labels that stand furthest above baseline in any of them.

    Args:
        profiles: The articles.
        names: What each is called.
        reading: `expressed`, `evoked`, or nothing for the dimensions.
    """
    found = [find_figures(profile, reading) for profile in profiles]
    canvas = Canvas(COLUMN)
    y = _plot_reading(canvas, found, names, reading, _draw_legend(canvas, names, 0))
    return canvas.to_svg(canvas.paragraph(0, y, _write_caption(profiles)), TITLES[reading])


def draw_several(profiles: Sequence[Profile], width: float = COLUMN) -> str:
    """All readings of several articles by one model, side by side under one caption."""
    names = [str(profile.metadata.get("title") or profile.id) for profile in profiles]
    canvas = Canvas(width)
    y = _draw_legend(canvas, names, 0)
    for reading, title in TITLES.items():
        found = [find_figures(profile, reading) for profile in profiles]
        if all(found):
            canvas.text(0, y + TEXT, title, bold=True)
            y = _plot_reading(canvas, found, names, reading, y + HEAD)
    return canvas.to_svg(canvas.paragraph(0, y, _write_caption(profiles)), f"{len(profiles)} articles side by side")


def draw_differences(
    compared: ArticleComparison, first: str, second: str, model: str | None = None, width: float = COLUMN
) -> str:
    """How one article differs from another: second - first, label by label, the largest of each reading first.

    Args:
        compared: The two.
        first: What the first is called.
        second: What the second is called.
        model: The name of the model, if it is known.
        width: Of the figure.
    """
    canvas = Canvas(width)
    y = 0.0
    for reading, title in TITLES.items():
        own = [each for each in compared.differences if _name_reading(each.label) == reading][:MOST_LABELS]
        if own:
            canvas.text(0, y + TEXT, title, bold=True)
            y = _plot_differences(canvas, own, y + HEAD, is_share=reading == "expressed") + 6
    intervals = compared.no_interval or (
        f"Lines: intervals in which the differences of all {len(compared.differences)} labels lie together with a "
        "probability of 90 %"
    )
    caption = f"{second} less {first}. {intervals}. ~: rough.{f' Model {model}.' if model else ''}"
    return canvas.to_svg(canvas.paragraph(0, y, caption), f"{second} less {first}")


def find_figures(profile: Profile, reading: str) -> Mapping[str, Figures]:
    """The figures of a reading by label; of the dimensions without a reading."""
    if reading:
        found = getattr(profile, reading)
        return {} if found is None else found.labels
    return {name: each for name in ("valence", "arousal") if (each := getattr(profile, name)) is not None}


def rank_labels(found: Sequence[Mapping[str, Figures]]) -> list[str]:
    """The labels that all articles have, by how far the one with most of it is from its baseline."""

    def distance(label: str) -> float:
        return max(abs((one[label].value or 0.0) - (one[label].baseline or 0.0)) for one in found)

    common = [label for label in found[0] if all(label in one for one in found)]
    return common if set(common) <= {"valence", "arousal"} else sorted(common, key=distance, reverse=True)


def _plot_reading(
    canvas: Canvas, found: Sequence[Mapping[str, Figures]], names: Sequence[str], reading: str, y: float
) -> float:
    labels = rank_labels(found)[:MOST_LABELS]
    for group in [labels] if reading else [[label] for label in labels]:
        y = _plot_labels(canvas, found, names, group, y, is_share=reading == "expressed") + 4
    return y


def _write_caption(profiles: Sequence[Profile]) -> str:
    return (
        f"{len(profiles)} articles. Lines: 90 % intervals. Dashed: unemotional text. "
        f"Model {profiles[0].provenance.model}."
    )


def _draw_legend(canvas: Canvas, names: Sequence[str], y: float) -> float:
    for i, name in enumerate(names):
        canvas.dot(6, y + 8, 4, f"group-{i}")
        canvas.text(16, y + 12, cut_text(name, canvas.width - 16, SMALL), size=SMALL)
        y += 15
    return y + 6


def _plot_labels(
    canvas: Canvas,
    found: Sequence[Mapping[str, Figures]],
    names: Sequence[str],
    labels: Sequence[str],
    y: float,
    *,
    is_share: bool,
) -> float:
    rows = {label: [Row.of(label, one[label]) for one in found] for label in labels}
    start = min(canvas.width * 0.32, max(measure_text(each[0].mark) for each in rows.values())) + GAP
    seen = [figure for each in rows.values() for row in each for figure in row.seen]
    least = -1.0 if "valence" in labels else 0.0
    scale = fit_scale(seen, least=least, start=start, end=canvas.width - GAP)
    height = STEP * len(found) + GAP
    bottom = y + height * len(rows) + 2
    draw_axis(canvas, scale, y, bottom, is_share=is_share)
    for k, each in enumerate(rows.values()):
        top = y + height * k
        paint = "muted" if each[0].rough else "ink"
        canvas.text(start - GAP, top + height / 2 + TEXT * 0.35, each[0].mark, anchor="end", paint=paint)
        if (baseline := each[0].baseline) is not None:
            canvas.line([(scale.at(baseline), top + 2), (scale.at(baseline), top + height - 2)], "ink", 1.2, (2.5, 1.8))
        for i, row in enumerate(each):
            middle = top + GAP / 2 + STEP * (i + 0.5)
            with canvas.part(f"{names[i]}, {row.tell(is_share=is_share)}"):
                canvas.box(0, middle - STEP / 2, canvas.width, STEP, "paper", 0.0)
                _draw_point(canvas, scale, row, middle, f"group-{i}")
    return bottom + SMALL + 8


def _draw_point(canvas: Canvas, scale: Scale, row: Row, middle: float, paint: str) -> None:
    if row.interval is not None:
        canvas.line([(scale.at(end), middle) for end in row.interval], paint, 1.6)
    if row.value is not None:
        canvas.dot(scale.at(row.value), middle, 3.6, paint)


def _plot_differences(canvas: Canvas, differences: Sequence[Difference], y: float, *, is_share: bool) -> float:
    rows = [
        Row(
            each.label.rpartition(".")[2],
            choose_paint(each.label),
            each.difference,
            each.interval,
            None,
            each.rough,
            "clear" if each.is_clear else "not clear",
        )
        for each in differences
    ]
    start, end = find_edges(canvas, rows, is_share=is_share)
    seen = [figure for row in rows for figure in row.seen]
    return plot_dots(
        canvas, rows, y, fit_scale(seen, least=-2.0, most=2.0, start=start, end=end), is_share=is_share, sign=True
    )


def _name_reading(label: str) -> str:
    return label.split(".")[0] if "." in label else ""
