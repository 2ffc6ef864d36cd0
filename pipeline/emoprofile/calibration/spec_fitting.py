"""Everything in a model spec that is fitted, from labelled sentences and plain prose."""

from collections.abc import Mapping

import numpy as np

from emoprofile.calibration import scaling
from emoprofile.calibration.thresholds import expected_f1_thresholds
from emoprofile.config import Fitted, GroupRule, GroupSpec, ModelSpec, Platt, ValenceSpec
from emoprofile.data.scores import FloatArray, IntArray, logit, sigmoid
from emoprofile.labels import Bridge, Vocabulary
from emoprofile.metrics import BoolArray, log_loss
from emoprofile.score.outputs import calibrated, grouped, polarity

CALIBRATIONS: Mapping[str, scaling.Fit] = {
    "identity": scaling.identity,
    "temperature": scaling.temperature,
    "platt": scaling.platt,
}
GROUP_RULES: tuple[GroupRule, ...] = ("max", "noisy_or", "sum")
DIGITS = 6


def fitted_spec(
    spec: ModelSpec,
    raw: FloatArray,
    gold: BoolArray,
    prose: FloatArray | None,
    origin: Fitted,
    *,
    fold: IntArray | None = None,
    fewest: int = 0,
) -> ModelSpec:
    """The spec with calibration, thresholds, group rules, valence and reference.

    Args:
        spec: The facts about the model; the fitted numbers it holds are replaced, but for what the last three say.
        raw: Shape (n, labels): raw logits of labelled sentences.
        gold: Shape (n, labels): their labels.
        prose: Shape (m, labels): raw logits of plain, unemotional sentences; None keeps the references of the spec.
        origin: Where these come from; the metrics are added.
        fold: Shape (n,): the folds in which calibrations are compared; None is five interleaved ones.
        fewest: A label with fewer positive sentences keeps its calibration and threshold, as far as the spec has any.
    """
    own, former = spec.own, spec.calibration or {}
    enough = gold.sum(axis=0) >= fewest
    uncalibrated = spec.model_copy(update={"calibration": None})
    z = calibrated(uncalibrated, raw)
    losses: dict[str, float] = {}
    fresh: list[Platt] = []
    if enough.any():
        # A copy of columns may be laid out otherwise, and sums then differ in the last bit.
        z, truth = (z, gold) if enough.all() else (z[:, enough], gold[:, enough])
        losses = {name: scaling.cross_validated_log_loss(fit, z, truth, fold) for name, fit in CALIBRATIONS.items()}
        fresh = CALIBRATIONS[min(losses, key=losses.__getitem__)](z, truth)
    # A slope that is rounded to 0 could not be read again: it keeps all its digits.
    parameters = {label: former.get(label, Platt(slope=1.0, intercept=0.0)) for label in own.labels} | {
        own.labels[i]: p.model_copy(update={"slope": _short(p.slope) or p.slope, "intercept": _short(p.intercept)})
        for i, p in zip(np.flatnonzero(enough), fresh, strict=True)
    }
    with_calibration = spec.model_copy(update={"calibration": parameters})
    z = calibrated(with_calibration, raw)
    p = sigmoid(z)
    plain = None if prose is None else sigmoid(calibrated(with_calibration, prose))
    metrics = {f"cross_validated_log_loss_{name}": _short(loss) for name, loss in losses.items()}
    groups = {}
    for name, over in spec.bridges.items():
        groups[name], group_losses = _fitted_group(own, over, p, gold, plain, spec.group(name), fewest)
        metrics |= {f"log_loss_{name}_{rule}": _short(loss) for rule, loss in group_losses.items()}
    return with_calibration.model_copy(
        update={
            "thresholds": _named(own, expected_f1_thresholds(p)) | _kept(own, enough, spec.thresholds),
            "reference": spec.reference if plain is None else _named(own, plain.mean(axis=0)),
            "groups": groups,
            "valence": _fitted_valence(own, z, gold, spec.valence),
            "fitted": origin.model_copy(update={"metrics": metrics}),
        }
    )


def group_gold(gold: BoolArray, own: Vocabulary, over: Bridge) -> BoolArray:
    """A sentence carries a group if it carries one of its labels: shape (n, labels) -> (n, groups)."""
    members = [[own.labels.index(label) for label in over.members[group]] for group in over.target.labels]
    return np.column_stack([gold[:, columns].any(axis=1) for columns in members])


def _fitted_group(
    own: Vocabulary,
    over: Bridge,
    p: FloatArray,
    gold: BoolArray,
    plain: FloatArray | None,
    former: GroupSpec,
    fewest: int,
) -> tuple[GroupSpec, dict[GroupRule, float]]:
    """The rule whose probabilities are truest (lowest log loss), with thresholds and reference of its own."""
    truth = group_gold(gold, own, over)
    candidates = {rule: _clipped(grouped(p, own, over, rule)) for rule in GROUP_RULES}
    losses = {rule: log_loss(values, truth) for rule, values in candidates.items()}
    best = min(losses, key=losses.__getitem__)
    enough = truth.sum(axis=0) >= fewest
    # A threshold of another rule is one of other probabilities.
    kept = _kept(over.target, enough, former.thresholds if former.rule == best else None)
    group = GroupSpec(
        rule=best,
        thresholds=_named(over.target, expected_f1_thresholds(candidates[best])) | kept,
        reference=former.reference
        if plain is None
        else _named(over.target, _clipped(grouped(plain, own, over, best)).mean(axis=0)),
    )
    return group, losses


def _kept(own: Vocabulary, enough: BoolArray, former: Mapping[str, float] | None) -> dict[str, float]:
    """What the spec had, for the labels that too few sentences carry."""
    return {label: former[label] for label, fine in zip(own.labels, enough, strict=True) if former and not fine}


def _fitted_valence(own: Vocabulary, z: FloatArray, gold: BoolArray, former: ValenceSpec | None) -> ValenceSpec | None:
    """Centre: the median polarity of sentences that are neutral and nothing else. Scale: its spread over all.

    Without such sentences there is nothing to fit: the spec keeps what it has.
    """
    if not (own.positive and own.negative and own.neutral):
        return None
    values = polarity(z, own)
    neutral = gold[:, own.labels.index(own.neutral)] & (gold.sum(axis=1) == 1)
    if not neutral.any() or values.std() < 10**-DIGITS:
        return former
    return ValenceSpec(centre=_short(float(np.median(values[neutral]))), scale=_short(float(values.std())))


def _clipped(p: FloatArray) -> FloatArray:
    return sigmoid(logit(p))


def _named(own: Vocabulary, values: FloatArray) -> dict[str, float]:
    return {label: _short(float(value)) for label, value in zip(own.labels, values, strict=True)}


def _short(value: float) -> float:
    return round(value, DIGITS)
