"""`emoprofile audit`: shares of a corpus, corrected by the labels of a few of its sentences."""

from pathlib import Path
from typing import Annotated

import typer

from emoprofile.audit import SHEET_SUFFIXES, correct_shares, draw_sheet, note_audit, place_key, tabulate_audit
from emoprofile.cli.options import OutputsOption, OverwriteOption, split_names
from emoprofile.cli.outputs import Outputs
from emoprofile.cli.terminal import console
from emoprofile.cli.views.audit import render_audit, render_sheet
from emoprofile.compare import check_places
from emoprofile.config import LIMITS, ReadConfig
from emoprofile.errors import ConfigError
from emoprofile.read import read_articles


def audit(
    profiles: Annotated[
        list[str], typer.Argument(metavar="PROFILES...", help="What `score` wrote, with output.sentences=true.")
    ],
    sentences: Annotated[
        int | None, typer.Option("--sentences", min=1, help="Draw so many sentences to label, into --output.")
    ] = None,
    labels: Annotated[
        str | None, typer.Option("--labels", metavar="SHEET", help="The sheet that annotators filled in.")
    ] = None,
    figure: Annotated[
        list[str] | None,
        typer.Option(
            "--figure", "-f", metavar="NAME", help="What is labelled, such as expressed.fear; several: again."
        ),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="KEY", help="Groups by this key of the metadata. May come again."),
    ] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option("--articles", metavar="PATH", help="The articles again, if the run did not write output.text."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed draws the same sentences.")] = 0,
    output: OutputsOption = None,
    overwrite: OverwriteOption = False,
) -> None:
    """Estimate shares of a corpus, corrected with the labels that people give a few of its sentences.

    First draw a sheet: the sentences whose labels help most, with the sentences around them and without scores, as .csv
    or .xlsx, and beside it NAME.key.json, which the correction needs. Let people label it. Then name it with --labels:
    the shares of the corpus, and with --by of groups, are corrected, with intervals that are valid whatever the model
    does wrong (prediction-powered inference).

    The sentences must be there: score with --set output.sentences=true --set output.text=true, or name the articles
    again with --articles. Only what is expressed is audited, as a plain share of sentences.

    Examples:
    * `emoprofile audit profiles.jsonl --sentences 200 --figure expressed.fear --by outlet -o sheet.xlsx`
    * `emoprofile audit profiles.jsonl --labels sheet.xlsx --by outlet -o corrected.csv`
    """
    if (sentences is None) == (labels is None):
        raise ConfigError(["give --sentences N to draw a sheet, or --labels SHEET to take one back"])
    if labels is not None:
        if figure or articles:
            raise ConfigError(["--figure and --articles: they are of the draw; the key to the sheet knows them"])
        _take_back(profiles, labels, by or [], output or [], overwrite=overwrite)
        return
    names = split_names(figure)
    if not names:
        raise ConfigError(["--figure: name what is labelled, such as --figure expressed.fear"])
    if len(output or []) != 1 or Path((output or [""])[0]).suffix.lower() not in SHEET_SUFFIXES:
        raise ConfigError([f"--output: name one sheet to write, {' or '.join(SHEET_SUFFIXES)}"])
    sheet = Path((output or [""])[0])
    check_places([sheet, place_key(sheet)], overwrite=overwrite)
    again = read_articles(articles, ReadConfig(), LIMITS) if articles else None
    key = draw_sheet(profiles, sheet, names, sentences or 0, by or [], again, seed)
    console().print(render_sheet(str(sheet), str(place_key(sheet)), key))


def _take_back(profiles: list[str], labels: str, by: list[str], output: list[str], *, overwrite: bool) -> None:
    outputs = Outputs(output, ["corrected", "differences"], overwrite=overwrite, has_chart=False)
    found = correct_shares(profiles, Path(labels), by)
    title = f"Shares of {', '.join(profiles)}, corrected by {labels}"
    console().print(render_audit(title, found))
    outputs.write(title, tabulate_audit(found), list(note_audit(found)))
