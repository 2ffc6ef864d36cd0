"""Name -> implementation, imported only when it is asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Generic, TypeVar

from emoprofile.errors import ConfigError, UnknownNameError

T = TypeVar("T")


class Registry(Generic[T]):
    """A closed set of named implementations, plus any `"module:attribute"` that the user names.

    Args:
        kind: What the names stand for, in error messages ("splitter").
        entries: name -> "module:attribute".
    """

    def __init__(self, kind: str, entries: Mapping[str, str]) -> None:
        self.kind = kind
        self._entries = dict(entries)

    @property
    def names(self) -> tuple[str, ...]:
        """The registered names, sorted."""
        return tuple(sorted(self._entries))

    def get(self, name: str) -> T:
        """The implementation behind `name`, imported now.

        Raises:
            UnknownNameError: If the name is neither registered nor of the form `module:attribute`.
            ConfigError: If a `module:attribute` of the user cannot be imported.
        """
        target = self._entries.get(name, name if ":" in name else None)
        if target is None:
            raise UnknownNameError(self.kind, name, self._entries, "A 'module:function' of your own is also allowed.")
        module, _, attribute = target.partition(":")
        try:
            found: Any = getattr(import_module(module), attribute)
        except (ImportError, AttributeError) as error:
            if name in self._entries:
                raise
            problem = f"{self.kind} {name!r} cannot be imported ({error}). Is its module on the Python path?"
            raise ConfigError([problem]) from error
        return found  # type: ignore[no-any-return]
