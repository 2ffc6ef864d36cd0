"""Values as files can hold them: figures rounded, metadata as JSON, text as UTF-8."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def round_floats(value: Any, decimals: int) -> Any:
    """The same with every float in it rounded, however deep."""
    if isinstance(value, float):
        return round(value, decimals) + 0.0  # no negative zero
    if isinstance(value, Mapping):
        return {key: round_floats(inner, decimals) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [round_floats(inner, decimals) for inner in value]
    return value


def json_text(value: Any) -> str:
    """JSON on one line, in UTF-8 and valid whatever a caller put into the metadata.

    What JSON cannot say is not worth a failed article: NaN and infinity become null, a date or a path its text.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        text = json.dumps(_to_plain(value), ensure_ascii=False, allow_nan=False)
    return utf8(text)


def utf8(text: str) -> str:
    r"""The text with lone surrogates, which JSON input can carry and UTF-8 cannot, as escapes such as `\ud800`."""
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
