"""Profiles as they were written -> profiles, so that all that shows them has one form of them."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from emoprofile.data import Profile
from emoprofile.errors import ReadError

HOW = "Write it again with: emoprofile score ARTICLES -o profiles.jsonl"


def load_profiles(path: Path) -> Iterator[Profile]:
    """The profiles of a JSON Lines file, in order.

    A file that was written without the sentences gives evidence whose text is empty.

    Raises:
        ReadError: If it cannot be read, or a line is no profile; the message names the line.
    """
    number = 0
    try:
        with path.open("rb") as lines:
            for line in lines:
                number += 1
                yield parse_profile(from_json(line))
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ReadError(f"{path}, line {number}: no profile ({place}: {first['msg'].lower()}). {HOW}") from None
    except ValueError as error:
        raise ReadError(f"{path}, line {number}: not JSON ({error}). {HOW}") from None


def parse_profile(written: Mapping[str, Any]) -> Profile:
    """The profile that `Profile.to_dict()` gave this for.

    Raises:
        ValidationError: If it is something else.
    """
    return _make_adapter().validate_python(_add_texts(written))


@cache
def _make_adapter() -> TypeAdapter[Profile]:
    return TypeAdapter(Profile)


def _add_texts(value: Any) -> Any:
    """The same, with an empty text for each piece of evidence that was written without one."""
    if isinstance(value, Mapping):
        found = {key: each if key == "metadata" else _add_texts(each) for key, each in value.items()}
        return {"text": "", **found} if "contribution" in found else found
    if isinstance(value, (list, tuple)):
        return [_add_texts(each) for each in value]
    return value
