"""`emoprofile tune`: labelled data and a model -> a model spec of one's own."""

import os
from pathlib import Path
from typing import Annotated

import typer

from emoprofile.cli.commands.evaluate import pairs
from emoprofile.cli.options import NameOption, VocabularyOption
from emoprofile.cli.terminal import console
from emoprofile.config import Source, load_model_spec, write_model_spec
from emoprofile.errors import WriteError

HEADER = "# Written by `emoprofile tune`. Everything below `fitted` was measured, not chosen by hand.\n"


def tune(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A model: see `emoprofile models`, or a spec file.")],
    data: Annotated[
        list[str], typer.Option("--data", "-d", metavar="PATH", help="Labelled or rated articles; again for more.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The spec to write, a YAML file.")],
    split: Annotated[
        str | None, typer.Option("--split", metavar="NAME", help="The part of the data to tune on; never test.")
    ] = None,
    baseline_text: Annotated[
        Path | None,
        typer.Option("--baseline-text", metavar="FILE", help="Unemotional sentences, one a line, for the baselines."),
    ] = None,
    domain_data: Annotated[
        str | None,
        typer.Option("--domain-data", metavar="PATH", help="Labelled sentences of the kind it was trained on."),
    ] = None,
    vocabulary: VocabularyOption = None,
    name: NameOption = None,
) -> None:
    """Fit error models, thresholds, valence centre, baselines and reliability; measure what that improves.

    Example: `emoprofile tune my-model.yaml --data articles.jsonl --baseline-text flat.txt --output tuned.yaml`
    """
    spec = load_model_spec(model)
    names = pairs("--name", name or ())
    if output.suffix not in (".yaml", ".yml") or os.path.lexists(output) or not output.absolute().parent.is_dir():
        raise WriteError(f"cannot write {output}: it must be a new .yaml file in a folder that is there")
    # Only now: this imports what a model needs, and a wrong option should be told at once.
    from emoprofile.calibration.baseline_text import read_baseline_text
    from emoprofile.calibration.tune import tune as run
    from emoprofile.cli.views.tuning import rendered_tuning
    from emoprofile.labelled import read_labelled

    found = run(
        spec,
        [read_labelled(path, vocabulary=vocabulary, names=names) for path in data],
        split=split,
        domain_data=read_labelled(domain_data, names=names) if domain_data else None,
        baseline_text=read_baseline_text(baseline_text) if baseline_text else None,
    )
    source = found.spec.source
    write_model_spec(found.spec, output, HEADER, Source(folder=source.folder.resolve()) if source.folder else source)
    terminal = console()
    terminal.print(rendered_tuning(found))
    terminal.print(f"{output} written. Use it with --set model={output}", soft_wrap=True)
