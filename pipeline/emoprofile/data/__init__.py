"""The values that flow through the pipeline. They are frozen, and check themselves when they are built."""

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
from emoprofile.data.error_model import EventErrors, GradedErrors
from emoprofile.data.failure import STOPS, Failure, Stage, attempt
from emoprofile.data.figures import DimensionFigures, EventFigures, Evidence, Figures, GradedFigures, Score
from emoprofile.data.finding import Finding, Verdict
from emoprofile.data.label_scores import EventScores, GradedScores
from emoprofile.data.profile import Accounting, Profile, Provenance
from emoprofile.data.readings import Dimensions, Emotional, Evoked, Expressed, Group, Leading, Readings
from emoprofile.data.reliability import Reliability
from emoprofile.data.score_matrix import ScoreMatrix
from emoprofile.data.scored import Scored
from emoprofile.data.voice_figures import VoiceFigures

__all__ = [
    "NARRATION",
    "STOPS",
    "Accounting",
    "Arc",
    "DimensionFigures",
    "Dimensions",
    "Document",
    "Dropped",
    "Emotional",
    "EventErrors",
    "EventFigures",
    "EventScores",
    "Evidence",
    "Evoked",
    "Expressed",
    "Failure",
    "Figures",
    "Finding",
    "GradedErrors",
    "GradedFigures",
    "GradedScores",
    "Group",
    "Leading",
    "Passage",
    "Profile",
    "Provenance",
    "Readings",
    "Reliability",
    "Score",
    "ScoreMatrix",
    "Scored",
    "Segmentation",
    "Sentence",
    "Series",
    "Span",
    "Stage",
    "Stretch",
    "Verdict",
    "Voice",
    "VoiceFigures",
    "VoiceKind",
    "attempt",
]
