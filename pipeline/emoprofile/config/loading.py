"""YAML file -> checked settings. All problems are reported at once, each with its file and key."""

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
    """A configuration section. It is frozen, and refuses keys that are not declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, allow_inf_nan=False)


def _split_commas(value: Any) -> Any:
    return tuple(word for part in value.split(",") if (word := part.strip())) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_split_commas)]
"""A list of words. The text `a,b` is allowed too, because it is easy to type after --set."""
M = TypeVar("M", bound=BaseModel)


def load(kind: Kind, name: str | Path, schema: type[M], overrides: Sequence[str] = ()) -> M:
    """Load a resource, apply what it extends and the overrides, and check it.

    Args:
        kind: The kind of resource.
        name: Its name or path.
        schema: The pydantic type that it must satisfy; its validators find the file's folder in `info.context`.
        overrides: `key.path=value` items; the values are YAML.

    Raises:
        ConfigError: If something is wrong; it lists every problem with the file that it stands in and its dotted key.
        UnknownNameError: If there is no resource of that name.
    """
    return load_with_origins(kind, name, schema, overrides)[0]


def load_with_origins(
    kind: Kind, name: str | Path, schema: type[M], overrides: Sequence[str] = ()
) -> tuple[M, Mapping[Key, str]]:
    """Load a resource as `load` does, and say which file, or `--set`, gave each key."""
    path = find(kind, name)
    merged, origins = merge_files(kind, path, overrides)
    try:
        return schema.model_validate(merged, context={FOLDER: path.parent}), origins
    except ValidationError as error:
        raise ConfigError([*list_problems(error, schema, origins, path)]) from None
