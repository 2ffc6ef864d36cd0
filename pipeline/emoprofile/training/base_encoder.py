"""Find the pretrained encoder and make sure that it is the one that the recipe names."""

from importlib.util import find_spec
from pathlib import Path

from emoprofile.errors import MissingExtraError, TrainingError
from emoprofile.provenance import file_sha256
from emoprofile.training.recipe import Base

WEIGHTS = "model.safetensors"


def base_folder(base: Base) -> Path:
    """The folder of the base encoder, its weights verified.

    The package is located, not imported: its code is not run.

    Raises:
        MissingExtraError: If the package is not installed.
        TrainingError: If the weights are missing or have another hash.
    """
    spec = find_spec(base.package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingExtraError(base.package.replace("_", "-"), "train", f"training from {base.name}")
    folder = Path(spec.submodule_search_locations[0]) / base.folder
    weights = folder / WEIGHTS
    if not weights.is_file():
        raise TrainingError(f"the package {base.package!r} holds no {base.folder}/{WEIGHTS}: reinstall it")
    if (seen := file_sha256(weights)) != base.sha256:
        raise TrainingError(
            f"{weights} has sha256 {seen}, the recipe expects {base.sha256} ({base.name}). "
            "Training from other weights gives another model: correct the package, or the recipe."
        )
    return folder
