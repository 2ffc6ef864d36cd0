"""Dates: the common forms give the day that was written, and what could mean two days is not guessed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emoprofile.compare.dates import bin_start, next_start, read_value
from emoprofile.compare.results import Bin

DAYS = st.dates(date(1001, 1, 1), date(2900, 1, 1))
DAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05", "2024-3-5", "2024/03/05", "2024.03.05", "20240305", "20240305T101500", " 2024-03-05 ",
        "2024-03-05T23:59:00Z", "2024-03-05T00:30:00+09:00", "2024-03-05 10:15:00.123", "5.3.2024", "05.03.2024 10:15",
        "5 March 2024", "March 5, 2024", "Mar. 5, 2024", "5 Mar 2024 10:15", "Tuesday, March 5, 2024",
        "Tue, 05 Mar 2024 23:59:00 -0800", "Tue Mar  5 10:15:00 2024", "March 5th, 2024", "1709634600", "1709634600000",
        "1709634600.5",
    ],
)  # fmt: skip
def test_a_common_form_is_read(text: str) -> None:
    found = read_value(text)
    assert found is not None
    assert (found.day_first, found.month_first, found.parts) == (DAY, DAY, 3)


def test_numbers_are_read_as_their_texts() -> None:
    assert read_value(20240305) == read_value("20240305")
    assert read_value(2024) == read_value("2024")
    assert read_value(1709634600) == read_value("1709634600")


@pytest.mark.parametrize(
    "value",
    [
        "", "soon", "n/a", "12", "0000-00-00", "2024-13-01", "2024-02-30", "99/99/2024", "31.2.2024", "March",
        "5 March", "Monday", "10:15", "03-05-24", "0999-01-01", "article 7", "2024-03-05-06", None, True, [], {}, 0.5,
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read(value: object) -> None:
    assert read_value(value) is None


@given(DAYS)
def test_slashes_leave_a_choice_where_both_are_days(day: date) -> None:
    found = read_value(f"{day.day}/{day.month}/{day.year}")
    assert found is not None
    assert found.day_first == day
    assert found.month_first == (date(day.year, day.day, day.month) if day.day <= 12 else None)


@given(DAYS)
def test_words_and_digits_say_the_same(day: date) -> None:
    for text in (f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        assert read_value(text) == read_value(f"{day.day}.{day.month}.{day.year}")


def test_a_month_alone_fits_months_and_longer_bins() -> None:
    for text, parts in (("2024-03", 2), ("March 2024", 2), ("2024", 1)):
        found = read_value(text)
        assert found is not None
        assert found.parts == parts
        assert not found.fits("day")
        assert not found.fits("week")
        assert (found.fits("month"), found.fits("quarter")) == (parts > 1, parts > 1)
        assert found.fits("year")


@given(DAYS, st.sampled_from(["day", "week", "month", "quarter", "year"]))
def test_bins_follow_each_other_without_gaps(day: date, bin: Bin) -> None:
    start = bin_start(day, bin)
    after = next_start(start, bin)
    assert start <= day < after
    assert bin_start(after, bin) == after
    assert bin_start(after - timedelta(days=1), bin) == start


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)))
def test_seconds_since_1970_are_read_in_utc(moment: datetime) -> None:
    seconds = int(moment.replace(tzinfo=UTC).timestamp())
    found = read_value(seconds)
    assert found is not None
    assert found.day_first == moment.date()
