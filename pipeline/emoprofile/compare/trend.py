"""Profiles over time: the mean of each bin, per group, and where its level changes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from emoprofile.compare.change_points import find_changes
from emoprofile.compare.dates import Order, next_start
from emoprofile.compare.gather import Gathered, gather
from emoprofile.compare.keys import Dated, Group, KeyReader, choose_order
from emoprofile.compare.results import Bin, ChangePoint, Source, Trend, TrendLine
from emoprofile.compare.sums import Moments
from emoprofile.compare.written import Contents, ProfileFile
from emoprofile.config import ModelSpec
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError

MOST_BINS = 4000
FEWEST_FOR_SPREAD = 2
SMALLEST_VARIANCE = 1e-12


def trace_trend(
    contents: Contents,
    files: Sequence[ProfileFile],
    key: str,
    bin: Bin = "month",
    by: Sequence[str] = (),
    names: Sequence[str] = (),
    spec: ModelSpec | None = None,
    order: Order | None = None,
) -> Trend:
    """Follow figures of profiles over time.

    Args:
        contents: What the profiles hold.
        files: Where they are.
        key: Of the metadata, which holds the date.
        bin: How long a bin is.
        by: Keys of the metadata that make groups.
        names: Figures, or readings, which stand for their labels; none shows a few of each reading.
        spec: Of the model that made the profiles; None leaves its error out of the intervals.
        order: Whether 5/3/2024 is in March or in May; None lets the other dates tell.

    Raises:
        InvalidValueError: If no profile has a date that can be read, or the keys, or a sentence; if there is no such
            figure; if dates can be read in two ways; or if there are more than 4000 bins.
        ReadError: If a profile cannot be read.
    """
    reader = KeyReader(by, key, bin)
    found: Gathered[Dated] = gather(contents, files, names, spec, reader.read_dated)
    counts = dict(zip(found.sums.keys, found.sums.moments([[each] for each in found.sums.keys]).counts, strict=True))
    chosen = choose_order(counts.items(), order, key)
    cells: dict[tuple[Group, date], list[Dated]] = {}
    articles = Counter[Group]()
    unread = 0
    for each, count in counts.items():
        start = each[0] if chosen == "day-first" else each[1]
        if start is None:
            unread += int(count)
            continue
        cells.setdefault((each[2], start), []).append(each)
        articles[each[2]] += int(count)
    if not cells:
        raise reader.explain_nothing(found.profiles)
    starts = _list_starts(min(start for _, start in cells), max(start for _, start in cells), bin)
    groups = sorted(articles, key=lambda group: (-articles[group], group))
    return Trend(
        date=key,
        bin=bin,
        by=tuple(by),
        figures=found.figures,
        starts=starts,
        groups=tuple(groups),
        lines=tuple(_draw_lines(found, groups, starts, cells)),
        source=Source(
            model=contents.model,
            profiles=articles.total(),
            left_out=reader.leave_out(found.repeated, unread),
            fingerprints=found.fingerprints,
            has_model_error=spec is not None,
        ),
    )


def _draw_lines(
    found: Gathered[Dated],
    groups: Sequence[Group],
    starts: Sequence[date],
    cells: dict[tuple[Group, date], list[Dated]],
) -> Iterator[TrendLine]:
    moments = [found.sums.moments([cells.get((group, start), []) for start in starts]) for group in groups]
    estimates = [found.estimate(each) for each in moments]
    for position, figure in enumerate(found.figures):
        for i, group in enumerate(groups):
            changes = _find_changes(moments[i], found.shown[position], figure.least, starts)
            yield TrendLine(figure.name, group, estimates[i][position], tuple(changes))


def _find_changes(moments: Moments, figure: int, least: float, starts: Sequence[date]) -> Iterator[ChangePoint]:
    """Where a line changes its level; bins without an article are passed over."""
    there = np.flatnonzero(moments.counts > 0)
    counts, means = moments.counts[there], moments.means[there, figure]
    freedom = np.maximum(counts - 1, 0)
    if freedom.sum() < FEWEST_FOR_SPREAD:
        return
    # One spread for all bins: that of a bin with few articles says little, and would weigh it by chance.
    spread = max(float((freedom * moments.variances[there, figure]).sum() / freedom.sum()), SMALLEST_VARIANCE)
    changes = find_changes(means, spread / counts)
    borders = [0, *(place for place, _ in changes), len(there)]
    levels = [_level(means, counts, borders[i], borders[i + 1]) * (1 - least) + least for i in range(len(borders) - 1)]
    for i, (place, p) in enumerate(changes):
        yield ChangePoint(starts[there[place]], levels[i], levels[i + 1], p)


def _level(means: FloatArray, counts: FloatArray, start: int, end: int) -> float:
    """The mean over all articles of some bins."""
    return float(np.average(means[start:end], weights=counts[start:end]))


def _list_starts(first: date, last: date, bin: Bin) -> tuple[date, ...]:
    starts = [first]
    while starts[-1] < last:
        starts.append(next_start(starts[-1], bin))
        if len(starts) > MOST_BINS:
            raise InvalidValueError(
                f"from {first} to {last} there are more than {MOST_BINS} bins of a {bin}. Choose a longer bin; or look "
                "for dates that are slips"
            )
    return tuple(starts)
