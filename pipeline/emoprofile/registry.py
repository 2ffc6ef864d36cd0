"""Registries: name -> implementation. An implementation is imported only when it is needed."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Generic, TypeVar

from emoprofile.errors import ConfigError, EmoprofileError, UnknownNameError

T = TypeVar("T")


class Registry(Generic[T]):
    """A closed set of named implementations, plus any `"module:attribute"` that the user names.

    Args:
        kind: The kind of the implementations, for error messages, such as "splitter".
        entries: The registered names, each with its "module:attribute".
    """

    def __init__(self, kind: str, entries: Mapping[str, str]) -> None:
        self.kind = kind
        self._entries = dict(entries)

    @property
    def names(self) -> tuple[str, ...]:
        """The registered names, sorted."""
        return tuple(sorted(self._entries))

    def get(self, name: str) -> T:
        """Import the implementation of that name.

        Raises:
            UnknownNameError: If the name is not registered and does not have the form `module:attribute`.
            ConfigError: If a `module:attribute` of the user cannot be imported.
        """
        target = self._entries.get(name, name if ":" in name else None)
        if target is None:
            raise UnknownNameError(self.kind, name, self._entries, "A 'module:function' of your own is also allowed.")
        module, _, attribute = target.partition(":")
        try:
            found: Any = getattr(import_module(module), attribute)
        except (KeyboardInterrupt, GeneratorExit):
            raise
        except BaseException as error:  # importing runs code of the user, which may raise anything, even SystemExit
            if name in self._entries:
                raise
            problem = f"{self._describe(name)} cannot be imported ({_describe_error(error)})"
            raise ConfigError([f"{problem}. Is its module on the Python path?"]) from error
        if not callable(found):
            raise ConfigError([f"{self._describe(name)} is a {type(found).__name__}, not a function"])
        return found  # type: ignore[no-any-return]

    def make(self, name: str, *arguments: object) -> Any:
        """Call the factory of that name, and give the function that it makes.

        Raises:
            EmoprofileError: As `get` does, or as the factory itself does. It is a `ConfigError` if the factory raises
                any other error, or does not make a function.
        """
        factory: Any = self.get(name)
        try:
            made = factory(*arguments)
        except (EmoprofileError, KeyboardInterrupt, GeneratorExit):
            raise
        except BaseException as error:
            if name in self._entries:
                raise
            raise ConfigError([f"{self._describe(name)} cannot be made ({_describe_error(error)})"]) from error
        if not callable(made):
            raise ConfigError([f"{self._describe(name)} made a {type(made).__name__}, not a function"])
        return made

    def _describe(self, name: str) -> str:
        return f"{self.kind} {name!r:.200}"


NOTEBOOK: Registry[Callable[[Any], str]] = Registry(
    "notebook view",
    {name: f"emoprofile.report.notebook:show_{name}" for name in ("comparison", "groups", "profile", "trend")},
)
"""How a notebook shows a value, as HTML: the only place that names the room of reports, loaded at first use."""


def _describe_error(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]
