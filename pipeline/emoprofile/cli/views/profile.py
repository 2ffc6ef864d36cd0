"""A profile, drawn for the terminal."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from emoprofile.cli.views.arc import ArcCurves
from emoprofile.cli.views.figures import dimension_table, label_table
from emoprofile.cli.views.fitting_table import FittingTable, ShownColumn
from emoprofile.data import Evidence, Evoked, Expressed, Profile, VoiceFigures
from emoprofile.data.figures import LabelFigures
from emoprofile.data.readings import rank_labels
from emoprofile.report.definitions import ARC, DIMENSIONS, EVIDENCE, EVOKED, EXPRESSED, NO_SENTENCE, NOTE, VOICES
from emoprofile.report.evidence import find_evidence, name_voice
from emoprofile.report.headline import list_cautions, write_headline

MOST_LABELS = 8
MOST_EVIDENCE = 2
MOST_VOICES = 8
WIDEST_QUOTE = 400


def render_profile(profile: Profile) -> RenderableType:
    """The profile as something that rich prints."""
    parts: list[RenderableType] = [_title(profile)]
    if profile.accounting.sentences == 0:
        parts.append(Padding(NO_SENTENCE, (1, 0, 0, 2)))
    else:
        parts += [_add_title(title, table) for title, table in _tables(profile)]
        if profile.arc is not None:
            parts.append(_add_title(ARC, ArcCurves(profile.arc)))
        if len(profile.voices) > 1:
            parts.append(_add_title(VOICES, _voices(profile.voices)))
        if evidence := list(_evidence(profile)):
            parts.append(_add_title(EVIDENCE, Group(*evidence)))
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
    lines = [Text(write_headline(profile), style="bold")] if n else []
    lines.append(Text(" · ".join(facts)))
    lines += [Text(line, style="yellow") for line in list_cautions(profile)]
    rule = Rule(Text(profile.id, style="bold"), align="left", style="dim")
    return Group(rule, Padding(Group(*lines), (0, 0, 0, 2)))


def _tables(profile: Profile) -> Iterator[tuple[str, RenderableType]]:
    """A table per reading and group; what the model does not say has none."""
    if profile.expressed:
        own = profile.expressed
        yield f"{EXPRESSED} ({own.vocabulary})", _most(own.labels, "prevalence")
        for name, group in own.groups.items():
            yield f"{EXPRESSED} ({name})", label_table(group.labels, rank_labels(group.labels), "prevalence")
    if profile.evoked:
        yield f"{EVOKED} ({profile.evoked.vocabulary})", _most(profile.evoked.labels, "mean")
    if profile.dimensions:
        yield DIMENSIONS, dimension_table(profile.dimensions)


def _most(labels: Mapping[str, LabelFigures], value: str) -> RenderableType:
    shown = rank_labels(labels)[:MOST_LABELS]
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
    return Text(name_voice(voice), style="" if voice.speaker_hint else "italic")


def _list_labels(reading: Expressed | Evoked | None) -> str:
    return ", ".join(each.label for each in reading.leading or ()) if reading else ""


def _evidence(profile: Profile) -> Iterator[RenderableType]:
    """Of what leads in each reading, and of valence, the sentences that it rests on."""
    for rested in find_evidence(profile, MOST_EVIDENCE):
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        for piece in rested.pieces:
            table.add_row(f"{piece.value:z.2f}", _quote(piece))
        yield Group(Text(rested.name, style="bold"), Padding(table, (0, 0, 0, 2)))


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
