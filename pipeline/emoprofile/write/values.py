"""Converts values for files: rounds figures, and writes metadata as JSON and text as UTF-8."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def round_floats(value: Any, decimals: int) -> Any:
    """Round every float in a value, at any depth."""
    if isinstance(value, float):
        return round(value, decimals) + 0.0  # no negative zero
    if isinstance(value, Mapping):
        return {key: round_floats(inner, decimals) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [round_floats(inner, decimals) for inner in value]
    return value


def to_json(value: Any) -> str:
    """Write a value as valid JSON on one line.

    Metadata may hold values that JSON does not have. They do not fail the article: NaN and infinity become null, a date
    or a path becomes text.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        text = json.dumps(_to_plain(value), ensure_ascii=False, allow_nan=False)
    return to_utf8(text)


def to_utf8(text: str) -> str:
    r"""Replace lone surrogates, which JSON input can hold and UTF-8 cannot, by escapes such as `\ud800`."""
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _to_plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _to_plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_to_plain(inner) for inner in value]
    return str(value)
