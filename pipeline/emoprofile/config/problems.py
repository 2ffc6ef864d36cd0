"""Problems that pydantic found -> lines that name the file, the key, what is wrong there and what to do."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from emoprofile.config.sections import find_section

Key = tuple[str, ...]
LONGEST_SHOWN = 80


def list_problems(
    error: ValidationError, schema: type[BaseModel], origins: Mapping[Key, str], path: Path
) -> Iterator[str]:
    """List a line for each problem.

    Args:
        error: The problems, as pydantic found them.
        schema: The type that the values must satisfy.
        origins: The file, or `--set`, that each key came from.
        path: The file that was loaded. The line for a missing key names it.
    """
    for problem in error.errors(include_url=False):
        # A location may carry steps of the schema (the arm of a union): keep what is a key of the file.
        key = tuple(str(step) for step in problem["loc"])
        origin = next((origins[key[:n]] for n in range(len(key), 0, -1) if key[:n] in origins), str(path))
        dotted = ".".join(key) or "(whole file)"
        if problem["type"] == "extra_forbidden":
            yield f"{origin}: {dotted}: unknown key.{_suggest_key(schema, key)}"
        elif problem["type"] == "missing":
            yield f"{path}: {dotted}: missing"
        else:
            yield f"{origin}: {dotted}: {problem['msg'].removeprefix('Value error, ')}{_show_value(problem)}"


def _suggest_key(schema: type[BaseModel], key: Key) -> str:
    """Suggest the closest key of the section, or the same key of another section; then name all keys of the section."""
    section = find_section(schema, key[:-1])
    if section is None:
        return ""
    known = sorted(section.model_fields)
    close = get_close_matches(key[-1], known, n=1)
    if not close:
        elsewhere = {
            f"{name}.{inner}"
            for name in schema.model_fields
            if (other := find_section(schema, (name,))) is not None
            for inner in other.model_fields
            if inner == key[-1]
        }
        close = sorted(elsewhere - {".".join(key)})[:1]
    guess = f" Did you mean {close[0]!r}?" if close else ""
    place = ".".join(key[:-1])
    return f"{guess} Known{f' in {place}' if place else ''}: {', '.join(known)}"


def _show_value(problem: Any) -> str:
    shown = repr(problem["input"])
    return f" (is {shown})" if problem["type"] != "value_error" and len(shown) <= LONGEST_SHOWN else ""
