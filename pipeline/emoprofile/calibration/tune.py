"""Labelled data and a model -> its spec, tuned on them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from emoprofile.calibration.baseline_text import BaselineText
from emoprofile.calibration.fit_spec import fit_spec
from emoprofile.calibration.held_out_certainty import certainty_of_labels, certainty_of_ratings, hold_out_ratings
from emoprofile.calibration.labelled_logits import BaselineLogits, LabelledLogits, RatedLogits
from emoprofile.calibration.tuning import Tuned, measure_gains
from emoprofile.config import Fitted, ModelSpec, ScoreConfig, load_model_spec
from emoprofile.data.scores import FloatArray
from emoprofile.errors import ConfigError, InvalidValueError
from emoprofile.labelled import LabelledDataset
from emoprofile.labels import list_groupings
from emoprofile.score import Scorer

TEST = "test"
FEWEST_ARTICLES = 5


def tune(
    model: str | Path | ModelSpec,
    data: Sequence[LabelledDataset],
    *,
    split: str | None = None,
    domain_data: LabelledDataset | None = None,
    baseline_text: BaselineText | None = None,
) -> Tuned:
    """Fit everything in the spec of a model that the data say something of, and measure what that is worth.

    Args:
        model: A model, or the name or path of its spec.
        data: Labelled or rated articles. Graded labels of the vocabulary that the model evokes are ratings of what it
            evokes; other labels are those that a sentence expresses.
        split: The part of each dataset to tune on; all of it if not given. Never test.
        domain_data: Labelled sentences of the model's own domain, to calibrate it anew.
        baseline_text: Unemotional sentences.

    Raises:
        ConfigError: If data to tune on are, or hold, a part that is called test, or say the same thing twice.
        InvalidValueError: If they say nothing of what the model says, or hold fewer than five labelled articles.
    """
    spec = model if isinstance(model, ModelSpec) else load_model_spec(model)
    spec = spec.model_copy(update={"name": f"{spec.name}-tuned", "shipped": False}) if spec.shipped else spec
    chosen = [take_split(each, split) for each in data]
    domain = None if domain_data is None else take_split(domain_data, split)
    scorer = Scorer(spec, ScoreConfig())
    articles, rated = None, None
    for each in chosen:
        ratings, labels = find_ratings(spec, each), _labels(spec, each)
        if not (ratings or labels):
            raise InvalidValueError(
                f"{each.name} is labelled in {each.vocabulary.name}, and {spec.name!r} says nothing of these labels: "
                "name the model's vocabulary or a coarser one, or take other data"
            )
        raw = scorer.raw_logits(each.texts)
        if ratings:
            _refuse_second(rated, each, "rated")
            rated = RatedLogits(each.name, raw, ratings, each.units)
        if labels:
            _refuse_second(articles, each, "labelled")
            articles = LabelledLogits(each.name, raw, each.given, each.vocabulary, each.units)
    if articles is not None and (count := len(np.unique(articles.units))) < FEWEST_ARTICLES:
        raise InvalidValueError(
            f"the labelled sentences are from {count} articles; at least {FEWEST_ARTICLES} are needed, "
            "so that some can be held out"
        )
    baseline = (
        None
        if baseline_text is None
        else BaselineLogits(baseline_text.name, scorer.raw_logits(list(baseline_text.sentences)))
    )
    found = fit_spec(
        spec,
        _origin([*chosen, *([domain] if domain else [])]),
        domain=None
        if domain is None
        else LabelledLogits(
            domain.name, scorer.raw_logits(domain.texts), domain.given, domain.vocabulary, domain.units
        ),
        articles=articles,
        rated=rated,
        baseline=baseline,
    )
    certainty = {} if articles is None else certainty_of_labels(articles, found.held_out)
    if rated is not None:
        certainty |= certainty_of_ratings(rated, hold_out_ratings(found.spec, rated, baseline))
    return Tuned(
        spec=found.spec,
        sentences=0 if articles is None else len(articles.raw),
        articles=0 if articles is None else len(np.unique(articles.units)),
        folds=len(found.held_out),
        figures={} if articles is None else measure_gains(spec, articles, found.held_out),
        certainty=certainty,
        notes=found.notes,
    )


def take_split(whole: LabelledDataset, split: str | None) -> LabelledDataset:
    """The part of some data to fit on.

    Raises:
        ConfigError: If it is, or holds, a part that is called test.
    """
    chosen = whole.split(split) if split else whole
    if TEST in chosen.splits:
        others = ", ".join(name for name in whole.splits if name != TEST) or "other data"
        raise ConfigError(
            [f"split: {whole.name} would be tuned on its test part, which must stay unseen to judge by. Take: {others}"]
        )
    return chosen


def _has_evoked_ratings(spec: ModelSpec, data: LabelledDataset) -> bool:
    return spec.evoked is not None and data.graded and data.vocabulary.name == spec.evoked.vocabulary


def find_ratings(spec: ModelSpec, data: LabelledDataset) -> dict[str, FloatArray]:
    """The columns of ratings, by label; empty if the data rate nothing that the model has."""
    dimensions = {"valence": data.valence, "arousal": data.arousal}
    found = {
        f"dimension:{name}": values
        for name, values in dimensions.items()
        if name in spec.graded and not np.isnan(values).all()
    }
    if _has_evoked_ratings(spec, data):
        columns = zip(data.vocabulary.labels, data.gold.T, strict=True)
        found |= {f"evoked:{label}": column for label, column in columns if label in spec.evokes.labels}
    return found


def _labels(spec: ModelSpec, data: LabelledDataset) -> bool:
    """Whether the labels of the data are those that the model's sentences express, or groups of them."""
    if _has_evoked_ratings(spec, data) or spec.kind not in ("multi-label", "exclusive"):
        return False
    spoken = {data.vocabulary.name, *list_groupings(data.vocabulary.name)}
    return bool(spoken & {spec.vocabulary, *spec.bridges}) and bool(data.given.any())


def _refuse_second(first: LabelledLogits | RatedLogits | None, second: LabelledDataset, what: str) -> None:
    if first is not None:
        raise ConfigError([f"data: both {first.name} and {second.name} hold {what} articles: join them into one file"])


def _origin(parts: Sequence[LabelledDataset]) -> Fitted:
    splits = dict.fromkeys(split for part in parts for split in part.splits)
    return Fitted(
        data=", ".join(part.name for part in parts),
        split=", ".join(splits) or "all",
        date=f"{date.today():%Y-%m}",
    )
