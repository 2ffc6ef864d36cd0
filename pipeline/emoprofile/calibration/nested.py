"""Fit a spec on a user's own labelled sentences, and say honestly what that is worth.

What is fitted on some sentences looks better on them than on others. So the figures come from nested cross-validation
grouped by article: in each outer fold the kind of calibration is chosen and everything fitted on the other articles
alone. The spec itself is fitted on all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emoprofile.calibration import fitted_spec, grouped_folds
from emoprofile.config import Fitted, ModelSpec
from emoprofile.data.scores import PROBABILITY_FLOOR, FloatArray, IntArray, sigmoid
from emoprofile.errors import InvalidValueError
from emoprofile.metrics import (
    BoolArray,
    Measure,
    Resamples,
    absent,
    calibration_quality,
    difference,
    plain,
    sentence_quality,
)
from emoprofile.score.outputs import calibrated

FOLDS = 5
FEWEST_ARTICLES = 5
FEWEST_POSITIVES = 5
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Optimism:
    """One figure of the tuned spec, as it looks and as it is.

    Attributes:
        in_sample: On the sentences that everything was fitted on.
        nested: On sentences of articles that were held out of the fitting: what to expect of other articles like these.
        optimism: `in_sample` minus `nested`, paired: what would have been claimed too much (too little, of an error).
        before: Of the spec as it was.
        gain: `nested` minus `before`, paired: what the tuning is worth. Of an error, negative is better.
    """

    in_sample: Measure
    nested: Measure
    optimism: Measure
    before: Measure
    gain: Measure


@dataclass(frozen=True, slots=True)
class Tuned:
    """A spec that was fitted on labelled sentences.

    Attributes:
        spec: With calibration, thresholds, group rules and valence of its own, and where they come from.
        sentences: How many were fitted on.
        articles: How many they are from.
        folds: In how many parts the articles were held out.
        figures: By name: macro_f1, micro_f1, brier, log_loss, calibration_error.
        notes: What was not fitted, and why.
    """

    spec: ModelSpec
    sentences: int
    articles: int
    folds: int
    figures: Mapping[str, Optimism]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, without the spec."""
        return {name: plain(getattr(self, name)) for name in self.__dataclass_fields__ if name != "spec"}


def tune(
    spec: ModelSpec,
    raw: FloatArray,
    gold: BoolArray,
    labels: Sequence[str],
    units: Sequence[str] | Sequence[int] | IntArray,
    prose: FloatArray | None,
    origin: Fitted,
    *,
    seed: int = 0,
) -> Tuned:
    """Fit calibration, thresholds, group rules and valence.

    Args:
        spec: The model as it is. A label with fewer than five positive sentences keeps what the spec has for it.
        raw: Shape (n, labels): raw logits of labelled sentences, columns as `spec.own.labels`.
        gold: Shape (n, labels): their labels.
        labels: The columns of `gold`, in any order.
        units: The article of each sentence.
        prose: Shape (m, labels): raw logits of plain sentences; None keeps the reference of the spec.
        origin: Data, split and date of the sentences; metric, note and metrics are added.
        seed: Of the folds and the resamples.

    Raises:
        InvalidValueError: If labels or sizes do not fit, or if there are too few articles or labels to fit anything.
    """
    own = spec.own
    gold = _checked(spec, raw, gold, labels, units)
    present = dict(zip(own.labels, gold.sum(axis=0).tolist(), strict=True))
    fold = grouped_folds(units, FOLDS, seed)
    nested = np.empty_like(raw)
    nested_claims = np.empty_like(gold)
    for k in np.unique(fold):
        rest = fold != k
        inner = grouped_folds(np.asarray(units)[rest], FOLDS, seed)
        one = fitted_spec(spec, raw[rest], gold[rest], None, origin, fold=inner, fewest=FEWEST_POSITIVES)
        nested[~rest], nested_claims[~rest] = _judged(one, raw[~rest])
    whole = fitted_spec(spec, raw, gold, prose, origin, fold=fold, fewest=FEWEST_POSITIVES)
    resamples = Resamples.over(units, seed=seed)
    held_out = _figures(own.labels, nested, nested_claims, gold, resamples)
    p, claims = _judged(whole, raw)
    in_sample = _figures(own.labels, p, claims, gold, resamples)
    p, claims = _judged(spec, raw)
    before = _figures(own.labels, p, claims if spec.thresholds else None, gold, resamples)
    notes = (*_few(present, spec), *_unmeasured(prose, spec))
    reached = {
        f"nested_{name}": round(found.value, DIGITS) for name, found in held_out.items() if found.value is not None
    }
    assert whole.fitted is not None
    fitted = whole.fitted.model_copy(
        update={
            "metric": "expected F1",
            "metrics": whole.fitted.metrics | reached,
            "note": " ".join(filter(None, (origin.note, *notes))),
            "reference": origin.reference if prose is not None or not spec.fitted else spec.fitted.reference,
        }
    )
    return Tuned(
        spec=whole.model_copy(update={"fitted": fitted}),
        sentences=len(gold),
        articles=len(np.unique(np.asarray(units))),
        folds=int(fold.max()) + 1,
        figures={
            name: Optimism(
                in_sample=in_sample[name],
                nested=figure,
                optimism=difference(figure, in_sample[name]),
                before=before[name],
                gain=difference(before[name], figure),
            )
            for name, figure in held_out.items()
        },
        notes=notes,
    )


def _checked(
    spec: ModelSpec,
    raw: FloatArray,
    gold: BoolArray,
    labels: Sequence[str],
    units: Sequence[str] | Sequence[int] | IntArray,
) -> BoolArray:
    """The gold labels in the order of the model's."""
    own = spec.own
    if sorted(labels) != sorted(own.labels):
        lacking = ", ".join(label for label in own.labels if label not in labels) or "none"
        unknown = ", ".join(label for label in labels if label not in own.labels) or "none"
        raise InvalidValueError(
            f"the sentences are not labelled with the labels of {spec.name!r} ({own.name}): "
            f"without gold: {lacking}; unknown to the model: {unknown}. "
            "Give each label of the model exactly one column"
        )
    if not len(raw) == len(gold) == len(units) or raw.shape != gold.shape:
        raise InvalidValueError(
            f"logits of shape {raw.shape}, labels of shape {gold.shape} and {len(units)} articles do not fit together; "
            "each sentence needs a row of logits, a row of labels and its article"
        )
    articles = len(np.unique(np.asarray(units)))
    if articles < FEWEST_ARTICLES:
        raise InvalidValueError(
            f"the labelled sentences are from {articles} articles; at least {FEWEST_ARTICLES} are needed, "
            "so that some can be held out"
        )
    gold = gold[:, [list(labels).index(label) for label in own.labels]]
    if (gold.sum(axis=0) < FEWEST_POSITIVES).all():
        raise InvalidValueError(
            f"no label is carried by {FEWEST_POSITIVES} sentences or more: there is nothing to fit. "
            "Label more sentences"
        )
    return gold


def _judged(spec: ModelSpec, raw: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Probabilities and claims under a spec; without thresholds nothing is claimed."""
    p = np.clip(sigmoid(calibrated(spec, raw)), PROBABILITY_FLOOR, 1 - PROBABILITY_FLOOR)
    if spec.thresholds is None:
        return p, np.zeros(p.shape, bool)
    return p, p >= [spec.thresholds[label] for label in spec.own.labels]


def _figures(
    labels: Sequence[str], p: FloatArray, claims: BoolArray | None, gold: BoolArray, resamples: Resamples | None
) -> dict[str, Measure]:
    truth = calibration_quality(labels, p, gold, resamples).pooled
    if claims is None:
        macro = micro = absent("the spec has no thresholds")
    else:
        found = sentence_quality(labels, claims, gold, None, resamples)
        macro, micro = found.macro.f1, found.micro.f1
    return {
        "macro_f1": macro,
        "micro_f1": micro,
        "brier": truth.brier,
        "log_loss": truth.log_loss,
        "calibration_error": truth.calibration_error,
    }


def _few(present: Mapping[str, int], spec: ModelSpec) -> list[str]:
    few = [f"{label} ({count})" for label, count in present.items() if count < FEWEST_POSITIVES]
    if not few:
        return []
    kept = "calibration and threshold" if spec.thresholds else "calibration"
    return [f"Fewer than {FEWEST_POSITIVES} sentences, so the spec's own {kept} stay: {', '.join(few)}."]


def _unmeasured(prose: FloatArray | None, spec: ModelSpec) -> list[str]:
    if prose is not None:
        return []
    if not spec.reference:
        return ["No plain prose was given: there is no reference."]
    return ["No plain prose was given: the reference is the spec's own, measured under its former calibration."]
