"""Fits all numbers of a spec for which there are data: labelled sentences, labelled articles, rated articles.

Each step uses the result of the one before, and nothing is calibrated twice. First comes the calibration on the model's
own domain, then the error model, which is the calibration for articles, then the numbers that use calibrated values.
"""

from dataclasses import dataclass

from emoprofile.calibration.article_fitting import fit_articles
from emoprofile.calibration.domain_fitting import fit_domain
from emoprofile.calibration.event_reliability import HeldOut, hold_out, measure_reliability, with_reliability
from emoprofile.calibration.flat_text import fit_baselines, fit_valence_centre, select_flat_logits, without_baselines
from emoprofile.calibration.labelled_logits import BaselineLogits, LabelledLogits, RatedLogits
from emoprofile.calibration.rating_fitting import fit_ratings
from emoprofile.config import Fitted, ModelSpec


@dataclass(frozen=True, slots=True, eq=False)
class FittedSpec:
    """A fitted spec.

    Attributes:
        spec: The fitted spec.
        notes: The parts that were not fitted, with the reason.
        held_out: The articles in parts, each with the spec that was fitted on the others; empty without articles.
    """

    spec: ModelSpec
    notes: tuple[str, ...]
    held_out: tuple[HeldOut, ...]


def fit_spec(
    spec: ModelSpec,
    origin: Fitted,
    *,
    domain: LabelledLogits | None = None,
    articles: LabelledLogits | None = None,
    rated: RatedLogits | None = None,
    baseline: BaselineLogits | None = None,
    seed: int = 0,
) -> FittedSpec:
    """Fit a spec. A part without data stays as it is; baselines of another scale become null.

    Args:
        spec: The facts about the model.
        origin: Data, split and date of what it is fitted on; metrics, the baseline text and notes are added.
        domain: Labelled sentences of the model's own domain: calibration, group rules, thresholds, reliability.
        articles: Labelled articles: the error models of labels and groups, thresholds, reliability.
        rated: Rated sentences of articles: the error models and the reliability of graded labels.
        baseline: Unemotional sentences: every baseline, and the valence centre where no sentence is labelled neutral.
        seed: The seed of the folds.

    Raises:
        InvalidValueError: If some data have no label in common with the model.
    """
    metrics: dict[str, float] = {}
    notes: list[str] = []
    fitted = spec
    if domain is not None:
        fitted, metrics = fit_domain(fitted, domain, seed)
        parts = hold_out(domain, lambda rows: fit_domain(spec, rows, seed)[0], seed)
        fitted = with_reliability(fitted, measure_reliability(domain, parts))
    own_domain = fitted
    flat_in_domain = None if domain is None else select_flat_logits(fitted, domain)

    def fit_rest(rows: LabelledLogits | None, told: list[str]) -> ModelSpec:
        found = own_domain
        if rows is not None:
            found, more = fit_articles(found, rows)
            told += more
        flat = None if rows is None else select_flat_logits(found, rows)
        flat = flat_in_domain if flat is None else flat
        flat = baseline.raw if flat is None and baseline is not None else flat
        kinds = rows or domain
        spread = kinds.raw if kinds is not None else None if baseline is None else baseline.raw
        if flat is not None and spread is not None:
            found = fit_valence_centre(found, flat, spread)
        if rated is not None:
            found, more = fit_ratings(found, rated)
            told += more
        if baseline is not None:
            return fit_baselines(found, baseline)
        return found if found == spec else without_baselines(found)

    fitted = fit_rest(articles, notes)
    held_out = () if articles is None else hold_out(articles, lambda rows: fit_rest(rows, []), seed)
    if articles is not None:
        fitted = with_reliability(fitted, measure_reliability(articles, held_out))
    notes += _missing(articles, rated, baseline, fitted)
    provenance = origin.model_copy(
        update={
            "metric": "expected F1",
            "metrics": origin.metrics | metrics,
            "baseline": baseline.name if baseline is not None else "",
            "note": " ".join(filter(None, (origin.note, *notes))),
        }
    )
    return FittedSpec(fitted.model_copy(update={"fitted": provenance}), tuple(notes), held_out)


def _missing(
    articles: LabelledLogits | None, rated: RatedLogits | None, baseline: BaselineLogits | None, spec: ModelSpec
) -> list[str]:
    """List the parts for which no data were given."""
    notes = []
    known = "those of the spec" if spec.error else "the pooled default"
    if articles is None and spec.kind in ("multi-label", "exclusive"):
        notes.append(f"No labelled articles: the error models of expressed labels are {known}.")
    if rated is None and (spec.evoked or spec.graded):
        notes.append(f"No ratings: the error models of graded labels are {known}.")
    if baseline is None:
        notes.append("No baseline text: the baselines are unknown, and no label can be above them.")
    return notes
