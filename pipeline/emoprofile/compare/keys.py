"""What the metadata of a profile say -> the group that it belongs to; what they do not say is counted."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from emoprofile.compare.dates import FORMS, Order, ReadDate, bin_start, read_value
from emoprofile.compare.results import Bin, LeftOut
from emoprofile.compare.written import Batch
from emoprofile.errors import InvalidValueError

MOST_NAMED = 3
Group = tuple[str, ...]
Dated = tuple[date | None, date | None, Group]
"""The bin if the day stands first, the bin if the month stands first, and the group."""


@dataclass(slots=True)
class KeyReader:
    """Reads the keys of articles, and counts those that lack one.

    Attributes:
        by: The keys of metadata that make groups.
        date: The key that holds a date; null where there is no such question.
        bin: How long a bin is.
    """

    by: Sequence[str]
    date: str | None = None
    bin: Bin = "month"
    _known: set[str] = field(default_factory=set)
    _without_sentence: int = 0
    _without_key: Counter[str] = field(default_factory=Counter)
    _undated: Counter[str] = field(default_factory=Counter)

    def read_groups(self, batch: Batch) -> list[Group | None]:
        """The group of each article; None for one that lacks a key or has no sentence."""
        return [
            self._group(metadata) if self._has_sentence(count) else None
            for metadata, count in zip(batch.metadata, batch.sentences.tolist(), strict=True)
        ]

    def read_dated(self, batch: Batch) -> list[Dated | None]:
        """The bins and the group of each article; None for one that lacks a key or has no sentence."""
        found: list[Dated | None] = []
        for metadata, count in zip(batch.metadata, batch.sentences.tolist(), strict=True):
            group = self._group(metadata) if self._has_sentence(count) else None
            day = None if group is None else self._date(metadata)
            if group is None or day is None:
                found.append(None)
                continue
            day_first, month_first = (each and bin_start(each, self.bin) for each in (day.day_first, day.month_first))
            found.append((day_first, month_first, group))
        return found

    def leave_out(self, repeated: int, undated: int = 0) -> LeftOut:
        """Those that were left out: with those that came before, and more whose date could not be read."""
        return LeftOut(
            without_sentence=self._without_sentence,
            without_key=dict(self._without_key),
            repeated=repeated,
            without_date=self._undated.total() + undated,
            undated=tuple(list(self._undated)[:MOST_NAMED]),
        )

    def explain_nothing(self, profiles: int) -> InvalidValueError:
        """Why no article is left."""
        keys = f"Keys there: {', '.join(sorted(self._known))}" if self._known else "Their metadata hold no key at all"
        for key in self._keys if self._without_sentence < profiles else ():
            if key not in self._known:
                return InvalidValueError(f"no profile has {key!r} in its metadata. {keys}")
        if self._undated:
            seen = ", ".join(map(repr, list(self._undated)[:MOST_NAMED]))
            return InvalidValueError(
                f"no date in {self.date!r} can be read for bins of a {self.bin}: {seen}. Forms that can: {FORMS}"
            )
        if self._without_sentence == profiles:
            return InvalidValueError(f"none of the {profiles} profiles has a sentence")
        return InvalidValueError(f"no profile has a value for all of {', '.join(self._keys)}. {keys}")

    @property
    def _keys(self) -> tuple[str, ...]:
        return (*self.by, *([self.date] if self.date else []))

    def _has_sentence(self, count: int) -> bool:
        self._without_sentence += count == 0
        return count > 0

    def _group(self, metadata: Mapping[str, Any]) -> Group | None:
        self._known.update(metadata)
        for key in self._keys:
            if metadata.get(key) in (None, ""):
                self._without_key[key] += 1
                return None
        return tuple(_name(metadata[key]) for key in self.by)

    def _date(self, metadata: Mapping[str, Any]) -> ReadDate | None:
        value = metadata[self.date or ""]
        found = read_value(value)
        if found is None or not found.fits(self.bin):
            self._undated[str(value)[:40]] += 1
            return None
        return found


def choose_order(keys: Iterable[tuple[Dated, float]], order: Order | None, key: str) -> Order:
    """Whether the day or the month stands first, by the dates that leave no choice.

    Args:
        keys: The bins of each group, and how many articles it has.
        order: What the user said; None leaves it to the dates.
        key: Of the metadata.

    Raises:
        InvalidValueError: If the order matters and no date tells.
    """
    only = Counter[str]()
    for (day_first, month_first, _), count in keys:
        if day_first != month_first:
            only["day-first" if month_first is None else "month-first" if day_first is None else "both"] += int(count)
    if order is not None:
        return order
    if only["both"] and not only["day-first"] and not only["month-first"]:
        raise InvalidValueError(
            f"the dates in {key!r} can be read in two ways, such as 5/3/2024 as 5 March or as May 3. Say which: "
            "--dates day-first or --dates month-first"
        )
    return "day-first" if only["day-first"] >= only["month-first"] else "month-first"


def _name(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
