"""The scores of an article's sentences -> its profile, with the method and weighting that a configuration names."""

import logging

import numpy as np

from emoprofile.aggregate.accounting import accounting
from emoprofile.aggregate.arc import arc
from emoprofile.aggregate.bootstrap import Bootstrap
from emoprofile.aggregate.intervals import NamedMethod
from emoprofile.aggregate.methods import GROW_WITH_LENGTH, METHODS
from emoprofile.aggregate.vocabulary import vocabulary_figures
from emoprofile.aggregate.voices import voice_figures
from emoprofile.aggregate.weightings import WEIGHTINGS
from emoprofile.config import AggregateConfig
from emoprofile.data import LabelScores, Profile, Provenance, Scored, ScoreMatrix, VocabularyFigures
from emoprofile.data.document import content_digest
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError

EMOTIONS_IN_ARC = 3
"""Each further series makes the correction for their number harder on all of them."""
log = logging.getLogger(__name__)


class Aggregator:
    """Aggregation as a configuration says. Picklable.

    Raises:
        UnknownNameError: If the method or the weighting does not exist.
    """

    def __init__(self, config: AggregateConfig) -> None:
        self.config = config
        self._method = METHODS.get(config.method)
        self._weighting = WEIGHTINGS.get(config.weighting)
        if config.method in GROW_WITH_LENGTH:
            log.warning(
                "the method %r gives longer articles higher scores by construction: "
                "do not compare scores between articles of different length",
                config.method,
            )

    def __reduce__(self) -> tuple[type["Aggregator"], tuple[AggregateConfig]]:
        return type(self), (self.config,)

    def profile(self, scored: Scored, provenance: Provenance, flags: tuple[str, ...] = ()) -> Profile:
        """The profile of one article.

        Args:
            scored: Its sentences and their scores.
            provenance: Carried into the profile.
            flags: Likewise.

        Raises:
            InvalidValueError: If a method or weighting of the user's gives something unusable.
        """
        segmentation, scores = scored.segmentation, scored.scores.speaking(self.config.vocabulary)
        document, sentences = segmentation.document, segmentation.sentences
        w = self.weights(scores)
        method = NamedMethod(self.config.method, self._scores)
        seed = content_digest(document.text)
        bootstrap = Bootstrap(self.config.replicates, seed)

        def figures(of: LabelScores) -> VocabularyFigures:
            return vocabulary_figures(of, w, sentences, method, bootstrap)

        own = figures(scores.emotions)
        return Profile(
            id=document.id,
            metadata=document.metadata,
            flags=flags,
            figures=own,
            groups={name: figures(group) for name, group in scores.groups.items()},
            valence=float(w @ scores.valence) if scores.valence is not None and sentences else None,
            arc=arc(_series(scores, own), w, seed),
            voices=voice_figures(segmentation.voices(), scores.emotions, scores.valence, w),
            accounting=accounting(segmentation, scores),
            provenance=provenance,
        )

    def weights(self, scores: ScoreMatrix) -> FloatArray:
        """How much each sentence counts: shape (n,), sums to 1 unless n = 0.

        Raises:
            InvalidValueError: If a weighting of the user's gives something unusable.
        """
        n = len(scores)
        if n == 0:
            return np.zeros(0)
        w = np.asarray(self._weighting(scores), np.float64)
        if w.shape != (n,) or not np.isfinite(w).all() or (w < 0).any() or w.sum() <= 0:
            raise InvalidValueError(
                f"the weighting {self.config.weighting!r} gave weights of shape {w.shape} for {n} sentences; "
                "expected one finite, non-negative number per sentence, not all zero"
            )
        return np.asarray(w / w.sum())

    def _scores(self, p: FloatArray, w: FloatArray) -> FloatArray:
        values = np.asarray(self._method(p, w), np.float64)
        if values.shape != (p.shape[1],) or not np.isfinite(values).all():
            raise InvalidValueError(
                f"the method {self.config.method!r} gave scores of shape {values.shape}; "
                f"expected {p.shape[1]} finite numbers, one per label"
            )
        return values


def _series(scores: ScoreMatrix, own: VocabularyFigures) -> dict[str, FloatArray]:
    """What the arc shows: valence, and the emotions that lead among those over their threshold somewhere."""
    series = {} if scores.valence is None else {"valence": scores.valence}
    p = scores.emotions.probabilities
    leading = [label for label in own.ranking() if own.emotions[label].evidence][:EMOTIONS_IN_ARC]
    return series | {label: p[:, scores.emotions.labels.index(label)] for label in leading}
