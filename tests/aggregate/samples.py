"""Articles made up for the tests of aggregation: scores in all readings, without a model."""

from typing import Any

import numpy as np

from emoprofile.aggregate import Aggregator
from emoprofile.config import AggregateConfig
from emoprofile.data import (
    Document,
    EventErrors,
    EventScores,
    GradedErrors,
    GradedScores,
    Profile,
    Provenance,
    Reliability,
    Scored,
    ScoreMatrix,
    Segmentation,
    Sentence,
    Span,
)
from emoprofile.data.reliability import UNKNOWN, Known
from emoprofile.data.scores import logit

LABELS = ("joy", "fear", "anger", "neutral")
EVOKED = ("fear", "trust")
PROVENANCE = Provenance("sha256:0", "test", "model", "0", None, "float32", {})
AGGREGATOR = Aggregator(AggregateConfig())
BASELINE = 0.05


def segmentation(n: int, id: str = "d") -> Segmentation:
    text = " ".join(f"S{i:04d}." for i in range(n))
    sentences = tuple(Sentence(Span(i * 7, i * 7 + 6), text[i * 7 : i * 7 + 6]) for i in range(n))
    return Segmentation(Document(id, text, {"source": "us"}), sentences)


def event_errors(count: int, **changes: Any) -> EventErrors:
    """An error model that takes the model at its word: q is p."""
    values: dict[str, Any] = {
        "slope": np.ones(count),
        "intercept": np.zeros(count),
        "covariance": np.zeros((count, 2, 2)),
        "tau": np.zeros(count),
        "origin": "fitted",
    }
    return EventErrors(**values | changes)


def events(p: np.ndarray, **changes: Any) -> EventScores:
    """Shape (n, 4): probabilities on the model's own domain."""
    reliability: tuple[Known, ...] = (UNKNOWN,) * 4
    values: dict[str, Any] = {
        "vocabulary": "v",
        "labels": LABELS,
        "neutral": "neutral",
        "kind": "multi-label",
        "logits": logit(p),
        "errors": event_errors(4),
        "baseline": np.full(4, BASELINE),
        "reliability": reliability,
    }
    return EventScores(**values | changes)


def graded(y: np.ndarray, labels: tuple[str, ...] = EVOKED, **changes: Any) -> GradedScores:
    """Shape (n, labels): values of evoked labels or of dimensions."""
    count = len(labels)
    values: dict[str, Any] = {
        "vocabulary": "dimensions" if "valence" in labels else "w",
        "labels": labels,
        "values": y,
        "least": np.array([-1.0 if label == "valence" else 0.0 for label in labels]),
        "errors": GradedErrors(np.full(count, 0.2), np.full(count, 0.1), np.full(count, 0.02), "default"),
        "baseline": np.full(count, 0.1),
        "reliability": (Reliability("pearson", 0.6, 500),) * count,
    }
    return GradedScores(**values | changes)


def matrix(
    expressed: EventScores | None,
    evoked: GradedScores | None = None,
    dimensions: GradedScores | None = None,
    **changes: Any,
) -> ScoreMatrix:
    sizes = [len(each.logits) for each in (expressed,) if each] + [len(e.values) for e in (evoked, dimensions) if e]
    n = sizes[0]
    has_valence = dimensions is not None and "valence" in dimensions.labels
    values: dict[str, Any] = {
        "expressed": expressed,
        "groups": {},
        "evoked": evoked,
        "dimensions": dimensions,
        "valence_basis": "model" if has_valence else None,
        "tokens": np.arange(1, n + 1),
        "windows": np.ones(n, np.int64),
    }
    return ScoreMatrix(**values | changes)


def profiled(scores: ScoreMatrix, aggregator: Aggregator = AGGREGATOR, id: str = "d") -> Profile:
    return aggregator.profile(Scored(segmentation(len(scores), id), scores), PROVENANCE)


def profiled_events(p: np.ndarray, aggregator: Aggregator = AGGREGATOR, **changes: Any) -> Profile:
    return profiled(matrix(events(p, **changes)), aggregator)


def random_matrix(
    n: int, random: np.random.Generator, *, kind: str = "multi-label", spread: float = 1.0
) -> ScoreMatrix:
    """All readings and a group, with errors of every kind."""

    def errors(count: int) -> EventErrors:
        factor = random.normal(0, 0.4 * spread, (count, 2, 2))
        return EventErrors(
            slope=random.uniform(0.3, 2, count),
            intercept=random.normal(0, 2 * spread, count),
            covariance=factor @ factor.transpose(0, 2, 1),
            tau=random.uniform(0, 2 * spread, count),
            origin="fitted",
        )

    def known(count: int) -> tuple[Known, ...]:
        rough, sure = Reliability("f1", 0.1, 500), Reliability("f1", 0.7, 500)
        return tuple((rough, sure, UNKNOWN)[i] for i in random.integers(0, 3, count))

    def baseline(count: int) -> np.ndarray:
        return np.where(random.random(count) < 0.3, np.nan, random.uniform(0, 0.3, count))

    p = random.dirichlet([0.3] * 4, n).clip(1e-6, 1 - 1e-6)
    logits = np.log(p / p.sum(axis=1, keepdims=True)) if kind == "exclusive" else random.normal(-2, 4 * spread, (n, 4))
    own = events(p, kind=kind, logits=logits, errors=errors(4), baseline=baseline(4), reliability=known(4))
    group = events(p, vocabulary="coarse", errors=errors(4), baseline=baseline(4), reliability=known(4))
    spreads = random.uniform(0, 0.5 * spread, (3, 2))
    sizes = GradedErrors(spreads[0], spreads[1], spreads[2], "default")
    evoked = graded(random.random((n, 2)), errors=sizes, baseline=baseline(2))
    values = np.column_stack([random.uniform(-1, 1, n), random.random(n)])
    dimensions = graded(values, ("valence", "arousal"), errors=sizes, baseline=baseline(2))
    return matrix(own, evoked, dimensions, groups={"coarse": group})
