"""Fits the numbers of a spec that come from unemotional text: the centre of a derived valence, and the baselines."""

import numpy as np
from scipy.optimize import brentq

from emoprofile.calibration.domain_fitting import name_values, shorten
from emoprofile.calibration.labelled_logits import BaselineLogits, LabelledLogits, scores_of
from emoprofile.config import DimensionsSpec, ModelSpec, PolaritySpec, ValenceSpec
from emoprofile.data.scores import FloatArray, logit
from emoprofile.score.outputs import calibrate, measure_polarity

FEWEST_FLAT = 20
SMALLEST_SCALE = 1e-6


def select_flat_logits(spec: ModelSpec, labelled: LabelledLogits) -> FloatArray | None:
    """Select the raw logits of sentences that carry only "no emotion"; None for fewer than twenty of them."""
    neutral = spec.own.neutral
    truth = labelled.truth(spec.own)
    if neutral is None or neutral not in truth:
        return None
    others = [values for label, values in truth.items() if label != neutral]
    flat = truth[neutral] & ~np.any([np.zeros(len(labelled.raw), bool), *others], axis=0)
    return labelled.raw[flat] if flat.sum() >= FEWEST_FLAT else None


def fit_valence_centre(spec: ModelSpec, flat: FloatArray, spread: FloatArray) -> ModelSpec:
    """Fit a derived valence whose mean over flat sentences is 0.

    Args:
        spec: The spec. It is changed if its valence is derived, or if it has none and can derive it.
        flat: Shape (m, outputs): raw logits of unemotional sentences.
        spread: Shape (n, outputs): raw logits of sentences of all kinds: the scale is the spread of their polarity.
    """
    own, valence = spec.own, spec.dimensions.valence if spec.dimensions else None
    can_derive = spec.kind in ("multi-label", "exclusive") and bool(own.positive and own.negative)
    if not can_derive or (valence is not None and valence.derived is None):
        return spec
    values, flat_values = _polarity(spec, spread), _polarity(spec, flat)
    scale = shorten(float(values.std()))
    if scale < SMALLEST_SCALE:
        return spec
    expressed = scores_of(spec, flat).expressed
    assert expressed is not None
    damped = 1.0 if own.neutral is None else 1 - expressed.values[:, own.labels.index(own.neutral)]

    def mean(centre: float) -> float:
        return float(np.mean(np.tanh((flat_values - centre) / scale) * damped))

    centre = brentq(mean, flat_values.min() - 1, flat_values.max() + 1)
    polarity_spec = PolaritySpec(centre=shorten(float(centre)), scale=scale)
    derived = (valence or ValenceSpec()).model_copy(update={"derived": polarity_spec})
    dimensions = (spec.dimensions or DimensionsSpec(valence=derived)).model_copy(update={"valence": derived})
    return spec.model_copy(update={"dimensions": dimensions})


def fit_baselines(spec: ModelSpec, text: BaselineLogits) -> ModelSpec:
    """Add the baselines: the mean of every figure on unemotional text, with the fitted error models."""
    scores = scores_of(spec, text.raw)
    update: dict[str, object] = {}
    if scores.expressed is not None:
        update["baseline"] = name_values(scores.expressed.labels, scores.expressed.values.mean(axis=0))
        update["groups"] = {
            name: spec.group(name).model_copy(update={"baseline": name_values(group.labels, group.values.mean(axis=0))})
            for name, group in scores.groups.items()
        }
    if scores.evoked is not None and spec.evoked is not None:
        means = name_values(scores.evoked.labels, scores.evoked.values.mean(axis=0))
        update["evoked"] = spec.evoked.model_copy(update={"baseline": means})
    if scores.dimensions is not None:
        dimensions = spec.dimensions or DimensionsSpec(valence=ValenceSpec())
        means = name_values(scores.dimensions.labels, scores.dimensions.values.mean(axis=0))
        parts = {
            name: (getattr(dimensions, name) or ValenceSpec()).model_copy(update={"baseline": value})
            for name, value in means.items()
        }
        update["dimensions"] = dimensions.model_copy(update=parts)
    return spec.model_copy(update=update)


def without_baselines(spec: ModelSpec) -> ModelSpec:
    """Remove the baselines, because those of another scale would be wrong."""
    update: dict[str, object] = {
        "baseline": {},
        "groups": {name: group.model_copy(update={"baseline": {}}) for name, group in spec.groups.items()},
    }
    if spec.evoked is not None:
        update["evoked"] = spec.evoked.model_copy(update={"baseline": {}})
    if spec.dimensions is not None:
        parts = {name: getattr(spec.dimensions, name) for name in ("valence", "arousal")}
        known = {name: part.model_copy(update={"baseline": None}) for name, part in parts.items() if part is not None}
        update["dimensions"] = spec.dimensions.model_copy(update=known)
    return spec.model_copy(update=update)


def _polarity(spec: ModelSpec, raw: FloatArray) -> FloatArray:
    """Compute the polarity of log-odds, as a derived valence does."""
    logits = calibrate(spec, raw)[:, : len(spec.own.labels)]
    return measure_polarity(logit(np.exp(logits)) if spec.kind == "exclusive" else logits, spec.own)
