"""An evaluation as Markdown."""

from collections.abc import Iterator, Sequence

from emoprofile.evaluation.results import Evaluation, SentenceResult, SystemResult
from emoprofile.evaluation.tables import (
    LEGEND,
    METHOD_HEADER,
    METHOD_NOTE,
    Cell,
    facts,
    label_rows,
    method_rows,
    sections,
)

LABEL_HEADER = ("label", "precision", "recall", "F1", "average precision", "sentences", "threshold")


def as_markdown(evaluation: Evaluation) -> str:
    """Main figures of all systems with 90 % intervals; then, of each, the figures per label."""
    names = [system.name for system in evaluation.systems]
    parts = [f"# Evaluation on {evaluation.data['name']}", "\n".join(f"- {line}" for line in facts(evaluation))]
    for section in sections(evaluation):
        rows = [(title, *map(_shown, cells)) for title, cells in section.rows]
        parts += [f"## {section.title.capitalize()}", _table(("", *names), rows)]
    parts.append(LEGEND)
    if len(names) > 1:
        parts.append(f"\\* differs from {names[0]}: the 90 % interval of the paired difference excludes 0.")
    if evaluation.methods is not None:
        compared = evaluation.methods
        parts += ["## Methods of aggregation", _table(METHOD_HEADER, list(method_rows(compared)))]
        parts += [METHOD_NOTE, compared.reason]
    for system in evaluation.systems:
        parts += [part for result in system.sentences.values() for part in _per_label(system, result)]
    return "\n\n".join(parts) + "\n"


def _per_label(system: SystemResult, result: SentenceResult) -> Iterator[str]:
    yield f"## {system.name}, per label of {result.vocabulary}"
    macro, micro = Cell(result.quality.macro.f1), Cell(result.quality.micro.f1)
    yield f"{result.quality.sentences:,} sentences. Macro-F1 **{macro.value}**, micro-F1 {micro.value}."
    if result.uncalibrated is not None:
        now, before = result.calibration.pooled, result.uncalibrated.pooled
        yield _table(
            ("", "calibrated", "as trained"),
            [
                (
                    "Calibration error of predictions ≥ 0.1, pooled over labels",
                    Cell(now.calibration_error).value,
                    Cell(before.calibration_error).value,
                ),
                ("Brier score", f"{now.brier.value:.4f}", f"{before.brier.value:.4f}"),
            ],
        )
    yield _table(LABEL_HEADER, list(label_rows(result)))


def _shown(cell: Cell) -> str:
    mark = " \\*" if cell.clear else ""
    return f"{cell.value}{f' ({cell.interval})' if cell.interval else ''}{mark}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
