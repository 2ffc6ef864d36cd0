"""`emoprofile evaluate`: configurations and baselines on labelled data -> figures with intervals."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from emoprofile.cli.options import DataOption, Exit, NameOption, SetOption, VocabularyOption
from emoprofile.cli.terminal import console, echo
from emoprofile.config import DEFAULT, load_run_config
from emoprofile.errors import ConfigError, UnknownNameError, WriteError

if TYPE_CHECKING:
    from emoprofile.evaluation.results import Evaluation

NONE = "none"


def evaluate(
    data: DataOption,
    config: Annotated[
        list[str] | None,
        typer.Option(
            "--config", "-c", metavar="NAME|PATH", help="A configuration; others are compared with the first."
        ),
    ] = None,
    split: Annotated[str | None, typer.Option("--split", metavar="NAME", help="The part of the data to use.")] = None,
    train: Annotated[
        str | None, typer.Option("--train", metavar="PATH", help="Labelled data that baselines learn from.")
    ] = None,
    baselines: Annotated[
        str | None,
        typer.Option("--baselines", metavar="NAMES", help="majority, tfidf, vader, or none; all that can be had."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="NAME", help="Write NAME.json and NAME.md.")
    ] = None,
    labels: Annotated[bool, typer.Option("--labels", "-l", help="Show every label.")] = False,
    methods: Annotated[
        bool, typer.Option("--methods", help="Compare all methods of aggregation with ratings of whole articles.")
    ] = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option("--fail-under", metavar="FIGURE=VALUE", help="Exit with 1 if a figure of the first is lower."),
    ] = None,
    vocabulary: VocabularyOption = None,
    name: NameOption = None,
    maximum: Annotated[
        float | None, typer.Option("--maximum", help="The highest degree that could be given in the data.")
    ] = None,
    least: Annotated[
        float | None, typer.Option("--least", help="The lowest degree, from 0 to 1, at which a label counts as given.")
    ] = None,
    set_: SetOption = None,
) -> None:
    """Say how good a configuration is on labelled data, beside others and beside baselines.

    Examples:
    * `emoprofile evaluate --data test.tsv --config default --config other-model.yaml --output report`
    * `emoprofile evaluate --data articles.jsonl --split dev --baselines none --fail-under macro_f1=0.45`
    """
    configs = config or [DEFAULT]
    for each in configs:
        load_run_config(each, set_ or ())
    wanted = pairs("--fail-under", fail_under or ())
    floors = {key: _number(key, value) for key, value in wanted.items()}
    names = pairs("--name", name or ())
    if output is not None:
        _check_place(output)
    # Only now: this imports what a model needs, and a wrong option should be told at once.
    from emoprofile.cli.views.evaluate import render_evaluation
    from emoprofile.evaluation.evaluate import evaluate as run
    from emoprofile.labelled import read_labelled

    labelled = read_labelled(data, vocabulary=vocabulary, names=names, maximum=maximum, least=least)
    chosen = None if baselines is None else [b.strip() for b in baselines.split(",") if b.strip() and b != NONE]
    found = run(
        labelled,
        configs[0],
        configs=configs[1:],
        split=split,
        baselines=chosen,
        train=train,
        overrides=set_ or (),
        methods=methods,
    )
    terminal = console()
    terminal.print(render_evaluation(found, terminal.width, labels=labels))
    if output is not None:
        _write(found, output)
    if missed := _find_missed(found, floors):
        for line in missed:
            echo(line, err=True)
        raise typer.Exit(Exit.SOME_FAILED)


def _find_missed(found: "Evaluation", floors: dict[str, float]) -> list[str]:
    """Which figures are lower than they should be.

    Raises:
        UnknownNameError: If there is no such figure.
    """
    missed = []
    for key, floor in floors.items():
        try:
            measure = found.find_figure(key)
        except KeyError:
            known = [name for name in found.systems[0].figures if name in found.known_figures]
            remedy = "A label has VOCABULARY.LABEL.f1, .precision and .recall."
            raise UnknownNameError("figure", key, known, remedy) from None
        if measure.value is None:
            missed.append(f"{key}: wanted at least {floor:g}, but there is no value: {measure.missing}")
        elif measure.value < floor:
            missed.append(f"{key} of {found.systems[0].name}: {measure.value:.4f}, wanted at least {floor:g}")
    return missed


def _reports(output: Path) -> tuple[Path, Path]:
    return output.with_name(f"{output.name}.json"), output.with_name(f"{output.name}.md")


def _check_place(output: Path) -> None:
    """Refuse to write over a file, before any time is spent on the evaluation.

    Raises:
        WriteError: If there is no such folder, or if something stands there.
    """
    if output.name in ("", "..") or not output.absolute().parent.is_dir():
        raise WriteError(f"cannot write {output}: there is no folder for it, or it is no name")
    for path in _reports(output):
        if os.path.lexists(path):
            raise WriteError(f"cannot write {path}: it exists. Move it away, or give another name with --output")


def _write(found: "Evaluation", output: Path) -> None:
    from emoprofile.evaluation.markdown import render_markdown

    content = json.dumps(found.to_dict(), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    for path, text in zip(_reports(output), (content, render_markdown(found)), strict=True):
        try:
            with path.open("x", encoding="utf-8") as stream:
                stream.write(text)
        except OSError as error:
            raise WriteError(f"cannot write {path}: {error.strerror or error}") from None


def pairs(option: str, items: Sequence[str]) -> dict[str, str]:
    """Items of the form NAME=VALUE.

    Raises:
        ConfigError: If one is not.
    """
    found = {}
    for item in items:
        key, joined, value = item.partition("=")
        if not (key.strip() and joined and value.strip()):
            raise ConfigError([f"{option}: {item!r} is not of the form NAME=VALUE"])
        found[key.strip()] = value.strip()
    return found


def _number(key: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise ConfigError([f"--fail-under: {key}={value}: {value!r} is not a number"]) from None
