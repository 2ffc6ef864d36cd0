"""YAML file -> checked model: what it extends, overrides, and every problem at once with its file and key."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from emoprofile.config.merging import Key, merge_files
from emoprofile.config.problems import list_problems
from emoprofile.errors import ConfigError
from emoprofile.resources import Kind, find

FOLDER = "folder"


class Closed(BaseModel):
    """A configuration section: frozen, and no key that is not declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, allow_inf_nan=False)


def _split_commas(value: Any) -> Any:
    return tuple(word for part in value.split(",") if (word := part.strip())) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_split_commas)]
"""A list of words; `a,b` is allowed too, so that it can be typed after --set."""
M = TypeVar("M", bound=BaseModel)


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
    return load_with_origins(kind, name, schema, overrides)[0]


def load_with_origins(
    kind: Kind, name: str | Path, schema: type[M], overrides: Sequence[str] = ()
) -> tuple[M, Mapping[Key, str]]:
    """As `load`; and the file, or `--set`, that each given key came from."""
    path = find(kind, name)
    merged, origins = merge_files(kind, path, overrides)
    try:
        return schema.model_validate(merged, context={FOLDER: path.parent}), origins
    except ValidationError as error:
        raise ConfigError([*list_problems(error, schema, origins, path)]) from None
