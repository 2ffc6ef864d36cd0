"""YAML files and overrides -> one mapping, and the file or override that each key came from."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from emoprofile.config.yaml_text import DEEPEST, parse_value, read_yaml
from emoprofile.errors import ConfigError, UnknownNameError
from emoprofile.resources import Kind, find

COMMAND_LINE = "--set"
LONGEST_CHAIN = 20
"""The most files that may extend one another in a chain."""
Key = tuple[str, ...]


def merge_files(kind: Kind, path: Path, overrides: Sequence[str]) -> tuple[dict[str, Any], dict[Key, str]]:
    """Merge a file with those that it extends, then with overrides; and say where each key came from.

    Args:
        kind: The kind of resource that `extends` names.
        path: The file.
        overrides: `key.path=value` items; the values are YAML.

    Raises:
        ConfigError: If a file cannot be read, or an override is not of that form.
    """
    merged, origins = _extend(kind, path, ())
    for item in overrides:
        key, value = _parse_override(item)
        _merge(merged, _nest(key, value), origins, COMMAND_LINE)
    return merged, origins


def _read_mapping(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file.

    Raises:
        ConfigError: If the file cannot be read, or does not hold a mapping with text keys.
    """
    content = read_yaml(path)
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ConfigError([f"{path}: holds a {type(content).__name__}; it must hold 'key: value' lines"])
    return content


def _extend(kind: Kind, path: Path, chain: tuple[Path, ...]) -> tuple[dict[str, Any], dict[Key, str]]:
    """Merge `path` with the file that it extends; and say which file each key came from."""
    if path in chain:
        circle = " -> ".join(p.name for p in (*chain, path))
        raise ConfigError(
            [f"{path}: extends: the files extend each other in a circle ({circle}). Remove one of the entries"]
        )
    if len(chain) >= LONGEST_CHAIN:
        raise ConfigError(
            [f"{chain[0]}: extends: the chain has more than {LONGEST_CHAIN} files, at {path}. Merge some of them"]
        )
    own = _read_mapping(path)
    parent = own.pop("extends", None)
    merged: dict[str, Any] = {}
    origins: dict[Key, str] = {}
    if parent is not None:
        if not isinstance(parent, str):
            raise ConfigError([f"{path}: extends: is {parent!r:.80}; it must be the name or path of one configuration"])
        try:
            base = find(kind, parent, beside=path.parent)
        except UnknownNameError as error:
            raise ConfigError([f"{path}: extends: {error}"]) from None
        merged, origins = _extend(kind, base, (*chain, path))
    _merge(merged, own, origins, str(path))
    return merged, origins


def _merge(base: dict[str, Any], top: Mapping[str, Any], origins: dict[Key, str], origin: str, at: Key = ()) -> None:
    """Lay `top` over `base` in place: mappings merge key by key, anything else replaces."""
    for key, value in top.items():
        here = (*at, str(key))
        origins[here] = origin
        if isinstance(value, dict):
            if not isinstance(base.get(key), dict):
                base[key] = {}
            _merge(base[key], value, origins, origin, here)
        else:
            base[key] = deepcopy(value)


def _parse_override(item: str) -> tuple[Key, Any]:
    key, equals, value = item.partition("=")
    if not equals or not all(key.split(".")):
        raise ConfigError([f"{COMMAND_LINE} {item!r:.80}: write it as key.path=value, such as score.batch_tokens=4096"])
    parts = tuple(key.split("."))
    if len(parts) > DEEPEST:
        raise ConfigError([f"{COMMAND_LINE} {key:.80}: the key has more than {DEEPEST} parts"])
    try:
        return parts, parse_value(value)
    except yaml.YAMLError:
        return parts, value
    except ConfigError as error:
        raise ConfigError([f"{COMMAND_LINE} {key}: {problem}" for problem in error.problems]) from None


def _nest(key: Key, value: object) -> dict[str, Any]:
    for part in reversed(key):
        value = {part: value}
    return value  # type: ignore[return-value]
