"""Evaluate configurations and baselines on labelled data, all on the same sentences and the same resamples."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from emoprofile.aggregate import Aggregator
from emoprofile.config import DEFAULT
from emoprofile.data import Document, Failure, Provenance, Scored, ScoreMatrix
from emoprofile.data.scores import FloatArray
from emoprofile.errors import ConfigError, LabelledDataError
from emoprofile.evaluation.article_results import judge_articles
from emoprofile.evaluation.baselines import BASELINES, LEARNING
from emoprofile.evaluation.gold import Gold
from emoprofile.evaluation.gold_profiles import profile_gold
from emoprofile.evaluation.graded_results import judge_dimensions, judge_ratings, measure_flat_valence
from emoprofile.evaluation.method_ratings import compare_on_ratings
from emoprofile.evaluation.results import Evaluation, SystemResult
from emoprofile.evaluation.sentence_results import judge_sentences
from emoprofile.evaluation.systems import System
from emoprofile.labelled import LabelledDataset, read_labelled
from emoprofile.labelled.overlap import without_texts
from emoprofile.metrics.resampling import REPLICATES
from emoprofile.profiler import Profiler

TEST = "test"
Configuration = str | Path | Profiler


def evaluate(
    data: str | Path | LabelledDataset,
    config: Configuration = DEFAULT,
    *,
    configs: Sequence[Configuration] = (),
    split: str | None = None,
    baselines: Sequence[str] | None = None,
    train: str | Path | LabelledDataset | None = None,
    overrides: Sequence[str] = (),
    methods: bool = False,
    replicates: int = REPLICATES,
) -> Evaluation:
    """Evaluate configurations and baselines on labelled data.

    Args:
        data: The labelled dataset, or its path.
        config: The configuration that the others are compared with, or a Profiler.
        configs: Further configurations.
        split: The part of the data to evaluate on; None takes all data.
        baselines: The names of baselines, or `module:factory` of your own: labelled data or None -> a system. None
            takes all that are available: those that learn need `train`, or other splits of the data; `vader` needs the
            extra [baselines].
        train: Labelled data to learn from. None takes the splits of the data that are not evaluated, except test.
        overrides: `key.path=value` items for every configuration.
        methods: Whether to compare every method and weighting of aggregation, under the first configuration.
        replicates: The number of bootstrap resamples for each interval.

    Raises:
        LabelledDataError: If the data are wrong.
        EmoprofileError: If a configuration cannot be used.
    """
    whole = data if isinstance(data, LabelledDataset) else read_labelled(data)
    chosen = whole.split(split) if split else whole
    if not chosen.articles:
        raise LabelledDataError(whole.name, ["there is nothing to evaluate in it; choose another split or other data"])
    training, notes = _choose_training(whole, chosen, train)
    wanted, more = _choose_baselines(baselines, training)
    gold = Gold(chosen, replicates)
    every = (config, *configs)
    results: list[SystemResult] = []
    # One model at a time is in memory. Baselines score the sentences that the first configuration segmented.
    fed: list[Scored | str | None] = []
    frame: tuple[Aggregator, Provenance] | None = None
    for one, name in zip(every, _name_configs(every), strict=True):
        profiler = one if isinstance(one, Profiler) else Profiler.from_config(one, overrides)
        own, scores = _score_articles(profiler, chosen), profiler.score_sentences(chosen.texts)
        mine = profiler.aggregator, profiler.provenance
        fed, frame = (own, mine) if frame is None else (fed, frame)
        results.append(
            _judge_system(name, asdict(mine[1]), gold, scores, own, mine, _undo_calibration(profiler, scores))
        )
    assert frame is not None
    for name in wanted:
        system = BASELINES.get(name)(training)
        own = [Scored(one.segmentation, _score_again(system, one)) if isinstance(one, Scored) else one for one in fed]
        scores = system.score(chosen.texts)
        mine = _adapt_vocabulary(frame[0], scores), frame[1]
        results.append(_judge_system(system.name, _describe_origin(name, training), gold, scores, own, mine))
    compared = compare_on_ratings(fed, gold) if methods else None
    return Evaluation(_describe_data(chosen, split), tuple(results), (*notes, *more), compared)


def _judge_system(
    name: str,
    provenance: dict[str, Any],
    gold: Gold,
    scores: ScoreMatrix,
    fed: Sequence[Scored | str | None],
    frame: tuple[Aggregator, Provenance],
    uncalibrated: FloatArray | None = None,
) -> SystemResult:
    aggregator, made = frame
    articles = None
    if gold.data.level == "articles":
        articles = judge_articles(profile_gold(gold, scores, fed, aggregator, made), scores, gold, aggregator)
    has_sentences = len(scores) > 0
    return SystemResult(
        name=name,
        provenance=provenance,
        sentences=judge_sentences(scores, gold, uncalibrated) if has_sentences else {},
        graded=judge_ratings(scores, gold) if has_sentences else {},
        dimensions=judge_dimensions(scores, gold) if has_sentences else {},
        flat_valence=measure_flat_valence(scores, gold) if has_sentences else None,
        articles=articles,
    )


def _choose_training(
    whole: LabelledDataset, chosen: LabelledDataset, train: str | Path | LabelledDataset | None
) -> tuple[LabelledDataset | None, tuple[str, ...]]:
    """Choose the data that baselines learn from, without the texts that are evaluated; and write a note about them."""
    if train is not None:
        found = train if isinstance(train, LabelledDataset) else read_labelled(train)
    else:
        splits = {article.split for article in chosen.articles} | {TEST}
        others = tuple(article for article in whole.articles if article.split not in splits)
        found = replace(whole, articles=others)
    before = len(found.sentences)
    if not before:
        return None, ()
    kept = without_texts(found, chosen.texts)
    left_out = before - len(kept.sentences)
    same = f"; {left_out} that are evaluated were left out" if left_out else ""
    return kept, (f"baselines learnt from {len(kept.sentences):,} sentences of {found.name}{same}",)


def _choose_baselines(
    names: Sequence[str] | None, training: LabelledDataset | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Choose the baselines to evaluate, and note why others are left out."""
    if names is not None:
        for name in names:
            BASELINES.get(name)
        if training is None and (learning := [name for name in names if name in LEARNING]):
            problem = "there is nothing to learn from: data that are evaluated, and those of test, are not used"
            raise ConfigError([f"baselines: {', '.join(learning)}: {problem}. Name training data: --train LABELLED"])
        return tuple(names), ()
    notes = []
    wanted = LEARNING if training is not None else ()
    if training is None:
        notes.append(f"without {' and '.join(LEARNING)}: nothing to learn from; name labelled data: --train LABELLED")
    if find_spec("vaderSentiment"):
        wanted = (*wanted, "vader")
    else:
        notes.append("without vader: pip install 'emoprofile[baselines]'")
    return wanted, tuple(notes)


def _score_articles(profiler: Profiler, data: LabelledDataset) -> list[Scored | str | None]:
    """Segment and score each article as a run does; or give the reason why it failed. None without a text."""
    found: list[Scored | str | None] = [None] * len(data.articles)
    here = [i for i, article in enumerate(data.articles) if article.text is not None]
    texts = (Document(article.id, article.text, {}) for article in data.articles if article.text is not None)
    for i, result in zip(here, profiler.scored_profiles(texts), strict=True):
        found[i] = f"{result.id}: {result.message}" if isinstance(result, Failure) else result[0]
    return found


def _undo_calibration(profiler: Profiler, scores: ScoreMatrix) -> FloatArray | None:
    """Compute the logits before calibration: shape (n, labels); None for a softmax, or without a calibration."""
    calibration, own = profiler.spec.calibration, scores.expressed
    if calibration is None or own is None or own.kind == "exclusive":
        return None
    parameters = [calibration.labels[label] for label in own.labels]
    return np.asarray((own.logits - [p.intercept for p in parameters]) / [p.slope for p in parameters])


def _score_again(system: System, one: Scored) -> ScoreMatrix:
    return system.score([sentence.text for sentence in one.segmentation.sentences])


def _adapt_vocabulary(aggregator: Aggregator, scores: ScoreMatrix) -> Aggregator:
    """Give the aggregator in the configured vocabulary, or in the system's own if it does not have that one."""
    own = scores.expressed
    if aggregator.config.vocabulary in (None, own and own.vocabulary, *scores.groups):
        return aggregator
    return Aggregator(aggregator.config.model_copy(update={"vocabulary": None}))


def _describe_origin(name: str, training: LabelledDataset | None) -> dict[str, Any]:
    origin: dict[str, Any] = {"baseline": name}
    if training is not None and name in LEARNING:
        origin |= {"trained_on": training.name, "sha256": training.sha256, "sentences": len(training.sentences)}
    return origin


def _name_configs(configs: Sequence[Configuration]) -> list[str]:
    """Name each configuration, by its short name if all short names differ.

    Raises:
        ConfigError: If a configuration is given twice.
    """
    full = [one.name if isinstance(one, Profiler) else str(one) for one in configs]
    if len(set(full)) < len(full):
        raise ConfigError([f"configurations: {', '.join(full)}: one is given twice; give each once"])
    short = [Path(name).stem for name in full]
    return short if len(set(short)) == len(short) else full


def _describe_data(data: LabelledDataset, split: str | None) -> dict[str, Any]:
    return {
        "name": data.name,
        "format": data.format,
        "sha256": data.sha256,
        "split": split or (data.splits[0] if len(data.splits) == 1 else None),
        "level": data.level,
        "graded": data.graded,
        "least": data.least,
        "articles": len(data.articles) if data.level == "articles" else None,
        "sentences": len(data.sentences),
        "vocabulary": data.vocabulary.name,
        "labels": list(data.vocabulary.labels),
    }
