"""The values that flow through the pipeline: frozen, and checked when they are built."""

from emoprofile.data.document import Document, Dropped, Segmentation, Sentence, Span
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
    "Accounting",
    "Document",
    "Dominant",
    "Dropped",
    "Evidence",
    "Failure",
    "LabelFigures",
    "LabelScores",
    "Profile",
    "Provenance",
    "ScoreMatrix",
    "Segmentation",
    "Sentence",
    "Span",
    "Stage",
    "VocabularyFigures",
]
