"""What the events of a batch run add up to."""

from collections import Counter
from collections.abc import Callable, Mapping

from emoprofile.batch import Begun, Event, Planning, Progress

MOST_FLAGS = 3
"""So many kinds of flags are shown on one line."""


class Tally:
    """Counts what the events tell of.

    Args:
        clock: Seconds, from any beginning.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.planned = self.articles = self.failures = self.total = self._windows = self._done = 0
        self.flags: Counter[str] = Counter()
        self._seen = 0.0
        self._began = clock()

    def take(self, event: Planning | Begun | Event) -> None:
        """Count an event."""
        if isinstance(event, Planning):
            self.planned = event.articles
        elif isinstance(event, Begun):
            self.articles, self.failures = event.done, event.failures
            self._done, self.total = event.done, event.articles + event.done
            self.flags = Counter(event.flags)
            self._began = self._clock()
        elif isinstance(event, Progress):
            self.articles += event.articles
            self.failures += event.failures
            self.flags.update(event.flags)
            self._windows += event.windows
            self._seen += event.seen

    @property
    def position(self) -> int:
        """How far the run is, in articles: ahead of those that are done by those that the model has seen."""
        return min(max(self.articles, self._done + int(self._seen)), self.total)

    @property
    def rate(self) -> float:
        """Sentences per second."""
        return self._windows / max(self._clock() - self._began, 1e-3)

    @property
    def facts(self) -> str:
        """Sentences per second, and failures and flags if there are any."""
        failures = f", {self.failures} failed" if self.failures else ""
        flags = f", flags: {name_flags(self.flags)}" if self.flags else ""
        return f", {self.rate:.0f} sentences/s{failures}{flags}"

    @property
    def seconds_left(self) -> float | None:
        """About how much longer it takes; None where that is not known yet."""
        own = self.position - self._done
        return (self._clock() - self._began) * (self.total - self.position) / own if own else None


def name_flags(flags: Mapping[str, int]) -> str:
    """How many profiles have which flag: the most frequent ones by name."""
    most = sorted(flags.items(), key=lambda each: (-each[1], each[0]))
    shown = ", ".join(f"{name} {count}" for name, count in most[:MOST_FLAGS])
    return shown + (f" and {len(most) - MOST_FLAGS} other kinds" if len(most) > MOST_FLAGS else "")
