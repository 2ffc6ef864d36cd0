"""Comparisons, drawn for the terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from emoprofile.compare import ArticleComparison, Column, Difference, SideBySide
from emoprofile.data.readings import rank_labels

MOST_LABELS = 10
MOST_EXPLAINED = 3
MOST_SENTENCES = 2
MOST_NAMED = 3
WIDEST_QUOTE = 300
READINGS = {
    "expressed": "Expressed by the words: share of sentences, in %",
    "evoked": "Evoked by the content: mean intensity, in % of the scale",
    "": "Dimensions: valence from -1 (unpleasant) to 1 (pleasant), arousal from 0 (calm) to 1 (stirring)",
}


def render_side_by_side(article: str, compared: SideBySide) -> RenderableType:
    """One article under several configurations, a table per reading."""
    first = compared.columns[0]
    tables = []
    if compared.expressed and first.expressed:
        order = [label for label in rank_labels(first.expressed.labels) if label in compared.expressed][:MOST_LABELS]
        rows = {
            label: [_percent(c.expressed.labels[label].value if c.expressed else None) for c in compared.columns]
            for label in order
        }
        rows["above baseline"] = [_leading(column) for column in compared.columns]
        rows["distance"] = [_distance(column, "expressed") for column in compared.columns]
        tables.append(_add_title(f"{READINGS['expressed']} ({compared.vocabulary})", _columns(compared, rows)))
    if compared.evoked and first.evoked:
        order = [label for label in rank_labels(first.evoked.labels) if label in compared.evoked][:MOST_LABELS]
        rows = {
            label: [_percent(c.evoked.labels[label].value if c.evoked else None) for c in compared.columns]
            for label in order
        }
        rows["distance"] = [_distance(column, "evoked") for column in compared.columns]
        tables.append(_add_title(READINGS["evoked"], _columns(compared, rows)))
    graded = {
        name: [_format_graded(getattr(column.profile, name)) for column in compared.columns]
        for name in ("valence", "arousal")
    }
    if shown := {name: cells for name, cells in graded.items() if any(cells)}:
        tables.append(_add_title(READINGS[""], _columns(compared, shown)))
    facts = [
        Text("distance: Jensen-Shannon, from 0 (the same mixture as the first column) to 1", style="dim"),
        Text("an empty cell: the model does not say; –: no figure", style="dim"),
        *_losses(compared),
    ]
    return _page(article, facts, tables)


def render_articles(first: str, second: str, compared: ArticleComparison) -> RenderableType:
    """Two articles, or two groups of them, a table per reading."""
    facts = [
        Text(f"first   {first}{_count(compared.articles[0])}"),
        Text(f"second  {second}{_count(compared.articles[1])}"),
    ]
    for side, left_out in zip(("first", "second"), compared.left_out, strict=True):
        if left_out:
            facts.append(Text(f"left out of the {side}: {_name_left_out(left_out)}", style="yellow"))
    for name, distance in compared.distances.items():
        if distance is not None:
            facts.append(Text(f"distance in what is {name}: {distance:.2f} (0: the same mixture, 1: none in common)"))
    many = len(compared.differences)
    facts.append(
        Text(f"no intervals: {compared.no_interval}", style="yellow")
        if compared.no_interval
        else Text(
            f"difference: second - first. 90 %: where the differences of all {many} labels lie together, 90 times in "
            "100. clear: that leaves out 0. rough: the label is too unreliable to say",
            style="dim",
        )
    )
    if not any(each.is_clear for each in compared.differences) and not compared.no_interval:
        facts.append(Text("No label differs clearly."))
    tables = []
    for reading, title in READINGS.items():
        own = [each for each in compared.differences if _reading(each.label) == reading]
        if own:
            title = f"{title} ({compared.vocabulary})" if reading == "expressed" else title
            tables.append(_add_title(title, _differences(own, percent=bool(reading))))
    explained = sorted(compared.differences, key=lambda each: (not each.is_clear, -abs(each.difference)))
    driven = [_explain_difference(each) for each in explained[:MOST_EXPLAINED]]
    tables.append(_add_title("The sentences that add most to the differences", Group(*driven)))
    return _page("Two articles" if compared.articles == (1, 1) else "Two groups", facts, tables)


def _differences(differences: Sequence[Difference], *, percent: bool) -> RenderableType:
    rows = {}
    for each in differences[:MOST_LABELS]:
        ends = each.interval
        said = "clear" if each.is_clear else "rough" if each.rough else ""
        rows[_short(each.label)] = [
            _value(each.first, percent),
            _value(each.second, percent),
            _value(each.difference, percent, sign=True),
            "" if ends is None else f"{_value(ends[0], percent, sign=True)} to {_value(ends[1], percent, sign=True)}",
            said,
        ]
    return _table("", ["first", "second", "difference", "90 %", ""], rows)


def _explain_difference(each: Difference) -> RenderableType:
    percent = bool(_reading(each.label))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(min_width=14)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for i, part in enumerate(each.parts[:MOST_SENTENCES]):
        quote = " ".join(part.text.split())
        quote = quote if len(quote) <= WIDEST_QUOTE else quote[:WIDEST_QUOTE] + "…"
        place = Text(f"  [{part.article} {part.start}-{part.end}]", style="dim")
        name = each.label if i == 0 else ""
        table.add_row(name, _value(part.part, percent, sign=True), Text(quote).append_text(place))
    return table


def _columns(compared: SideBySide, rows: Mapping[str, Sequence[str]]) -> RenderableType:
    return _table("", [column.name for column in compared.columns], rows)


def _table(corner: str, names: Sequence[str], rows: Mapping[str, Sequence[str]]) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column(corner)
    for name in names:
        table.add_column(name, justify="right", overflow="fold")
    for label, cells in rows.items():
        table.add_row(label, *cells)
    return table


def _add_title(title: str, body: RenderableType) -> RenderableType:
    return Group(Text(title, style="bold"), Padding(body, (0, 0, 1, 2)))


def _page(title: str, facts: Iterable[Text], parts: Iterable[RenderableType]) -> RenderableType:
    rule = Rule(Text(title, style="bold"), align="left", style="dim")
    return Group(rule, Padding(Group(*facts), (0, 0, 1, 2)), *(Padding(part, (0, 0, 0, 2)) for part in parts))


def _losses(compared: SideBySide) -> Iterator[Text]:
    """What a column does not say in the common vocabulary."""
    for column in compared.columns:
        if column.expressed and column.expressed.unmapped:
            labels = ", ".join(column.expressed.unmapped)
            yield Text(f"{column.name}: without a counterpart in {compared.vocabulary}: {labels}", style="dim")
        own = column.expressed.labels if column.expressed else {}
        if missing := [label for label in own if label not in compared.expressed]:
            yield Text(f"{column.name}: not in the others: {', '.join(missing)}", style="dim")


def _name_left_out(left_out: Mapping[str, str]) -> str:
    reasons = "; ".join(f"{name} ({reason})" for name, reason in list(left_out.items())[:MOST_NAMED])
    rest = len(left_out) - MOST_NAMED
    return f"{len(left_out)}: {reasons}{f'; and {rest} more' if rest > 0 else ''}"


def _value(value: float, percent: bool, *, sign: bool = False) -> str:
    if percent:
        return f"{100 * value:+z.1f}" if sign else f"{100 * value:.1f}"
    return f"{value:+z.2f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def _format_graded(figures: object) -> str:
    mean = getattr(figures, "mean", None)
    return "" if figures is None else "–" if mean is None else f"{mean:+z.2f}"


def _leading(column: Column) -> str:
    leading = column.expressed.leading if column.expressed else None
    return "–" if leading is None else ", ".join(each.label for each in leading) or "none"


def _distance(column: Column, reading: str) -> str:
    value = column.distances.get(reading)
    return "–" if value is None else f"{value:.2f}"


def _count(articles: int) -> str:
    return f" ({articles} articles)" if articles > 1 else ""


def _reading(label: str) -> str:
    return label.split(".")[0] if "." in label else ""


def _short(label: str) -> str:
    return label.split(".", 1)[-1]
