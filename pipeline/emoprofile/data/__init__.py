"""The values that flow through the pipeline: frozen, and checked when they are built."""

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
from emoprofile.data.failure import Failure, Stage
from emoprofile.data.profile import (
    Accounting,
    Dominant,
    Evidence,
    LabelFigures,
    Profile,
    Provenance,
    VocabularyFigures,
)
from emoprofile.data.scores import LabelScores, ScoreMatrix

__all__ = [
    "NARRATION",
    "Accounting",
    "Document",
    "Dominant",
    "Dropped",
    "Evidence",
    "Failure",
    "LabelFigures",
    "LabelScores",
    "Passage",
    "Profile",
    "Provenance",
    "ScoreMatrix",
    "Segmentation",
    "Sentence",
    "Span",
    "Stage",
    "VocabularyFigures",
    "Voice",
    "VoiceKind",
]
