"""Find the pretrained encoder and make sure that it is the one that the recipe names."""

from importlib.util import find_spec
from pathlib import Path

from emoprofile.errors import MissingExtraError, TrainingError
from emoprofile.provenance import hash_file
from emoprofile.training.recipe import Base

WEIGHTS = "model.safetensors"


def find_base(base: Base) -> Path:
    """The folder of the checkpoint to start from, its weights verified if the recipe knows their hash.

    A package is located, not imported: its code is not run.

    Raises:
        MissingExtraError: If the package is not installed.
        TrainingError: If the weights are missing or have another hash.
    """
    folder = _in_package(base, base.package) if base.package else Path(base.folder)
    weights = folder / WEIGHTS
    if not weights.is_file():
        where = f"reinstall the package {base.package!r}" if base.package else "run the recipe that makes it first"
        raise TrainingError(f"no such file: {weights} ({base.name}); {where}")
    if base.sha256 and (seen := hash_file(weights)) != base.sha256:
        raise TrainingError(
            f"{weights} has sha256 {seen}, the recipe expects {base.sha256} ({base.name}). "
            "Training from other weights gives another model: correct the package, or the recipe."
        )
    return folder


def _in_package(base: Base, package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingExtraError(package.replace("_", "-"), "train", f"training from {base.name}")
    return Path(spec.submodule_search_locations[0]) / base.folder
