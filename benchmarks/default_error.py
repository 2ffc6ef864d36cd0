"""Fit the pooled error model that models without one of their own use, and write `default_error.yaml`.

python -m benchmarks.default_error MODEL --data LABELLED [--data RATED] [--split dev]

A reading that the model does not have, or that nobody rated, keeps the numbers that are there.
"""

import argparse

import numpy as np
import yaml

from emoprofile.calibration import LabelledLogits, RatedLogits, fit_event_errors, fit_graded_errors, scores_of
from emoprofile.calibration.article_fitting import round_event_error, vocabulary_of
from emoprofile.calibration.rating_fitting import rated_values
from emoprofile.calibration.tune import find_ratings, take_split
from emoprofile.config import DefaultErrorSpec, ScoreConfig, load_default_error, load_model_spec
from emoprofile.config.error import DEFAULT_ERROR
from emoprofile.data import EventScores
from emoprofile.labelled import read_labelled
from emoprofile.score import Scorer

HEADER = "# Written by benchmarks/default_error.py: what the labels of the embedded model have in common.\n"
GROUPS = "ekman"
DIGITS = 6


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--data", action="append", required=True)
    parser.add_argument("--split")
    arguments = parser.parse_args()
    spec = load_model_spec(arguments.model)
    scorer = Scorer(spec, ScoreConfig())
    values = load_default_error().model_dump(mode="json")
    domains = []
    for path in arguments.data:
        data = take_split(read_labelled(path), arguments.split)
        raw = scorer.raw_logits(data.texts)
        if ratings := find_ratings(spec, data):
            rated = RatedLogits(data.name, raw, ratings, data.units)
            values |= _pooled_graded(rated_values(spec, rated), rated)
        else:
            articles = LabelledLogits(data.name, raw, data.given, data.vocabulary, data.units)
            scores = scores_of(spec, raw)
            assert scores.expressed is not None
            values["expressed"] = _pooled(scores.expressed, articles)
            values["groups"] = _pooled(scores.groups[GROUPS], articles)
        domains.append(f"{data.name}, {', '.join(data.splits) or 'all'}, with {spec.name}")
    found = DefaultErrorSpec.model_validate(values | {"domain": "; ".join(domains)})
    text = yaml.safe_dump(found.model_dump(mode="json"), sort_keys=False, width=110)
    DEFAULT_ERROR.write_text(HEADER + text, encoding="utf-8")
    print(text)


def _pooled(events: EventScores, articles: LabelledLogits) -> object:
    truth = articles.truth(vocabulary_of(events))
    columns = [events.labels.index(label) for label in truth]
    found = fit_event_errors(events.logits[:, columns], np.column_stack([*truth.values()]), articles.units)
    return round_event_error(found.pooled).model_dump(mode="json")


def _pooled_graded(measured: dict[str, np.ndarray], rated: RatedLogits) -> dict[str, object]:
    evoked = [name for name in measured if name.startswith("evoked:")]
    parts = ({"evoked": evoked} if evoked else {}) | {
        name: [f"dimension:{name}"] for name in ("valence", "arousal") if f"dimension:{name}" in measured
    }
    found: dict[str, object] = {}
    for part, names in parts.items():
        values = np.column_stack([measured[name] for name in names])
        ratings = np.column_stack([rated.ratings[name] for name in names])
        fitted = fit_graded_errors(values, ratings, rated.units)
        error = fitted.pooled if part == "evoked" else fitted.labels[0]
        # Slope and intercept correct the outputs of this model alone; of other models nobody knows them.
        spread = error.model_copy(update={"slope": 1.0, "intercept": 0.0})
        found[part] = {name: round(value, DIGITS) for name, value in spread.model_dump().items()}
    return found


if __name__ == "__main__":
    main()
