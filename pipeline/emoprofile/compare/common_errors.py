"""What all articles share of the error of a label: it does not average out over the articles of a group."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from emoprofile.aggregate import draw_common_normals, draw_parameters
from emoprofile.config import ModelSpec
from emoprofile.config.error import EventError, GradedError, load_default_error
from emoprofile.data import EventErrors
from emoprofile.data.scores import FloatArray, logit


class CommonError(Protocol):
    """The common part of the error of one label."""

    def draw(self, means: FloatArray, sds: FloatArray, count: int, width: float) -> FloatArray:
        """How far the figure of each article is off by it under each draw: shape (articles, draws), mean 0.

        Args:
            means: Shape (articles,): the figures, as parts of their range.
            sds: Shape (articles,): their standard deviations, likewise.
            count: How many draws.
            width: Of the range of the figure.
        """


@dataclass(frozen=True, slots=True)
class CommonEventError:
    """Of a label that sentences express or not: the draw of (intercept, slope)."""

    vocabulary: str
    label: str
    error: EventError

    def draw(self, means: FloatArray, sds: FloatArray, count: int, width: float) -> FloatArray:
        """The draw in log-odds, times how much the figure moves with it.

        The log-odds are taken at z = (logit(mean) - intercept) / slope, as if the sentences were alike. The figure
        moves by at most mean·(1 - mean) then. Where sentences differ it moves less: never by more than what leaves
        room, within its sd, for the shift of the article, which moves it by the same factor.
        """
        error = self.error
        errors = EventErrors(
            slope=np.array([error.slope]),
            intercept=np.array([error.intercept]),
            covariance=np.array([error.covariance]),
            tau=np.array([error.tau]),
            origin="fitted",
        )
        intercept, slope = draw_parameters(self.vocabulary, (self.label,), errors, count)
        z = (logit(means.clip(1e-6, 1 - 1e-6)) - error.intercept) / error.slope
        shift = (intercept - error.intercept) + (slope - error.slope) * z[:, None]
        spread = np.sqrt(shift.var(axis=1) + error.tau**2)
        most = np.divide(sds, spread, out=np.zeros_like(spread), where=spread > 0)
        return np.asarray(np.minimum(means * (1 - means), most)[:, None] * shift)


@dataclass(frozen=True, slots=True)
class CommonGradedError:
    """Of a graded label: the offset."""

    vocabulary: str
    label: str
    error: GradedError

    def draw(self, means: FloatArray, sds: FloatArray, count: int, width: float) -> FloatArray:
        """The offset, the same for every article; less where the ends of the range leave an article a smaller sd."""
        offset = draw_common_normals(f"graded/{self.vocabulary}", (self.label,), count, 1)[0, 0]
        return np.asarray(np.minimum(self.error.offset / width, sds)[:, None] * offset)


def common_errors(spec: ModelSpec, vocabulary: str) -> Mapping[str, CommonError]:
    """The common errors of a model's labels, by their full names, with `expressed` in a vocabulary."""
    pooled, own = load_default_error(), spec.error
    found: dict[str, CommonError] = {}
    target = {spec.own.name: spec.own, **{name: bridge.target for name, bridge in spec.bridges.items()}}.get(vocabulary)
    if target is not None:
        is_own = vocabulary == spec.own.name
        fitted = {} if own is None else own.expressed if is_own else own.groups.get(vocabulary, {})
        for label in target.labels:
            error = fitted.get(label, pooled.expressed if is_own else pooled.groups)
            found[f"expressed.{label}"] = CommonEventError(vocabulary, label, error)
    if spec.evoked is not None:
        for label in spec.evokes.labels:
            felt = own.evoked.get(label, pooled.evoked) if own else pooled.evoked
            found[f"evoked.{label}"] = CommonGradedError(spec.evokes.name, label, felt)
    for label in spec.graded:
        fixed = pooled.valence if label == "valence" else pooled.arousal
        found[label] = CommonGradedError("dimensions", label, own.dimensions.get(label, fixed) if own else fixed)
    return found
