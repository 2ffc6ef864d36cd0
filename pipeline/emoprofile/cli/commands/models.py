"""`emoprofile models`: which models there are, what is known of each, whether it is what its spec says."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from emoprofile.cli.commands.export import export
from emoprofile.cli.commands.gate import gate
from emoprofile.cli.options import Exit
from emoprofile.cli.terminal import console, echo
from emoprofile.cli.views.model import label_facts
from emoprofile.config import ModelSpec, ScoreConfig, load_model_spec
from emoprofile.config.error import load_default_error
from emoprofile.data import Finding
from emoprofile.errors import EmoprofileError, ModelError, ModelRefusedError
from emoprofile.resources import list_available

app = typer.Typer(no_args_is_help=True, help="List, show, check, fetch, export and gate models.")
NameArgument = Annotated[str, typer.Argument(metavar="NAME|PATH", help="A model: see `emoprofile models list`.")]
LIST_LEGEND = (
    "readings: what it says of a sentence, with the number of labels; "
    "here: yes, or fetch, which `emoprofile models fetch NAME` does"
)
_MARKS = {"fine": ("✓", "green"), "repaired": ("✓", "yellow"), "warning": ("!", "yellow"), "refused": ("✗", "red")}


@app.command("list")
def list_() -> None:
    """List the models that can be named in a configuration.

    Example: `emoprofile models list`
    """
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in ("model", "readings", "here", "what it is"):
        table.add_column(column, no_wrap=column in ("model", "here"))
    for name, path in list_available("models").items():
        try:
            spec = load_model_spec(path)
            table.add_row(
                name, ", ".join(_readings(spec)), "yes" if _is_here(spec) else "fetch", Text(spec.description)
            )
        except EmoprofileError as error:
            table.add_row(name, "", "broken", Text(str(error)))
    console().print(table)
    console().print(Text(LIST_LEGEND, style="dim"))


@app.command(no_args_is_help=True)
def show(name: NameArgument) -> None:
    """Show what is known of a model: source, readings, labels, what was fitted and on what.

    Example: `emoprofile models show roberta-goemotions`
    """
    spec = load_model_spec(name)
    facts = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for key, value in _facts(spec):
        facts.add_row(key, Text(value))
    name_line = Text(spec.name, style="bold")
    console().print(Group(name_line, Padding(facts, (0, 0, 1, 2)), Padding(label_facts(spec), (0, 2))))


@app.command(no_args_is_help=True)
def check(
    name: NameArgument,
    backend: Annotated[str, typer.Option("--backend", "-b", help="torch or onnx.")] = "torch",
) -> None:
    """Check that a model is what its spec says, and that it reads a few unmistakable sentences right.

    Example: `emoprofile models check minilm-news`
    """
    spec = load_model_spec(name)
    from emoprofile.score import Scorer  # only now: this imports torch

    try:
        findings: tuple[object, ...] = Scorer(spec, ScoreConfig.model_validate({"backend": backend})).findings
    except ModelRefusedError as error:
        findings = error.findings
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for finding in findings:
        assert isinstance(finding, Finding)
        mark, colour = _MARKS[finding.verdict]
        table.add_row(Text(mark, style=colour), finding.check, Text(finding.message))
    refused = any(isinstance(finding, Finding) and finding.verdict == "refused" for finding in findings)
    verdict = "refused: it would be mis-scored" if refused else "may be used"
    console().print(Group(Text(f"{spec.name}: {verdict}", style="bold"), Padding(table, (0, 0, 0, 2))))
    if refused:
        raise typer.Exit(Exit.USAGE)


@app.command(no_args_is_help=True)
def fetch(
    name: NameArgument,
    allow_pickle: Annotated[
        bool, typer.Option("--allow-pickle", help="Read weights that are published only as a pickle, once.")
    ] = False,
) -> None:
    """Fetch a model of the hub for offline use, at a pinned revision.

    Example: `emoprofile models fetch roberta-goemotions`
    """
    spec = load_model_spec(name)
    from emoprofile.checkpoint import fetch as fetch_model

    found = fetch_model(spec, allow_pickle=allow_pickle)
    echo(f"{spec.name}: {spec.source.hub} at {found.revision}")
    echo(f"in {found.folder}")


app.command(no_args_is_help=True)(export)
app.command(no_args_is_help=True)(gate)


def _is_here(spec: ModelSpec) -> bool:
    from emoprofile.checkpoint import locate

    try:
        return locate(spec).folder.is_dir()
    except ModelError:
        return False


def _facts(spec: ModelSpec) -> Iterator[tuple[str, str]]:
    yield "what it is", spec.description
    yield "source", str(spec.source)
    yield "weights", "pickle" if spec.source.published == "pickle" else "safetensors"
    yield "licence", spec.licence or "not known"
    yield "cite", spec.citation or "not known"
    yield "languages", ", ".join(spec.languages) or "not known"
    yield "activation", f"{spec.activation}, windows of {spec.max_tokens} tokens"
    yield "in bfloat16", _precision(spec)
    yield "readings", ", ".join(_readings(spec))
    if "valence" in spec.graded:
        is_derived = spec.dimensions and spec.dimensions.valence and spec.dimensions.valence.derived
        yield "valence_basis", "derived: from the polarity of the labels" if is_derived else "model"
    yield (
        "calibration",
        f"on {spec.calibration.domain}" if spec.calibration else "none: scores are as the model gives them",
    )
    yield "error", "; ".join(_error(spec))
    if spec.fitted:
        named = {"data": spec.fitted.data, "split": spec.fitted.split, "by": spec.fitted.metric, "in": spec.fitted.date}
        origin = "; ".join(f"{key} {value}" for key, value in named.items() if value and value != "none")
        yield "fitted", "; ".join(part for part in (origin, spec.fitted.note) if part)
    for name, over in spec.bridges.items():
        unmapped = f"; unmapped: {', '.join(over.unmapped)}" if over.unmapped else ""
        yield f"as {name}", f"{', '.join(over.target.labels)} ({spec.group(name).rule}){unmapped}"


def _precision(spec: ModelSpec) -> str:
    gate = spec.bfloat16
    if gate is None:
        return "not measured: it runs in float32"
    found = f"labels agree {gate.label_agreement:.2%}, 99 % of probabilities within {gate.p99_difference:.4f}"
    return f"{found}, macro-F1 {-gate.f1_loss:+.4f} ({gate.data}, {gate.sentences:,} sentences)"


def _readings(spec: ModelSpec) -> Iterator[str]:
    if spec.vocabulary and spec.kind != "graded":
        yield f"expressed ({len(spec.own.labels)})"
    if spec.evoked:
        yield f"evoked ({len(spec.evokes.labels)})"
    yield from spec.graded


def _error(spec: ModelSpec) -> Iterator[str]:
    """Which readings have an error model of their own; the others use the pooled one."""
    expressed = bool(spec.own.labels) and spec.kind != "graded"
    has = {"expressed": expressed, "evoked": spec.evoked is not None, "dimensions": bool(spec.graded)}
    fitted = [name for name, is_there in has.items() if is_there and spec.error and getattr(spec.error, name)]
    pooled = [name for name, is_there in has.items() if is_there and name not in fitted]
    if spec.error and fitted:
        yield f"fitted on {spec.error.domain} ({', '.join(fitted)})"
    if pooled:
        yield f"default, pooled, fitted on {load_default_error().domain} ({', '.join(pooled)})"
