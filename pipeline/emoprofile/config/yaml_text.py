"""YAML text -> plain values, within limits. Any text gives either a value or one clear error.

A short YAML text can stand for a huge value: an alias stands for everything under its anchor, which may hold aliases
again. All limits are checked on the parsed nodes, before a value is built from them.
"""

import os
import re
import stat
from pathlib import Path
from typing import Any

import yaml

from emoprofile.errors import ConfigError

MOST_BYTES = 1 << 18
"""The largest file: a hundred times the longest configuration that comes with emoprofile."""
MOST_VALUES = 20_000
"""The most values in a file. A value behind an alias counts each time the alias is used."""
DEEPEST = 50
LONGEST_NUMBER = 100
"""The most digits of a number: the time to read a number grows with the square of its length."""
_WRAPPED = re.compile(r"\s+")
_SHOWN = 300


class _Loader(yaml.SafeLoader):
    """Loads YAML. It refuses deep nesting, and a mapping with the same key twice, because one value would be lost."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Compose a node one level deeper, unless that is too deep."""
        if self.depth >= DEEPEST:
            raise ConfigError([f"nested more than {DEEPEST} levels deep"])
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def _construct_mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, (str, int, float, bool)):
            raise yaml.constructor.ConstructorError(None, None, "a key must be a word or a number", key_node.start_mark)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} stands twice; remove one", key_node.start_mark
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_mapping)


def read_yaml(path: Path) -> Any:
    """Read the value in a YAML file.

    Raises:
        ConfigError: If the path is not a regular file, or the file is too large, not UTF-8, or not YAML within limits.
    """
    try:
        # This comes before the file is opened: opening a pipe waits until somebody writes, and a device has no end.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise ConfigError([f"{path}: is a folder, a pipe or a device; give a file"])
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ConfigError([f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})"]) from None
    if len(content) > MOST_BYTES:
        raise ConfigError(
            [f"{path}: more than {MOST_BYTES:,} bytes, which is too long for a configuration. Is it the right file?"]
        )
    try:
        return parse_value(content.decode())
    except UnicodeDecodeError as error:
        raise ConfigError([f"{path}: not UTF-8 text ({error.reason} at byte {error.start})"]) from None
    except yaml.YAMLError as error:
        shown = _WRAPPED.sub(" ", str(error))[:_SHOWN]
        raise ConfigError([f"{path}: not valid YAML: {shown}"]) from None
    except ConfigError as error:
        raise ConfigError([f"{path}: {problem}" for problem in error.problems]) from None


def parse_value(text: str) -> Any:
    """Parse YAML text.

    Raises:
        ConfigError: If it is over a limit.
        yaml.YAMLError: If it is not YAML.
    """
    if len(text) > MOST_BYTES:
        raise ConfigError([f"more than {MOST_BYTES:,} characters"])
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _count_values(node, {}) > MOST_VALUES:
            raise ConfigError([f"more than {MOST_VALUES:,} values (a value behind an alias counts each time)"])
        return loader.construct_document(node)
    except (yaml.YAMLError, ConfigError):
        raise
    except Exception as error:  # such as a date that does not exist: each type has its own error
        raise yaml.YAMLError(f"a value is not valid for its type ({type(error).__name__})") from None
    finally:
        loader.dispose()


def _count_values(node: yaml.Node, known: dict[int, int | None]) -> int:
    """Count the values that a node stands for."""
    if isinstance(node, yaml.ScalarNode):
        if node.tag.endswith((":int", ":float")) and len(node.value) > LONGEST_NUMBER:
            raise ConfigError([f"a number of {len(node.value):,} characters; at most {LONGEST_NUMBER} are read"])
        return 1
    if id(node) not in known:
        known[id(node)] = None  # being counted: a second visit now means that the node contains itself
        parts = [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]
        known[id(node)] = 1 + sum(_count_values(part, known) for part in parts)
    size = known[id(node)]
    if size is None:
        raise ConfigError(["an alias stands inside its own anchor; remove it"])
    return size
