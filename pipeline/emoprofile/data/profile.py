"""The emotional profile of an article: its figures, the account of its characters, and its provenance."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from emoprofile.data.arc import Arc
from emoprofile.data.figures import DimensionFigures, EventFigures, Figures
from emoprofile.data.readings import Dimensions, Emotional, Evoked, Expressed, Leading, Readings
from emoprofile.data.voice_figures import VoiceFigures
from emoprofile.registry import NOTEBOOK

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "emoprofile/2"
Detail = Literal["compact", "full"]
MOST_EVIDENCE_COMPACT = 3
MOST_VOICE_LABELS_COMPACT = 3
FRAME_FIGURES = ("sd", "baseline", "above", "peak", "share", "rough")


@dataclass(frozen=True, slots=True)
class Accounting:
    """The account of every character and sentence of the article.

    Attributes:
        characters: The article's length in code points: `kept` + all `dropped` + `blank`.
        kept: The number of characters inside scored sentences.
        dropped: The number of characters that were left out, by reason.
        blank: The number of characters of white space between the parts.
        sentences: The number of sentences that were scored.
        sentences_windowed: The number of sentences that were too long for the model, and scored in overlapping windows.
        sentences_repeated: The number of sentences whose text is exactly that of an earlier sentence.
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
    """The facts that are needed to compute the same profile again.

    Attributes:
        fingerprint: A hash over configuration, model spec, the model's files, vocabulary, code and versions.
        config: The name of the configuration.
        model: The name of the model.
        weights: The SHA-256 of the weights.
        revision: The commit of the hub that the weights are from; null for a folder.
        dtype: The number type of the model's arithmetic: `float32`, `bfloat16` or `float16`.
        versions: The versions of the packages that the figures depend on.
    """

    fingerprint: str
    config: str
    model: str
    weights: str
    revision: str | None
    dtype: str
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Profile:
    """The emotional profile of one article.

    Attributes:
        id: The id of the article.
        metadata: The metadata of the article, unchanged.
        flags: Warnings about the figures: `language:xx` is a language that the model does not know; `mojibake` is a
            text that was decoded wrongly before emoprofile read it; `damaged`: some of its characters are lost; `html`:
            it was taken out of HTML; `unescaped`: escapes were read as what they stand for, and offsets refer to what
            was read; `markup`: tags or entities in it were scored as words; `truncated`: the page shows or states more
            than the text; `unpunctuated`: half of its words or more stand where no mark tells sentences apart, so that
            stretches of 12 to 30 words stand for sentences.
        readings: What is expressed, what is evoked, and the dimensions.
        arc: How valence and the leading labels change from the first sentence to the last; null for n < 5.
        voices: The figures of narration, of each speaker and of headings, those that speak most first.
        accounting: The account of every character and sentence.
        provenance: The facts that are needed to compute the same profile again.
    """

    id: str
    metadata: Mapping[str, Any]
    flags: tuple[str, ...]
    readings: Readings
    arc: Arc | None
    voices: tuple[VoiceFigures, ...]
    accounting: Accounting
    provenance: Provenance

    @property
    def expressed(self) -> Expressed | None:
        """Whether the words express an emotion; None where the model does not say."""
        return self.readings.expressed

    @property
    def evoked(self) -> Evoked | None:
        """How strongly the content would move a reader; None where the model does not say."""
        return self.readings.evoked

    @property
    def dimensions(self) -> Dimensions | None:
        """Valence and arousal; None where the model has neither."""
        return self.readings.dimensions

    @property
    def valence(self) -> DimensionFigures | None:
        """From unpleasant to pleasant; None where the model has none."""
        return self.dimensions.valence if self.dimensions else None

    @property
    def arousal(self) -> DimensionFigures | None:
        """From calm to stirring; None where the model has none."""
        return self.dimensions.arousal if self.dimensions else None

    @property
    def leading(self) -> tuple[Leading, ...] | None:
        """The labels of `expressed` that are clearly above baseline; None where none can be compared with one."""
        return self.expressed.leading if self.expressed else None

    @property
    def emotional(self) -> Emotional | None:
        """How much of the article expresses some emotion; None where the model has no label for none."""
        return self.expressed.emotional if self.expressed else None

    @property
    def neutral(self) -> EventFigures | None:
        """The figures of the label for "no emotion"; None where the model has none."""
        return self.expressed.neutral if self.expressed else None

    def __repr__(self) -> str:
        parts = [f"{self.accounting.sentences} sentences"]
        if self.valence is not None and self.valence.mean is not None:
            parts.insert(0, f"valence {self.valence.mean:+.2f}")
        for name, reading in (("evoked", self.evoked), ("expressed", self.expressed)):
            if reading is not None:
                known = reading.leading_reason or ", ".join(each.label for each in reading.leading or ()) or "none"
                parts.insert(0, f"{name} above baseline: {known}")
        return f"<Profile {self.id!r}: {'; '.join(parts)}>"

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        return NOTEBOOK.get("profile")(self)

    def to_frame(self) -> "pd.DataFrame":
        """Give a table of pandas: a row per label of each reading and group, a column per figure.

        `vocabulary` is that of the reading or group; it is null for the dimensions. Events have a prevalence, graded
        labels have a mean.
        """
        import pandas as pd

        rows = []
        for reading, vocabulary, label, one in self._list_figures():
            low, high = one.interval or (None, None)
            score = getattr(one, "score", None)
            rows.append(
                {
                    "id": self.id,
                    "reading": reading,
                    "vocabulary": vocabulary,
                    "label": label,
                    "prevalence": getattr(one, "prevalence", None),
                    "mean": getattr(one, "mean", None),
                    "low": low,
                    "high": high,
                    **{name: getattr(one, name, None) for name in FRAME_FIGURES},
                    "score": score and score.value,
                }
            )
        return pd.DataFrame(rows)

    def _list_figures(self) -> Iterator[tuple[str, str | None, str, Figures]]:
        """List reading, vocabulary, label and figures of everything in the readings."""
        for name, group in (self.expressed.vocabularies if self.expressed else {}).items():
            yield from (("expressed", name, label, one) for label, one in group.labels.items())
            if group.neutral:
                yield "expressed", name, "neutral", group.neutral
        if self.evoked:
            yield from (("evoked", self.evoked.vocabulary, label, one) for label, one in self.evoked.labels.items())
        for label, dimension in (("valence", self.valence), ("arousal", self.arousal)):
            if dimension:
                yield "dimensions", None, label, dimension

    def to_dict(self, *, detail: Detail = "full", text: bool = True) -> dict[str, Any]:
        """Plain JSON values, in the shape of schema `emoprofile/2`.

        Args:
            detail: `compact` leaves out the arc and the evidence of groups and voices. It keeps at most three pieces of
                evidence per label, and the three largest labels of each reading per voice.
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
            "readings": self.readings.to_dict(most_evidence=MOST_EVIDENCE_COMPACT if compact else None, text=text),
            "arc": None if compact or self.arc is None else self.arc.to_dict(),
            "voices": [
                voice.to_dict(
                    most_evidence=0 if compact else None,
                    text=text,
                    most_labels=MOST_VOICE_LABELS_COMPACT if compact else None,
                )
                for voice in self.voices
            ],
            "accounting": self.accounting.to_dict(),
            "provenance": asdict(self.provenance),
        }
