"""Evaluations, drawn for the terminal."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from emoprofile.evaluation.markdown import LABEL_HEADER
from emoprofile.evaluation.results import Evaluation
from emoprofile.evaluation.tables import METHOD_HEADER, METHOD_NOTE, Cell, facts, label_rows, method_rows, sections
from emoprofile.evaluation.tuning import Tuned

TUNED = {
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "brier": "Brier score (less is better)",
    "log_loss": "log loss (less is better)",
    "calibration_error": "calibration error (less is better)",
}


def rendered_evaluation(found: Evaluation, *, labels: bool = False) -> RenderableType:
    """The main figures, a column per system; with `labels`, every label of each."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("", min_width=16)
    for system in found.systems:
        table.add_column(system.name, no_wrap=True)
    for section in sections(found):
        table.add_row(Text(section.title, style="dim"))
        for title, cells in section.rows:
            table.add_row(f"  {title}", *map(_cell, cells))
        table.add_row()
    legend = "90 % bootstrap intervals, articles drawn whole."
    if len(found.systems) > 1:
        legend += f" *: differs from {found.systems[0].name}; the interval of the paired difference excludes 0."
    rule = Rule(Text(f"evaluation on {found.fixture['name']}", style="bold"), align="left", style="dim")
    about = [Text(line, style="dim" if i else "") for i, line in enumerate(facts(found))]
    parts: list[RenderableType] = [rule, Padding(Group(*about), (0, 0, 1, 2)), Padding(table, (0, 0, 0, 2))]
    parts.append(Padding(Text(legend, style="dim"), (0, 0, 1, 2)))
    if found.methods is not None:
        compared = _table("methods of aggregation, on the articles with ratings", METHOD_HEADER)
        for row in method_rows(found.methods):
            compared.add_row(*row)
        parts.append(Padding(compared, (0, 0, 1, 2)))
        parts.append(Padding(Group(Text(METHOD_NOTE, style="dim"), Text(found.methods.reason)), (0, 0, 1, 2)))
    if labels:
        parts += [Padding(each, (0, 0, 1, 2)) for each in _labels(found)]
    return Group(*parts)


def rendered_tuning(found: Tuned, data: str) -> RenderableType:
    """What tuning is worth: figures before, on articles held out, and as they would look on what was fitted on."""
    header = ("", "before", "tuned, held out", "gain", "tuned, as it looks", "optimism avoided")
    table = _table("", header)
    table.title = None
    for name, one in found.figures.items():
        cells = (one.before, one.nested, one.gain, one.in_sample, one.optimism)
        table.add_row(TUNED.get(name, name), *(_cell(Cell(measure)) for measure in cells))
    about = f"{found.sentences:,} sentences of {found.articles:,} articles, held out in {found.folds} parts"
    notes = [Text(line, style="dim") for line in (about, *found.notes)]
    rule = Rule(Text(f"{found.spec.name}, tuned on {data}", style="bold"), align="left", style="dim")
    return Group(rule, Padding(Group(*notes), (0, 0, 1, 2)), Padding(table, (0, 0, 1, 2)))


def _labels(found: Evaluation) -> list[Table]:
    tables = []
    for system in found.systems:
        for result in system.sentences.values():
            table = _table(f"{system.name}, per label of {result.vocabulary}", LABEL_HEADER)
            for row in label_rows(result):
                table.add_row(*row)
            tables.append(table)
    return tables


def _table(title: str, header: Sequence[str]) -> Table:
    table = Table(title=Text(title, style="bold"), title_justify="left", box=None, pad_edge=False, header_style="dim")
    for i, name in enumerate(header):
        table.add_column(name, justify="left" if i == 0 else "right")
    return table


def _cell(cell: Cell) -> Text:
    shown = Text(cell.value, style="bold" if cell.clear else "")
    shown.append("*" if cell.clear else " ")
    if cell.interval:
        shown.append(f" {cell.interval}", style="dim")
    return shown
