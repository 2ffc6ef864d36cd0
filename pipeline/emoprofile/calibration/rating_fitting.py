"""Fits the error models of graded labels, and measures their reliability, on rated sentences."""

from collections.abc import Sequence

import numpy as np

from emoprofile.calibration.domain_fitting import shorten
from emoprofile.calibration.graded_error import fit_graded_errors
from emoprofile.calibration.labelled_logits import RatedLogits, scores_of
from emoprofile.config import ErrorSpec, GradedError, ModelSpec, ReliabilitySpec, load_default_error
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError
from emoprofile.metrics import measure_agreement

IDENTITY = GradedError(slope=1.0, intercept=0.0, sentence=0.0, article=0.0, offset=0.0)
FEWEST_RATED = 5


def fit_ratings(spec: ModelSpec, rated: RatedLogits) -> tuple[ModelSpec, list[str]]:
    """Fit error models and reliability of evoked labels, valence and arousal; give the spec, and notes.

    Raises:
        InvalidValueError: If nothing that the model says is rated by five sentences or more.
    """
    measured = rated_values(spec, rated)
    if not measured:
        raise InvalidValueError(
            f"{rated.name} rates {', '.join(sorted(rated.ratings)) or 'nothing'}; {spec.name!r} has no such output, or "
            f"none that {FEWEST_RATED} sentences or more are rated for"
        )
    evoked = [name for name in measured if name.startswith("evoked:")]
    former = spec.error or ErrorSpec(domain=rated.name)
    errors: dict[str, dict[str, GradedError]] = {"evoked": former.evoked, "dimensions": former.dimensions}
    notes = []
    if evoked:
        errors["evoked"], note = _fit_evoked_labels(spec.evokes.labels, evoked, measured, rated)
        notes += note
    if len(measured) > len(evoked):
        own = {"valence": load_default_error().valence, "arousal": load_default_error().arousal} | former.dimensions
        for label in spec.graded:
            if (name := f"dimension:{label}") in measured:
                [own[label]] = _fit(measured, rated, [name])[0]
            elif label not in former.dimensions:
                notes.append(f"Nobody rated {label} in {rated.name}: it has the pooled error model.")
        errors["dimensions"] = {label: own[label] for label in spec.graded}
    fitted = spec.model_copy(update={"error": former.model_copy(update=errors)})
    return _with_reliability(fitted, measured, rated), notes


def rated_values(spec: ModelSpec, rated: RatedLogits) -> dict[str, FloatArray]:
    """Give the values of labels with five rated sentences or more, by label, before the calibration for articles."""
    scores = scores_of(_before_calibration(spec, rated.name), rated.raw)
    known = {name for name, values in rated.ratings.items() if np.isfinite(values).sum() >= FEWEST_RATED}
    parts = {"evoked": scores.evoked, "dimension": scores.dimensions}
    return {
        f"{reading}:{label}": graded.values[:, i]
        for reading, graded in parts.items()
        if graded is not None
        for i, label in enumerate(graded.labels)
        if f"{reading}:{label}" in known
    }


def _fit_evoked_labels(
    labels: Sequence[str], names: Sequence[str], measured: dict[str, FloatArray], rated: RatedLogits
) -> tuple[dict[str, GradedError], list[str]]:
    found, pooled = _fit(measured, rated, names)
    own = dict(zip(names, found, strict=True))
    unrated = [label for label in labels if f"evoked:{label}" not in own]
    note = [f"Not rated in {rated.name}, so with pooled values: {', '.join(unrated)} (evoked)."] if unrated else []
    return {label: own.get(f"evoked:{label}", pooled) for label in labels}, note


def _fit(
    measured: dict[str, FloatArray], rated: RatedLogits, names: Sequence[str]
) -> tuple[list[GradedError], GradedError]:
    values = np.column_stack([measured[name] for name in names])
    ratings = np.column_stack([rated.ratings[name] for name in names])
    found = fit_graded_errors(values, ratings, rated.units)
    return [_round_graded_error(each) for each in found.labels], _round_graded_error(found.pooled)


def _round_graded_error(error: GradedError) -> GradedError:
    return GradedError(**{name: shorten(value) for name, value in error.model_dump().items()})


def _before_calibration(spec: ModelSpec, name: str) -> ModelSpec:
    """Give the spec without the calibration of graded values, from which the fit starts."""
    former = spec.error or ErrorSpec(domain=name)
    same = {"evoked": spec.evokes.labels, "dimensions": spec.graded}
    update = {reading: dict.fromkeys(labels, IDENTITY) for reading, labels in same.items()}
    return spec.model_copy(update={"error": former.model_copy(update=update)})


def _with_reliability(spec: ModelSpec, measured: dict[str, FloatArray], rated: RatedLogits) -> ModelSpec:
    """Add Pearson's coefficient between the ratings and the values of the model, to which nothing was fitted."""
    found: dict[str, ReliabilitySpec] = {}
    for name, values in measured.items():
        known = np.isfinite(rated.ratings[name])
        pearson = measure_agreement(values[known], rated.ratings[name][known]).pearson.value
        if pearson is not None:
            found[name] = ReliabilitySpec(
                metric="pearson", value=shorten(pearson), examples=int(known.sum()), data=rated.name
            )
    update: dict[str, object] = {}
    if spec.evoked is not None:
        own = {label: found[name] for label in spec.evokes.labels if (name := f"evoked:{label}") in found}
        update["evoked"] = spec.evoked.model_copy(update={"reliability": spec.evoked.reliability | own})
    if spec.dimensions is not None:
        each = {
            label: part.model_copy(update={"reliability": found[name]})
            for label in spec.graded
            if (part := getattr(spec.dimensions, label)) is not None and (name := f"dimension:{label}") in found
        }
        update["dimensions"] = spec.dimensions.model_copy(update=each)
    return spec.model_copy(update=update)
