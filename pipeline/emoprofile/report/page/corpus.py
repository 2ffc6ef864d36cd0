"""The page of a corpus: distributions, trends, groups, extreme articles, and a table to search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from emoprofile.compare.results import Estimate, GroupTable, Trend
from emoprofile.report.colours import choose_paint
from emoprofile.report.corpus import Corpus, Extreme, list_table_columns
from emoprofile.report.definitions import TITLES, list_meanings
from emoprofile.report.figures import COLUMN, draw_groups, draw_trend
from emoprofile.report.figures.distributions import Spread, choose_spreads, draw_distributions
from emoprofile.report.figures.scale import write_figure, write_interval
from emoprofile.report.page.environment import render_page
from emoprofile.report.page.figure import Cell, Figure

MOST_ROWS = 20_000
"""So many articles stand in the table; of more, evenly chosen ones."""


@dataclass(frozen=True, slots=True)
class Extremes:
    """The articles with most of a label, written out.

    Attributes:
        reading: `expressed`, `evoked` or `dimensions`.
        name: Of the label, and which end of it.
        paint: Its colour.
        articles: Each with its figure and interval.
    """

    reading: str
    name: str
    paint: str
    articles: tuple[tuple[Extreme, str, str], ...]


def render_corpus(
    corpus: Corpus,
    title: str,
    trend: Trend | None = None,
    groups: GroupTable | None = None,
    remarks: Sequence[str] = (),
) -> str:
    """The page of a corpus.

    Args:
        corpus: At least one article with a sentence.
        title: What it is called.
        trend: How its figures go over time.
        groups: What its groups hold.
        remarks: What a reader must know: articles that failed, why there is no trend.
    """
    assert corpus.example is not None
    spreads = corpus.spreads()
    step = -(-corpus.articles // MOST_ROWS)
    remarks = list(remarks)
    if corpus.without_sentence:
        remarks.append(
            f"{corpus.without_sentence} articles have no sentence that could be scored; they have no figures."
        )
    if step > 1:
        remarks.append(f"The table holds one article in {step}; the figures are of all {corpus.articles}.")
    if len(set(corpus.fingerprints)) > 1:
        remarks.append("The articles were scored in several ways (their fingerprints differ); compare with care.")
    return render_page(
        "corpus.html",
        {
            "title": title,
            "corpus": corpus,
            "profile": corpus.example,
            "remarks": remarks,
            "figures": [
                _make_distribution(corpus, spreads, reading) for reading in TITLES if choose_spreads(spreads, reading)
            ],
            "trend": trend and _make_trend_figure(trend),
            "groups": groups and _make_groups_figure(groups),
            "extremes": _sort_by_reading(list(_find_extremes(corpus))),
            "columns": list_table_columns(corpus.example),
            "rows": corpus.rows[::step],
            "meanings": list(list_meanings(corpus.example)),
        },
    )


def _make_distribution(corpus: Corpus, spreads: Sequence[Spread], reading: str) -> Figure:
    own = choose_spreads(spreads, reading)
    is_share = reading == "expressed"
    svg = Markup(draw_distributions(own, corpus.articles, corpus.model, [reading]))
    rows = [
        [
            Cell.word(each.name.rpartition(".")[2]),
            *(Cell.of(one, is_share=is_share) for one in (*each.quantiles, each.baseline)),
        ]
        for each in own
    ]
    columns = ("label", "5 %", "25 %", "50 %", "75 %", "95 %", "baseline")
    return Figure(
        f"distribution-{reading or 'dimensions'}", TITLES[reading], svg, None, columns, rows, side=0 if is_share else 1
    )


def _make_trend_figure(trend: Trend) -> Figure:
    shares = {figure.name: figure.is_share for figure in trend.figures}
    rows = [
        [
            Cell.word(line.figure),
            *map(Cell.word, line.group),
            Cell.word(str(start)),
            *_write_estimate(one, shares[line.figure]),
        ]
        for line in trend.lines
        for start, one in zip(trend.starts, line.estimates, strict=True)
        if one.mean is not None
    ]
    columns = ("figure", *trend.by, trend.bin, "articles", "mean", "low", "high")
    return Figure(
        "trend", f"By {trend.bin}", Markup(draw_trend(trend)), Markup(draw_trend(trend, COLUMN)), columns, rows
    )


def _make_groups_figure(table: GroupTable) -> Figure:
    rows = [
        [Cell.word(figure.name), *map(Cell.word, group), *_write_estimate(one, figure.is_share)]
        for figure in table.figures
        for group, one in zip(table.groups, table.estimates[figure.name], strict=True)
    ]
    columns = ("figure", *table.by, "articles", "mean", "low", "high")
    return Figure("groups", f"By {', '.join(table.by)}", Markup(draw_groups(table)), None, columns, rows)


def _write_estimate(one: Estimate, is_share: bool) -> Iterator[Cell]:
    yield Cell.word(str(one.articles))
    for figure in (one.mean, *(one.interval or (None, None))):
        yield Cell.of(figure, is_share=is_share)


def _sort_by_reading(found: Sequence[Extremes]) -> list[tuple[str, list[Extremes]]]:
    """Dimensions, which are few, first; the reading with most labels is folded away by the page."""
    readings = {
        name: [each for each in found if each.reading == name] for name in ("dimensions", "evoked", "expressed")
    }
    return [(name, own) for name, own in readings.items() if own]


def _find_extremes(corpus: Corpus) -> Iterator[Extremes]:
    for name, heap in corpus.extremes.items():
        plain = name.removeprefix("-")
        is_share = plain.startswith("expressed.")
        sign = -1 if name.startswith("-") else 1
        told = {"valence": "most pleasant", "-valence": "most unpleasant"}.get(name, plain.replace(".", " "))
        yield Extremes(
            plain.split(".")[0] if "." in plain else "dimensions",
            told,
            choose_paint(plain),
            tuple(
                (
                    each,
                    write_figure(sign * each.figure, is_share=is_share),
                    write_interval(each.interval, is_share=is_share),
                )
                for each in sorted(heap, reverse=True)
            ),
        )
