"""Hub -> store. Only this module uses the network, and only for a model that the user named."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from emoprofile.checkpoint.files import DECISIVE, PICKLES, WEIGHTS
from emoprofile.checkpoint.store import PIN, Location, find_shelf
from emoprofile.config import ModelSpec
from emoprofile.errors import ModelError

T = TypeVar("T")


def fetch(spec: ModelSpec, *, allow_pickle: bool = False) -> Location:
    """Fetch a model of the hub to this machine, at the revision of its spec. Fetching pins an unpinned spec.

    A folder in the store is always complete: the files arrive in a temporary folder next to it, which is then renamed.

    Args:
        spec: The spec of the model.
        allow_pickle: Whether weights that are published only as a pickle may be converted to safetensors. The pickle is
            read once, without running code in it (`torch.load(weights_only=True)`).

    Raises:
        ModelError: If the model is not from the hub, cannot be reached, or has its weights only as a pickle.
    """
    from huggingface_hub import HfApi, snapshot_download  # imported late: nothing else needs it

    hub = spec.source.hub
    if hub is None:
        raise ModelError(f"model {spec.name!r} is in the folder {spec.source.folder}: there is nothing to fetch")
    if spec.source.published == "pickle" and not allow_pickle:
        raise ModelError(
            f"model {spec.name!r}: {hub} publishes its weights only as a pickle, which can run code when it is read. "
            "With --allow-pickle, only its tensors are read, once, and stored as safetensors."
        )
    revision = spec.source.revision or _ask(spec, lambda: HfApi().model_info(hub).sha)
    folder = find_shelf(hub) / str(revision)
    if not folder.is_dir():
        find_shelf(hub).mkdir(parents=True, exist_ok=True)
        arriving = Path(mkdtemp(prefix="arriving-", dir=find_shelf(hub)))
        try:
            weights = PICKLES[0] if spec.source.published == "pickle" else WEIGHTS["torch"]
            _ask(
                spec,
                lambda: snapshot_download(
                    hub, revision=revision, local_dir=arriving, allow_patterns=[*DECISIVE, "LICENSE*", weights]
                ),
            )
            shutil.rmtree(arriving / ".cache", ignore_errors=True)
            if spec.source.published == "pickle":
                _convert_pickle(spec, arriving)
            arriving.rename(folder)
        finally:
            shutil.rmtree(arriving, ignore_errors=True)
    if spec.source.revision is None:
        (find_shelf(hub) / PIN).write_text(f"{revision}\n", encoding="ascii")
    return Location(folder, revision)


def _convert_pickle(spec: ModelSpec, folder: Path) -> None:
    import torch
    from safetensors.torch import save_file

    pickle = folder / PICKLES[0]
    if not pickle.is_file():
        raise ModelError(f"model {spec.name!r}: {spec.source} holds no {PICKLES[0]}")
    try:
        tensors = torch.load(pickle, map_location="cpu", weights_only=True)
    except Exception as error:  # a broken pickle raises many kinds of errors
        raise ModelError(f"model {spec.name!r}: its pickle holds more than tensors, or is broken: {error}") from error
    own = {name: tensor.clone().contiguous() for name, tensor in tensors.items()}  # shared memory is not allowed
    save_file(own, folder / WEIGHTS["torch"], metadata={"format": "pt"})
    pickle.unlink()


def _ask(spec: ModelSpec, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except Exception as error:  # the hub's client raises errors of several libraries
        raise ModelError(f"model {spec.name!r}: {spec.source} could not be fetched: {error}") from error
