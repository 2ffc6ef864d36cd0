"""Profiles of the shape of any model without the model: exact figures, and any id and metadata."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from emoprofile.aggregate import Aggregator
from emoprofile.config import ModelSpec, RunConfig, load_run_config
from emoprofile.data import (
    Document,
    Dropped,
    EventErrors,
    EventScores,
    GradedErrors,
    GradedScores,
    Passage,
    Profile,
    Provenance,
    Reliability,
    Scored,
    ScoreMatrix,
    Segmentation,
    Sentence,
    Span,
    Voice,
)
from emoprofile.data.reliability import UNKNOWN
from emoprofile.labels import Vocabulary
from emoprofile.write import make_writer

PROVENANCE = Provenance("sha256:f", "tiny-run", "tiny", "sha256:w", None, "float32", {"numpy": "2"})
NO_METADATA: Mapping[str, Any] = {}
FULL = ModelSpec.model_validate(
    {
        "name": "full",
        "source": {"folder": "."},
        "vocabulary": "goemotions",
        "activation": "sigmoid",
        "max_tokens": 32,
        "evoked": {"vocabulary": "plutchik"},
        "dimensions": {"valence": {}, "arousal": {}},
    }
)
"""A model with all readings."""
STARS = ModelSpec.model_validate(
    {"name": "stars", "source": {"folder": "."}, "vocabulary": "stars", "activation": "softmax", "max_tokens": 32}
)
"""A model with valence alone."""


def made(
    spec: ModelSpec,
    id: str = "a",
    metadata: Mapping[str, Any] = NO_METADATA,
    sentences: int = 6,
    seed: int = 0,
    run: RunConfig | None = None,
) -> tuple[Scored, Profile]:
    """An article of so many sentences with drawn scores in all readings; one is quoted, and some of it is dropped."""
    lines = [f"Sentence {i} of them.\n" for i in range(sentences)]
    text = "".join(lines) + "Share this\n"
    starts = np.cumsum([0, *map(len, lines)]).tolist()
    spans = [Span(start, start + len(line) - 1) for start, line in zip(starts, lines, strict=False)]
    segmentation = Segmentation(
        Document(id, text, metadata),
        tuple(Sentence(span, span.of(text)) for span in spans),
        (Dropped(Span(starts[-1], len(text) - 1), "share"),),
        (Passage(spans[1], Voice("quotation", "Ada")),) if sentences > 1 else (),
    )
    rng = np.random.default_rng(seed)
    expressed = [_events(vocabulary, sentences, rng) for vocabulary in spec.order_vocabularies()]
    scores = ScoreMatrix(
        expressed=expressed[0] if expressed else None,
        groups={group.vocabulary: group for group in expressed[1:]},
        evoked=_graded(spec.evokes.name, spec.evokes.labels, sentences, rng) if spec.evokes.labels else None,
        dimensions=_graded("dimensions", spec.graded, sentences, rng) if spec.graded else None,
        valence_basis="model" if "valence" in spec.graded else None,
        tokens=np.full(sentences, 5),
        windows=np.ones(sentences, np.int64),
    )
    aggregate = (run or config()).aggregate
    scored = Scored(segmentation, scores)
    return scored, Aggregator(aggregate).profile(scored, PROVENANCE, ("mojibake",))


def _events(vocabulary: Vocabulary, sentences: int, rng: np.random.Generator) -> EventScores:
    """The first label is rough, the last three have no baseline."""
    size = len(vocabulary.labels)
    errors = EventErrors(np.ones(size), np.zeros(size), np.zeros((size, 2, 2)), np.full(size, 0.5), "default")
    return EventScores(
        vocabulary=vocabulary.name,
        labels=vocabulary.labels,
        neutral=vocabulary.neutral,
        kind="multi-label",
        logits=rng.normal(-2, 2, (sentences, size)),
        errors=errors,
        baseline=np.where(np.arange(size) > size - 4, np.nan, 0.1),
        reliability=(Reliability("f1", 0.1, 500), *(Reliability("f1", 0.7, 500),) * (size - 1)),
    )


def _graded(name: str, labels: tuple[str, ...], sentences: int, rng: np.random.Generator) -> GradedScores:
    size = len(labels)
    least = np.array([-1.0 if label == "valence" else 0.0 for label in labels])
    return GradedScores(
        vocabulary=name,
        labels=labels,
        values=rng.uniform(least, 1, (sentences, size)),
        least=least,
        errors=GradedErrors(np.full(size, 0.2), np.full(size, 0.1), np.full(size, 0.02), "fitted"),
        baseline=np.full(size, 0.1),
        reliability=(UNKNOWN,) * size,
    )


def config(*overrides: str) -> RunConfig:
    """The default configuration with something changed in it."""
    return load_run_config("default", overrides)


def write(path: Path, spec: ModelSpec, *pairs: tuple[Scored, Profile], run: RunConfig | None = None) -> Path:
    """A file with these profiles."""
    with make_writer(path, run or config(), spec) as writer:
        for pair in pairs:
            writer.write(*pair)
    return path
