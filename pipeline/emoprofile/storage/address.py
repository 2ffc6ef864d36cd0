"""Addresses such as `s3://bucket/news/`, and the library that reaches them."""

import re
from typing import Any
from urllib.parse import unquote

from emoprofile.errors import MissingExtraError, ReadError

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_OURS = ("hf",)
"""Addresses that the library has a meaning of its own for: datasets."""
_LOCAL = ("file", "local")
_EXTRAS = {"s3": ("s3fs", "s3"), "s3a": ("s3fs", "s3"), "gs": ("gcsfs", "gcs"), "gcs": ("gcsfs", "gcs")}


def is_remote(path: str) -> bool:
    """Whether a path is an address that fsspec reaches."""
    return _scheme(path) not in (None, *_OURS, *_LOCAL)


def strip_local(path: str) -> str:
    """The path of this machine that an address such as `file:///data/` means; any other path as it is."""
    scheme = _scheme(path)
    return unquote(path[len(scheme) + 3 :]) if scheme in _LOCAL else path


def reach_files(address: str) -> tuple[Any, str]:
    """The file system of an address, and what the address is called there.

    Raises:
        MissingExtraError: If the library that reaches it is not installed.
        ReadError: If no library reaches it, or that library refuses it.
    """
    import fsspec

    scheme = _scheme(address) or ""
    try:
        system = fsspec.filesystem(scheme)
        return system, system._strip_protocol(address)
    except ImportError as error:
        package, extra = _EXTRAS.get(scheme, ("", ""))
        if extra:
            raise MissingExtraError(package, extra, f"{scheme}:// addresses") from error
        raise ReadError(f"{scheme}:// addresses cannot be reached: {name_reason(error)}") from None
    except ValueError:
        known = ", ".join(sorted(_EXTRAS))
        raise ReadError(
            f"no address is known that begins with {scheme}://. Name a file or folder, or an address of {known}, or of "
            "another library that fsspec knows"
        ) from None
    except Exception as error:  # what a library does about credentials, before it reaches anything
        raise ReadError(f"{address} cannot be reached: {name_reason(error)}") from None


def name_reason(error: BaseException) -> str:
    """What a file system says is wrong, on one line."""
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(text).splitlines()[0][:200]


def _scheme(path: str) -> str | None:
    found = _ADDRESS.match(path)
    return found[1].lower() if found else None
