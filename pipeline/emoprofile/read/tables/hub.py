"""Hugging Face datasets -> rows: streamed from the hub, or from a folder that `save_to_disk` made."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from emoprofile.errors import ReadError
from emoprofile.read.formats import DATASET_PREFIX
from emoprofile.read.source import Source
from emoprofile.read.tables.table import Row, Table

FORM = "hf://OWNER/NAME:SPLIT or hf://OWNER/NAME:CONFIGURATION:SPLIT; of a local folder hf:///FOLDER:SPLIT"
REMEDY = (
    "Without a network, save it once where there is one (dataset.save_to_disk) and name the folder: hf:///FOLDER:SPLIT"
)


@contextmanager
def open_dataset(source: Source) -> Iterator[Table]:
    """The table in a dataset.

    Raises:
        ReadError: If it is not there, or has no such split.
    """
    parts = source.path.removeprefix(DATASET_PREFIX).split(":")
    if len(parts) > 3 or not all(parts):
        raise ReadError(f"names no dataset; write {FORM}")
    found = _load_folder(parts) if parts[0].startswith(("/", ".")) else _load_from_hub(parts)
    names = None if found.column_names is None else tuple(found.column_names)

    def rows(wanted: Sequence[str] | None) -> Iterator[Row]:
        # Columns that nothing is taken from may hold pictures: they are never decoded.
        taken = found if wanted is None or names is None else found.select_columns(list(wanted))
        number = 0
        iterator = iter(taken)
        while True:
            try:
                values = next(iterator)
            except StopIteration:
                return
            except Exception as error:  # a network, a remote file: whatever it is, the rows before it stand
                raise ReadError(f"breaks off after row {number}: {type(error).__name__}") from None
            number += 1
            yield Row(f"row {number}", values)

    texts = None if names is None or not found.features else _find_texts(found.features)
    yield Table(names, rows, _find_classes(found.features or {}), texts)


def _find_texts(features: Any) -> tuple[str, ...]:
    """The columns that may hold text: strings, and lists and objects of them."""

    def may_hold_text(feature: Any) -> bool:
        if isinstance(feature, dict):
            return any(map(may_hold_text, feature.values()))
        inner = getattr(feature, "feature", None)
        return may_hold_text(inner) if inner is not None else "string" in str(getattr(feature, "dtype", ""))

    return tuple(name for name, feature in features.items() if may_hold_text(feature))


def _find_classes(features: Any) -> dict[str, tuple[str, ...]]:
    """The names of the classes, of columns that hold one class, or a list of them."""
    inner = {name: getattr(feature, "feature", feature) for name, feature in features.items()}
    return {name: tuple(each.names) for name, each in inner.items() if hasattr(each, "names")}


def _load_folder(parts: list[str]) -> Any:
    from datasets import DatasetDict, load_from_disk

    folder, split = parts[0], parts[1] if len(parts) == 2 else None
    if len(parts) == 3:
        raise ReadError(f"a saved dataset has no configurations; write {FORM}")
    if not Path(folder).is_dir():
        raise ReadError(f"there is no folder {folder}")
    try:
        found = load_from_disk(folder)
    except Exception as error:  # the library lets everything through that damaged files raise
        raise ReadError(f"no dataset as save_to_disk leaves it: {type(error).__name__}") from None
    if isinstance(found, DatasetDict):
        if split not in found:
            seen = "no split is named" if split is None else f"there is no split {split!r}"
            raise ReadError(f"{seen}; splits: {', '.join(map(str, found)) or 'none'}")
        return found[split]
    if split is not None and split != str(found.split):
        raise ReadError(f"the dataset is a single one, of the split {found.split}; leave out :{split}")
    return found


def _load_from_hub(parts: list[str]) -> Any:
    from datasets import config, load_dataset

    if len(parts) == 1:
        raise ReadError(f"no split is named; write {FORM}")
    name, configuration, split = parts[0], parts[1] if len(parts) == 3 else None, parts[-1]
    try:
        # Offline, what an earlier run has downloaded and prepared is found, and read without loading it.
        return load_dataset(name, configuration, split=split, streaming=not config.HF_HUB_OFFLINE)
    except Exception as error:  # the library lets everything through that servers and files raise
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ReadError(f"cannot be read from the hub: {reason.rstrip('.')}. {REMEDY}") from None
