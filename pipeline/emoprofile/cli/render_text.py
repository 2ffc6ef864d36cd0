"""An article as it was taken apart, drawn for the terminal: sentences numbered, what was dropped greyed."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from emoprofile.data import Dropped, Segmentation, Sentence
from emoprofile.text.blocks import LINE_ENDS


def rendered_text(segmentation: Segmentation) -> RenderableType:
    """The article line by line; a number is the `sentence` of the evidence in a profile."""
    text = segmentation.document.text
    numbers = {sentence.span: i for i, sentence in enumerate(segmentation.sentences)}
    together: list[Sentence | Dropped] = [*segmentation.sentences, *segmentation.dropped]
    lines = [Text()]
    end = 0
    for part in sorted(together, key=lambda part: part.span):
        if end and any(c in LINE_ENDS for c in text[end : part.span.start]):
            lines.append(Text())
        words = " ".join(part.span.of(text).split())
        if isinstance(part, Dropped):
            lines[-1].append(f"⟨{part.reason}: {words}⟩ ", style="dim")
        else:
            lines[-1].append(f"[{numbers[part.span]}] ", style="cyan").append(f"{words} ")
        end = part.span.end
    kept, dropped = len(segmentation.sentences), len(segmentation.dropped)
    facts = Text(f"{kept} sentences, {dropped} parts dropped", style="dim")
    rule = Rule(Text(segmentation.document.id, style="bold"), align="left", style="dim")
    return Group(rule, *(Padding(line, (0, 0, 0, 2)) for line in lines), Padding(facts, (1, 0, 1, 2)))
