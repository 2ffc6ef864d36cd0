"""Trends: bins in order without gaps, what cannot be dated is counted, and changes are where they were put."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.compare.tables import check_alike

from emoprofile.compare import Bin, Order, Trend, note_trend, open_profiles, tabulate_trend, trace_trend
from emoprofile.errors import InvalidValueError


def dated(path: Path, template: Mapping[str, str], dates: list[Any], valences: list[float] | None = None) -> str:
    """A profile per date, all like one of the corpus but for its id and valence."""
    profile = json.loads(Path(template["jsonl"]).read_text().splitlines()[1])
    lines = []
    for i, value in enumerate(dates):
        profile["id"], profile["metadata"] = str(i), {"date": value, "side": "ab"[i % 2]}
        if valences is not None:
            profile["readings"]["dimensions"]["valence"]["mean"] = valences[i]
        lines.append(json.dumps(profile))
    path.write_text("\n".join(lines))
    return str(path)


def traced(path: str, bin: Bin = "month", by: tuple[str, ...] = (), order: Order | None = None) -> Trend:
    return trace_trend(*open_profiles([path]), "date", bin, by, ("valence",), order=order)


@pytest.mark.parametrize("name", ["csv", "tsv", "parquet", "folder"])
def test_every_format_gives_the_same_trend(name: str, corpus: Mapping[str, str]) -> None:
    trend, other = (
        trace_trend(*open_profiles([corpus[each]]), "published", "quarter", ["outlet"]) for each in ("jsonl", name)
    )
    check_alike(tabulate_trend(trend), tabulate_trend(other))
    assert trend.starts == tuple(date(2024, month, 1) for month in (1, 4, 7, 10))
    assert trend.groups == (("The Post",), ("=Gazette",))
    assert [(line.figure, line.group) for line in trend.lines[:2]] == [
        (trend.figures[0].name, ("The Post",)), (trend.figures[0].name, ("=Gazette",)),
    ]  # fmt: skip
    assert sum(each.articles for line in trend.lines[:2] for each in line.estimates) == trend.source.profiles == 48
    left = trend.source.left_out
    assert (left.without_sentence, dict(left.without_key), left.without_date, left.undated) == (
        1,
        {"outlet": 1},
        1,
        ("soon",),
    )


def test_bins_are_in_order_and_an_empty_one_is_a_gap(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    path = dated(tmp_path / "p.jsonl", corpus, ["2024-12-31", "2025-02-01", "10 Oct 2024", "2024-12-01T23:00:00Z"])
    trend = traced(path)
    assert trend.starts == tuple(date(2024 + m // 12, m % 12 + 1, 1) for m in (9, 10, 11, 12, 13))
    [line] = trend.lines
    assert [each.articles for each in line.estimates] == [1, 0, 2, 0, 1]
    assert [each.mean is None for each in line.estimates] == [False, True, False, True, False]
    assert all(each.interval is None for each in line.estimates)
    told = " ".join(note_trend(trend))
    assert "3 bins with fewer than five articles" in told
    assert "2 bins without an article" in told


def test_the_other_dates_tell_what_stands_first(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    path = dated(tmp_path / "day.jsonl", corpus, ["5/3/2024", "25/3/2024", "1/2/2024"])
    assert [each.articles for each in traced(path).lines[0].estimates] == [1, 2]
    path = dated(tmp_path / "month.jsonl", corpus, ["5/3/2024", "3/25/2024", "1/2/2024"])
    assert traced(path).starts[0] == date(2024, 1, 1)
    path = dated(tmp_path / "both.jsonl", corpus, ["25/3/2024", "26/3/2024", "3/25/2024"])
    trend = traced(path)
    assert (trend.source.profiles, trend.source.left_out.without_date) == (2, 1)
    path = dated(tmp_path / "open.jsonl", corpus, ["5/3/2024", "1/2/2024"])
    with pytest.raises(InvalidValueError, match="can be read in two ways.*--dates day-first or --dates month-first"):
        traced(path)
    assert traced(path, order="day-first").starts == (date(2024, 2, 1), date(2024, 3, 1))
    assert traced(path, order="month-first").starts[-1] == date(2024, 5, 1)
    same = dated(tmp_path / "same.jsonl", corpus, ["5/5/2024", "6/6/2024"])
    assert traced(same).starts == (date(2024, 5, 1), date(2024, 6, 1))


def test_dates_that_cannot_be_read_are_an_error_where_none_can(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    path = dated(tmp_path / "p.jsonl", corpus, ["soon", "later"])
    with pytest.raises(InvalidValueError, match=r"no date in 'date' can be read for bins of a month: 'soon', 'later'"):
        traced(path)
    path = dated(tmp_path / "p.jsonl", corpus, ["2024-03", "2024"])
    with pytest.raises(InvalidValueError, match="no date in 'date' can be read for bins of a day"):
        traced(path, "day")
    assert traced(path, "year").source.profiles == 2
    path = dated(tmp_path / "p.jsonl", corpus, ["1024-01-01", "2024-01-01"])
    with pytest.raises(InvalidValueError, match="more than 4000 bins of a day"):
        traced(path, "day")
    with pytest.raises(InvalidValueError, match="no profile has 'date' in its metadata. Keys there: n, outlet"):
        traced(corpus["csv"])


def test_a_change_is_found_with_its_levels(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    random = np.random.default_rng(4)
    months = [f"{2020 + m // 12}-{m % 12 + 1:02}-15" for m in range(36) for _ in range(10)]
    valences = np.round(random.normal(0.2, 0.15, 360) - 0.3 * (np.arange(360) >= 210), 4).tolist()
    trend = traced(dated(tmp_path / "p.jsonl", corpus, months, valences))
    [change] = trend.lines[0].changes
    assert change.start == date(2021, 10, 1)
    assert change.before == pytest.approx(np.mean(valences[:210]))
    assert change.after == pytest.approx(np.mean(valences[210:]))
    assert change.p <= 0.05
    flat = traced(dated(tmp_path / "flat.jsonl", corpus, months, valences[:210] + [v + 0.3 for v in valences[210:]]))
    assert flat.lines[0].changes == ()
    assert "No line changes its level by more than shuffled bins would." in list(note_trend(flat))
