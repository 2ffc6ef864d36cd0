"""Comparisons, drawn for the terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from emoprofile.compare import ArticleComparison, Column, Difference, GroupTable, SideBySide
from emoprofile.compare.groups import Cell

MOST_EMOTIONS = 10
MOST_DRIVEN = 3
MOST_SENTENCES = 2
WIDEST_QUOTE = 300


def rendered_side_by_side(article: str, compared: SideBySide) -> RenderableType:
    """One article under several configurations."""
    table = _table("share of the article", *(column.name for column in compared.columns))
    for label in compared.columns[0].figures.ranking():
        if label in compared.labels:
            table.add_row(label, *(_percent(column.figures.emotions[label].prevalence) for column in compared.columns))
    table.add_section()
    table.add_row("neutral", *(_neutral(column) for column in compared.columns), style="dim")
    for name, cell in (("valence", _valence), ("led by", _leader), ("distance from the first", _distance)):
        table.add_row(name, *map(cell, compared.columns))
    return _page(article, [Text(f"in {compared.vocabulary}", style="dim"), *_losses(compared)], table)


def rendered_articles(first: str, second: str, compared: ArticleComparison) -> RenderableType:
    """Two articles, or two groups of them."""
    table = _table("share of the article", "first", "second", "difference", "90 % together", "")
    for each in compared.differences[:MOST_EMOTIONS]:
        interval = "" if each.interval is None else f"{100 * each.interval[0]:+.1f} to {100 * each.interval[1]:+.1f}"
        clear = Text("clear", style="bold") if each.is_clear else Text("")
        change = f"{100 * each.difference:+.1f}"
        table.add_row(each.label, _percent(each.first), _percent(each.second), change, interval, clear)
    facts = [
        Text(f"first   {first}{_count(compared.articles[0])}"),
        Text(f"second  {second}{_count(compared.articles[1])}"),
    ]
    facts.append(Text(f"in {compared.vocabulary}; percentage points from the first to the second", style="dim"))
    if compared.distance is not None:
        facts.append(Text(f"distance of their emotions {compared.distance:.2f} in [0, 1]"))
    if compared.valence is not None:
        ends = compared.valence_interval
        told = "" if ends is None else f", by {ends[0]:+.2f} to {ends[1]:+.2f}"
        facts.append(Text(f"valence {compared.valence[0]:+.2f} and {compared.valence[1]:+.2f}{told}"))
    driven = [_driven(each) for each in compared.differences[:MOST_DRIVEN]]
    return _page("Two articles" if compared.articles == (1, 1) else "Two groups", facts, Group(table, Text(), *driven))


def rendered_groups(file: str, compared: GroupTable) -> RenderableType:
    """The groups of a file of profiles."""
    names = [f"{name} ({count})" for name, count in compared.articles.items()]
    table = _table(f"by {compared.by}", *names)
    for label, cells in list(compared.rows.items())[: MOST_EMOTIONS + 1]:
        table.add_row(label, *(_cell(cell, percent=label != "valence") for cell in cells))
    facts = [Text(f"in {compared.vocabulary}; means over articles, with 90 % intervals", style="dim")]
    if compared.left_out:
        facts.append(Text(f"{compared.left_out} profiles without {compared.by!r} or without a sentence", style="dim"))
    return _page(file, facts, table)


def _driven(each: Difference) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(min_width=14, no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for i, part in enumerate(each.parts[:MOST_SENTENCES]):
        quote = " ".join(part.text.split())[:WIDEST_QUOTE]
        place = Text(f"  [{part.article} {part.start}-{part.end}]", style="dim")
        table.add_row(each.label if i == 0 else "", f"{100 * part.part:+.1f}", Text(quote).append_text(place))
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for i, name in enumerate(columns):
        table.add_column(name, justify="left" if i == 0 else "right", overflow="fold")
    return table


def _page(title: str, facts: list[Text], body: RenderableType) -> RenderableType:
    rule = Rule(Text(title, style="bold"), align="left", style="dim")
    return Group(rule, Padding(Group(*facts), (0, 0, 1, 2)), Padding(body, (0, 0, 1, 2)))


def _losses(compared: SideBySide) -> Iterator[Text]:
    """What a profile cannot say in the common vocabulary."""
    for column in compared.columns:
        others = [label for label in column.figures.emotions if label not in compared.labels]
        if column.figures.lost:
            lost = ", ".join(column.figures.lost)
            yield Text(f"{column.name}: without a counterpart: {lost}", style="dim")
        if others:
            yield Text(f"{column.name}: not in the others: {', '.join(others)}", style="dim")


def _cell(cell: Cell, *, percent: bool) -> str:
    mean, ends = cell
    factor, places = (100, 1) if percent else (1, 2)
    told = "" if ends is None else f"  {factor * ends[0]:.{places}f}–{factor * ends[1]:.{places}f}"
    return f"{factor * mean:.{places}f}{told}"


def _count(articles: int) -> str:
    return f" ({articles} articles)" if articles > 1 else ""


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _neutral(column: Column) -> str:
    return _percent(column.figures.neutral.prevalence if column.figures.neutral else None)


def _valence(column: Column) -> str:
    return "–" if column.profile.valence is None else f"{column.profile.valence:+.2f}"


def _leader(column: Column) -> str:
    return column.figures.dominant[0].label if column.figures.dominant else "–"


def _distance(column: Column) -> str:
    return "–" if column.distance is None else f"{column.distance:.2f}"
