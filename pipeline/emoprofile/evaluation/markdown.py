"""Renders an evaluation as Markdown."""

from collections.abc import Iterator, Sequence

from emoprofile.evaluation.results import Evaluation, SystemResult
from emoprofile.evaluation.sentence_results import SentenceResult
from emoprofile.evaluation.tables import (
    ABOVE_HEADER,
    CERTAINTY_LEGEND,
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
)

LABEL_HEADER = ("label", "precision", "recall", "F1", "average precision", "sentences", "threshold")


def render_markdown(evaluation: Evaluation) -> str:
    """Render the main figures of all systems with 90 % intervals, then the figures per label of each system."""
    names = [system.name for system in evaluation.systems]
    parts = [f"# Evaluation on {evaluation.data['name']}", "\n".join(f"- {line}" for line in list_facts(evaluation))]
    for section in build_sections(evaluation):
        rows = [(title, *map(_show_cell, cells)) for title, cells in section.rows]
        parts += [f"## {section.title.capitalize()}", _render_table(("", *names), rows)]
    parts += [LEGEND, CERTAINTY_LEGEND] if has_certainty(evaluation) else [LEGEND]
    if len(names) > 1:
        parts.append(f"\\* differs from {names[0]}: the 90 % interval of the paired difference excludes 0.")
    if evaluation.methods is not None:
        compared = evaluation.methods
        parts += ["## Methods of aggregation", _render_table(METHOD_HEADER, list(list_method_rows(compared)))]
        parts += [METHOD_NOTE, compared.reason]
    for system in evaluation.systems:
        parts += [part for result in system.sentences.values() for part in _render_labels(system, result)]
        for result in system.graded.values():
            parts += [
                f"## {system.name}, {result.reading}, against ratings",
                _render_table(FIT_HEADER, list(list_fit_rows(result))),
            ]
        for name, certainty in system.articles.certainty.items() if system.articles else ():
            if certainty.above.pairs:
                title = f"## {system.name}, {name}: what `above` says of articles, and how often it is right"
                parts += [title, _render_table(ABOVE_HEADER, list(list_above_rows(certainty)))]
    return "\n\n".join(parts) + "\n"


def _render_labels(system: SystemResult, result: SentenceResult) -> Iterator[str]:
    yield f"## {system.name}, per label of {result.vocabulary}"
    macro, micro = Cell(result.quality.macro.f1), Cell(result.quality.micro.f1)
    yield f"{result.quality.sentences:,} sentences. Macro-F1 **{macro.value}**, micro-F1 {micro.value}."
    ways = {"as trained": result.uncalibrated, "own domain": result.calibration, "articles": result.on_articles}
    pooled = {name: way.pooled for name, way in ways.items() if way is not None}
    errors = [Cell(one.calibration_error).value for one in pooled.values()]
    brier = [Cell(one.brier).value for one in pooled.values()]
    rows = [("Calibration error of predictions ≥ 0.1, pooled over labels", *errors), ("Brier score", *brier)]
    yield _render_table(("calibrated for", *pooled), rows)
    yield _render_table(LABEL_HEADER, list(list_label_rows(result)))


def _show_cell(cell: Cell) -> str:
    mark = " \\*" if cell.clear else ""
    return f"{cell.value}{f' ({cell.interval})' if cell.interval else ''}{mark}"


def _render_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
