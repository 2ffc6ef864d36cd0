"""Evaluations, drawn for the terminal."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from emoprofile.evaluation.markdown import LABEL_HEADER
from emoprofile.evaluation.results import Evaluation
from emoprofile.evaluation.tables import (
    ABOVE_HEADER,
    CERTAINTY_LEGEND,
    DASH,
    FIT_HEADER,
    LEGEND,
    METHOD_HEADER,
    METHOD_NOTE,
    Cell,
    build_sections,
    has_certainty,
    list_above_rows,
    list_facts,
    list_fit_rows,
    list_label_rows,
    list_method_rows,
)  # fmt: skip

GAP = 2


def render_evaluation(found: Evaluation, width: int, *, labels: bool = False) -> RenderableType:
    """The main figures, a column per system; with `labels`, every label of each.

    Args:
        found: What was found.
        width: Of the terminal, in characters; systems that do not fit beside each other stand below.
        labels: Whether every label of each system is shown.
    """
    legend = f"{LEGEND} {CERTAINTY_LEGEND}" if has_certainty(found) else LEGEND
    if len(found.systems) > 1:
        legend += f" *: differs from {found.systems[0].name}; the interval of the paired difference excludes 0."
    rule = Rule(Text(f"evaluation on {found.data['name']}", style="bold"), align="left", style="dim")
    about = [Text(line, style="dim" if i else "") for i, line in enumerate(list_facts(found))]
    parts: list[RenderableType] = [rule, Padding(Group(*about), (0, 0, 1, 2)), *_figures(found, width - 2)]
    parts.append(Padding(Text(legend, style="dim"), (0, 0, 1, 2)))
    if found.methods is not None:
        compared = _table("methods of aggregation, on the articles with ratings", METHOD_HEADER)
        for row in list_method_rows(found.methods):
            compared.add_row(*row)
        parts.append(Padding(compared, (0, 0, 1, 2)))
        parts.append(Padding(Group(Text(METHOD_NOTE, style="dim"), Text(found.methods.reason)), (0, 0, 1, 2)))
    if labels:
        parts += [Padding(each, (0, 0, 1, 2)) for each in _labels(found)]
    return Group(*parts)


def _figures(found: Evaluation, width: int) -> Iterator[RenderableType]:
    """The main figures, with as many systems beside each other as fit."""
    drawn = [
        (section.title, [(f"  {title}", [_cell(cell) for cell in cells]) for title, cells in section.rows])
        for section in build_sections(found)
    ]
    titles = [title for title, _ in drawn] + [title for _, rows in drawn for title, _ in rows]
    head = max(map(len, titles), default=0) + GAP
    column = max((len(cell) for _, rows in drawn for _, cells in rows for cell in cells), default=0) + GAP
    beside = max(1, (width - head + GAP) // column)
    for first in range(0, len(found.systems), beside):
        some = slice(first, first + beside)
        table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
        table.add_column("", no_wrap=True)
        for system in found.systems[some]:
            table.add_column(system.name, no_wrap=True)
        for title, rows in drawn:
            kept = [(name, cells[some]) for name, cells in rows if _says_something(cells[some])]
            if kept:
                table.add_row(Text(title, style="dim"))
                for name, cells in kept:
                    table.add_row(name, *cells)
                table.add_row()
        yield Padding(table, (0, 0, 0, 2))


def _says_something(cells: Sequence[Text]) -> bool:
    return any(cell.plain.strip() != DASH for cell in cells)


def _labels(found: Evaluation) -> list[Table]:
    tables = []
    for system in found.systems:
        for result in system.sentences.values():
            table = _table(f"{system.name}, per label of {result.vocabulary}", LABEL_HEADER)
            for row in list_label_rows(result):
                table.add_row(*row)
            tables.append(table)
        for graded in system.graded.values():
            table = _table(f"{system.name}, {graded.reading}, against ratings", FIT_HEADER)
            for row in list_fit_rows(graded):
                table.add_row(*row)
            tables.append(table)
        for name, certainty in system.articles.certainty.items() if system.articles else ():
            if certainty.above.pairs:
                table = _table(f"{system.name}, {name}: what above says, and how often it is right", ABOVE_HEADER)
                for row in list_above_rows(certainty):
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
