"""`emoprofile score`: many articles, to a file."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from emoprofile.cli.options import ConfigOption, Exit, SetOption
from emoprofile.config import DEFAULT, load_model_spec, load_run_config
from emoprofile.data import Failure, Profile, Scored
from emoprofile.profiler import Profiler
from emoprofile.read import Found, articles, find_inputs
from emoprofile.write import SUFFIXES, JsonlFile, writer_for

Result = tuple[Scored, Profile] | Failure


def score(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, quoted patterns, hf:// datasets, or -.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help=f"The file to write: one of {', '.join(SUFFIXES)}.")],
    config: ConfigOption = DEFAULT,
    set_: SetOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no summary.")] = False,
) -> None:
    """Score many articles into one file.

    Files hold an article each (.txt, .md, .html), or are tables of them (.jsonl, .csv, .tsv, .parquet); all may be
    packed (.gz, .zst). The section `read` of the configuration says which columns of a table are what.

    The suffix of OUTPUT chooses the format: .jsonl has a whole profile a line, .csv and .tsv a row of figures per
    article for a spreadsheet, .parquet typed columns with voices and evidence. With --set output.sentences=true every
    sentence gets a row in OUTPUT.sentences.parquet. A file takes its name when it is whole; until then it is
    OUTPUT with .part at its end.

    An article that cannot be scored does not stop the others: it is written to OUTPUT.failures.jsonl with the reason,
    and the exit code is 1.

    Examples:
    * `emoprofile score articles/ -o profiles.jsonl`
    * `emoprofile score a.txt b.md -o profiles.jsonl --config audit`
    * `emoprofile score "archive/**/*.txt.gz" -o profiles.parquet --set output.sentences=true`
    * `emoprofile score news.csv -o profiles.csv --set read.text_column=story`
    * `emoprofile score hf://owner/name:train -o profiles.jsonl`
    """
    run = load_run_config(config, set_ or ())
    found = find_inputs(paths)
    failures_path = output.with_name(f"{output.stem}.failures.jsonl")
    spec = load_model_spec(run.model)
    with writer_for(output, run, spec) as writer, JsonlFile(failures_path, keep_empty=False) as failures:
        profiler = Profiler(run, spec, name=Path(config).stem)
        for result in _shown(profiler.scored_profiles(articles(found, run.read)), found, quiet):
            if isinstance(result, Failure):
                failures.write(result.to_dict())
                typer.echo(f"failed: {result.id}: {result.message}", err=True)
            else:
                writer.write(*result)
    if not quiet:
        typer.echo(_summary(found, writer.profiles, failures.rows, output, failures_path), err=True)
    if failures.rows:
        raise typer.Exit(Exit.SOME_FAILED)


def _shown(results: Iterable[Result], found: Found, quiet: bool) -> Iterator[Result]:
    """The results, with a progress bar on stderr as they pass."""
    columns = (
        TextColumn("scoring"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles, {task.fields[sentences]} sentences"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task("", total=found.articles, sentences=0)
        sentences = 0
        for result in results:
            sentences += 0 if isinstance(result, Failure) else len(result[0].scores)
            progress.update(task, advance=1, sentences=sentences)
            yield result


def _summary(found: Found, profiles: int, failures: int, output: Path, failures_path: Path) -> str:
    text = f"{profiles + failures + len(found.skipped)} in = {profiles} profiles in {output} + {failures} failures"
    text += f" in {failures_path}" if failures else ""
    return text + f" + {len(found.skipped)} skipped files that are no articles"
