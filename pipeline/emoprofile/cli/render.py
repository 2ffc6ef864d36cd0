"""A profile, drawn for the terminal."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from emoprofile.data import Arc, LabelFigures, Profile, VocabularyFigures

MOST_EMOTIONS = 8
MOST_EVIDENCE = 2
EMOTIONS_WITH_EVIDENCE = 5
MOST_VOICES = 8
CURVE = "▁▂▃▄▅▆▇█"
BAR_WIDTH = 16
WIDEST_QUOTE = 400
NOTE = (
    "A score is how strongly the words express an emotion, as a reader of that sentence alone would say: "
    "not what the reader feels, nor what a person in the story felt."
)
_WARNINGS = {
    "language": "the text is in a language that the model does not know",
    "mojibake": "the text was decoded wrongly before it came here",
}
_COLOURS = {
    "positive": "green", "joy": "green",
    "negative": "red", "anger": "red", "disgust": "magenta", "fear": "dark_orange", "sadness": "blue",
    "surprise": "cyan", "ambiguous": "cyan",
}  # fmt: skip


def rendered(profile: Profile) -> RenderableType:
    """The profile as something that rich prints."""
    parts: list[RenderableType] = [_title(profile)]
    if profile.accounting.sentences == 0:
        parts.append(Padding("No sentence to score: every figure is null, none is zero.", (1, 0, 0, 2)))
    else:
        parts += [_section("Emotions", _emotions(profile.figures))]
        parts += [_section(name.capitalize(), _group(group)) for name, group in profile.groups.items()]
        if len(profile.voices) > 1:
            parts.append(_section("Voices", _voices(profile)))
        if profile.arc is not None:
            parts.append(_section("From the first sentence to the last", _arc(profile.arc)))
        if evidence := list(_evidence(profile.figures)):
            parts.append(_section("Strongest sentences", Group(*evidence)))
    return Group(*parts, Padding(_account(profile), (1, 0, 1, 2)))


def note() -> RenderableType:
    """What a score means: said once wherever scores are shown."""
    return Padding(Text(NOTE, style="dim"), (0, 0, 1, 2))


def _title(profile: Profile) -> RenderableType:
    figures, n = profile.figures, profile.accounting.sentences
    rule = Rule(Text(profile.id, style="bold"), align="left", style="dim")
    facts = [f"{n} sentence{'' if n == 1 else 's'}"]
    if profile.valence is not None:
        facts.append(f"valence {profile.valence:+.2f} in [-1, 1]")
    if figures.emotionality is not None:
        facts.append(f"{figures.emotionality:.0%} of it emotional")
    if figures.neutral and figures.neutral.prevalence is not None:
        facts.append(f"{figures.neutral.prevalence:.0%} neutral")
    lines = [Text(" · ".join(facts))] + ([_leaders(figures)] if n else [])
    lines += [Text(f"Beware: {_WARNINGS[flag.partition(':')[0]]} ({flag})", style="yellow") for flag in profile.flags]
    return Group(rule, Padding(Group(*lines), (0, 0, 0, 2)))


def _leaders(figures: VocabularyFigures) -> Text:
    if not figures.dominant:
        return Text("No emotion stands out in any sentence.", style="dim")
    first, *others = (Text(leader.label, style="bold") for leader in figures.dominant)
    line = Text("Led by ").append_text(first)
    if others:
        tested = figures.dominant[0].tested
        line.append(", not to be told apart from " if tested else ", then (too few sentences to test) ")
        line.append_text(Text(", ").join(others))
    return line


def _emotions(figures: VocabularyFigures) -> RenderableType:
    ranking = figures.ranking()
    shown = [(label, figures.emotions[label]) for label in ranking[:MOST_EMOTIONS]]
    table = _bars(shown)
    rest = len(ranking) - len(shown)
    return Group(table, Text(f"and {rest} more below these" if rest > 0 else "", style="dim"))


def _group(figures: VocabularyFigures) -> RenderableType:
    return _bars([(label, figures.emotions[label]) for label in figures.ranking()])


def _bars(rows: Sequence[tuple[str, LabelFigures]]) -> Table:
    """Share of the article per label as bars, its 90 % interval, and what plain prose would give beside it."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("", min_width=14)
    table.add_column("share of article", min_width=BAR_WIDTH + 1)
    table.add_column("", justify="right", min_width=6)
    table.add_column("90 %", justify="right")
    table.add_column("│ prose", justify="right", style="dim")
    table.add_column("strongest", justify="right")
    longest = max((max(figures.prevalence or 0.0, figures.reference) for _, figures in rows), default=0.0) or 1.0
    for label, figures in rows:
        prevalence, intensity = figures.prevalence or 0.0, figures.intensity or 0.0
        bar = _bar(prevalence / longest, figures.reference / longest, _COLOURS.get(label, "yellow"))
        table.add_row(
            label, bar, f"{prevalence:.1%}", _interval(figures), f"{figures.reference:.1%}", f"{intensity:.2f}"
        )
    return table


def _interval(figures: LabelFigures) -> str:
    """Of the score; under another method than the mean it is not about the share, and is left out."""
    if figures.interval is None or figures.score != figures.prevalence:
        return ""
    low, high = figures.interval
    return f"{100 * low:.1f}–{100 * high:.1f}"


def _voices(profile: Profile) -> RenderableType:
    """How much each voice speaks, and what it expresses most."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("", min_width=14, max_width=30)
    for column in ("share", "valence", "emotional"):
        table.add_column(column, justify="right")
    table.add_column("most")
    for voice in profile.voices[:MOST_VOICES]:
        name = Text(voice.speaker_hint or voice.voice, style="" if voice.speaker_hint else "italic")
        if voice.voice == "quotation" and voice.speaker_hint is None:
            name = Text("quoted, unnamed", style="italic")
        above = sorted(voice.emotions, key=lambda e: profile.emotions[e].reference - voice.emotions[e].prevalence)
        most = ", ".join(e for e in above[:2] if voice.emotions[e].coverage)
        valence = "" if voice.valence is None else f"{voice.valence:+.2f}"
        emotional = "" if voice.emotionality is None else f"{voice.emotionality:.0%}"
        table.add_row(name, f"{voice.share:.0%}", valence, emotional, most)
    rest = len(profile.voices) - MOST_VOICES
    return Group(table, Text(f"and {rest} more", style="dim")) if rest > 0 else table


def _arc(arc: Arc) -> RenderableType:
    """A curve per series, each on its own scale, and where it clearly differs from the rest."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(min_width=14, no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for name, series in arc.series.items():
        low, high = min(series.values), max(series.values)
        curve = "".join(CURVE[round((v - low) / ((high - low) or 1.0) * (len(CURVE) - 1))] for v in series.values)
        told = [
            f"{'higher' if s.inside > s.outside else 'lower'} in sentences {s.first}–{s.last}: "
            f"{s.inside:.2f}, else {s.outside:.2f}"
            for s in series.stretches
        ]
        table.add_row(name, Text(curve, style="cyan"), Text("; ".join(told) or f"{low:.2f} to {high:.2f}", style="dim"))
    return table


def _bar(share: float, reference: float, colour: str) -> Text:
    """Solid up to the share; the part that plain prose has as well is dim, and a tick marks where it ends."""
    end, tick = round(share * BAR_WIDTH), round(reference * BAR_WIDTH)
    bar = Text()
    for i in range(max(end, tick + 1)):
        if i == tick:
            bar.append("│", style="dim")
        elif i < end:
            bar.append("█" if i > tick else "▒", style=colour if i > tick else "dim")
        else:
            bar.append(" ")
    return bar


def _evidence(figures: VocabularyFigures) -> Iterator[RenderableType]:
    """Of each leading emotion, the sentences that it rests on."""
    for label in figures.ranking()[:EMOTIONS_WITH_EVIDENCE]:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(min_width=14, no_wrap=True)
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        for i, piece in enumerate(figures.emotions[label].evidence[:MOST_EVIDENCE]):
            quote = " ".join(piece.text.split())
            quote = quote if len(quote) <= WIDEST_QUOTE else quote[:WIDEST_QUOTE] + "…"
            place = Text(f"  [{piece.start}-{piece.end}]", style="dim")
            table.add_row(Text(label if i == 0 else ""), f"{piece.p:.2f}", Text(quote).append_text(place))
        if table.row_count:
            yield table


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


def _section(title: str, body: RenderableType) -> RenderableType:
    return Padding(Group(Text(title, style="bold"), Padding(body, (0, 0, 0, 2))), (1, 0, 0, 2))
