"""ModelSpec -> YAML file, beside the weights that it describes."""

from pathlib import Path

import yaml

from emoprofile.config.model import ModelSpec
from emoprofile.config.origin import Source
from emoprofile.errors import WriteError


def write_model_spec(spec: ModelSpec, path: Path, header: str, source: Source | None = None) -> None:
    """Write a spec to a new file.

    Args:
        spec: The spec.
        path: The file.
        header: Comment lines at the top, each with its `#` and line end.
        source: The source of the model; None is the file's own folder, also after the folder is moved.

    Raises:
        WriteError: If the file exists, or cannot be written.
    """
    here = spec.model_copy(update={"source": source or Source(folder=Path("."))})
    values = here.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    text = yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=110)
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(header + text)
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from None
