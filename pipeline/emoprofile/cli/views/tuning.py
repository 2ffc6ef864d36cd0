"""What tuning found, drawn for the terminal."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from emoprofile.calibration.tuning import Tuned
from emoprofile.evaluation.tables import Cell

FIGURES = {
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "brier": "Brier score ↓",
    "log_loss": "log loss ↓",
    "calibration_error": "calibration error ↓",
}
MEANING = (
    "before: the model as it was. held out: each article under a fit on the others. gain: held out minus before, with "
    "its 90 % interval; *: it excludes 0. ↓: less is better."
)
INTERVALS = (
    "coverage: how often the 90 % interval of a held-out article holds the labelled share, over labels with a share "
    "above 0 or a prevalence of .02 and more; of evoked labels, valence and arousal, the mean of the ratings. present: "
    "over those above 0. too low, too high: how often the truth lies below, above the interval. width: mean over all "
    "labels. error of above: mean distance between the probability of being above baseline and how often this is right."
)
DASH = "–"


def rendered_tuning(found: Tuned) -> RenderableType:
    """Per vocabulary the figures before, on articles held out, and the gain; then intervals; then what is missing."""
    parts: list[RenderableType] = [Rule(Text(f"{found.spec.name}, tuned", style="bold"), align="left", style="dim")]
    if found.articles:
        about = (
            f"{found.sentences:,} labelled sentences of {found.articles:,} articles, held out in {found.folds} parts"
        )
        parts.append(_lines(about, MEANING))
        for name, figures in found.figures.items():
            table = _table(name, "before", "held out", "gain")
            for key, one in figures.items():
                before, held_out, gain = map(Cell, (one.before, one.held_out, one.gain))
                ends = one.gain.interval
                is_clear = ends is not None and not ends[0] <= 0 <= ends[1]
                shown = f"{gain.value}{'*' if is_clear else ' '} {gain.interval}"
                table.add_row(FIGURES[key], before.value, held_out.value, shown)
            parts.append(Padding(table, (0, 0, 1, 2)))
    if found.certainty:
        table = _table("intervals", "coverage", "present", "too low", "too high", "width", "error of above")
        for name, each in found.certainty.items():
            own = each.intervals
            shares = (own.coverage, own.coverage_present, own.gold_below, own.gold_above, own.width_all)
            table.add_row(name, *(Cell(one).value for one in (*shares, each.above.error)))
        parts += [Padding(table, (0, 0, 1, 2)), _lines(INTERVALS)]
    return Group(*parts, _lines(*found.notes)) if found.notes else Group(*parts)


def _lines(*lines: str) -> RenderableType:
    return Padding(Group(*(Text(line, style="dim") for line in lines)), (0, 0, 1, 2))


def _table(*header: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for i, name in enumerate(header):
        table.add_column(name, justify="left" if i == 0 else "right", no_wrap=True)
    return table


def _share(value: float | None) -> str:
    return DASH if value is None else f"{value:.3f}".removeprefix("0")
