"""How far a batch run is: a bar in a terminal, lines of a log elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from emoprofile.batch import Begun, Event, OnEvent, Planning
from emoprofile.cli import terminal
from emoprofile.cli.views.run_log import RunLog
from emoprofile.cli.views.tally import Tally


@contextmanager
def show_progress(quiet: bool, log_json: bool = False) -> Iterator[OnEvent]:
    """Something to tell of the events of a run; it shows them on stderr until it is left."""
    console = terminal.console(stderr=True)
    if quiet and not log_json:
        yield lambda event: None
    elif console.is_terminal and not log_json:
        with _bar(console) as on_event:
            yield on_event
    else:
        yield RunLog(time.monotonic, lambda: datetime.now(UTC), as_json=log_json)


@contextmanager
def _bar(console: Console) -> Iterator[OnEvent]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles{task.fields[facts]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    tally = Tally(time.monotonic)
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("planning", total=None, facts="")

        def on_event(event: Planning | Begun | Event) -> None:
            tally.take(event)
            if isinstance(event, Planning):
                progress.update(task, completed=event.articles)
            elif isinstance(event, Begun):
                progress.update(task, description="scoring", total=tally.total, completed=tally.articles)
                progress.reset(task, description="scoring", total=tally.total, completed=tally.articles, facts="")
            else:
                progress.update(task, completed=tally.position, facts=tally.facts)

        yield on_event
