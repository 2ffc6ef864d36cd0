"""Draws of graded labels: each draw adds a common offset, a shift of the article and errors of the sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from emoprofile.aggregate.seeds import draw_common_normals
from emoprofile.data import GradedScores
from emoprofile.data.scores import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class GradedDraws:
    """The graded labels of an article under each draw.

    Attributes:
        shift: Shape (labels, draws): the common offset of the draw plus the shift of the article.
        scores: The scores of the n sentences.
    """

    shift: FloatArray
    scores: GradedScores

    @classmethod
    def of(cls, scores: GradedScores, count: int, random: np.random.Generator) -> "GradedDraws":
        """Combine the offsets, which all articles share, with the shifts of this article."""
        offset = draw_common_normals(f"graded/{scores.vocabulary}", scores.labels, count, 1)[:, 0]
        shifts = random.standard_normal((len(scores.labels), count))
        errors = scores.errors
        return cls(errors.offset[:, None] * offset + errors.article[:, None] * shifts, scores)

    def draw_sums(self, weights: FloatArray, random: np.random.Generator) -> FloatArray:
        """Σ w·(y + errors) under each draw, not clipped: shape (weightings, n) -> (weightings, labels, draws).

        The weighted sums of the errors of n sentences have the covariance s²·W·Wᵀ. With Wᵀ = QR, they are s·Rᵀ times a
        vector of normal numbers, one per weighting. This needs no random number per sentence.
        """
        factor = np.linalg.qr(weights.T, mode="r")
        labels, count = self.shift.shape
        normals = random.standard_normal((labels, len(factor), count))
        errors = np.einsum("rk,lrd->kld", factor, normals)
        means = weights @ self.scores.values
        return np.asarray(means[:, :, None] + self.shift + self.scores.errors.sentence[:, None] * errors)

    def iterate_values(self) -> Iterator[FloatArray]:
        """Yield the values under the shifts of each draw in turn, within their scale: shape (n, labels)."""
        for i in range(self.shift.shape[1]):
            yield np.clip(self.scores.values + self.shift[:, i], self.scores.least, 1.0)
