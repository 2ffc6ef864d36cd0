"""What the figures of a run depend on: the settings that its fingerprint covers."""

from typing import Any

from emoprofile.config import ModelSpec, RunConfig
from emoprofile.provenance import hash_code, list_versions
from emoprofile.score import Scorer
from emoprofile.text import Segmenter


def list_fingerprinted_settings(
    config: RunConfig, spec: ModelSpec, segmenter: Segmenter, scorer: Scorer
) -> dict[str, Any]:
    """Everything that figures depend on, as plain JSON values: settings, model, vocabularies, code and versions."""
    score = config.score
    vocabularies = (spec.own, *(bridge.target for bridge in spec.bridges.values()))
    return {
        "config": config.list_decisive(),
        "batch_tokens": score.batch_tokens if scorer.backend.drift else None,
        "model": spec.list_decisive(),
        "files": scorer.files,
        "revision": scorer.revision,
        "vocabularies": {used.name: list(used.labels) for used in vocabularies},
        "outputs": list(spec.outputs),
        "code": hash_code(),
        "versions": list_versions((*segmenter.packages, *scorer.backend.packages)),
    }
