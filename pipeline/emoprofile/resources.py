"""Find configurations and models by name, in an installed package or in a checkout.

The order is: an explicit path, the data inside the package, the checkout around it. The working directory is never
searched, so that the same command means the same thing wherever it is typed.
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


def roots(kind: Kind) -> Iterator[Path]:
    """The existing folders that hold resources of this kind, first wins."""
    package = Path(__file__).resolve().parent
    checkout = next((p for p in package.parents if (p / "pyproject.toml").is_file()), None)
    # A package installed below somebody else's checkout must not take that project's folders for ours.
    ours = checkout is not None and checkout / "pipeline" / "emoprofile" == package
    for root in (package / kind, checkout / kind if checkout and ours else None):
        if root is not None and root.is_dir():
            yield root


def available(kind: Kind) -> dict[str, Path]:
    """Every resource of this kind that has a name, as name -> YAML file, sorted by name."""
    found: dict[str, Path] = {}
    for root in roots(kind):
        for path in sorted(root.iterdir()):
            if path.suffix in _SUFFIXES:
                found.setdefault(path.stem, path)
            elif (path / SPEC_NAME).is_file():
                found.setdefault(path.name, path / SPEC_NAME)
    return dict(sorted(found.items()))


def find(kind: Kind, name: str | Path, *, beside: Path | None = None) -> Path:
    """The YAML file that `name` stands for.

    Args:
        kind: What is looked for.
        name: A known name, or a path: to a YAML file, or to a folder with a `spec.yaml`. Anything with a separator
            or a YAML suffix is a path.
        beside: The folder that relative paths are resolved against; the working directory if None.

    Raises:
        UnknownNameError: If nothing answers to the name; the message lists the names that do.
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
    known = available(kind)
    if text not in known:
        is_here = kind == "models" and beside is None and os.path.isdir(text)
        remedy = (
            f"There is a folder {text!r} here: write ./{text} if you mean it."
            if is_here
            else "A path to a YAML file is also allowed."
        )
        raise UnknownNameError(_SINGULAR[kind], text, known, remedy)
    return known[text]
