"""`emoprofile score`: many articles, to a file."""

import json
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from emoprofile.batch import How, Output, Summary, score_files
from emoprofile.cli.options import ConfigOption, Exit, SetOption, choose_exit_code
from emoprofile.cli.terminal import echo, echo_failure
from emoprofile.cli.views.progress import show_progress
from emoprofile.cli.views.run_log import write_log_line
from emoprofile.cli.views.tally import name_flags
from emoprofile.config import DEFAULT
from emoprofile.data import Failure
from emoprofile.errors import EmoprofileError

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
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the output of another run.")] = False,
    append: Annotated[bool, typer.Option("--append", help="Add to OUTPUT what it does not hold yet.")] = False,
    mixed: Annotated[
        bool, typer.Option("--mixed", help="With --append: even if OUTPUT was made by another model or other settings.")
    ] = False,
    max_failures: Annotated[
        int | None, typer.Option("--max-failures", min=0, help="Stop when more articles than this failed.")
    ] = None,
    max_flagged: Annotated[
        int | None, typer.Option("--max-flagged", min=0, help="Stop when more profiles than this have a flag.")
    ] = None,
    executor: Annotated[
        str, typer.Option("--executor", help="local: a process that is started again if it dies; inline; ray.")
    ] = "local",
    workers: Annotated[int, typer.Option("--workers", min=1, help="The number of workers of the executor ray.")] = 1,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="K/N", help="Only the K-th of N parts of the work, from 1.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Progress, summary and errors as JSON, a line each, on stderr.")
    ] = False,
) -> None:
    """Score many articles into one file, each exactly once.

    Files hold an article each (.txt, .md, .html), or are tables of them (.jsonl, .csv, .tsv, .parquet); all may be
    packed (.gz, .zst). The section `read` of the configuration says which columns of a table are what.

    The suffix of OUTPUT chooses the format: .jsonl has a whole profile a line, .csv and .tsv a row of figures per
    article for a spreadsheet, .parquet typed columns with voices and evidence; NAME/ is a folder of .parquet files.
    With --set output.sentences=true every sentence gets a row in OUTPUT.sentences.parquet.

    Whatever ends a run, what it has done is kept in OUTPUT.run, and --resume goes on. The same inputs give the same
    bytes, resumed or not. OUTPUT.manifest.json says what the run was.

    With --append a run adds to OUTPUT: an article of which OUTPUT holds the same id with the same content is left out.

    An article that cannot be scored does not stop the others: it is written to OUTPUT.failures.jsonl with the reason,
    and the exit code is 1. After --max-failures or --max-flagged stopped a run it is 3; if a run is refused, or ends
    with another error, 2.

    Examples:
    * `emoprofile score articles/ -o profiles.jsonl`
    * `emoprofile score a.txt b.md -o profiles.jsonl --config full`
    * `emoprofile score "archive/**/*.txt.gz" -o profiles.parquet --resume --max-failures 100`
    * `emoprofile score inbox/ -o profiles/ --append --resume --log-json`
    * `emoprofile score news.csv -o profiles.csv --set read.text_column=story`
    * `emoprofile score hf://owner/name:train -o profiles/ --executor ray --workers 16`
    """
    part = _shard(shard)
    try:
        how = How(executor, workers, resume, part, max_failures, overwrite, append, mixed, max_flagged)
        target = Output(output)
        with show_progress(quiet, log_json) as on_event:
            summary = score_files(paths, output, config, set_ or (), how, on_event)
    except KeyboardInterrupt:
        told = f"stopped; what is done is kept in {target.run}. Go on with --resume"
        _tell_end(log_json, told, "stopped", {"error": "KeyboardInterrupt", "message": told})
        raise typer.Exit(Exit.INTERRUPTED) from None
    except EmoprofileError as error:
        if not log_json:
            raise
        write_log_line(datetime.now(UTC), "stopped", {"error": type(error).__name__, "message": str(error)})
        raise typer.Exit(choose_exit_code(error)) from None
    is_published = not part
    if is_published and summary.failures and not log_json:
        _show_failures(target, summary)
    if not quiet or log_json:
        text = name_summary(summary, target) if is_published else _of_shard(shard or "", summary)
        _tell_end(log_json, text, "finished", asdict(summary))
    if is_published and summary.failures:
        raise typer.Exit(Exit.SOME_FAILED)


def _tell_end(log_json: bool, text: str, event: str, facts: Mapping[str, Any]) -> None:
    if log_json:
        write_log_line(datetime.now(UTC), event, facts)
    else:
        echo(text, err=True)


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


def _show_failures(target: Output, summary: Summary) -> None:
    """The first of the failures of this run, which stand behind those of the runs before it."""
    with target.store.open(target.failures.name) as lines:
        failures = deque(lines, summary.failures)
    for line in list(failures)[:MOST_FAILURES_SHOWN]:
        echo_failure(Failure(**json.loads(line)))
    if summary.failures > MOST_FAILURES_SHOWN:
        echo(
            f"and {summary.failures - MOST_FAILURES_SHOWN} more, in {target.store.show(target.failures.name)}", err=True
        )


def name_summary(summary: Summary, target: Output) -> str:
    """What became of every article, in a few lines."""
    adds = summary.generation > 1
    text = f"{summary.articles + summary.known + summary.skipped} in = {summary.profiles} profiles "
    text += f"added to {target}" if adds else f"in {target}"
    text += f" + {summary.failures} failures" + (
        f" in {target.store.show(target.failures.name)}" if summary.failures else ""
    )
    text += f" + {summary.known} that were there" if adds else ""
    text += f" + {summary.skipped} skipped files that are no articles"
    if summary.flagged:
        text += f"\n{summary.flagged} profiles have a flag: {name_flags(summary.flags)}"
    if summary.smaller:
        text += f"\n{summary.smaller} of {summary.chunks} chunks were scored in smaller batches: memory ran out"
    return text
