"""The store: models of the hub on this machine, one complete folder per revision. It never uses the network."""

import os
from dataclasses import dataclass
from pathlib import Path

from emoprofile.config import ModelSpec, Source
from emoprofile.errors import ModelError

HOME_VARIABLE = "EMOPROFILE_HOME"
PIN = "pinned"


@dataclass(frozen=True, slots=True)
class Location:
    """The place of the files of a model.

    Attributes:
        folder: The folder, in the standard Hugging Face layout.
        revision: The commit of the hub that the files are from; None for a folder that is not from the hub.
    """

    folder: Path
    revision: str | None


def find_store() -> Path:
    """Find the folder of fetched models: `$EMOPROFILE_HOME/models`, or `~/.cache/emoprofile/models`."""
    home = os.environ.get(HOME_VARIABLE)
    return (Path(home) if home else Path.home() / ".cache" / "emoprofile") / "models"


def find_shelf(hub: str) -> Path:
    """Find the folder of a hub model in the store. It holds a folder per revision, and the pin of an unpinned spec."""
    return find_store() / hub.replace("/", "--")


def find_revision(source: Source) -> str | None:
    """Find the revision: the one that the spec names, or the one that was fetched for a spec without a revision."""
    if source.revision or not source.hub:
        return source.revision
    pin = find_shelf(source.hub) / PIN
    return pin.read_text(encoding="ascii").strip() if pin.is_file() else None


def locate(spec: ModelSpec) -> Location:
    """Locate a model on this machine: the folder that its spec names, the fetched folder, or the cache of the hub.

    Raises:
        ModelError: If it is a hub model that is not on this machine; the message says how to get it.
    """
    source = spec.source
    if source.folder is not None:
        return Location(source.folder, None)
    assert source.hub is not None
    revision = find_revision(source)
    if revision is not None:
        folder = find_shelf(source.hub) / revision
        if folder.is_dir():
            return Location(folder, revision)
        if cached := _find_in_hub_cache(source.hub, revision):
            return Location(cached, revision)
    pickle = " --allow-pickle" if source.published == "pickle" else ""
    raise ModelError(
        f"model {spec.name!r}: {source} is not on this machine. Fetch it once on a machine with a network: "
        f"emoprofile models fetch {spec.name}{pickle}. For a machine without one, copy {find_shelf(source.hub)} there."
    )


def _find_in_hub_cache(hub: str, revision: str) -> Path | None:
    from huggingface_hub import try_to_load_from_cache

    config = try_to_load_from_cache(hub, "config.json", revision=revision)
    return Path(config).parent if isinstance(config, str) else None
