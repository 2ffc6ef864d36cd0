"""The values that flow through the pipeline: frozen, and checked when they are built."""

from emoprofile.data.arc import Arc, Series, Stretch
from emoprofile.data.document import (
    NARRATION,
    Document,
    Dropped,
    Passage,
    Segmentation,
    Sentence,
    Span,
    Voice,
    VoiceKind,
)
from emoprofile.data.failure import STOPS, Failure, Stage, attempted
from emoprofile.data.figures import (
    Dominant,
    Evidence,
    LabelFigures,
    VocabularyFigures,
    VoiceFigures,
    VoiceLabel,
)
from emoprofile.data.finding import Finding, Verdict
from emoprofile.data.profile import Accounting, Profile, Provenance
from emoprofile.data.scored import Scored
from emoprofile.data.scores import LabelScores, ScoreMatrix

__all__ = [
    "NARRATION",
    "STOPS",
    "Accounting",
    "Arc",
    "Document",
    "Dominant",
    "Dropped",
    "Evidence",
    "Failure",
    "Finding",
    "LabelFigures",
    "LabelScores",
    "Passage",
    "Profile",
    "Provenance",
    "ScoreMatrix",
    "Scored",
    "Segmentation",
    "Sentence",
    "Series",
    "Span",
    "Stage",
    "Stretch",
    "Verdict",
    "VocabularyFigures",
    "Voice",
    "VoiceFigures",
    "VoiceKind",
    "VoiceLabel",
    "attempted",
]
