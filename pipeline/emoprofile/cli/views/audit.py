"""Audits, drawn for the terminal: what to do with a sheet, and what its answers correct."""

from rich.console import RenderableType
from rich.text import Text

from emoprofile.audit import Audit, AuditKey, note_audit
from emoprofile.cli.views.corpus import NONE, add_title, fit_rows, lay_out, name_group

WHOLE = "all articles"


def render_sheet(sheet: str, key_file: str, key: AuditKey) -> RenderableType:
    """What a new sheet is for, and what comes next."""
    labels = [figure.rpartition(".")[2] for figure in key.figures]
    facts = [
        Text(f"{len(key.rows)} of {key.sentences:,} sentences, those whose labels help most: {sheet}"),
        Text(f"Its key, which annotators do not need and you must keep: {key_file}"),
        Text(
            f"For each sentence write 1 or 0 under {', '.join(key.figures)}: do the words of the sentence itself "
            f"express {' / '.join(labels)}, as a careful reader would say? The sentences around it are there to "
            "understand it. Leave empty what cannot be said."
        ),
        Text(f"Then: emoprofile audit PROFILES --labels {sheet}"),
    ]
    return lay_out("A sheet to label", facts, [], [])


def render_audit(title: str, audit: Audit) -> RenderableType:
    """Corrected shares, and differences between groups."""
    rows = []
    for each in audit.shares:
        share = each.share
        rows.append(
            (
                each.figure if each.group == () else "",
                name_group(each.group) or WHOLE,
                str(share.labels),
                _format_percent(share.reported),
                _format_percent(share.corrected),
                NONE if share.interval is None else " to ".join(_format_percent(end) for end in share.interval),
                NONE if share.corrected is None else "no" if share.needed is None else f"{share.needed:,}",
                NONE if share.worth is None else f"{share.worth:,}",
            )
        )
    heads = ("", ", ".join(audit.by) or "articles", "labels", "reported", "corrected", "90 %", "needed", "worth")
    parts = [add_title("Shares of sentences, in %", fit_rows(heads, rows, left=2))]
    if audit.differences:
        differences = []
        for change in audit.differences:
            low, high = change.interval or (None, None)
            differences.append(
                (
                    change.figure,
                    f"{name_group(change.group)} – {name_group(change.other)}",
                    NONE if change.difference is None else f"{100 * change.difference:+z.1f}",
                    NONE if low is None or high is None else f"{100 * low:+z.1f} to {100 * high:+z.1f}",
                    "clear" if low is not None and high is not None and not low <= 0 <= high else "",
                )
            )
        table = fit_rows(("", "groups", "difference", "90 %, all together", ""), differences, left=2)
        parts.append(add_title("Corrected differences, in percentage points", table))
    legend = [
        ("labels", "sentences of the group that have an answer"),
        ("reported", "the mean share over the articles, as profiles say it"),
        ("corrected", "as the labels correct it; – for fewer than 20 labels"),
        ("90 %", "where the mean over many articles like these lies, as annotators would find it"),
        ("needed", "labels, drawn in the same way, that would halve the interval; no: only more articles would"),
        ("worth", "labels of sentences drawn at random that would tell as much without the model"),
    ]
    if audit.differences:
        legend.append(("clear", "the interval leaves out 0"))
    return lay_out(title, [Text(note) for note in note_audit(audit)], parts, legend)


def _format_percent(value: float | None) -> str:
    return NONE if value is None else f"{100 * value:.1f}"
