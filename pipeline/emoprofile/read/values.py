"""Values of a row -> text, or values as JSON has them."""

import math
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from emoprofile.data.kinds import is_missing
from emoprofile.errors import ReadError

PARAGRAPHS = "\n\n"
"""Between two paragraphs."""
_BLOCK_KEYS = frozenset(("rendered", "protected", "text", "type", "kind", "style", "level", "block_version"))
"""Of an object that holds a text or a paragraph, and nothing else."""


def make_plain(value: Any) -> Any:
    """A value as JSON has it: dates in ISO 8601, what is no number as null, bytes by their count."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if not isinstance(value, (Mapping, list, tuple)) and hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        return make_plain(value.item())  # a number of numpy
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): make_plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [make_plain(inner) for inner in value]
    if isinstance(value, (date, time)):
        return None if is_missing(value) else value.isoformat()
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    return None if is_missing(value) else str(value)


def join_text(value: Any) -> str | None:
    """The text that a value holds; None if it holds none.

    A list is one of paragraphs; an object holds its text under `text`, or under `rendered` as WordPress writes it.

    Raises:
        ReadError: If it is bytes that are not UTF-8.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            raise ReadError("bytes that are not UTF-8") from None
    if isinstance(value, Mapping):
        if not _BLOCK_KEYS.issuperset(value):
            return None
        return next((value[key] for key in ("rendered", "text") if isinstance(value.get(key), str)), None)
    if isinstance(value, (list, tuple)):
        parts = [join_text(part) for part in value if part is not None]
        if not parts or None in parts:
            return None
        return PARAGRAPHS.join(part for part in parts if part and part.strip())
    return None


def describe_kind(value: object) -> str:
    """What kind of value it is, for people."""
    return {type(None): "null", bool: "true or false", int: "a number", float: "a number", dict: "an object"}.get(
        type(value), f"a {type(value).__name__}"
    )
