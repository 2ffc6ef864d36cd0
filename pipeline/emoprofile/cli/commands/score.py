"""`emoprofile score`: many articles, to a file."""

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from emoprofile.batch import How, Output, Summary, score_files
from emoprofile.cli.options import ConfigOption, Exit, SetOption
from emoprofile.cli.terminal import echo, echo_failure
from emoprofile.cli.views.progress import show_progress
from emoprofile.config import DEFAULT
from emoprofile.data import Failure

MOST_FAILURES_SHOWN = 5


def score(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, quoted patterns, hf:// datasets, or -.")
    ],
    output: Annotated[
        str,
        typer.Option("--output", "-o", help="The file to write: .jsonl, .csv, .tsv or .parquet; or a folder, NAME/."),
    ],
    config: ConfigOption = DEFAULT,
    set_: SetOption = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a run into OUTPUT ended.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Take the place of the output of another run.")
    ] = False,
    max_failures: Annotated[
        int | None, typer.Option("--max-failures", min=0, help="Stop when more articles than this failed.")
    ] = None,
    executor: Annotated[
        str, typer.Option("--executor", help="local: a process that is started again if it dies; inline; ray.")
    ] = "local",
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many, of the executor ray.")] = 1,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="K/N", help="Only the K-th of N parts of the work, from 1.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
) -> None:
    """Score many articles into one file, each exactly once.

    Files hold an article each (.txt, .md, .html), or are tables of them (.jsonl, .csv, .tsv, .parquet); all may be
    packed (.gz, .zst). The section `read` of the configuration says which columns of a table are what.

    The suffix of OUTPUT chooses the format: .jsonl has a whole profile a line, .csv and .tsv a row of figures per
    article for a spreadsheet, .parquet typed columns with voices and evidence; NAME/ is a folder of .parquet files.
    With --set output.sentences=true every sentence gets a row in OUTPUT.sentences.parquet.

    Whatever ends a run, what it has done is kept in OUTPUT.run, and --resume goes on. The same inputs give the same
    bytes, resumed or not. OUTPUT.manifest.json says what the run was.

    An article that cannot be scored does not stop the others: it is written to OUTPUT.failures.jsonl with the reason,
    and the exit code is 1.

    Examples:
    * `emoprofile score articles/ -o profiles.jsonl`
    * `emoprofile score a.txt b.md -o profiles.jsonl --config full`
    * `emoprofile score "archive/**/*.txt.gz" -o profiles.parquet --resume --max-failures 100`
    * `emoprofile score news.csv -o profiles.csv --set read.text_column=story`
    * `emoprofile score hf://owner/name:train -o profiles/ --executor ray --workers 16`
    """
    how = How(executor, workers, resume, _shard(shard), max_failures, overwrite)
    target = Output(output)
    try:
        with show_progress(quiet) as on_event:
            summary = score_files(paths, output, config, set_ or (), how, on_event)
    except KeyboardInterrupt:
        echo(f"stopped; what is done is kept in {target.run}. Go on with --resume", err=True)
        raise typer.Exit(Exit.INTERRUPTED) from None
    if how.shard:
        if not quiet:
            echo(_of_shard(shard or "", summary), err=True)
        return
    if summary.failures:
        _show_failures(target.failures, summary.failures)
    if not quiet:
        echo(_summary(summary, target), err=True)
    if summary.failures:
        raise typer.Exit(Exit.SOME_FAILED)


def _shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d+)/(\d+)", text)
    if not found:
        raise typer.BadParameter(f"{text!r}: a shard is written K/N, such as 2/8", param_hint="--shard")
    return int(found[1]), int(found[2])


def _of_shard(shard: str, summary: Summary) -> str:
    done = summary.chunks - summary.left
    text = f"shard {shard}: finished; {done} of {summary.chunks} chunks of the run are done"
    return f"{text}. When all shards are: the same command without --shard and with --resume puts them together"


def _show_failures(path: Path, count: int) -> None:
    with path.open(encoding="utf-8") as lines:
        for line, _ in zip(lines, range(MOST_FAILURES_SHOWN), strict=False):
            failure = json.loads(line)
            echo_failure(Failure(**failure))
    if count > MOST_FAILURES_SHOWN:
        echo(f"and {count - MOST_FAILURES_SHOWN} more, in {path}", err=True)


def _summary(summary: Summary, target: Output) -> str:
    text = f"{summary.articles + summary.skipped} in = {summary.profiles} profiles in {target.path}"
    text += f" + {summary.failures} failures" + (f" in {target.failures}" if summary.failures else "")
    text += f" + {summary.skipped} skipped files that are no articles"
    if summary.smaller:
        text += f"\n{summary.smaller} of {summary.chunks} chunks were scored in smaller batches: memory ran out"
    return text
