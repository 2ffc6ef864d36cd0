"""Values of a row -> text, or values as JSON has them."""

import math
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from emoprofile.errors import ReadError


def make_plain(value: Any) -> Any:
    """A value as JSON has it: dates in ISO 8601, what is no number as null, bytes by their count."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): make_plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [make_plain(inner) for inner in value]
    if isinstance(value, (date, time)):
        return value.isoformat()
    return f"({len(value)} bytes)" if isinstance(value, bytes) else str(value)


def decode_utf8(content: bytes, name: str) -> str:
    """The text in the bytes that a column of that name holds.

    Raises:
        ReadError: If they are not UTF-8.
    """
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise ReadError(f"the text, {name!r}, is bytes that are not UTF-8") from None


def describe_kind(value: object) -> str:
    """What kind of value it is, for people."""
    return {type(None): "null", bool: "true or false", int: "a number", float: "a number", dict: "an object"}.get(
        type(value), f"a {type(value).__name__}"
    )
