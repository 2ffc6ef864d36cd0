"""YAML file -> checked model: `extends`, overrides, and every problem at once with its file and key."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from emoprofile.config.yaml_text import DEEPEST, read_yaml, value_of
from emoprofile.errors import ConfigError, UnknownNameError
from emoprofile.resources import Kind, find

COMMAND_LINE = "--set"
FOLDER = "folder"
LONGEST_CHAIN = 20
"""Of files that extend each other."""


class Closed(BaseModel):
    """A configuration section: frozen, and no key that is not declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, allow_inf_nan=False)


M = TypeVar("M", bound=BaseModel)
Key = tuple[str, ...]


def load(kind: Kind, name: str | Path, schema: type[M], overrides: Sequence[str] = ()) -> M:
    """Load a resource, apply what it extends and the overrides, and check it.

    Args:
        kind: The kind of resource.
        name: Its name or path.
        schema: The pydantic type that it must satisfy; its validators find the file's folder in `info.context`.
        overrides: `key.path=value` items; the values are YAML.

    Raises:
        ConfigError: With every problem found, each with the file that it stands in and its dotted key.
        UnknownNameError: If nothing answers to the name.
    """
    path = find(kind, name)
    merged, origins = _extended(kind, path, ())
    for item in overrides:
        key, value = _override(item)
        _merge(merged, _nested(key, value), origins, COMMAND_LINE)
    try:
        return schema.model_validate(merged, context={FOLDER: path.parent})
    except ValidationError as error:
        raise ConfigError([*_problems(error, origins, path)]) from None


def _mapping_in(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file.

    Raises:
        ConfigError: If the file cannot be read, or does not hold a mapping with text keys.
    """
    content = read_yaml(path)
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ConfigError([f"{path}: holds a {type(content).__name__}, expected 'key: value' lines"])
    return content


def _extended(kind: Kind, path: Path, chain: tuple[Path, ...]) -> tuple[dict[str, Any], dict[Key, str]]:
    """The mapping of `path` over that of the file it extends, and the file that each leaf came from."""
    if path in chain:
        circle = " -> ".join(p.name for p in (*chain, path))
        raise ConfigError([f"{path}: extends: goes in a circle ({circle})"])
    if len(chain) >= LONGEST_CHAIN:
        raise ConfigError([f"{chain[0]}: extends: a chain of more than {LONGEST_CHAIN} files, at {path}"])
    own = _mapping_in(path)
    parent = own.pop("extends", None)
    merged: dict[str, Any] = {}
    origins: dict[Key, str] = {}
    if parent is not None:
        if not isinstance(parent, str):
            raise ConfigError([f"{path}: extends: is {parent!r:.80}, expected the name or path of one configuration"])
        try:
            base = find(kind, parent, beside=path.parent)
        except UnknownNameError as error:
            raise ConfigError([f"{path}: extends: {error}"]) from None
        merged, origins = _extended(kind, base, (*chain, path))
    _merge(merged, own, origins, str(path))
    return merged, origins


def _merge(base: dict[str, Any], top: Mapping[str, Any], origins: dict[Key, str], origin: str, at: Key = ()) -> None:
    """Lay `top` over `base` in place: mappings merge key by key, anything else replaces."""
    for key, value in top.items():
        here = (*at, str(key))
        origins[here] = origin
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            _merge(base[key], value, origins, origin, here)
        else:
            base[key] = deepcopy(value)


def _override(item: str) -> tuple[Key, Any]:
    key, equals, value = item.partition("=")
    if not equals or not all(key.split(".")):
        raise ConfigError([f"{COMMAND_LINE} {item!r:.80}: expected key.path=value, such as score.batch_tokens=4096"])
    parts = tuple(key.split("."))
    if len(parts) > DEEPEST:
        raise ConfigError([f"{COMMAND_LINE} {key:.80}: a key of more than {DEEPEST} parts"])
    try:
        return parts, value_of(value)
    except yaml.YAMLError:
        return parts, value
    except ConfigError as error:
        raise ConfigError([f"{COMMAND_LINE} {key}: {problem}" for problem in error.problems]) from None


def _nested(key: Key, value: object) -> dict[str, Any]:
    for part in reversed(key):
        value = {part: value}
    return value  # type: ignore[return-value]


def _problems(error: ValidationError, origins: dict[Key, str], path: Path) -> Iterator[str]:
    for problem in error.errors(include_url=False):
        # A location may carry steps of the schema (the arm of a union): keep what is a key of the file.
        key = tuple(str(step) for step in problem["loc"])
        origin = next((origins[key[:n]] for n in range(len(key), 0, -1) if key[:n] in origins), str(path))
        dotted = ".".join(key) or "(whole file)"
        if problem["type"] == "extra_forbidden":
            yield f"{origin}: {dotted}: unknown key"
        elif problem["type"] == "missing":
            yield f"{path}: {dotted}: missing"
        else:
            message = problem["msg"].removeprefix("Value error, ")
            shown = repr(problem["input"])
            seen = f" (is {shown})" if problem["type"] != "value_error" and len(shown) <= 80 else ""
            yield f"{origin}: {dotted}: {message}{seen}"
