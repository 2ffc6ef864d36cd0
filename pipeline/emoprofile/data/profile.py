"""The emotional profile of an article: its figures, where its characters went, and what would make it again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from emoprofile.data.arc import Arc
from emoprofile.data.figures import Dominant, LabelFigures, VocabularyFigures, VoiceFigures

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "emoprofile/1"
Detail = Literal["compact", "full"]
MOST_EVIDENCE_COMPACT = 3
MOST_VOICE_EMOTIONS_COMPACT = 3
FRAME_FIGURES = ("prevalence", "reference", "intensity", "coverage", "share")


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
        fingerprint: A hash over configuration, model spec, the model's files, vocabulary, code and versions.
        config: The name of the configuration.
        model: The name of the model.
        weights: The SHA-256 of the weights.
        revision: The commit of the hub that they are of; null for a folder.
        versions: Of the packages that the figures depend on.
    """

    fingerprint: str
    config: str
    model: str
    weights: str
    revision: str | None
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
