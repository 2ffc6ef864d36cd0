"""What the figures of a run depend on: the settings that its fingerprint covers."""

from typing import Any

from emoprofile.config import ModelSpec, RunConfig
from emoprofile.provenance import code_sha256, versions
from emoprofile.score import Scorer
from emoprofile.text import Segmenter


def decisive_settings(config: RunConfig, spec: ModelSpec, segmenter: Segmenter, scorer: Scorer) -> dict[str, Any]:
    """Everything that figures depend on, as plain JSON values: settings, model, vocabularies, code and versions."""
    score = config.score
    vocabularies = (spec.own, *(bridge.target for bridge in spec.bridges.values()))
    return {
        "config": config.decisive(),
        "batch_tokens": score.batch_tokens if scorer.backend.drift else None,
        "model": spec.decisive(),
        "files": scorer.files,
        "revision": scorer.revision,
        "vocabularies": {used.name: list(used.labels) for used in vocabularies},
        "outputs": list(spec.outputs),
        "code": code_sha256(),
        "versions": versions((*segmenter.packages, *scorer.backend.packages)),
    }
