"""The scores of an article's sentences -> its profile, with the method and weighting that a configuration names."""

import logging
from collections.abc import Mapping

import numpy as np

from emoprofile.aggregate.accounting import account_for_text
from emoprofile.aggregate.arc import FEWEST_SENTENCES, Curve, build_arc
from emoprofile.aggregate.draws import Draws, draw
from emoprofile.aggregate.methods import GROW_WITH_LENGTH, METHODS
from emoprofile.aggregate.readings import build_readings
from emoprofile.aggregate.seeds import seed_article
from emoprofile.aggregate.voices import weigh_voices
from emoprofile.aggregate.weightings import WEIGHTINGS
from emoprofile.config import AggregateConfig
from emoprofile.data import Profile, Provenance, Readings, Scored, ScoreMatrix, VoiceFigures
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError

LABELS_IN_ARC = 3
"""The most labels of each reading that the arc shows. The tests of all series are corrected for their number, so each
further series makes them all stricter."""
MEAN = "mean"
log = logging.getLogger(__name__)


class Aggregator:
    """Aggregates scores in the way that a configuration names. Picklable.

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
        """Build the profile of one article.

        Args:
            scored: The article with the scores of its sentences.
            provenance: The provenance that the profile carries.
            flags: The flags that the profile carries.

        Raises:
            InvalidValueError: If a method or weighting of the user gives a wrong shape or a number that is not finite.
        """
        segmentation, scores = scored.segmentation, scored.scores.in_vocabulary(self.config.vocabulary)
        document, sentences = segmentation.document, segmentation.sentences
        w = self.weigh(scores)
        weights, draws = w[None], None
        if sentences:
            voices, spoken, of_voices = weigh_voices(segmentation.share_voices(), w)
            weights = np.concatenate([weights, of_voices])
            draws = draw(scores, weights, self.config.draws, seed_article(document))
        method = None if self.config.method == MEAN else self._apply_method
        own, *of_each = build_readings(scores, draws, weights, sentences, method)
        return Profile(
            id=document.id,
            metadata=document.metadata,
            flags=flags,
            readings=own,
            arc=build_arc(_choose_curves(scores, own), w) if len(sentences) >= FEWEST_SENTENCES else None,
            voices=tuple(
                VoiceFigures(voice.kind, voice.speaker_hint, float(share), each)
                for voice, share, each in zip(voices, spoken, of_each, strict=True)
            )
            if sentences
            else (),
            accounting=account_for_text(segmentation, scores),
            provenance=provenance,
        )

    def draw(self, scored: Scored) -> Draws | None:
        """Draw the whole article, as its profile does; None for an article without a sentence.

        Raises:
            InvalidValueError: If a weighting of the user gives a wrong shape, negative numbers, or only zeros.
        """
        scores = scored.scores.in_vocabulary(self.config.vocabulary)
        if not len(scores):
            return None
        seed = seed_article(scored.segmentation.document)
        return draw(scores, self.weigh(scores)[None], self.config.draws, seed)

    def weigh(self, scores: ScoreMatrix) -> FloatArray:
        """Compute how much each sentence counts: shape (n,), sums to 1 unless n = 0.

        Raises:
            InvalidValueError: If a weighting of the user gives a wrong shape, negative numbers, or only zeros.
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

    def _apply_method(self, values: FloatArray, w: FloatArray) -> FloatArray:
        found = np.asarray(self._method(values, w), np.float64)
        if found.shape != (values.shape[1],) or not np.isfinite(found).all():
            raise InvalidValueError(
                f"the method {self.config.method!r} gave scores of shape {found.shape}; "
                f"expected {values.shape[1]} finite numbers, one per label"
            )
        return found


def _choose_curves(scores: ScoreMatrix, own: Readings) -> Mapping[str, Curve]:
    """Choose the curves of the arc: valence, and the leading labels of each reading."""
    curves = {}
    valence = scores.dimensions.get_values("valence") if scores.dimensions else None
    if valence is not None:
        curves["valence"] = Curve(valence, -1.0)
    for name, of, reading in (("expressed", scores.expressed, own.expressed), ("evoked", scores.evoked, own.evoked)):
        if of is not None and reading is not None:
            values = of.values
            for lead in (reading.leading or ())[:LABELS_IN_ARC]:
                curves[f"{name}.{lead.label}"] = Curve(values[:, of.labels.index(lead.label)], 0.0)
    return curves
