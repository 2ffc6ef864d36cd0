"""What one voice of an article says."""

from dataclasses import dataclass
from typing import Any

from emoprofile.data.document import VoiceKind
from emoprofile.data.readings import Readings


@dataclass(frozen=True, slots=True)
class VoiceFigures:
    """What one voice of the article says. A sentence is scored whole; its voices share it by characters.

    Attributes:
        voice: Narration, quotation or heading.
        speaker_hint: Of a quotation: who is quoted, in the article's words; null where it does not say.
        share: Its part of the article, in (0, 1]; the shares of all voices sum to 1.
        readings: The figures of the article with the weights of the voice, from the same draws.
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
