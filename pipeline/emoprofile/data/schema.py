"""The JSON Schema of a profile, made from the types of its values."""

import inspect
import re
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter

from emoprofile.data.arc import Arc, Series, Stretch
from emoprofile.data.figures import DimensionFigures, EventFigures, Evidence, GradedFigures, Score
from emoprofile.data.profile import SCHEMA, Accounting, Profile, Provenance
from emoprofile.data.readings import Dimensions, Emotional, Evoked, Expressed, Group, Leading, Readings
from emoprofile.data.reliability import Reliability
from emoprofile.data.voice_figures import VoiceFigures

TYPES = (
    Accounting, Arc, DimensionFigures, Dimensions, Emotional, EventFigures, Evidence, Evoked, Expressed, GradedFigures,
    Group, Leading, Provenance, Readings, Reliability, Score, Series, Stretch, VoiceFigures,
)  # fmt: skip
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/{model}"
_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def build_profile_schema() -> dict[str, Any]:
    """Build the JSON Schema of `Profile.to_dict()`. The descriptions come from the docstrings of the types."""
    definitions: dict[str, Any] = {}
    for kind in TYPES:
        schema = TypeAdapter(kind).json_schema(ref_template=_REF)
        definitions |= schema.pop("$defs", {})
        definitions[kind.__name__] = schema
    for kind in TYPES:
        _close(definitions[kind.__name__], kind)
    definitions["Evidence"]["required"].remove("text")  # written only on request
    whole = TypeAdapter(Profile).json_schema(ref_template=_REF)["properties"]
    told = _read_descriptions(Profile)
    properties = {
        "schema": {"const": SCHEMA},
        "id": whole["id"],
        "metadata": whole["metadata"],
        "flags": whole["flags"],
        "model": {"type": "string", "description": "The name of the model."},
        "sentences": {"type": "integer", "minimum": 0, "description": "How many sentences were scored."},
        "readings": whole["readings"],
        "arc": whole["arc"],
        "voices": whole["voices"],
        "accounting": whole["accounting"],
        "provenance": whole["provenance"],
    }
    for name, about in told.items():
        if name in properties:
            properties[name] = {**properties[name], "description": about}
    return {
        "$schema": DIALECT,
        "title": SCHEMA,
        "description": " ".join((Profile.__doc__ or "").split("\n\n")[0].split()),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": definitions,
    }


def _close(schema: dict[str, Any], kind: type) -> None:
    """Close the schema of a type: require all its keys, allow no others, and add their descriptions."""
    told = _read_descriptions(kind)
    schema["required"] = [field.name for field in fields(kind)]
    schema["additionalProperties"] = False
    schema["description"] = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
    schema.pop("title", None)
    for name, value in schema["properties"].items():
        value.pop("title", None)
        value.pop("default", None)
        value["description"] = told[name]


def _read_descriptions(kind: type) -> dict[str, str]:
    inherited = [_read_descriptions(base) for base in kind.__bases__ if is_dataclass(base)]
    own = {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(inspect.cleandoc(kind.__doc__ or ""))}
    return {name: text for each in inherited for name, text in each.items()} | own


if __name__ == "__main__":
    import json
    import sys

    json.dump(build_profile_schema(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
