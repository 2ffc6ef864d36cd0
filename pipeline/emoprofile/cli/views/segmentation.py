"""An article as it was segmented, for the terminal: sentences numbered, voices marked, what was dropped greyed."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from emoprofile.data import Dropped, Passage, Segmentation, Sentence, Span
from emoprofile.text.line_breaks import LINE_ENDS

STYLES = {"heading": "bold", "quotation": "green"}


def render_segmentation(segmentation: Segmentation) -> RenderableType:
    """The article line by line; a number is that of the sentence on every screen and page, from 1."""
    text = segmentation.document.text
    numbers = {sentence.span: i for i, sentence in enumerate(segmentation.sentences)}
    together: list[Sentence | Dropped] = [*segmentation.sentences, *segmentation.dropped]
    lines = [Text()]
    end = 0
    for part in sorted(together, key=lambda part: part.span):
        if end and any(c in LINE_ENDS for c in text[end : part.span.start]):
            lines.append(Text())
        if isinstance(part, Dropped):
            lines[-1].append(f"⟨{part.reason}: {_words(text, part.span)}⟩ ", style="dim")
        else:
            lines[-1].append(f"[{numbers[part.span] + 1}] ", style="cyan").append_text(
                _mark_voices(segmentation, part.span)
            )
        end = part.span.end
    rule = Rule(Text(segmentation.document.id, style="bold"), align="left", style="dim")
    return Group(rule, *(Padding(line, (0, 0, 0, 2)) for line in lines), Padding(_facts(segmentation), (1, 0, 1, 2)))


def _mark_voices(segmentation: Segmentation, sentence: Span) -> Text:
    """A sentence in its voices; behind a quotation stands in braces who is quoted, behind a heading that it is one."""
    text, line, at = segmentation.document.text, Text(), sentence.start
    for passage in segmentation.passages_in(sentence):
        start, end = max(passage.span.start, sentence.start), min(passage.span.end, sentence.end)
        line.append(_text_between(text, at, start)).append(
            _words(text, Span(start, end)), style=STYLES[passage.voice.kind]
        )
        if passage.span.end <= sentence.end:
            line.append(_label(passage), style="dim")
        at = end
    return line.append(_text_between(text, at, sentence.end)).append(" ")


def _label(passage: Passage) -> str:
    if passage.voice.kind == "heading":
        return " {heading}"
    return f" {{{passage.voice.speaker_hint}}}" if passage.voice.speaker_hint else ""


def _words(text: str, span: Span) -> str:
    return " ".join(span.of(text).split())


def _text_between(text: str, start: int, end: int) -> str:
    """A stretch of a sentence on one line, with the spaces at its ends."""
    return " ".join(text[start:end].replace("\n", " ").split(" ")) if start < end else ""


def _facts(segmentation: Segmentation) -> Text:
    n = len(segmentation.sentences)
    shares: dict[str, float] = {}
    for voices in segmentation.share_voices():
        for voice, share in voices.items():
            shares[voice.kind] = shares.get(voice.kind, 0.0) + share / n
    kinds = ", ".join(f"{share:.0%} {kind}" for kind, share in sorted(shares.items(), key=lambda item: -item[1]))
    return Text(f"{n} sentences ({kinds or 'none'}), {len(segmentation.dropped)} parts dropped", style="dim")
