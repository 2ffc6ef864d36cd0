"""What all articles share of the error of a label: it does not average out over the articles of a group.

A label that sentences express or not has an intercept and a slope that were estimated on labelled articles; a graded
label has an offset. How far they are off is the same for every article. A group of articles needs two sums for it: how
far its mean moves with the intercept (`level`) and with the slope (`tilt`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import digamma

from emoprofile.compare.written import Contents
from emoprofile.config import ModelSpec
from emoprofile.config.error import EventError, GradedError, load_default_error
from emoprofile.data.scores import FloatArray, logit
from emoprofile.labels import Vocabulary

SMALLEST = 1e-9
LOGISTIC = np.pi**2 / 3
"""The variance of a standard logistic number."""


@dataclass(frozen=True, slots=True, eq=False)
class CommonEvent:
    """Of a label that sentences express or not.

    Attributes:
        error: Of its estimates.
        sign: -1 where the figure is the share without the label, as of `emotional`.
    """

    error: EventError
    sign: float = 1.0

    @property
    def covariance(self) -> FloatArray:
        """Shape (2, 2): of the estimates of (intercept, slope)."""
        return np.array(self.error.covariance)

    def sensitivities(self, means: FloatArray, sds: FloatArray, sentences: FloatArray) -> tuple[FloatArray, FloatArray]:
        """How much the figure of each article moves with the intercept and with the slope: shape (articles,) each.

        A figure moves with the intercept by f = Σ w·q·(1 - q): by mean·(1 - mean) if its sentences are alike, by less
        if some are sure. Its sd tells: sd² = f/n + f²·(τ² + the variance of what is common). It moves with the slope by
        f times the mean logit, weighted as in f; that of q from a beta distribution with this mean and this f.

        Args:
            means: Prevalences.
            sds: Their standard deviations.
            sentences: How many there are in each.
        """
        error = self.error
        p = means if self.sign > 0 else 1 - means
        whole = p * (1 - p)
        stretch = np.sqrt(1 + error.tau**2 / LOGISTIC)
        alike = (logit(p) * stretch - error.intercept) / error.slope
        (first, joint), (_, second) = error.covariance
        common = np.maximum(first + 2 * joint * alike + second * alike**2, 0.0)
        spread = np.maximum(error.tau**2 + common, SMALLEST)
        level = (np.sqrt(1 / sentences**2 + 4 * spread * sds**2) - 1 / sentences) / (2 * spread)
        level = np.clip(level, 0.0, whole)
        # Of a beta distribution with the mean p and E q(1 - q) = level: its size is level / (whole - level).
        size = np.clip(level / np.maximum(whole - level, SMALLEST), SMALLEST, 1e6)
        centre = digamma(p * size + 1) - digamma((1 - p) * size + 1)
        tilt = level * (centre * stretch - error.intercept) / error.slope
        return self.sign * level, self.sign * tilt


@dataclass(frozen=True, slots=True, eq=False)
class CommonOffset:
    """Of a graded label.

    Attributes:
        error: Of its values.
        width: Of the range of the figure.
    """

    error: GradedError
    width: float

    @property
    def covariance(self) -> FloatArray:
        """Shape (2, 2): of the offset, as a part of the range, and of nothing."""
        return np.array([[(self.error.offset / self.width) ** 2, 0.0], [0.0, 0.0]])

    def sensitivities(self, means: FloatArray, sds: FloatArray, sentences: FloatArray) -> tuple[FloatArray, FloatArray]:
        """1, or less where the ends of the range leave an article a smaller sd than the offset has; and 0.

        Args:
            means: Figures, as parts of their range.
            sds: Their standard deviations, likewise.
            sentences: How many there are in each.
        """
        offset = max(self.error.offset / self.width, SMALLEST)
        return np.minimum(1.0, sds / offset), np.zeros_like(means)


CommonError = CommonEvent | CommonOffset


def find_common_errors(spec: ModelSpec, contents: Contents) -> Mapping[str, CommonError]:
    """The common errors of the figures of some profiles, by their names; a figure that the spec lacks has none."""
    pooled, own = load_default_error(), spec.error
    found: dict[str, CommonError] = {}
    for name, figure in contents.figures.items():
        if figure.reading == "expressed":
            vocabulary, label = contents.locate(name)
            target = _find_vocabulary(spec, vocabulary)
            if target is None:
                continue
            is_opposite = label == "emotional" and label not in target.labels
            label = target.neutral or "" if is_opposite or label == "neutral" else label
            is_own = vocabulary == spec.own.name
            fitted = {} if own is None else own.expressed if is_own else own.groups.get(vocabulary, {})
            error = fitted.get(label, pooled.expressed if is_own else pooled.groups)
            found[name] = CommonEvent(error, -1.0 if is_opposite else 1.0)
        elif figure.reading == "evoked":
            felt = own.evoked.get(name.partition(".")[2], pooled.evoked) if own else pooled.evoked
            found[name] = CommonOffset(felt, 1.0)
        else:
            fixed = pooled.valence if name == "valence" else pooled.arousal
            found[name] = CommonOffset(own.dimensions.get(name, fixed) if own else fixed, 1.0 - figure.least)
    return found


def _find_vocabulary(spec: ModelSpec, name: str) -> Vocabulary | None:
    known = {spec.own.name: spec.own, **{each: bridge.target for each, bridge in spec.bridges.items()}}
    return known.get(name)
