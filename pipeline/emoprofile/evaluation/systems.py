"""Systems that can be evaluated: anything that has a name and scores sentences, such as a baseline."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from emoprofile.config import GradedError, load_default_error
from emoprofile.data import EventErrors, EventScores, GradedErrors, GradedScores, ScoreMatrix
from emoprofile.data.reliability import UNKNOWN
from emoprofile.data.scores import FloatArray
from emoprofile.labels import Vocabulary

DIMENSIONS = "dimensions"


class System(Protocol):
    """A system that scores sentences."""

    @property
    def name(self) -> str:
        """Its name in tables."""

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        """Score some sentences: a row each, in their order. A row does not depend on the other sentences."""


def build_score_matrix(
    texts: Sequence[str],
    *,
    expressed: EventScores | None = None,
    groups: Mapping[str, EventScores] | None = None,
    evoked: GradedScores | None = None,
    dimensions: GradedScores | None = None,
) -> ScoreMatrix:
    """Build the score matrix of some sentences. Words are counted in place of tokens."""
    return ScoreMatrix(
        expressed=expressed,
        groups=groups or {},
        evoked=evoked,
        dimensions=dimensions,
        valence_basis="model" if dimensions is not None and "valence" in dimensions.labels else None,
        tokens=np.array([max(1, len(text.split())) for text in texts], np.int64),
        windows=np.ones(len(texts), np.int64),
    )


def build_event_scores(
    own: Vocabulary, logits: FloatArray, thresholds: FloatArray | None = None, baseline: FloatArray | None = None
) -> EventScores:
    """Build the scores of a system whose probabilities are used unchanged: without calibration or shift for articles.

    Args:
        own: The vocabulary, with the labels in the order of the columns.
        logits: Shape (n, labels).
        thresholds: Shape (labels,).
        baseline: Shape (labels,): the mean probability on unemotional text; None where it is unknown.
    """
    width = len(own.labels)
    nothing = np.zeros(width)
    return EventScores(
        vocabulary=own.name,
        labels=own.labels,
        neutral=own.neutral,
        kind="multi-label",
        logits=logits,
        errors=EventErrors(np.ones(width), nothing, np.zeros((width, 2, 2)), nothing, "default"),
        baseline=np.full(width, np.nan) if baseline is None else baseline,
        reliability=(UNKNOWN,) * width,
        thresholds=thresholds,
    )


def build_graded_scores(
    name: str, labels: Sequence[str], values: FloatArray, baseline: FloatArray | None = None
) -> GradedScores:
    """Build the graded scores of a system without an error model. It gets the pooled default.

    Args:
        name: The vocabulary, or `dimensions`.
        labels: The columns.
        values: Shape (n, labels); they are clipped to the scale.
        baseline: Shape (labels,): the mean on unemotional text; None where it is unknown.
    """
    least = np.array([-1.0 if label == "valence" else 0.0 for label in labels])
    errors = [_choose_error(name, label) for label in labels]
    return GradedScores(
        vocabulary=name,
        labels=tuple(labels),
        values=np.clip(values, least, 1.0),
        least=least,
        errors=GradedErrors(
            sentence=np.array([error.sentence for error in errors]),
            article=np.array([error.article for error in errors]),
            offset=np.array([error.offset for error in errors]),
            origin="default",
        ),
        baseline=np.full(len(labels), np.nan) if baseline is None else baseline,
        reliability=(UNKNOWN,) * len(labels),
    )


def _choose_error(name: str, label: str) -> GradedError:
    pooled = load_default_error()
    if name != DIMENSIONS:
        return pooled.evoked
    return pooled.valence if label == "valence" else pooled.arousal
