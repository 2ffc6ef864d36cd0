"""What a reader must know beside the figures of groups and trends, in sentences: the same wherever they are shown."""

from collections.abc import Iterator

from emoprofile.compare.results import FEWEST_ARTICLES, GroupTable, Source, Trend, TrendLine

INTERVALS = (
    "where the mean over many articles like these lies, as a careful reader would find it; it holds the choice of the "
    "articles and the error of the model"
)
CHANGES = (
    "a new level begins, by more than in 95 % of orders of the same bins: of twenty lines without a change, about one "
    "shows one; far more, where each bin depends on the one before"
)


def note_trend(trend: Trend) -> Iterator[str]:
    """What to know of a trend."""
    yield from _note_source(trend.source, trend.date)
    few = sum(0 < estimate.articles < FEWEST_ARTICLES for line in _first_lines(trend) for estimate in line.estimates)
    if few:
        yield f"{_count(few, 'bin')} with fewer than five articles: too few for an interval."
    empty = sum(estimate.articles == 0 for line in _first_lines(trend) for estimate in line.estimates)
    if empty:
        yield f"{_count(empty, 'bin')} without an article."
    if len(trend.starts) == 1:
        yield f"All articles are of one {trend.bin}. A shorter bin, such as --bin day, shows more."
    if not any(line.changes for line in trend.lines):
        yield "No line changes its level by more than shuffled bins would."


def note_groups(table: GroupTable) -> Iterator[str]:
    """What to know of groups."""
    yield from _note_source(table.source, None)
    counts = [estimate.articles for estimate in table.estimates[table.figures[0].name]]
    small = [" · ".join(group) for group, count in zip(table.groups, counts, strict=True) if count < FEWEST_ARTICLES]
    if small:
        named = f"{', '.join(small[:3])}{', …' if len(small) > 3 else ''}"
        yield (
            f"{_count(len(small), 'group')} of fewer than five articles ({named}): they say too little of others, and "
            "have no interval."
        )
    sure = sum(each.interval is not None for each in table.differences)
    if len(table.groups) == 1:
        yield "There is one group: nothing to compare it with."
    elif not sure:
        yield "No two groups have five articles each: no difference has an interval."
    else:
        clear = sum(each.is_clear for each in table.differences)
        yield (
            f"{clear or 'None'} of the {sure} differences {'is' if clear < 2 else 'are'} clear; their intervals hold "
            f"together, 90 times in 100, for all {sure} (Bonferroni)."
        )


def _note_source(source: Source, date: str | None) -> Iterator[str]:
    left = source.left_out
    yield f"{source.profiles:,} articles, by the model {source.model}."
    if not source.has_model_error:
        yield (
            f"The spec of the model {source.model!r} is not here: intervals lack the error that all articles "
            "share, and may be too narrow. Name a configuration that has it: --config NAME."
        )
    if source.fingerprints > 1:
        yield (
            f"They were scored in {source.fingerprints} different ways (fingerprints): differences may come from that. "
            "Score all articles again with one configuration."
        )
    if left.without_date:
        seen = f", such as {', '.join(map(repr, left.undated))}" if left.undated else ""
        yield f"Left out: {left.without_date:,} whose {date!r} is no date that can be read for such a bin{seen}."
    for key, count in left.without_key.items():
        yield f"Left out: {count:,} without {key!r} in their metadata."
    if left.without_sentence:
        yield f"Left out: {left.without_sentence:,} without a sentence."
    if left.repeated:
        yield f"Left out: {left.repeated:,} that came before, with the same id and the same figures."


def _first_lines(trend: Trend) -> list[TrendLine]:
    return [line for line in trend.lines if line.figure == trend.figures[0].name]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
