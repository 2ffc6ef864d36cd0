"""`emoprofile tune`: labelled data and a configuration -> a model spec of one's own."""

import os
from pathlib import Path
from typing import Annotated

import typer

from emoprofile.cli.evaluate import pairs
from emoprofile.cli.options import ConfigOption, FixtureOption, NameOption, SetOption, VocabularyOption
from emoprofile.cli.terminal import console
from emoprofile.config import DEFAULT, load_run_config, write_model_spec
from emoprofile.errors import WriteError

HEADER = "# Written by `emoprofile tune`. Everything below `fitted` was measured, not chosen by hand.\n"


def tune(
    fixture: FixtureOption,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The spec to write, a YAML file.")],
    split: Annotated[
        str | None, typer.Option("--split", metavar="NAME", help="The part of the data to tune on; never test.")
    ] = None,
    config: ConfigOption = DEFAULT,
    vocabulary: VocabularyOption = None,
    name: NameOption = None,
    set_: SetOption = None,
) -> None:
    """Fit calibration, thresholds, group rules and valence on labelled sentences, and say what that is worth.

    Example: `emoprofile tune --fixture articles.jsonl --split dev --config default --output tuned.yaml`
    """
    load_run_config(config, set_ or ())
    names = pairs("--name", name or ())
    if output.suffix not in (".yaml", ".yml") or os.path.lexists(output) or not output.absolute().parent.is_dir():
        raise WriteError(f"cannot write {output}: it must be a new .yaml file in a folder that is there")
    # Only now: this imports what a model needs, and a wrong option should be told at once.
    from emoprofile.calibration.tune import tune_config
    from emoprofile.cli.render_evaluate import rendered_tuning
    from emoprofile.config import Source
    from emoprofile.labelled import read_fixture

    data = read_fixture(fixture, vocabulary=vocabulary, names=names)
    found = tune_config(data, config, split=split, overrides=set_ or ())
    source = found.spec.source
    write_model_spec(found.spec, output, HEADER, Source(folder=source.folder.resolve()) if source.folder else source)
    terminal = console()
    terminal.print(rendered_tuning(found, data.name))
    terminal.print(f"{output} written. Use it with --set model={output}", soft_wrap=True)
