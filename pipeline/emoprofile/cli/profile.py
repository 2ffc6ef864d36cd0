"""`emoprofile profile`: one article or a few, in the terminal."""

import json
from functools import partial
from typing import Annotated

import typer
from rich.console import Console

from emoprofile.cli.options import ConfigOption, Exit, SetOption
from emoprofile.cli.render import note, rendered
from emoprofile.config import DEFAULT
from emoprofile.data import Failure, Profile
from emoprofile.profiler import Profiler
from emoprofile.read import read_article


def profile(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE|-...", help="An article (.txt, .md), or - for standard input.")
    ],
    config: ConfigOption = DEFAULT,
    set_: SetOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole profile as JSON.")] = False,
) -> None:
    """Show the emotional profile of an article, or of a few.

    Examples:
    * `emoprofile profile article.txt`
    * `curl -s https://example.org/story.txt | emoprofile profile -`
    * `emoprofile profile article.txt --config by-length --json`
    """
    profiler = Profiler.from_config(config, set_ or ())
    console = Console(highlight=False)
    shown = 0
    for result in map(partial(_profiled, profiler), files):
        if isinstance(result, Failure):
            typer.echo(f"failed: {result.id}: {result.message}", err=True)
            continue
        shown += 1
        if as_json:
            typer.echo(json.dumps(result.to_dict(), indent=2, ensure_ascii=False))
        else:
            console.print(rendered(result))
    if shown and not as_json:
        console.print(note())
    if shown < len(files):
        raise typer.Exit(Exit.SOME_FAILED)


def _profiled(profiler: Profiler, file: str) -> Profile | Failure:
    """One at a time, so that each profile is shown as soon as it is there."""
    return next(profiler.profiles([read_article(file)]))
