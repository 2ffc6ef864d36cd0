"""The article as a page shows it: in each line its sentences, with colours and voices, and what was left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from emoprofile.data import EventScores, GradedScores, Scored, Segmentation, Sentence, Span
from emoprofile.data.scores import FloatArray
from emoprofile.report.colours import choose_paint
from emoprofile.text.line_breaks import LINE_ENDS

STRENGTHS: Mapping[str, tuple[float, ...]] = {
    "expressed": (0.1, 0.25, 0.5, 0.75),
    "evoked": (0.08, 0.18, 0.32, 0.5),
    "valence": (0.12, 0.25, 0.4, 0.6),
}
"""How far a label must be above its baseline in a sentence, or valence from its own, for a tint of strength 1 to 4."""
MOST_NAMED = 3
LEAST_NAMED = 0.05


@dataclass(frozen=True, slots=True)
class Tint:
    """How a sentence is coloured under one reading.

    Attributes:
        label: Its leading label: the one furthest above baseline there, of those that are not rough; of valence
            `positive` or `negative`.
        strength: From 0, none, to 4.
    """

    label: str
    strength: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a sentence in one voice.

    Attributes:
        text: The words.
        voice: Narration, quotation or heading.
        speaker: Who is quoted; shown behind the last words of a quotation. None elsewhere.
    """

    text: str
    voice: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence on the page.

    Attributes:
        number: Its position, from 0.
        stretches: Its text, by voices.
        about: What it was scored, in words.
        tints: By reading.
    """

    number: int
    stretches: tuple[Stretch, ...]
    about: str
    tints: Mapping[str, Tint]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the article that was not scored.

    Attributes:
        reason: Why.
        text: The part.
    """

    reason: str
    text: str


Line = list[ShownSentence | LeftOut]


def lay_out_article(scored: Scored, vocabulary: str | None) -> list[Line]:
    """The lines of an article, in order; every character but white space is in one of them.

    Args:
        scored: The article.
        vocabulary: That of `expressed`, in which sentences are coloured; None where there is no such reading.
    """
    segmentation = scored.segmentation
    text = segmentation.document.text
    shown = _show_sentences(scored, vocabulary)
    parts: list[tuple[Span, ShownSentence | LeftOut]] = [
        *((sentence.span, each) for sentence, each in zip(segmentation.sentences, shown, strict=True)),
        *((part.span, LeftOut(part.reason, part.span.of(text))) for part in segmentation.dropped),
    ]
    lines: list[Line] = [[]]
    end = 0
    for span, part in sorted(parts, key=lambda each: each[0]):
        begins = any(character in LINE_ENDS for character in text[end : span.start])
        # Several lines that were left out, one after the other, are one line of small buttons.
        if begins and not (isinstance(part, LeftOut) and all(isinstance(each, LeftOut) for each in lines[-1])):
            lines.append([])
        lines[-1].append(part)
        end = span.end
    return lines


def count_tints(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Per reading the labels that tint a sentence, the most frequent first."""
    counts: dict[str, dict[str, int]] = {}
    for line in lines:
        for part in line:
            if isinstance(part, ShownSentence):
                for reading, tint in part.tints.items():
                    of_reading = counts.setdefault(reading, {})
                    if tint.strength:
                        of_reading[tint.label] = of_reading.get(tint.label, 0) + 1
    return {reading: sorted(each, key=lambda label: (-each[label], label)) for reading, each in counts.items()}


def _show_sentences(scored: Scored, vocabulary: str | None) -> Iterator[ShownSentence]:
    scores = scored.scores.in_vocabulary(vocabulary)
    readings = {"expressed": scores.expressed, "evoked": scores.evoked}
    tinted = {name: _Tinted.of(name, each) for name, each in readings.items() if each is not None}
    for i, sentence in enumerate(scored.segmentation.sentences):
        told = [f"{name} {words}" for name, each in tinted.items() if (words := each.name_strongest(i))]
        if scores.dimensions is not None:
            values = zip(scores.dimensions.labels, scores.dimensions.values[i], strict=True)
            told += [f"{label} {value:{'+z' if label == 'valence' else 'z'}.2f}" for label, value in values]
        if scores.windows[i] > 1:
            told.append(f"scored in {int(scores.windows[i])} windows")
        yield ShownSentence(
            i,
            tuple(_split_by_voice(scored.segmentation, sentence)),
            "; ".join(told),
            {name: each.tint(i) for name, each in tinted.items()} | _tint_valence(scores.dimensions, i),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Tinted:
    name: str
    labels: tuple[str, ...]
    values: FloatArray
    above: FloatArray

    @classmethod
    def of(cls, name: str, scores: EventScores | GradedScores) -> "_Tinted":
        """Values and how far they are above baseline; what is rough or neutral never leads."""
        values = scores.values
        above = values - np.nan_to_num(scores.baseline)
        neutral = getattr(scores, "neutral", None)
        for j, label in enumerate(scores.labels):
            if label == neutral or scores.is_rough[j]:
                above[:, j] = -np.inf
        return cls(name, tuple(scores.labels), values, above)

    def tint(self, sentence: int) -> Tint:
        best = int(np.argmax(self.above[sentence]))
        strength = sum(bool(self.above[sentence, best] >= each) for each in STRENGTHS[self.name])
        return Tint(choose_paint(self.labels[best]), strength)

    def name_strongest(self, sentence: int) -> str:
        order = np.argsort(-self.values[sentence], kind="stable")[:MOST_NAMED]
        return ", ".join(
            f"{self.labels[j]} {self.values[sentence, j]:z.2f}"
            for j in order
            if self.values[sentence, j] >= LEAST_NAMED
        )


def _tint_valence(dimensions: GradedScores | None, sentence: int) -> dict[str, Tint]:
    """Positive or negative, by the side of the baseline; nothing without valence."""
    values = dimensions.get_values("valence") if dimensions else None
    if dimensions is None or values is None:
        return {}
    baseline = float(np.nan_to_num(dimensions.baseline[dimensions.labels.index("valence")]))
    far = float(values[sentence]) - baseline
    strength = sum(abs(far) >= each for each in STRENGTHS["valence"])
    return {"valence": Tint("positive" if far > 0 else "negative", strength)}


def _split_by_voice(segmentation: Segmentation, sentence: Sentence) -> Iterator[Stretch]:
    text, at, end = segmentation.document.text, sentence.span.start, sentence.span.end
    for passage in segmentation.passages_in(sentence.span):
        first, last = max(passage.span.start, at), min(passage.span.end, end)
        if first > at:
            yield Stretch(text[at:first], "narration")
        is_last = passage.span.end <= end
        yield Stretch(text[first:last], passage.voice.kind, passage.voice.speaker_hint if is_last else None)
        at = last
    if at < end:
        yield Stretch(text[at:end], "narration")
