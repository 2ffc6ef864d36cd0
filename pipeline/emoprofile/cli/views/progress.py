"""How far a batch run is: a bar in a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from emoprofile.batch import Begun, Event, OnEvent, Planning
from emoprofile.batch import Progress as Done
from emoprofile.cli import terminal

SECONDS_BETWEEN_LINES = 60.0


@contextmanager
def show_progress(quiet: bool) -> Iterator[OnEvent]:
    """Something to tell of the events of a run; it shows them on stderr until it is left."""
    console = terminal.console(stderr=True)
    if quiet:
        yield lambda event: None
    elif console.is_terminal:
        with _bar(console) as on_event:
            yield on_event
    else:
        yield _Lines(time.monotonic)


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
    tally = _Tally(time.monotonic)
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


class _Tally:
    """Counts what the events tell of.

    Args:
        clock: Seconds, from any beginning.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.articles = self.failures = self.total = self._windows = self._done = 0
        self._seen = 0.0
        self._began = clock()

    def take(self, event: Planning | Begun | Event) -> None:
        """Count an event."""
        if isinstance(event, Begun):
            self.articles, self.failures = event.done, event.failures
            self._done, self.total = event.done, event.articles + event.done
            self._began = self._clock()
        elif isinstance(event, Done):
            self.articles += event.articles
            self.failures += event.failures
            self._windows += event.windows
            self._seen += event.seen

    @property
    def position(self) -> int:
        """How far the run is, in articles: ahead of those that are done by those that the model has seen."""
        return min(max(self.articles, self._done + int(self._seen)), self.total)

    @property
    def facts(self) -> str:
        """Sentences per second, and failures if there are any."""
        rate = self._windows / max(self._clock() - self._began, 1e-3)
        failures = f", {self.failures} failed" if self.failures else ""
        return f", {rate:.0f} sentences/s{failures}"

    @property
    def left(self) -> str:
        """About how much longer it takes."""
        own = self.position - self._done
        if not own:
            return "how much longer is not known yet"
        seconds = (self._clock() - self._began) * (self.total - self.position) / own
        return f"about {seconds / 60:.0f} min left"


class _Lines:
    """A line about a run now and then: for files and logs.

    Args:
        clock: Seconds, from any beginning.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._tally, self._last = clock, _Tally(clock), clock()

    def __call__(self, event: Planning | Begun | Event) -> None:
        self._tally.take(event)
        if isinstance(event, Begun) and event.done:
            terminal.echo(f"going on: {event.done} of {self._tally.total} articles are done", err=True)
        elif self._clock() - self._last >= SECONDS_BETWEEN_LINES and self._tally.total:
            self._last = self._clock()
            known = self._tally
            terminal.echo(f"{known.articles} of {known.total} articles{known.facts}, {known.left}", err=True)
