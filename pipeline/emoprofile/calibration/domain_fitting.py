"""Fits the part of a spec for the model's own domain: calibration, group rules and thresholds."""

from collections.abc import Mapping

import numpy as np

from emoprofile.calibration import scaling
from emoprofile.calibration.folds import grouped_folds
from emoprofile.calibration.labelled_logits import LabelledLogits
from emoprofile.calibration.thresholds import expected_f1_thresholds
from emoprofile.config import CalibrationSpec, GroupRule, GroupSpec, ModelSpec, Platt
from emoprofile.data.scores import FloatArray, clip_probabilities
from emoprofile.errors import InvalidValueError
from emoprofile.labels import Bridge, Vocabulary
from emoprofile.metrics import BoolArray, log_loss
from emoprofile.score.outputs import calibrate, compute_probabilities, group_probabilities

CALIBRATIONS: Mapping[str, scaling.Fit] = {
    "identity": scaling.identity,
    "temperature": scaling.temperature,
    "platt": scaling.platt,
}
GROUP_RULES: tuple[GroupRule, ...] = ("max", "noisy_or", "sum")
FOLDS = 5
DIGITS = 6
SMALLEST_SLOPE = 10.0**-DIGITS
"""Where a label has nothing to do with its logit, the best slope is smaller still, and would be rounded to 0."""


def fit_domain(spec: ModelSpec, domain: LabelledLogits, seed: int = 0) -> tuple[ModelSpec, dict[str, float]]:
    """Fit calibration, group rules and thresholds for the model's own domain; give the spec, and the losses compared.

    Raises:
        InvalidValueError: If the sentences are not labelled with all labels of the model, or their labels are not of a
            kind that can be calibrated.
    """
    gold = gold_of(spec, domain)
    labels = spec.own.labels
    bare = spec.model_copy(update={"calibration": None})
    z = calibrate(bare, domain.raw)[:, : len(labels)]
    if spec.kind == "exclusive":
        losses, parameters = {}, scaling.softmax_temperature(z, gold)
    else:
        fold = grouped_folds(domain.units, FOLDS, seed)
        losses = {name: scaling.cross_validated_log_loss(fit, z, gold, fold) for name, fit in CALIBRATIONS.items()}
        parameters = CALIBRATIONS[min(losses, key=losses.__getitem__)](z, gold)
    metrics = {f"cross_validated_log_loss_{name}": shorten(loss) for name, loss in losses.items()}
    each = {
        label: Platt(slope=max(shorten(found.slope), SMALLEST_SLOPE), intercept=shorten(found.intercept))
        for label, found in zip(labels, parameters, strict=True)
    }
    fitted = spec.model_copy(update={"calibration": CalibrationSpec(domain=domain.name, labels=each)})
    p = compute_probabilities(fitted, calibrate(fitted, domain.raw))[:, : len(labels)]
    groups = {}
    for name, over in spec.bridges.items():
        groups[name], compared = _fit_group(spec.own, over, p, gold, spec.group(name))
        metrics |= {f"log_loss_{name}_{rule}": shorten(loss) for rule, loss in compared.items()}
    thresholds = name_values(labels, expected_f1_thresholds(p))
    update = {"thresholds": thresholds, "threshold_scale": "domain", "groups": groups}
    return fitted.model_copy(update=update), metrics


def gold_of(spec: ModelSpec, domain: LabelledLogits) -> BoolArray:
    """Give the gold labels of the sentences, in the order of the model's labels.

    Raises:
        InvalidValueError: If the data cannot have one of the labels.
    """
    truth = domain.truth(spec.own)
    if spec.kind not in ("multi-label", "exclusive") or (lacking := [n for n in spec.own.labels if n not in truth]):
        shown = ", ".join(lacking) if spec.own.labels else "the model has no labels to calibrate"
        raise InvalidValueError(
            f"{domain.name}: the sentences are not labelled with all labels of {spec.name!r} ({spec.own.name}); "
            f"without gold: {shown}. Calibration on the own domain needs all of them"
        )
    return np.column_stack([truth[label] for label in spec.own.labels])


def group_gold(gold: BoolArray, own: Vocabulary, over: Bridge) -> BoolArray:
    """Compute the gold of groups: shape (n, labels) -> (n, groups). A group is carried if one of its labels is."""
    members = [[own.labels.index(label) for label in over.members[group]] for group in over.target.labels]
    return np.column_stack([gold[:, columns].any(axis=1) for columns in members])


def _fit_group(
    own: Vocabulary, over: Bridge, p: FloatArray, gold: BoolArray, former: GroupSpec
) -> tuple[GroupSpec, dict[GroupRule, float]]:
    """Choose the rule whose probabilities have the lowest log loss, and fit thresholds for it."""
    truth = group_gold(gold, own, over)
    candidates = {rule: clip_probabilities(group_probabilities(p, own, over, rule)) for rule in GROUP_RULES}
    losses = {rule: log_loss(values, truth) for rule, values in candidates.items()}
    best = min(losses, key=losses.__getitem__)
    thresholds = name_values(over.target.labels, expected_f1_thresholds(candidates[best]))
    return former.model_copy(update={"rule": best, "thresholds": thresholds}), losses


def name_values(labels: tuple[str, ...], values: FloatArray) -> dict[str, float]:
    """Name numbers by label, with six decimals, as in a spec."""
    return {label: shorten(float(value)) for label, value in zip(labels, values, strict=True)}


def shorten(value: float) -> float:
    """Round a number to the six decimals of a spec."""
    return round(value, DIGITS)
