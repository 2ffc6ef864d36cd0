"""ModelSpec -> YAML file, beside the weights that it describes; and what a spec is told later."""

import os
from pathlib import Path
from uuid import uuid4

import yaml

from emoprofile.config.gate import PrecisionGate
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


def record_gate(gate: PrecisionGate, path: Path) -> None:
    """Write a gate into the file of a spec, in the place of an earlier one; its other lines stay as they are.

    Raises:
        WriteError: If the disk refuses.
    """
    arriving = path.with_name(f".{path.stem}-{uuid4().hex[:8]}")
    block = yaml.safe_dump({"bfloat16": gate.model_dump(mode="json")}, sort_keys=False, allow_unicode=True)
    try:
        kept, in_gate = [], False
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            in_gate = line.startswith("bfloat16:") or (in_gate and line[:1].isspace())
            if not in_gate:
                kept.append(line)
        text = "".join(kept)
        arriving.write_text(text + ("" if text.endswith("\n") else "\n") + block, encoding="utf-8")
        os.replace(arriving, path)
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from None
