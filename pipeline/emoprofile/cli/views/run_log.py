"""A line about a batch run now and then: for files, logs and schedulers."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from emoprofile.batch import Begun, Event, Planning
from emoprofile.cli import terminal
from emoprofile.cli.views.tally import Tally

SECONDS_BETWEEN_LINES = 30.0


class RunLog:
    """Writes a line about a run every half a minute, as long as something happens.

    Args:
        clock: Seconds, from any beginning.
        now: The time of day.
        as_json: Whether a line is a JSON object.
    """

    def __init__(self, clock: Callable[[], float], now: Callable[[], datetime], *, as_json: bool = False) -> None:
        self._clock, self._now, self._as_json = clock, now, as_json
        self._tally, self._last = Tally(clock), clock()

    def __call__(self, event: Planning | Begun | Event) -> None:
        """Take an event, and write a line if it is time."""
        known = self._tally
        known.take(event)
        if isinstance(event, Begun):
            self._last = self._clock()
            text = f"going on: {event.done} of {known.total} articles are done" if event.done else ""
            self._write("begun", text or f"{known.total} articles to score", self._counts())
        elif self._clock() - self._last >= SECONDS_BETWEEN_LINES:
            self._last = self._clock()
            if known.total:
                text = f"{known.articles} of {known.total} articles{known.facts}, {_name_rest(known.seconds_left)}"
                self._write("progress", text, self._counts())
            else:
                self._write("planning", f"planning: {known.planned} articles", {"articles": known.planned})

    def _counts(self) -> dict[str, Any]:
        known = self._tally
        left = known.seconds_left
        return {
            "articles": known.articles,
            "of": known.total,
            "sentences_per_second": round(known.rate, 1),
            "failures": known.failures,
            "flags": dict(sorted(known.flags.items())),
            "seconds_left": None if left is None else round(left),
        }

    def _write(self, event: str, text: str, facts: Mapping[str, Any]) -> None:
        if self._as_json:
            write_log_line(self._now(), event, facts)
        else:
            terminal.echo(f"{self._now():%Y-%m-%d %H:%M:%S} {text}", err=True)


def write_log_line(now: datetime, event: str, facts: Mapping[str, Any]) -> None:
    """Write a JSON object on stderr: the time, what happened, and the facts."""
    terminal.echo(json.dumps({"time": now.isoformat(timespec="seconds"), "event": event, **facts}), err=True)


def _name_rest(seconds: float | None) -> str:
    return "how much longer is not known yet" if seconds is None else f"about {seconds / 60:.0f} min left"
