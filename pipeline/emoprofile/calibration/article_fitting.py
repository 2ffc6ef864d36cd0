"""What a spec holds for articles: the error models of labels and groups, and thresholds on the scale of articles."""

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
"""Of an error model: so many that a covariance stays one when it is rounded."""


def fit_articles(spec: ModelSpec, articles: LabelledLogits) -> tuple[ModelSpec, list[str]]:
    """The spec with error models and thresholds for articles, and what could not be fitted.

    A label that nobody labelled has the pooled values of the others.

    Raises:
        InvalidValueError: If the data label nothing that the model says.
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
    """The event scores of a model by vocabulary, its own first."""
    return ({expressed.vocabulary: expressed} if expressed else {}) | dict(groups)


def vocabulary_of(events: EventScores) -> Vocabulary:
    """The part of a vocabulary that some scores are of."""
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
    """As it is written in a spec."""
    (a, c), (_, b) = error.covariance
    a, b, c = round(a, DIGITS), round(b, DIGITS), round(c, DIGITS)
    return EventError(
        slope=round(error.slope, DIGITS),
        intercept=round(error.intercept, DIGITS),
        covariance=((a, c), (c, b)),
        tau=round(error.tau, DIGITS),
    )


def _with_thresholds(spec: ModelSpec, articles: LabelledLogits) -> ModelSpec:
    """Thresholds for q, the probabilities for articles; they follow from q alone, so that every label has one."""
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
