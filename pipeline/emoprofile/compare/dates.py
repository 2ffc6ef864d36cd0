"""Dates as people and programs write them -> days; what cannot be read, or could mean two days, is not guessed."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from dateutil import parser

from emoprofile.compare.results import Bin

Order = Literal["day-first", "month-first"]
FORMS = "2024-03-05, 2024-03-05T10:00:00Z, 20240305, 5 March 2024, March 5, 2024, 5.3.2024, 5/3/2024, 2024-03, 2024"
EARLIEST, LATEST = 1000, 2999
"""Years outside are slips of a pen, or another number."""
_PRECISION: dict[Bin, int] = {"day": 3, "week": 3, "month": 2, "quarter": 2, "year": 1}
_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?!\d)(?=$|[T\s])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|T)")
_PARTED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?=$|[,\sT])")
_EPOCH = re.compile(r"\d{9,10}(\.\d+)?|\d{12,13}")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a written date may mean.

    Attributes:
        day_first: The day, if the day stands before the month; None if that gives no date.
        month_first: The day, if the month stands first. The same as `day_first` where the form leaves no choice.
        parts: 1 for a year alone, 2 for a month, 3 for a day.
    """

    day_first: date | None
    month_first: date | None
    parts: int

    def fits(self, bin: Bin) -> bool:
        """Whether it is precise enough for a bin."""
        return self.parts >= _PRECISION[bin]


@lru_cache(maxsize=65_536)
def read_date(text: str) -> ReadDate | None:
    """A date in one of the common forms; its time and time zone are left out, so that it is the day that was written.

    Seconds or milliseconds since 1970 are taken in UTC. None if it cannot be read.
    """
    text = text.strip()
    if _EPOCH.fullmatch(text):
        number = float(text)
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number if number < 1e11 else number / 1000)
        return _certain(moment.date(), 3)
    if found := _COMPACT.match(text):
        return _certain(_day(*found.groups()), 3)
    if found := _ISO.match(text):
        year, _, month, day = found.groups()
        return _certain(_day(year, month or "1", day or "1"), 1 + bool(month) + bool(day))
    if found := _PARTED.match(text):
        first, mark, second, year = found.groups()
        day_first = _day(year, second, first)
        # With full stops nobody writes the month first.
        month_first = day_first if mark == "." else _day(year, first, second)
        return ReadDate(day_first, month_first, 3) if day_first or month_first else None
    return _read_words(text) if _WORD.search(text) else None


def read_value(value: Any) -> ReadDate | None:
    """The date in a value of metadata: a text or a number."""
    if isinstance(value, bool) or value is None:
        return None
    return read_date(str(value))


def bin_start(day: date, bin: Bin) -> date:
    """The first day of the bin that a day is in; weeks begin on Monday."""
    if bin == "day":
        return day
    if bin == "week":
        return day - timedelta(days=day.weekday())
    month = {"month": day.month, "quarter": 3 * ((day.month - 1) // 3) + 1, "year": 1}[bin]
    return date(day.year, month, 1)


def next_start(start: date, bin: Bin) -> date:
    """The first day of the next bin."""
    if bin in ("day", "week"):
        return start + timedelta(days=1 if bin == "day" else 7)
    months = {"month": 1, "quarter": 3, "year": 12}[bin]
    later = start.year * 12 + start.month - 1 + months
    return date(later // 12, later % 12 + 1, 1)


def _certain(day: date | None, parts: int) -> ReadDate | None:
    return None if day is None else ReadDate(day, day, parts)


def _day(year: str, month: str, day: str) -> date | None:
    if not EARLIEST <= int(year) <= LATEST or not 1 <= int(month) <= 12:
        return None
    return date(int(year), int(month), int(day)) if 1 <= int(day) <= monthrange(int(year), int(month))[1] else None


def _read_words(text: str) -> ReadDate | None:
    """A date with the name of a month in it, in English; read twice, so that what it does not say is found out."""
    found = []
    for standing_in in (datetime(2001, 1, 1), datetime(2004, 2, 2)):
        try:
            # What it knows of zones is the zone's business: the day stands as it was written.
            found.append(parser.parse(text, default=standing_in, ignoretz=True).date())
        except (ValueError, OverflowError, TypeError):
            return None
    one, other = found
    if one.year != other.year or one.month != other.month or not EARLIEST <= one.year <= LATEST:
        return None
    return _certain(one, 3) if one == other else _certain(one.replace(day=1), 2)
