"""Reads the types of a configuration: the section at a key, and every setting with its type and default."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

_ENTRY = re.compile(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a configuration.

    Attributes:
        key: The dotted key, such as `score.batch_tokens`.
        type: The allowed values, in words.
        default: The default as text (`null` for a null); None where the setting must be given.
        meaning: One or two sentences about it.
    """

    key: str
    type: str
    default: str | None
    meaning: str


def find_section(schema: type[BaseModel], key: tuple[str, ...]) -> type[BaseModel] | None:
    """Find the section at a key; None if there is no section."""
    for step in key:
        field = schema.model_fields.get(step)
        inner = _pick_section(field.annotation) if field else None
        if inner is None:
            return None
        schema = inner
    return schema


def list_settings(schema: type[BaseModel], prefix: str = "") -> Iterator[Setting]:
    """List every setting, section by section, in the order of the types."""
    meanings = read_meanings(schema)
    for name, field in schema.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            yield from list_settings(section, f"{prefix}{name}.")
        else:
            meaning = meanings.get(name, "")
            yield Setting(f"{prefix}{name}", _describe_type(field), _describe_default(field), meaning)


def read_meanings(schema: type[BaseModel]) -> dict[str, str]:
    """Read the meaning of each field from the docstring of a section, under `Attributes:`."""
    text = inspect.cleandoc(schema.__doc__ or "")
    _, _, attributes = text.partition("Attributes:\n")
    return {name: " ".join(about.split()) for name, about in _ENTRY.findall(attributes)}


def _pick_section(annotation: Any) -> type[BaseModel] | None:
    """Pick the section in a type: the type itself, or one member of a union."""
    for arm in (annotation, *get_args(annotation)):
        if isinstance(arm, type) and issubclass(arm, BaseModel):
            return arm
    return None


def _describe_type(field: FieldInfo) -> str:
    words = _name_type(field.annotation)
    limits = []
    for rule in field.metadata:
        for name, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<")):
            if (limit := getattr(rule, name, None)) is not None:
                limits.append(f"{sign} {limit:,}")
    return words + (f", {' and '.join(limits)}" if limits else "")


def _name_type(annotation: Any) -> str:
    plain = {str: "text", int: "whole number", float: "number", bool: "true or false", type(None): "null"}
    if annotation in plain:
        return plain[annotation]
    arms = get_args(annotation)
    origin = getattr(annotation, "__origin__", None)
    if origin is tuple:
        return "list of " + _name_type(arms[0]).replace("text", "texts")
    if origin is dict:
        return f"{_name_type(arms[0])} → {_name_type(arms[1])}"
    if arms and all(isinstance(arm, str) for arm in arms):
        return " or ".join(f"`{arm}`" for arm in arms)
    if hasattr(annotation, "__metadata__"):
        return _name_type(arms[0])
    if arms:
        return " or ".join(_name_type(arm) for arm in arms)
    return getattr(annotation, "__name__", str(annotation)).lower()


def _describe_default(field: FieldInfo) -> str | None:
    value = field.get_default(call_default_factory=True) if not field.is_required() else PydanticUndefined
    if value is PydanticUndefined:
        return None
    return show_value(value)


def show_value(value: Any) -> str:
    """Show a value as it would be written in YAML, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(show_value, value))}]"
    if isinstance(value, str):
        return value or "''"
    return str(value)
