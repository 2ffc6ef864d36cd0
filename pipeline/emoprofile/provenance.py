"""Hashes settings and files into the fingerprint that an output carries."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FINGERPRINTED_PACKAGES = ("emoprofile", "numpy", "tokenizers", "torch", "transformers")


def hash_file(path: Path) -> str:
    """Compute the SHA-256 of a file in hexadecimal digits. The file is read in blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def hash_bytes(content: bytes) -> str:
    """Compute the SHA-256 of some bytes in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def fingerprint(parts: Mapping[str, object]) -> str:
    """Compute the fingerprint of a mapping of JSON values: `sha256:` and hexadecimal digits. Key order does not matter.

    Raises:
        TypeError: If a part is not made of plain JSON values.
    """
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return "sha256:" + hash_bytes(canonical.encode("utf-8", "surrogatepass"))


def hash_code() -> str:
    """Compute the SHA-256 of the package's own files, code and word lists, in hexadecimal digits."""
    package = Path(__file__).parent
    files = sorted(p for p in package.rglob("*") if p.suffix in (".py", ".yaml") and _is_code(p.relative_to(package)))
    digests = {p.relative_to(package).as_posix(): hash_file(p) for p in files}
    return fingerprint(digests).removeprefix("sha256:")


def _is_code(path: Path) -> bool:
    # An installed package contains configurations and models, a checkout does not. They are fingerprinted separately.
    return path.parts[0] not in ("configs", "models")


def list_versions(more: Iterable[str] = ()) -> dict[str, str]:
    """List the installed versions of the packages that a score depends on, and of `more` packages."""
    found = {}
    for package in (*FINGERPRINTED_PACKAGES, *more):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "unknown"
    return found
