"""Finds configurations and models by name, in an installed package or in a checkout.

The order is: an explicit path, the data inside the package, the checkout around it. The working directory is never
searched, so that a command means the same in every folder.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from emoprofile.errors import UnknownNameError

Kind = Literal["configs", "configs/training", "models"]
_SINGULAR: dict[str, str] = {
    "configs": "configuration",
    "configs/training": "training recipe",
    "models": "model",
}
SPEC_NAME = "spec.yaml"
_SUFFIXES = (".yaml", ".yml")


def list_roots(kind: Kind) -> Iterator[Path]:
    """List the existing folders with resources of this kind. The first one has precedence."""
    package = Path(__file__).resolve().parent
    checkout = next((p for p in package.parents if (p / "pyproject.toml").is_file()), None)
    # A package that is installed below another project's checkout must not use the folders of that project.
    ours = checkout is not None and checkout / "pipeline" / "emoprofile" == package
    for root in (package / kind, checkout / kind if checkout and ours else None):
        if root is not None and root.is_dir():
            yield root


def list_available(kind: Kind) -> dict[str, Path]:
    """List every resource of this kind: name -> YAML file, sorted by name."""
    found: dict[str, Path] = {}
    for root in list_roots(kind):
        for path in sorted(root.iterdir()):
            if path.suffix in _SUFFIXES:
                found.setdefault(path.stem, path)
            elif (path / SPEC_NAME).is_file():
                found.setdefault(path.name, path / SPEC_NAME)
    return dict(sorted(found.items()))


def find(kind: Kind, name: str | Path, *, beside: Path | None = None) -> Path:
    """Find the YAML file of a resource.

    Args:
        kind: The kind of resource.
        name: A known name, or the path of a YAML file or of a folder with a `spec.yaml`. Anything with a path separator
            or a YAML suffix is a path.
        beside: The folder that relative paths are resolved against; the working directory if None.

    Raises:
        UnknownNameError: If there is no such resource; the message lists the known names.
    """
    text = str(name)
    if text.endswith(_SUFFIXES) or "/" in text or "\\" in text:
        path = (beside or Path()) / text
        path = path / SPEC_NAME if os.path.isdir(path) else path
        try:
            if path.is_file():
                return path.resolve()
        except (OSError, ValueError):
            pass  # a name that no file can have
    known = list_available(kind)
    if text not in known:
        is_here = kind == "models" and beside is None and os.path.isdir(text)
        remedy = (
            f"There is a folder {text!r} here: write ./{text} if you mean it."
            if is_here
            else "A path to a YAML file is also allowed."
        )
        raise UnknownNameError(_SINGULAR[kind], text, known, remedy)
    return known[text]
