"""The figures of a profile: per emotion, per vocabulary, per voice.

A score is how strongly the words express an emotion, as a reader of that sentence alone would say. It is not what the
reader feels, nor what a person in the story felt.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from emoprofile.data.document import VoiceKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that a figure rests on.

    Attributes:
        sentence: Its position among the scored sentences, from 0.
        start: Where it starts in the article, in code points.
        end: Where it ends.
        p: The probability of the label in this sentence.
        contribution: Its part of the label's prevalence.
        text: The sentence itself; written to files only on request.
    """

    sentence: int
    start: int
    end: int
    p: float
    contribution: float
    text: str

    def to_dict(self, *, text: bool) -> dict[str, Any]:
        """Plain JSON values, with or without the sentence."""
        return {name: value for name, value in asdict(self).items() if text or name != "text"}


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """What a profile says about one label. All are null for an article without a scorable sentence.

    Attributes:
        score: The chosen method applied to the probabilities, in [0, 1].
        interval: The 90 % interval of the score, lower and upper end; null for fewer than five sentences, and under the
            methods `max` and `noisy_or`.
        prevalence: Σ w·p, in [0, 1]: the expected share of the article that expresses the label.
        reference: The mean probability on plain, unemotional prose: what a prevalence is held against.
        intensity: The mean of the largest tenth of the probabilities (at least one): how strong it gets.
        coverage: Σ w·[p >= threshold], in [0, 1]; null without thresholds.
        share: The part of the article's emotion that is this one, in [0, 1]: prevalence over the sum of the
            prevalences of all emotions. Null for neutral, and where no sentence is emotional.
        evidence: The fewest sentences that hold half of the prevalence, strongest first; empty for neutral, and where
            no sentence is over the threshold.
    """

    score: float | None
    interval: tuple[float, float] | None
    prevalence: float | None
    reference: float
    intensity: float | None
    coverage: float | None
    share: float | None
    evidence: tuple[Evidence, ...] = ()

    def to_dict(self, *, most_evidence: int | None, text: bool) -> dict[str, Any]:
        """Plain JSON values, with at most so many pieces of evidence (None: all)."""
        figures = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "evidence"}
        figures["interval"] = self.interval and list(self.interval)
        return figures | {"evidence": [piece.to_dict(text=text) for piece in self.evidence[:most_evidence]]}


@dataclass(frozen=True, slots=True)
class Dominant:
    """An emotion that leads the article.

    Attributes:
        label: The emotion.
        tested: Whether a bootstrap over the sentences could be run (n >= 5). Where it was, the first emotion leads,
            and the ones after it cannot be told apart from it. Where it was not, these are the candidates in order.
    """

    label: str
    tested: bool


@dataclass(frozen=True, slots=True)
class VocabularyFigures:
    """An article's figures in one vocabulary.

    Attributes:
        vocabulary: Its name.
        lost: Labels of the model that have no counterpart in it.
        dominant: The leading emotion and those that cannot be told apart from it; empty if no emotion is over its
            threshold in any sentence.
        emotionality: Σ w·[some emotion is over its threshold], in [0, 1]; null without thresholds.
        diversity: Entropy of the shares over the log of their number, in [0, 1]; null with the shares.
        emotions: The figures per emotion, in the order of the vocabulary.
        neutral: The figures of the label for "no emotion", kept apart; None where the vocabulary has none.
    """

    vocabulary: str
    lost: tuple[str, ...]
    dominant: tuple[Dominant, ...]
    emotionality: float | None
    diversity: float | None
    emotions: Mapping[str, LabelFigures]
    neutral: LabelFigures | None

    def ranking(self) -> tuple[str, ...]:
        """The emotions by prevalence above reference, largest first; in vocabulary order if n = 0."""

        def above(label: str) -> float:
            figures = self.emotions[label]
            return (figures.prevalence or 0.0) - figures.reference

        if all(figures.prevalence is None for figures in self.emotions.values()):
            return tuple(self.emotions)
        return tuple(sorted(self.emotions, key=above, reverse=True))

    def to_dict(self, *, most_evidence: int | None, text: bool) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "vocabulary": self.vocabulary,
            "lost": list(self.lost),
            "dominant": [asdict(leader) for leader in self.dominant],
            "emotionality": self.emotionality,
            "diversity": self.diversity,
            "emotions": {
                label: figures.to_dict(most_evidence=most_evidence, text=text)
                for label, figures in self.emotions.items()
            },
            "neutral": self.neutral and self.neutral.to_dict(most_evidence=0, text=False),
        }


@dataclass(frozen=True, slots=True)
class VoiceLabel:
    """What a voice says about one emotion.

    Attributes:
        prevalence: The mean probability over the words of the voice, in [0, 1].
        coverage: The share of them in sentences over the threshold, in [0, 1]; null without thresholds.
    """

    prevalence: float
    coverage: float | None


@dataclass(frozen=True, slots=True)
class VoiceFigures:
    """What one voice of the article expresses. A sentence is scored whole; its voices share it by characters.

    Attributes:
        voice: Narration, quotation or heading.
        speaker_hint: Of a quotation: who is quoted, in the article's words; null where it does not say.
        share: Its part of the article, in (0, 1]; the shares of all voices sum to 1.
        valence: As of the article, in [-1, 1]; null with it.
        emotionality: As of the article, in [0, 1]; null with it.
        emotions: Per emotion.
    """

    voice: VoiceKind
    speaker_hint: str | None
    share: float
    valence: float | None
    emotionality: float | None
    emotions: Mapping[str, VoiceLabel]

    def to_dict(self, *, most_emotions: int | None) -> dict[str, Any]:
        """Plain JSON values, with the most prevalent emotions (None: all)."""
        ranked = sorted(self.emotions, key=lambda label: -self.emotions[label].prevalence)[:most_emotions]
        kept = self.emotions if most_emotions is None else ranked
        return {
            "voice": self.voice,
            "speaker_hint": self.speaker_hint,
            "share": self.share,
            "valence": self.valence,
            "emotionality": self.emotionality,
            "emotions": {label: asdict(self.emotions[label]) for label in kept},
        }
