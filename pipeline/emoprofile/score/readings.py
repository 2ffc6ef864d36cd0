"""Calibrated logits -> what a model says in each of its readings, with the error model of each."""

from collections.abc import Mapping, Sequence

import numpy as np

from emoprofile.config import EventError, GradedError, ModelSpec, ReliabilitySpec, load_default_error
from emoprofile.data import EventErrors, EventScores, GradedErrors, GradedScores, Reliability, ScoreMatrix
from emoprofile.data.reliability import UNKNOWN, Known
from emoprofile.data.scores import FloatArray, IntArray, logit, sigmoid
from emoprofile.labels import Vocabulary
from emoprofile.score.outputs import compute_probabilities, group_probabilities, measure_polarity


def score_matrix(spec: ModelSpec, logits: FloatArray, tokens: IntArray, windows: IntArray) -> ScoreMatrix:
    """Everything that the spec makes of the calibrated logits of n texts.

    Args:
        spec: The model's spec.
        logits: Shape (n, outputs), in the order of `spec.outputs`, as `calibrate` gives them.
        tokens: Shape (n,).
        windows: Shape (n,).
    """
    expressed = _read_expressed(spec, logits) if spec.kind in ("multi-label", "exclusive") else None
    dimensions = _dimensions(spec, logits, expressed)
    has_valence = dimensions is not None and "valence" in dimensions.labels
    derived = spec.dimensions is not None and spec.dimensions.valence is not None and spec.dimensions.valence.derived
    return ScoreMatrix(
        expressed=expressed,
        groups=_groups(spec, expressed) if expressed else {},
        evoked=_read_evoked(spec, logits) if spec.evoked else None,
        dimensions=dimensions,
        valence_basis=("derived" if derived else "model") if has_valence else None,
        tokens=tokens,
        windows=windows,
    )


def _read_expressed(spec: ModelSpec, logits: FloatArray) -> EventScores:
    own = spec.own
    return EventScores(
        vocabulary=own.name,
        labels=own.labels,
        neutral=own.neutral,
        kind="exclusive" if spec.kind == "exclusive" else "multi-label",
        logits=logits[:, : len(own.labels)],
        errors=_event_errors(own.labels, spec.error.expressed if spec.error else {}, load_default_error().expressed),
        baseline=_baseline(own.labels, spec.baseline),
        reliability=_reliability(own.labels, spec.reliability),
        thresholds=None if spec.thresholds is None else np.array([spec.thresholds[label] for label in own.labels]),
        threshold_scale=spec.threshold_scale,
    )


def _groups(spec: ModelSpec, expressed: EventScores) -> dict[str, EventScores]:
    found = {}
    for name, over in spec.bridges.items():
        rules, labels = spec.group(name), over.target.labels
        fitted = spec.error.groups.get(name, {}) if spec.error else {}
        found[name] = EventScores(
            vocabulary=name,
            labels=labels,
            neutral=over.target.neutral,
            kind="multi-label",
            logits=logit(group_probabilities(expressed.probabilities, spec.own, over, rules.rule)),
            errors=_event_errors(labels, fitted, load_default_error().groups),
            baseline=_baseline(labels, rules.baseline),
            reliability=_reliability(labels, rules.reliability),
            thresholds=None if rules.thresholds is None else np.array([rules.thresholds[label] for label in labels]),
            threshold_scale=spec.threshold_scale,
            unmapped=over.unmapped,
        )
    return found


def _read_evoked(spec: ModelSpec, logits: FloatArray) -> GradedScores:
    assert spec.evoked is not None
    labels = spec.evokes.labels
    fitted = spec.error.evoked if spec.error else {}
    errors = {label: fitted.get(label, load_default_error().evoked) for label in labels}
    raw = sigmoid(_columns(spec, logits, [f"evoked:{label}" for label in labels]))
    return _read_graded(
        spec.evokes, raw, errors, bool(fitted), spec.evoked.baseline, _reliability(labels, spec.evoked.reliability)
    )


def _dimensions(spec: ModelSpec, logits: FloatArray, expressed: EventScores | None) -> GradedScores | None:
    if not spec.graded:
        return None
    values = {}
    if "valence" in spec.graded:
        values["valence"] = _valence(spec, logits, expressed)
    if "arousal" in spec.graded:
        values["arousal"] = sigmoid(_columns(spec, logits, ["dimension:arousal"]))[:, 0]
    pooled = {"valence": load_default_error().valence, "arousal": load_default_error().arousal}
    fitted = spec.error.dimensions if spec.error else {}
    about = {name: getattr(spec.dimensions, name, None) for name in spec.graded}
    return _read_graded(
        Vocabulary("dimensions", spec.graded),
        np.column_stack(list(values.values())),
        {name: fitted.get(name, pooled[name]) for name in spec.graded},
        bool(fitted),
        {name: each.baseline for name, each in about.items() if each is not None and each.baseline is not None},
        tuple(_make_known(each.reliability if each is not None else None) for each in about.values()),
    )


def _valence(spec: ModelSpec, logits: FloatArray, expressed: EventScores | None) -> FloatArray:
    """Shape (n,), in [-1, 1]: of labels that are degrees of it their expected value; derived; or the model's output."""
    own = spec.own
    if spec.kind == "graded":
        p = compute_probabilities(spec, logits)[:, : len(own.labels)]
        return np.asarray(p @ [own.values[label] for label in own.labels] / p.sum(axis=1))
    derived = spec.dimensions and spec.dimensions.valence and spec.dimensions.valence.derived
    if not derived:
        return 2 * sigmoid(_columns(spec, logits, ["dimension:valence"]))[:, 0] - 1
    assert expressed is not None  # a derived valence has labels that it follows from
    z = logit(expressed.probabilities) if expressed.kind == "exclusive" else expressed.logits
    v = np.tanh((measure_polarity(z, own) - derived.centre) / derived.scale)
    if own.neutral is None:
        return np.asarray(v)
    # Without this, flat factual text has the valence of its faintest labels.
    return np.asarray(v * (1 - expressed.values[:, own.labels.index(own.neutral)]))


def _read_graded(
    own: Vocabulary,
    raw: FloatArray,
    errors: Mapping[str, GradedError],
    is_fitted: bool,
    baseline: Mapping[str, float],
    reliability: tuple[Known, ...],
) -> GradedScores:
    """Values calibrated for articles, within their scale."""
    each = [errors[label] for label in own.labels]
    least = np.array([-1.0 if label == "valence" else 0.0 for label in own.labels])
    values = raw * [error.slope for error in each] + [error.intercept for error in each]
    return GradedScores(
        vocabulary=own.name,
        labels=own.labels,
        values=np.clip(values, least, 1.0),
        least=least,
        errors=GradedErrors(
            sentence=np.array([error.sentence for error in each]),
            article=np.array([error.article for error in each]),
            offset=np.array([error.offset for error in each]),
            origin="fitted" if is_fitted else "default",
        ),
        baseline=_baseline(own.labels, baseline),
        reliability=reliability,
    )


def _event_errors(labels: Sequence[str], fitted: Mapping[str, EventError], pooled: EventError) -> EventErrors:
    each = [fitted.get(label, pooled) for label in labels]
    return EventErrors(
        slope=np.array([error.slope for error in each]),
        intercept=np.array([error.intercept for error in each]),
        covariance=np.array([error.covariance for error in each]).reshape(-1, 2, 2),
        tau=np.array([error.tau for error in each]),
        origin="fitted" if fitted else "default",
    )


def _columns(spec: ModelSpec, logits: FloatArray, names: Sequence[str]) -> FloatArray:
    return logits[:, [spec.outputs.index(name) for name in names]]


def _baseline(labels: Sequence[str], known: Mapping[str, float]) -> FloatArray:
    return np.array([known.get(label, np.nan) for label in labels], np.float64)


def _reliability(labels: Sequence[str], measured: Mapping[str, ReliabilitySpec]) -> tuple[Known, ...]:
    return tuple(_make_known(measured.get(label)) for label in labels)


def _make_known(measured: ReliabilitySpec | None) -> Known:
    return UNKNOWN if measured is None else Reliability(measured.metric, measured.value, measured.examples)
