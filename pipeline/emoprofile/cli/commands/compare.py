"""`emoprofile compare`: an article under several configurations, two articles or groups, or the groups of a file."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from emoprofile.cli.options import SetOption
from emoprofile.cli.terminal import console
from emoprofile.cli.views.compare import render_articles, render_groups, render_side_by_side
from emoprofile.cli.views.profile import note
from emoprofile.compare import compare_articles, group_table, read_profiles, side_by_side
from emoprofile.config import DEFAULT, LimitsConfig, ModelSpec, load_model_spec, load_run_config
from emoprofile.data import Document, Failure, Scored
from emoprofile.errors import ConfigError, EmoprofileError, ReadError
from emoprofile.profiler import Profiler
from emoprofile.read import articles, is_table, read_article


def compare(
    what: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE|FOLDER|PROFILES...", help="One article, two, two folders, or profiles."),
    ],
    config: Annotated[
        list[str] | None,
        typer.Option("--config", "-c", metavar="NAME|PATH", help="A configuration; of one article two or more."),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="KEY", help="Group the profiles of a .jsonl file by their metadata.")
    ] = None,
    vocabulary: Annotated[
        str | None, typer.Option("--vocabulary", help="Compare in this one; the finest in common if not given.")
    ] = None,
    set_: SetOption = None,
) -> None:
    """Compare an article under several models, two articles or two folders of them, or groups of profiles.

    Examples:
    * `emoprofile compare article.txt --config default --config other-model.yaml --vocabulary ekman`
    * `emoprofile compare one.txt other.txt`
    * `emoprofile compare last-year/ this-year/`
    * `emoprofile compare last-year.csv this-year.csv`
    * `emoprofile compare profiles.jsonl --by source`
    """
    configs = config or [DEFAULT]
    shown: RenderableType
    if by is not None:
        if len(what) != 1:
            raise ConfigError([f"--by: groups the profiles of one file; {len(what)} were given"])
        profiles = read_profiles(Path(what[0]))
        shown = render_groups(what[0], group_table(profiles, by, vocabulary, _spec(profiles, config)))
    elif len(what) == 1:
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
    document = _read(article, next(iter(runs.values())).limits)
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
        [_read(path, profiler.config.limits)]
        if is_one
        else articles([path], profiler.config.read, profiler.config.limits)
    )
    return [each if isinstance(each, Failure) else each[0] for each in profiler.scored_profiles(found)]


def _spec(profiles: list[dict[str, Any]], configs: list[str] | None) -> ModelSpec | None:
    """The spec of the model that made some profiles: that of --config, or of its name; None if it is not here."""
    if configs:
        return load_model_spec(load_run_config(configs[0]).model)
    try:
        return load_model_spec(str(profiles[0]["model"]))
    except EmoprofileError:
        return None


def _read(path: str, limits: LimitsConfig) -> Document:
    article = read_article(path, limits=limits)
    if isinstance(article, Failure):
        raise ReadError(f"{article.id}: {article.message}")
    return article
