"""Sentences about someone, drawn for the terminal: against the rest of the article, and what the person says."""

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from emoprofile.cli.views.corpus import add_title, fit_rows, lay_out
from emoprofile.compare import Difference, Mentions
from emoprofile.data import Segmentation

MOST_LABELS = 8
MOST_QUOTED = 6
WIDEST = 300


def render_mentions(found: Mentions, segmentation: Segmentation) -> RenderableType:
    """What an article says about someone."""
    total = len(segmentation.sentences)
    facts = [
        Text(f"{len(found.about)} of {total} sentences mention {found.name}, by a name that was given or the surname."),
        Text("Pronouns and descriptions are not followed: most sentences that refer to somebody are not among them."),
        Text("A mention is not an emotion towards the person."),
    ]
    parts = []
    if found.comparison is not None:
        parts.append(add_title("Sentences about the person against the rest", _show_differences(found)))
    elif not found.about:
        facts.append(Text("No sentence mentions the name. Try another form of it: --about may come again.", "yellow"))
    else:
        facts.append(Text("Every sentence mentions the name: there is no rest to compare with.", "yellow"))
    if found.said:
        parts.append(add_title(f"Quoted, in {len(found.said)} sentences", _show_quotations(found, segmentation)))
    else:
        facts.append(Text("The article does not say of any quotation that the person speaks."))
    legend = [
        ("about", "of the sentences that mention the person: shares in %, evoked, valence and arousal on their scale"),
        ("rest", "of all other sentences"),
        ("90 %", "where the difference lies, for all labels of this article together"),
        ("clear", "that leaves out 0, of a label that is not rough"),
    ]
    return lay_out(f"About {found.name}: {segmentation.document.id}", facts, parts, legend if found.comparison else [])


def _show_differences(found: Mentions) -> RenderableType:
    assert found.comparison is not None
    graded = [each for each in found.comparison.differences if "." not in each.label]
    labels = [each for each in found.comparison.differences if "." in each.label]
    labels.sort(key=lambda each: (not each.is_clear, -abs(each.difference)))
    rows = []
    for each in [*graded, *labels[:MOST_LABELS]]:
        ends = "" if each.interval is None else " to ".join(_format(each, end, sign=True) for end in each.interval)
        said = "clear" if each.is_clear else "rough" if each.rough else ""
        change = _format(each, each.difference, sign=True)
        rows.append((each.label, _format(each, each.second), _format(each, each.first), change, ends, said))
    return fit_rows(("", "about", "rest", "difference", "90 %", ""), rows, left=1)


def _show_quotations(found: Mentions, segmentation: Segmentation) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for position in found.said[:MOST_QUOTED]:
        text = " ".join(segmentation.sentences[position].text.split())
        table.add_row(Text(text if len(text) <= WIDEST else text[:WIDEST] + "…"))
    if len(found.said) > MOST_QUOTED:
        table.add_row(Text(f"and {len(found.said) - MOST_QUOTED} more: --show text", style="dim"))
    return Padding(table, 0)


def _format(each: Difference, value: float, *, sign: bool = False) -> str:
    if each.label.startswith("expressed."):
        return f"{100 * value:+z.1f}" if sign else f"{100 * value:.1f}"
    return f"{value:+z.2f}"
