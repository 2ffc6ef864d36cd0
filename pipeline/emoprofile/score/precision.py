"""Which number type `score.dtype=auto` stands for: bfloat16 where the model allows it and the machine gains by it."""

import json
import logging
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from emoprofile.checkpoint import find_store
from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.provenance import fingerprint, list_versions

log = logging.getLogger(__name__)
LEAST_GAIN = 1.3
"""How many times as fast as float32 bfloat16 must be."""
FLOAT32, BFLOAT16 = "float32", "bfloat16"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for a model on a machine.

    Attributes:
        dtype: The number type.
        gain: How many times as fast as float32 bfloat16 was.
        machine: What was measured.
    """

    dtype: str
    gain: float
    machine: dict[str, str]


def choose_dtype(spec: ModelSpec, config: ScoreConfig) -> ScoreConfig:
    """The configuration with the number type that `auto` stands for here; as it is, if it names one.

    The gain is measured once per machine and model, and kept beside the fetched models.

    Args:
        spec: The model. Without a gate, or with one that it fails or that is of other weights, it runs in float32.
        config: How it is run.
    """
    if config.dtype != "auto":
        return config
    return config.model_copy(update={"dtype": _choose(spec, config)})


def _choose(spec: ModelSpec, config: ScoreConfig) -> str:
    gate = spec.bfloat16
    if gate is None or config.backend == "onnx" or gate.weights_sha256 != spec.weights_sha256:
        return FLOAT32
    if failures := [*gate.list_failures()]:
        log.info("model %r is computed in float32: in bfloat16 it has %s", spec.name, failures[0])
        return FLOAT32
    from emoprofile.score.device import computes_bfloat16, find_device, name_device  # only now: it imports torch

    device = find_device(config.device)
    if not computes_bfloat16(device):
        return FLOAT32
    machine = {"system": platform.platform(), "device": name_device(device), **list_versions()}
    place = find_choices() / f"{fingerprint({**machine, 'weights': gate.weights_sha256}).removeprefix('sha256:')}.json"
    if (kept := _read(place)) is not None:
        return kept.dtype
    from emoprofile.score.gain import measure_gain

    gain = measure_gain(spec, config)
    choice = Choice(BFLOAT16 if gain >= LEAST_GAIN else FLOAT32, round(gain, 2), machine)
    _keep(place, choice)
    log.warning(
        "model %r is computed in %s on this machine from now on: bfloat16 is %.1f times as fast as float32, and claims "
        "the same for %.2f %% of labels. score.dtype names another.",
        spec.name, choice.dtype, gain, 100 * gate.label_agreement,
    )  # fmt: skip
    return choice.dtype


def find_choices() -> Path:
    """The folder of what was chosen on this machine."""
    return find_store().parent / "dtypes"


def _read(place: Path) -> Choice | None:
    """What was chosen before; None where there is nothing that can be read."""
    with suppress(OSError, ValueError, TypeError):
        found = Choice(**json.loads(place.read_text(encoding="utf-8")))
        if found.dtype in (FLOAT32, BFLOAT16):
            return found
    return None


def _keep(place: Path, choice: Choice) -> None:
    arriving = place.with_name(f".{place.stem}-{uuid4().hex[:8]}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        arriving.write_text(json.dumps(asdict(choice), indent=1) + "\n", encoding="utf-8")
        os.replace(arriving, place)
    except OSError as error:  # it is measured again next time
        log.info("what was measured cannot be kept in %s: %s", place.parent, error.strerror or error)
