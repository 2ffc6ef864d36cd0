"""The emotional profile of an article.

A score is how strongly the words express an emotion, as a reader of that sentence alone would say. It is not what the
reader feels, nor what a person in the story felt.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from emoprofile.data.arc import Arc
from emoprofile.data.document import VoiceKind

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "emoprofile/1"
Detail = Literal["compact", "full"]
MOST_EVIDENCE_COMPACT = 3
MOST_VOICE_EMOTIONS_COMPACT = 3
FRAME_FIGURES = ("prevalence", "reference", "intensity", "coverage", "share")


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


@dataclass(frozen=True, slots=True)
class Accounting:
    """Where every character and sentence of the article went.

    Attributes:
        characters: The article's length in code points: `kept` + all `dropped` + `blank`.
        kept: Those inside scored sentences.
        dropped: Those left out, by reason.
        blank: White space between the parts.
        sentences: How many were scored.
        sentences_windowed: How many were too long for the model and scored in overlapping windows.
        sentences_repeated: How many say the same as an earlier sentence, to the letter.
    """

    characters: int
    kept: int
    dropped: Mapping[str, int]
    blank: int
    sentences: int
    sentences_windowed: int
    sentences_repeated: int

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {"dropped": dict(self.dropped)}


@dataclass(frozen=True, slots=True)
class Provenance:
    """What would make the same profile again.

    Attributes:
        fingerprint: A hash over configuration, model spec, weights, vocabulary, code and versions.
        config: The name of the configuration.
        model: The name of the model.
        weights: The SHA-256 of the weights.
        versions: Of the packages that the figures depend on.
    """

    fingerprint: str
    config: str
    model: str
    weights: str
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Profile:
    """The emotional profile of one article.

    Attributes:
        id: Of the article.
        metadata: Of the article, carried through.
        flags: What to know before trusting the figures: `language:xx`, a language that the model does not know;
            `mojibake`, a text that was decoded wrongly before it came here.
        figures: In the model's own vocabulary.
        groups: In each coarser vocabulary, by its name.
        valence: Σ w·v, in [-1, 1], from negative to positive; null for n = 0 and without both polarities.
        arc: How valence and the leading emotions go from the first sentence to the last; null for n < 5.
        voices: Narration, each speaker, headings: the most spoken first; empty for n = 0.
        accounting: Where every character went.
        provenance: What would make the same profile again.
    """

    id: str
    metadata: Mapping[str, Any]
    flags: tuple[str, ...]
    figures: VocabularyFigures
    groups: Mapping[str, VocabularyFigures]
    valence: float | None
    arc: Arc | None
    voices: tuple[VoiceFigures, ...]
    accounting: Accounting
    provenance: Provenance

    @property
    def emotions(self) -> Mapping[str, LabelFigures]:
        """The figures per emotion; neutral is kept apart, in `figures.neutral`."""
        return self.figures.emotions

    @property
    def dominant(self) -> tuple[Dominant, ...]:
        """The leading emotion and those that cannot be told apart from it."""
        return self.figures.dominant

    def __repr__(self) -> str:
        leaders = ", ".join(leader.label for leader in self.dominant) or "no emotion"
        valence = "none" if self.valence is None else f"{self.valence:+.2f}"
        return f"<Profile {self.id!r}: {leaders}; valence {valence}; {self.accounting.sentences} sentences>"

    def to_frame(self) -> "pd.DataFrame":
        """A table of pandas: a row per emotion of each vocabulary, a column per figure; neutral has its row too."""
        import pandas as pd

        rows = []
        for name, figures in {self.figures.vocabulary: self.figures, **self.groups}.items():
            neutral = {"neutral": figures.neutral} if figures.neutral else {}
            for label, one in {**figures.emotions, **neutral}.items():
                low, high = one.interval or (None, None)
                rows.append(
                    {
                        "id": self.id,
                        "vocabulary": name,
                        "label": label,
                        "score": one.score,
                        "low": low,
                        "high": high,
                        **{key: getattr(one, key) for key in FRAME_FIGURES},
                    }
                )
        return pd.DataFrame(rows)

    def to_dict(self, *, detail: Detail = "full", text: bool = True) -> dict[str, Any]:
        """Plain JSON values, in the shape of schema `emoprofile/1`.

        Args:
            detail: `compact` leaves out the arc, and keeps at most three pieces of evidence per emotion, none per
                group, and the three most prevalent emotions per voice.
            text: Whether to include the sentences of the evidence.
        """
        compact = detail == "compact"
        return {
            "schema": SCHEMA,
            "id": self.id,
            "metadata": dict(self.metadata),
            "flags": list(self.flags),
            "model": self.provenance.model,
            "sentences": self.accounting.sentences,
            "valence": self.valence,
            **self.figures.to_dict(most_evidence=MOST_EVIDENCE_COMPACT if compact else None, text=text),
            "groups": {
                name: group.to_dict(most_evidence=0 if compact else None, text=text)
                for name, group in self.groups.items()
            },
            "arc": None if compact or self.arc is None else self.arc.to_dict(),
            "voices": [
                voice.to_dict(most_emotions=MOST_VOICE_EMOTIONS_COMPACT if compact else None) for voice in self.voices
            ],
            "accounting": self.accounting.to_dict(),
            "provenance": asdict(self.provenance),
        }
