"""The figures of one voice of an article."""

from dataclasses import dataclass
from typing import Any

from emoprofile.data.document import VoiceKind
from emoprofile.data.readings import Readings


@dataclass(frozen=True, slots=True)
class VoiceFigures:
    """The figures of one voice of the article. A sentence is scored whole, and its voices share it by their characters.

    Attributes:
        voice: The kind of voice: narration, quotation or heading.
        speaker_hint: For a quotation, the person who is quoted, in the words of the article; null if it names nobody.
        share: The part of the article that it speaks, in (0, 1]; the shares of all voices sum to 1.
        readings: The readings with the weights of the voice, from the same draws as those of the article.
    """

    voice: VoiceKind
    speaker_hint: str | None
    share: float
    readings: Readings

    def to_dict(self, *, most_evidence: int | None, text: bool, most_labels: int | None) -> dict[str, Any]:
        """Plain JSON values, with at most so many pieces of evidence and labels (None: all)."""
        return {
            "voice": self.voice,
            "speaker_hint": self.speaker_hint,
            "share": self.share,
            "readings": self.readings.to_dict(most_evidence=most_evidence, text=text, most_labels=most_labels),
        }
