"""`emoprofile compare`: an article under several configurations, two articles or groups, or the groups of a file."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType

from emoprofile.cli.options import FigureOption, OutputsOption, OverwriteOption, SetOption, split_names
from emoprofile.cli.outputs import Outputs
from emoprofile.cli.profile_spec import find_profile_spec
from emoprofile.cli.terminal import console
from emoprofile.cli.views.compare import render_articles, render_side_by_side
from emoprofile.cli.views.groups import render_groups
from emoprofile.cli.views.profile import note
from emoprofile.compare import (
    compare_articles,
    compare_groups,
    note_groups,
    open_profiles,
    side_by_side,
    tabulate_groups,
)
from emoprofile.config import DEFAULT, RunConfig, load_run_config
from emoprofile.data import Document, Failure, Scored
from emoprofile.errors import ConfigError, ReadError
from emoprofile.profiler import Profiler
from emoprofile.read import is_table, read_article, read_articles
from emoprofile.report.figures import draw_groups


def compare(
    what: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE|FOLDER|PROFILES...", help="One article, two, two folders, or profiles."),
    ],
    config: Annotated[
        list[str] | None,
        typer.Option(
            "--config",
            "-c",
            metavar="NAME|PATH",
            help="A configuration. To compare models on one article, give two or more.",
        ),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="KEY", help="Group profiles by this key of their metadata. May come again."),
    ] = None,
    figure: FigureOption = None,
    output: OutputsOption = None,
    overwrite: OverwriteOption = False,
    vocabulary: Annotated[
        str | None, typer.Option("--vocabulary", help="Compare in this one; the finest in common if not given.")
    ] = None,
    set_: SetOption = None,
) -> None:
    """Compare an article under several models, two articles or two folders of them, or groups of profiles.

    With --by, profiles that `score` wrote (.jsonl, .csv, .tsv, .parquet, or folders of them) are grouped by their
    metadata, and the differences between groups are shown; --figure and --output belong to it. Without --figure a few
    labels of each reading are shown: those that all articles together hold most of, above baseline.

    Examples:
    * `emoprofile compare article.txt --config default --config other-model.yaml --vocabulary ekman`
    * `emoprofile compare one.txt other.txt`
    * `emoprofile compare last-year/ this-year/`
    * `emoprofile compare last-year.csv this-year.csv`
    * `emoprofile compare profiles.jsonl --by outlet`
    * `emoprofile compare profiles/ --by outlet --by section --figure expressed.ekman,valence -o groups.csv`
    """
    configs = config or [DEFAULT]
    shown: RenderableType
    if by:
        _compare_groups(what, by, split_names(figure), vocabulary, config, output or [], overwrite=overwrite)
        return
    if figure or output:
        raise ConfigError(["--figure and --output: they are of groups of profiles; name a metadata key: --by KEY"])
    if len(what) == 1:
        shown = _under_several(what[0], configs, vocabulary, set_ or [])
    elif len(what) == 2 and len(configs) == 1:
        shown = _two_sides(what[0], what[1], configs[0], vocabulary, set_ or [])
    else:
        raise ConfigError(
            [f"{len(what)} inputs and {len(configs)} configurations; give one and two or more, or two and one"]
        )
    terminal = console()
    terminal.print(shown)
    terminal.print(note())


def _under_several(article: str, configs: list[str], vocabulary: str | None, set_: list[str]) -> RenderableType:
    if Path(article).suffix == ".jsonl" and len(configs) < 2:
        raise ConfigError([f"{article}: to compare the groups of a file of profiles, name a metadata key: --by KEY"])
    if len(configs) < 2 or len(set(configs)) < len(configs):
        raise ConfigError(
            [f"--config: {', '.join(configs)}; give two or more different configurations, or two articles"]
        )
    runs = {name: load_run_config(name, set_) for name in configs}
    document = _read(article, next(iter(runs.values())))
    stems = [Path(name).stem for name in configs]
    names = dict(zip(configs, stems if len(set(stems)) == len(stems) else configs, strict=True))
    # One model at a time in memory; each is let go before the next is loaded.
    profiles = {names[name]: Profiler(run, name=Path(name).stem).profile(document) for name, run in runs.items()}
    return render_side_by_side(document.id, side_by_side(profiles, vocabulary))


def _two_sides(first: str, second: str, config: str, vocabulary: str | None, set_: list[str]) -> RenderableType:
    profiler = Profiler(load_run_config(config, set_), name=Path(config).stem)
    sides = [_score(profiler, path) for path in (first, second)]
    return render_articles(first, second, compare_articles(sides[0], sides[1], profiler.aggregator, vocabulary))


def _score(profiler: Profiler, path: str) -> list[Scored | Failure]:
    """An article, or all those of a folder or table; what cannot be scored stays a failure."""
    is_one = not Path(path).is_dir() and not is_table(path)
    found = (
        [_read(path, profiler.config)]
        if is_one
        else read_articles([path], profiler.config.read, profiler.config.limits)
    )
    return [each if isinstance(each, Failure) else each[0] for each in profiler.scored_profiles(found)]


def _compare_groups(
    what: list[str],
    by: list[str],
    names: list[str],
    vocabulary: str | None,
    configs: list[str] | None,
    output: list[str],
    *,
    overwrite: bool,
) -> None:
    if vocabulary is not None:
        if names:
            raise ConfigError(["--vocabulary and --figure: name one of them, such as --figure expressed.ekman"])
        names = [f"expressed.{vocabulary}", "evoked", "dimensions"]
    outputs = Outputs(output, ["groups", "differences"], overwrite=overwrite)
    contents, files = open_profiles(what)
    spec = find_profile_spec(contents.model, configs[0] if configs else None)
    found = compare_groups(contents, files, by, names, spec)
    title = f"Groups of {', '.join(what)}"
    console().print(render_groups(title, found))
    outputs.write(title, tabulate_groups(found), list(note_groups(found)), lambda: draw_groups(found))


def _read(path: str, run: RunConfig) -> Document:
    article = read_article(path, limits=run.limits, config=run.read)
    if isinstance(article, Failure):
        raise ReadError(f"{article.id}: {article.message}")
    return article
