"""The schema of the server, made from the schema of a profile."""

from typing import Any

from emoprofile.data import Failure
from emoprofile.data.schema import build_profile_schema
from emoprofile.serve.bodies import JSON_LINES

ARTICLE = {
    "type": "object",
    "description": "A row as `emoprofile score` reads it from a table: the text, and what is known of it.",
    "properties": {
        "text": {"type": "string", "description": "The article."},
        "id": {"type": "string", "description": "What it is called; made from its content if not given."},
        "title": {"type": "string", "description": "Of the metadata, as every other key."},
    },
    "required": ["text"],
    "additionalProperties": True,
}
ERROR = {
    "type": "object",
    "properties": {"error": {"type": "string", "description": "What is wrong, what is allowed, what to do."}},
    "required": ["error"],
}


def refer_to(name: str) -> dict[str, str]:
    """Where a schema stands in the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def list_components() -> dict[str, Any]:
    """The schemas of an article, a profile and all its parts, a failure and an error."""
    profile = build_profile_schema()
    definitions = profile.pop("$defs")
    for key in ("$schema", "$id"):
        profile.pop(key, None)
    failure = {
        "type": "object",
        "description": " ".join((Failure.__doc__ or "").split("Attributes:")[0].split()),
        "properties": {name: {"type": ["string", "null"]} for name in Failure.__dataclass_fields__},
        "required": list(Failure.__dataclass_fields__),
    }
    found = {"Article": ARTICLE, "Profile": profile, "Failure": failure, "Error": ERROR, **definitions}
    return {name: _relocate(schema) for name, schema in found.items()}


def describe_one_request() -> dict[str, Any]:
    """What `POST /profile` takes."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": refer_to("Article")}}}}


def describe_many_request() -> dict[str, Any]:
    """What `POST /profiles` takes."""
    lines: dict[str, Any] = {JSON_LINES[0]: {"schema": {"type": "string"}}}
    array = {"application/json": {"schema": {"type": "array", "items": refer_to("Article")}}}
    return {"requestBody": {"required": True, "content": {**array, **lines}}}


def describe_refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How requests are refused."""
    told = {
        400: "not JSON",
        408: "the body took too long",
        413: "too large",
        422: "no article, or none that can be profiled",
        503: "too many wait, or it took too long",
    }
    return {
        status: {"description": told[status], "content": {"application/json": {"schema": refer_to("Error")}}}
        for status in statuses
    }


def _relocate(schema: Any) -> Any:
    """The same schema with its references to where the parts stand in this document."""
    if isinstance(schema, dict):
        return {
            key: each.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _relocate(each)
            for key, each in schema.items()
        }
    return [_relocate(each) for each in schema] if isinstance(schema, list) else schema
