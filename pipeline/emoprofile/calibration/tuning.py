"""What fitting on labelled articles is worth: figures of articles that were held out, beside those before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emoprofile.calibration.article_fitting import vocabularies_of, vocabulary_of
from emoprofile.calibration.event_reliability import HeldOut, claims
from emoprofile.calibration.held_out_certainty import HeldOutCertainty
from emoprofile.calibration.labelled_logits import LabelledLogits, scores_of
from emoprofile.config import ModelSpec
from emoprofile.data.scores import FloatArray, clip_probabilities
from emoprofile.metrics import (
    BoolArray,
    Measure,
    Resamples,
    make_missing,
    measure_calibration,
    measure_sentences,
    subtract,
    to_plain,
)


@dataclass(frozen=True, slots=True)
class Gain:
    """One figure of the sentences of articles.

    Attributes:
        before: Of the spec as it was: its thresholds, and the probabilities of its own domain.
        held_out: Of each article under a spec that was fitted on others.
        gain: `held_out` minus `before`, paired. Of an error, negative is better.
    """

    before: Measure
    held_out: Measure
    gain: Measure


@dataclass(frozen=True, slots=True)
class Tuned:
    """A spec that was fitted on a user's own data.

    Attributes:
        spec: The fitted spec.
        sentences: How many of labelled articles it was fitted on.
        articles: How many these are.
        folds: In how many parts the articles were held out.
        figures: Per vocabulary, by name: macro_f1, micro_f1, brier, log_loss, calibration_error.
        certainty: Intervals and `above` of held-out articles: per vocabulary, and for `evoked`, `valence`, `arousal`.
        notes: What was not fitted, and why.
    """

    spec: ModelSpec
    sentences: int
    articles: int
    folds: int
    figures: Mapping[str, Mapping[str, Gain]]
    certainty: Mapping[str, HeldOutCertainty]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, without the spec."""
        found = {name: to_plain(getattr(self, name)) for name in ("sentences", "articles", "folds", "notes")}
        figures = {
            name: {
                figure: {part: to_plain(getattr(one, part)) for part in one.__dataclass_fields__}
                for figure, one in own.items()
            }
            for name, own in self.figures.items()
        }
        return found | {
            "figures": figures,
            "certainty": {name: each.to_dict() for name, each in self.certainty.items()},
        }


@dataclass(slots=True)
class _Claims:
    """What a spec, or several, say of all sentences: probabilities, claims (None without thresholds) and gold."""

    labels: tuple[str, ...]
    p: FloatArray
    claimed: BoolArray | None
    gold: BoolArray


def measure_gains(
    spec: ModelSpec, labelled: LabelledLogits, parts: Sequence[HeldOut], seed: int = 0
) -> dict[str, dict[str, Gain]]:
    """The figures of each vocabulary that the articles are labelled in.

    Args:
        spec: As it was before.
        labelled: The articles.
        parts: With the specs that they were held out of; together all of them.
        seed: Of the resamples.
    """
    everything = np.ones(len(labelled.raw), bool)
    before = _collect_claims(labelled, [HeldOut(everything, spec)], on_articles=False)
    after = _collect_claims(labelled, parts, on_articles=True)
    resamples = Resamples.over(labelled.units, seed=seed)
    found = {}
    for name, told in after.items():
        first, last = _figures(before[name], resamples), _figures(told, resamples)
        found[name] = {key: Gain(first[key], last[key], subtract(first[key], last[key])) for key in last}
    return found


def _collect_claims(labelled: LabelledLogits, parts: Sequence[HeldOut], *, on_articles: bool) -> dict[str, _Claims]:
    found: dict[str, _Claims] = {}
    for part in parts:
        scores = scores_of(part.spec, labelled.raw[part.rows])
        for name, events in vocabularies_of(scores.expressed, scores.groups).items():
            truth = labelled.truth(vocabulary_of(events))
            labels = tuple(label for label in events.labels if label in truth)
            if not labels:
                continue
            gold = np.column_stack([truth[label] for label in labels])
            told = found.setdefault(name, _Claims(labels, np.empty(gold.shape), np.zeros(gold.shape, bool), gold))
            columns = [events.labels.index(label) for label in labels]
            told.p[part.rows] = clip_probabilities(events.values if on_articles else events.probabilities)[:, columns]
            claimed = claims(events)
            if claimed is None or told.claimed is None:
                told.claimed = None
            else:
                told.claimed[part.rows] = claimed[:, columns]
    return found


def _figures(told: _Claims, resamples: Resamples | None) -> dict[str, Measure]:
    truth = measure_calibration(told.labels, told.p, told.gold, resamples).pooled
    macro = micro = make_missing("the spec has no thresholds")
    if told.claimed is not None:
        quality = measure_sentences(told.labels, told.claimed, told.gold, None, resamples)
        macro, micro = quality.macro.f1, quality.micro.f1
    return {
        "macro_f1": macro,
        "micro_f1": micro,
        "brier": truth.brier,
        "log_loss": truth.log_loss,
        "calibration_error": truth.calibration_error,
    }
