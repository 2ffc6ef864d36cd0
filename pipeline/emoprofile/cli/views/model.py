"""What the spec of a model says of each of its labels."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from emoprofile.cli.views.fitting_table import FittingTable, ShownColumn
from emoprofile.config import ModelSpec
from emoprofile.config.readings import ReliabilitySpec
from emoprofile.data import Reliability
from emoprofile.report.definitions import ROUGH

MEANINGS = (
    ("figure", f"its name in profiles and tables; {ROUGH} rough: read too unreliably to lead"),
    ("output", "as the model names it"),
    ("threshold", "the probability from which the label is said to apply"),
    ("baseline", "the same figure for unemotional text; – where it is unknown"),
    ("reliability", "how well the model reads it, and on how many examples that was measured; – where nobody did"),
)


def label_facts(spec: ModelSpec) -> RenderableType:
    """A row per output of the model, and what the columns mean."""
    rows = list(_rows(spec))
    named = {ours: theirs for theirs, ours in spec.output_names.items()}
    marked = [Text(name).append(ROUGH if _is_rough(measured) else "", style="yellow") for name, _, _, measured in rows]
    columns = [
        ShownColumn("figure", marked, justify="left"),
        ShownColumn("output", [named.get(output, "") for _, output, _, _ in rows], 3, justify="left"),
        ShownColumn("threshold", [_threshold(spec, output) for _, output, _, _ in rows], 2),
        ShownColumn("baseline", ["–" if baseline is None else f"{baseline:.3f}" for _, _, baseline, _ in rows]),
        ShownColumn("reliability", [_reliability(measured) for _, _, _, measured in rows], 1),
    ]
    meanings = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), style="dim")
    for name, about in MEANINGS:
        meanings.add_row(name, about)
    return Group(FittingTable(columns), Text(), meanings)


Row = tuple[str, str, float | None, ReliabilitySpec | None]
"""The full name of a figure, its output, its baseline and what was measured of it."""


def _rows(spec: ModelSpec) -> Iterator[Row]:
    if spec.kind != "graded":
        for label in spec.own.labels:
            yield f"expressed.{label}", label, spec.baseline.get(label), spec.reliability.get(label)
    if spec.evoked:
        for label in spec.evokes.labels:
            measured = spec.evoked.reliability.get(label)
            yield f"evoked.{label}", f"evoked:{label}", spec.evoked.baseline.get(label), measured
    for name in spec.graded:
        found = getattr(spec.dimensions, name, None)
        yield name, f"dimension:{name}", found and found.baseline, found and found.reliability


def _threshold(spec: ModelSpec, output: str) -> str:
    return f"{spec.thresholds[output]:.2f}" if spec.thresholds and output in spec.thresholds else ""


def _reliability(measured: ReliabilitySpec | None) -> str:
    return "–" if measured is None else f"{measured.metric} {measured.value:.2f} ({measured.examples})"


def _is_rough(measured: ReliabilitySpec | None) -> bool:
    return measured is not None and Reliability(measured.metric, measured.value, measured.examples).is_rough
