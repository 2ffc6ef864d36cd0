"""Profiles of the tiny model's shape without the model: exact figures, and any id and metadata."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from emoprofile.aggregate import Aggregator
from emoprofile.config import ModelSpec, RunConfig, load_run_config
from emoprofile.data import (
    Document,
    Dropped,
    LabelScores,
    Passage,
    Profile,
    Provenance,
    Scored,
    ScoreMatrix,
    Segmentation,
    Sentence,
    Span,
    Voice,
)
from emoprofile.labels import Vocabulary
from emoprofile.write import writer_for

PROVENANCE = Provenance("sha256:f", "tiny-run", "tiny", "sha256:w", None, {"numpy": "2"})
NO_METADATA: Mapping[str, Any] = {}


def made(
    spec: ModelSpec, id: str = "a", metadata: Mapping[str, Any] = NO_METADATA, sentences: int = 6, seed: int = 0
) -> tuple[Scored, Profile]:
    """An article of so many sentences with drawn scores, one of them quoted, and some of it dropped."""
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

    def drawn(vocabulary: Vocabulary) -> LabelScores:
        size = len(vocabulary.labels)
        return LabelScores(
            vocabulary=vocabulary.name,
            labels=vocabulary.labels,
            neutral=vocabulary.neutral,
            logits=rng.normal(-2, 2, (sentences, size)),
            thresholds=np.full(size, 0.5),
            reference=np.full(size, 0.1),
        )

    own, *groups = (drawn(vocabulary) for vocabulary in spec.speaking(None))
    scores = ScoreMatrix(
        own,
        {group.vocabulary: group for group in groups},
        rng.uniform(-1, 1, sentences),
        np.full(sentences, 5),
        np.ones(sentences, np.int64),
    )
    scored = Scored(segmentation, scores)
    return scored, Aggregator(load_run_config("default").aggregate).profile(scored, PROVENANCE, ("mojibake",))


def config(*overrides: str) -> RunConfig:
    """The default configuration with something changed in it."""
    return load_run_config("default", overrides)


def write(path: Path, spec: ModelSpec, *pairs: tuple[Scored, Profile], run: RunConfig | None = None) -> Path:
    """A file with these profiles."""
    with writer_for(path, run or config(), spec) as writer:
        for pair in pairs:
            writer.write(*pair)
    return path
