"""`emoprofile profile`: one article or a few, in the terminal."""

import json
from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from emoprofile.cli.options import ConfigOption, Exit, SetOption
from emoprofile.cli.terminal import console, echo_failure, echo_json
from emoprofile.cli.views.legend import legend
from emoprofile.cli.views.profile import note, render_profile
from emoprofile.cli.views.segmentation import render_segmentation
from emoprofile.config import DEFAULT, RunConfig, load_run_config
from emoprofile.data import Failure, Profile, Segmentation, attempt
from emoprofile.profiler import Profiler
from emoprofile.read import read_article
from emoprofile.text import Segmenter


class Show(StrEnum):
    """What of an article is shown."""

    PROFILE = "profile"
    JSON = "json"
    TEXT = "text"


def profile(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE|-...", help="An article (.txt, .md, .html), or - for standard input.")
    ],
    config: ConfigOption = DEFAULT,
    set_: SetOption = None,
    show: Annotated[
        Show, typer.Option("--show", help="The profile; the whole of it as JSON; or how the text was segmented.")
    ] = Show.PROFILE,
    without: Annotated[
        str | None,
        typer.Option("--without", metavar="FIGURE", help="As if the sentences that this one rests on were not there."),
    ] = None,
    about: Annotated[
        list[str] | None,
        typer.Option(
            "--about",
            metavar="NAME",
            help="The sentences that mention someone against the rest; again for other names.",
        ),
    ] = None,
) -> None:
    """Show the emotional profile of an article, or of a few.

    With --about, the sentences that mention somebody are held against the rest of the article, and what that person is
    quoted as saying is listed. The name in full finds the surname too; pronouns are not followed.

    Examples:
    * `emoprofile profile article.txt`
    * `curl -s https://example.org/story.txt | emoprofile profile -`
    * `emoprofile profile article.txt --config by-length --show json`
    * `emoprofile profile article.txt --show text`
    * `emoprofile profile article.txt --without expressed.fear`
    * `emoprofile profile article.txt --about "Mary Osei" --about "the mayor"`
    """
    run = load_run_config(config, set_ or ())
    if about:
        _show_about(Profiler(run, name=Path(config).stem), files, about)
        return
    results: Iterator[Profile | Segmentation | Failure]
    if show is Show.TEXT:
        results = map(partial(_taken_apart, Segmenter(run.text), run), files)
    else:
        profiler = Profiler(run, name=Path(config).stem)
        # One at a time, so that each profile is shown as soon as it is there.
        results = (_profile(profiler, file, without) for file in files)
    terminal = console()
    shown = 0
    last: Profile | None = None
    for result in results:
        if isinstance(result, Failure):
            echo_failure(result)
            continue
        shown += 1
        if isinstance(result, Segmentation):
            terminal.print(render_segmentation(result))
        elif show is Show.JSON:
            echo_json(json.dumps(result.to_dict(), indent=2, ensure_ascii=False))
        else:
            terminal.print(render_profile(result))
            last = result
    if last is not None:
        terminal.print(legend(last))
        terminal.print(note())
    if shown < len(files):
        raise typer.Exit(Exit.SOME_FAILED)


def _show_about(profiler: Profiler, files: list[str], names: list[str]) -> None:
    terminal = console()
    shown = 0
    for file in files:
        article = read_article(file, limits=profiler.config.limits, config=profiler.config.read)
        [result] = profiler.scored_profiles([article])
        if isinstance(result, Failure):
            echo_failure(result)
            continue
        scored, _ = result
        # Only now: comparing needs libraries that a profile does without.
        from emoprofile.cli.views.mentions import render_mentions
        from emoprofile.compare import compare_mentions

        terminal.print(render_mentions(compare_mentions(scored, names, profiler.aggregator), scored.segmentation))
        shown += 1
    if shown:
        terminal.print(note())
    if shown < len(files):
        raise typer.Exit(Exit.SOME_FAILED)


def _profile(profiler: Profiler, file: str, without: str | None) -> Profile | Failure:
    article = read_article(file, limits=profiler.config.limits, config=profiler.config.read)
    whole = next(profiler.profiles([article]))
    if without is None or isinstance(article, Failure) or isinstance(whole, Failure):
        return whole
    return profiler.profile(article, without=without)


def _taken_apart(segmenter: Segmenter, run: RunConfig, file: str) -> Segmentation | Failure:
    article = read_article(file, limits=run.limits, config=run.read)
    if isinstance(article, Failure):
        return article
    return attempt(article.id, "split", lambda: segmenter(article))
