"""A profile, drawn for the terminal."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from emoprofile.cli.views.figures import dimension_table, label_table
from emoprofile.cli.views.fitting_table import FittingTable, ShownColumn
from emoprofile.cli.views.headline import cautions, headline
from emoprofile.data import Arc, Evidence, Evoked, Expressed, Profile, VoiceFigures
from emoprofile.data.figures import LabelFigures
from emoprofile.data.readings import ranked

MOST_LABELS = 8
MOST_EVIDENCE = 2
MOST_WITHOUT_LEADING = 2
MOST_VOICES = 8
CURVE = "▁▂▃▄▅▆▇█"
WIDEST_QUOTE = 400
NOTE = (
    "Expressed is what the words of a sentence say to a careful reader of that sentence alone: not what a reader of "
    "the news feels, nor what a person in it felt."
)


def render_profile(profile: Profile) -> RenderableType:
    """The profile as something that rich prints."""
    parts: list[RenderableType] = [_title(profile)]
    if profile.accounting.sentences == 0:
        parts.append(Padding("No sentence to score: every figure is null, none is zero.", (1, 0, 0, 2)))
    else:
        parts += [_add_title(title, table) for title, table in _tables(profile)]
        if len(profile.voices) > 1:
            parts.append(_add_title("Voices", _voices(profile.voices)))
        if profile.arc is not None:
            parts.append(_add_title("From the first sentence to the last", _arc(profile.arc)))
        if evidence := list(_evidence(profile)):
            parts.append(_add_title("Evidence: the sentences that a figure rests on", Group(*evidence)))
    return Group(*parts, Padding(_account(profile), (1, 0, 1, 2)))


def note() -> RenderableType:
    """What a score means: said once wherever scores are shown."""
    return Padding(Text(NOTE, style="dim"), (0, 0, 1, 2))


def _title(profile: Profile) -> RenderableType:
    n = profile.accounting.sentences
    facts = [f"{n} sentence{'' if n == 1 else 's'}"]
    emotional, neutral = profile.emotional, profile.neutral
    if emotional is not None and emotional.prevalence is not None and emotional.interval is not None:
        low, high = emotional.interval
        facts.append(f"{100 * emotional.prevalence:.0f} % of it emotional ({100 * low:.0f} to {100 * high:.0f})")
    if neutral is not None and neutral.prevalence is not None:
        facts.append(f"{100 * neutral.prevalence:.0f} % neutral")
    lines = [Text(headline(profile), style="bold")] if n else []
    lines.append(Text(" · ".join(facts)))
    lines += [Text(line, style="yellow") for line in cautions(profile)]
    rule = Rule(Text(profile.id, style="bold"), align="left", style="dim")
    return Group(rule, Padding(Group(*lines), (0, 0, 0, 2)))


def _tables(profile: Profile) -> Iterator[tuple[str, RenderableType]]:
    """A table per reading and group; what the model does not say has none."""
    if profile.expressed:
        own = profile.expressed
        yield f"Expressed by the words ({own.vocabulary})", _most(own.labels, "prevalence")
        for name, group in own.groups.items():
            yield f"Expressed by the words ({name})", label_table(group.labels, ranked(group.labels), "prevalence")
    if profile.evoked:
        yield f"Evoked by the content ({profile.evoked.vocabulary})", _most(profile.evoked.labels, "mean")
    if profile.dimensions:
        yield "Dimensions", dimension_table(profile.dimensions)


def _most(labels: Mapping[str, LabelFigures], value: str) -> RenderableType:
    shown = ranked(labels)[:MOST_LABELS]
    rest = len(labels) - len(shown)
    table = label_table(labels, shown, value)
    return Group(table, Text(f"and {rest} more below these", style="dim")) if rest else table


def _voices(voices: Sequence[VoiceFigures]) -> RenderableType:
    """How much each voice speaks, and what it holds more of than unemotional text."""
    shown = voices[:MOST_VOICES]
    readings = [voice.readings for voice in shown]
    columns = [
        ShownColumn("", [_name(voice) for voice in shown], justify="left", max_width=30),
        ShownColumn("share", [f"{100 * voice.share:.0f} %" for voice in shown]),
    ]
    if any(each.dimensions and each.dimensions.valence for each in readings):
        found = [each.dimensions and each.dimensions.valence for each in readings]
        columns.append(
            ShownColumn("valence", [f"{one.mean:+z.2f}" if one and one.mean is not None else "" for one in found], 1)
        )
    if any(each.expressed and each.expressed.emotional for each in readings):
        parts = [each.expressed and each.expressed.emotional for each in readings]
        cells = [f"{100 * one.prevalence:.0f} %" if one and one.prevalence is not None else "" for one in parts]
        columns.append(ShownColumn("emotional", cells, 3))
    if any(each.expressed or each.evoked for each in readings):
        leading = [_list_labels(each.expressed or each.evoked) for each in readings]
        columns.append(ShownColumn("above baseline", leading, 2, justify="left", max_width=28))
    rest = len(voices) - len(shown)
    table = FittingTable(columns)
    return Group(table, Text(f"and {rest} more", style="dim")) if rest else table


def _name(voice: VoiceFigures) -> Text:
    if voice.voice == "quotation" and voice.speaker_hint is None:
        return Text("quoted, unnamed", style="italic")
    return Text(voice.speaker_hint or voice.voice, style="" if voice.speaker_hint else "italic")


def _list_labels(reading: Expressed | Evoked | None) -> str:
    return ", ".join(each.label for each in reading.leading or ()) if reading else ""


def _arc(arc: Arc) -> RenderableType:
    """A curve per series, each on its own scale, and where it clearly differs from the rest."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, series in arc.series.items():
        low, high = min(series.values), max(series.values)
        curve = "".join(CURVE[round((v - low) / ((high - low) or 1.0) * (len(CURVE) - 1))] for v in series.values)
        told = [
            f"{'higher' if s.inside > s.outside else 'lower'} in sentences {s.first}–{s.last}: "
            f"{s.inside:.2f}, else {s.outside:.2f}"
            for s in series.stretches
        ]
        table.add_row(
            name, Text(curve, style="cyan"), Text("; ".join(told) or f"{low:z.2f} to {high:z.2f}", style="dim")
        )
    return table


def _evidence(profile: Profile) -> Iterator[RenderableType]:
    """Of what leads in each reading, and of valence, the sentences that it rests on."""
    figures = dict(profile.readings.figures())
    for name in _with_evidence(profile):
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        for piece in figures[name].evidence[:MOST_EVIDENCE]:
            table.add_row(f"{piece.value:z.2f}", _quote(piece))
        if table.row_count:
            yield Group(Text(name, style="bold"), Padding(table, (0, 0, 0, 2)))


def _with_evidence(profile: Profile) -> Iterator[str]:
    """The leading figures of each reading, or where nothing leads those furthest above baseline; then valence."""
    for name in ("expressed", "evoked"):
        reading = getattr(profile, name)
        if reading is not None:
            leading = [each.label for each in reading.leading or ()]
            yield from (f"{name}.{label}" for label in leading or ranked(reading.labels)[:MOST_WITHOUT_LEADING])
    if profile.valence is not None:
        yield "valence"


def _quote(piece: Evidence) -> Text:
    quote = " ".join(piece.text.split())
    quote = quote if len(quote) <= WIDEST_QUOTE else quote[:WIDEST_QUOTE] + "…"
    return Text(quote).append_text(Text(f"  [{piece.start}-{piece.end}]", style="dim"))


def _account(profile: Profile) -> Text:
    account = profile.accounting
    dropped = ", ".join(f"{count} as {reason}" for reason, count in account.dropped.items()) or "none"
    text = f"{account.characters} characters: {account.kept} in sentences, dropped {dropped}, {account.blank} blank"
    if account.sentences_repeated:
        text += f" · {account.sentences_repeated} sentences repeated"
    if account.sentences_windowed:
        text += f" · {account.sentences_windowed} scored in windows"
    short = profile.provenance.fingerprint[:19]
    return Text(f"{text}\n{profile.provenance.model} · config {profile.provenance.config} · {short}", style="dim")


def _add_title(title: str, body: RenderableType) -> RenderableType:
    return Padding(Group(Text(title, style="bold"), Padding(body, (0, 0, 0, 2))), (1, 0, 0, 2))
