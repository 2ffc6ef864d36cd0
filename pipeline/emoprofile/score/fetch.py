"""Hub -> store: the one place that asks the network, and only for the model that the user named."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from huggingface_hub import HfApi, snapshot_download

from emoprofile.config import ModelSpec
from emoprofile.errors import ModelError
from emoprofile.score.preflight import PICKLES, WEIGHTS
from emoprofile.score.store import PIN, Located, shelf

T = TypeVar("T")
SETTINGS = ("config.json", "*token*.json", "vocab.*", "merges.txt", "*.model", "special_tokens_map.json", "LICENSE*")


def fetch(spec: ModelSpec, *, allow_pickle: bool = False) -> Located:
    """Bring a model of the hub to this machine, at the revision of its spec; an unpinned spec is pinned by it.

    A folder in the store is complete or not there: the files come into a folder beside it first.

    Args:
        spec: The model.
        allow_pickle: Whether weights that are published only as a pickle may be read, once and without running code
            in them (`torch.load(weights_only=True)`), to be stored as safetensors.

    Raises:
        ModelError: If the model is not from the hub, cannot be reached, or has its weights only as a pickle.
    """
    hub = spec.source.hub
    if hub is None:
        raise ModelError(f"model {spec.name!r} lies in {spec.source.folder}: there is nothing to fetch")
    if spec.source.published == "pickle" and not allow_pickle:
        raise ModelError(
            f"model {spec.name!r}: {hub} publishes its weights only as a pickle, which can run code when it is read. "
            "With --allow-pickle it is read once, its tensors alone, and stored as safetensors."
        )
    revision = spec.source.revision or _asked(spec, lambda: HfApi().model_info(hub).sha)
    folder = shelf(hub) / str(revision)
    if not folder.is_dir():
        shelf(hub).mkdir(parents=True, exist_ok=True)
        arriving = Path(mkdtemp(prefix="arriving-", dir=shelf(hub)))
        try:
            weights = PICKLES[0] if spec.source.published == "pickle" else WEIGHTS["torch"]
            _asked(
                spec,
                lambda: snapshot_download(
                    hub, revision=revision, local_dir=arriving, allow_patterns=[*SETTINGS, weights]
                ),
            )
            shutil.rmtree(arriving / ".cache", ignore_errors=True)
            if spec.source.published == "pickle":
                _to_safetensors(spec, arriving)
            arriving.rename(folder)
        finally:
            shutil.rmtree(arriving, ignore_errors=True)
    if spec.source.revision is None:
        (shelf(hub) / PIN).write_text(f"{revision}\n", encoding="ascii")
    return Located(folder, revision)


def _to_safetensors(spec: ModelSpec, folder: Path) -> None:
    import torch
    from safetensors.torch import save_file

    pickle = folder / PICKLES[0]
    if not pickle.is_file():
        raise ModelError(f"model {spec.name!r}: {spec.source} holds no {PICKLES[0]}")
    try:
        tensors = torch.load(pickle, map_location="cpu", weights_only=True)
    except Exception as error:  # pickle errors are many
        raise ModelError(f"model {spec.name!r}: its pickle holds more than tensors, or is broken: {error}") from error
    own = {name: tensor.clone().contiguous() for name, tensor in tensors.items()}  # shared memory is not allowed
    save_file(own, folder / WEIGHTS["torch"], metadata={"format": "pt"})
    pickle.unlink()


def _asked(spec: ModelSpec, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except Exception as error:  # the hub's client raises errors of several libraries
        raise ModelError(f"model {spec.name!r}: {spec.source} could not be fetched: {error}") from error
