"""Fits the part of a spec for articles: error models of labels and groups, and thresholds for article probabilities."""

from collections.abc import Mapping

import numpy as np

from emoprofile.calibration.domain_fitting import name_values
from emoprofile.calibration.event_error import fit_event_errors
from emoprofile.calibration.labelled_logits import LabelledLogits, scores_of
from emoprofile.calibration.thresholds import expected_f1_thresholds
from emoprofile.config import ErrorSpec, EventError, ModelSpec
from emoprofile.data import EventScores
from emoprofile.errors import InvalidValueError
from emoprofile.labels import VOCABULARIES, Vocabulary

DIGITS = 9
"""The decimals of an error model: enough that a rounded covariance is still a covariance."""


def fit_articles(spec: ModelSpec, articles: LabelledLogits) -> tuple[ModelSpec, list[str]]:
    """Fit error models and thresholds for articles; give the spec, and notes about what could not be fitted.

    A label that is not in the data gets the pooled values of the others.

    Raises:
        InvalidValueError: If data and model have no label in common.
    """
    scores = scores_of(spec, articles.raw)
    fitted: dict[str, dict[str, EventError]] = {}
    notes = []
    for name, events in vocabularies_of(scores.expressed, scores.groups).items():
        truth = articles.truth(vocabulary_of(events))
        if not truth:
            continue
        if events.kind == "exclusive":
            notes.append(f"The labels of {name} exclude each other: they keep the pooled error model.")
            continue
        fitted[name], unlabelled = _fit(events, truth, articles)
        if unlabelled:
            notes.append(
                f"Not labelled in {articles.name}, so with pooled values: {', '.join(unlabelled)} ({name}). "
                "If they could have been given, name the vocabulary of the data."
            )
    if not fitted:
        raise InvalidValueError(
            f"{articles.name} is labelled in {articles.vocabulary.name} ({', '.join(articles.vocabulary.labels)}); "
            f"{spec.name!r} has {', '.join(vocabularies_of(scores.expressed, scores.groups)) or 'no such labels'}: "
            "there is nothing to fit"
        )
    former = spec.error or ErrorSpec(domain=articles.name)
    groups = {name: each for name, each in fitted.items() if name != spec.vocabulary}
    error = former.model_copy(
        update={"domain": articles.name, "expressed": fitted.get(spec.own.name, {}), "groups": groups}
    )
    return _with_thresholds(spec.model_copy(update={"error": error}), articles), notes


def vocabularies_of(expressed: EventScores | None, groups: Mapping[str, EventScores]) -> dict[str, EventScores]:
    """Give the event scores of a model by vocabulary, its own first."""
    return ({expressed.vocabulary: expressed} if expressed else {}) | dict(groups)


def vocabulary_of(events: EventScores) -> Vocabulary:
    """Give the part of the vocabulary that the scores have."""
    return VOCABULARIES[events.vocabulary].restrict_to(events.labels)


def _fit(
    events: EventScores, truth: Mapping[str, np.ndarray], articles: LabelledLogits
) -> tuple[dict[str, EventError], list[str]]:
    columns = [events.labels.index(label) for label in truth]
    found = fit_event_errors(events.logits[:, columns], np.column_stack([*truth.values()]), articles.units)
    own = dict(zip(truth, found.labels, strict=True))
    errors = {label: round_event_error(own.get(label, found.pooled)) for label in events.labels}
    return errors, [label for label in events.labels if label not in own]


def round_event_error(error: EventError) -> EventError:
    """Round an error model as it is written in a spec."""
    (a, c), (_, b) = error.covariance
    a, b, c = round(a, DIGITS), round(b, DIGITS), round(c, DIGITS)
    return EventError(
        slope=round(error.slope, DIGITS),
        intercept=round(error.intercept, DIGITS),
        covariance=((a, c), (c, b)),
        tau=round(error.tau, DIGITS),
    )


def _with_thresholds(spec: ModelSpec, articles: LabelledLogits) -> ModelSpec:
    """Add thresholds for q, the probabilities for articles. They follow from q alone, so every label has one."""
    scores = scores_of(spec, articles.raw)
    groups = {
        name: spec.group(name).model_copy(
            update={"thresholds": name_values(events.labels, expected_f1_thresholds(events.values))}
        )
        for name, events in scores.groups.items()
    }
    assert scores.expressed is not None
    own = name_values(scores.expressed.labels, expected_f1_thresholds(scores.expressed.values))
    return spec.model_copy(update={"thresholds": own, "threshold_scale": "articles", "groups": groups})
