"""Hash plain mappings and files into the fingerprint that an output carries."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FINGERPRINTED_PACKAGES = ("emoprofile", "numpy", "tokenizers", "torch", "transformers")


def hash_file(path: Path) -> str:
    """The hex SHA-256 of a file's bytes, read in blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def hash_bytes(content: bytes) -> str:
    """The hex SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def fingerprint(parts: Mapping[str, object]) -> str:
    """`sha256:` and the hex digest of a JSON-able mapping, independent of key order.

    Raises:
        TypeError: If a part is not made of plain JSON values.
    """
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return "sha256:" + hash_bytes(canonical.encode("utf-8", "surrogatepass"))


def hash_code() -> str:
    """The hex SHA-256 over the package's own files: code and word lists."""
    package = Path(__file__).parent
    files = sorted(p for p in package.rglob("*") if p.suffix in (".py", ".yaml") and _is_code(p.relative_to(package)))
    digests = {p.relative_to(package).as_posix(): hash_file(p) for p in files}
    return fingerprint(digests).removeprefix("sha256:")


def _is_code(path: Path) -> bool:
    # An installed package carries configurations and models inside; a checkout does not. Both count by themselves.
    return path.parts[0] not in ("configs", "models")


def list_versions(more: Iterable[str] = ()) -> dict[str, str]:
    """The installed versions of the packages whose code a score depends on, and of more that a run uses."""
    found = {}
    for package in (*FINGERPRINTED_PACKAGES, *more):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "unknown"
    return found
