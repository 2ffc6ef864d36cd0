"""The failure of an article: it stands in the place of its profile."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb
from typing import Any, Literal, TypeVar

from emoprofile.errors import EmoprofileError

Stage = Literal["read", "split", "score", "aggregate", "write"]
T = TypeVar("T")
STOPS = (KeyboardInterrupt, SystemExit, GeneratorExit)
"""Exceptions that end the process or a generator. They say nothing about an article."""
MOST_CHARACTERS = 500
"""The most characters of a message, and of an id."""
_OUT_OF_RESOURCES = {
    MemoryError: "memory ran out",
    RecursionError: "it is nested too deeply",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be profiled. It stands in the place of the profile, and holds no text of the article.

    Attributes:
        id: The id of the article. An id of more than 500 characters is cut, and the hash of the whole id is added.
        stage: The stage of the flow at which the article failed.
        error: The class of the error.
        message: What is wrong, what is allowed and what to do; cut off at 500 characters.
        sha256: The SHA-256 of the article's text in hexadecimal digits, or of its file where the text could not be
            read; None where neither is known. It shows whether two failures are about the same article.
    """

    id: str
    stage: Stage
    error: str
    message: str
    sha256: str | None = None

    def __post_init__(self) -> None:
        if len(self.message) > MOST_CHARACTERS:
            object.__setattr__(self, "message", self.message[: MOST_CHARACTERS - 1] + "…")
        if len(self.id) > MOST_CHARACTERS:
            digest = hashlib.sha256(self.id.encode("utf-8", "surrogatepass")).hexdigest()
            ending = f"… (sha256-{digest[:16]})"
            object.__setattr__(self, "id", self.id[: MOST_CHARACTERS - len(ending)] + ending)

    @classmethod
    def of(cls, id: str, stage: Stage, error: BaseException) -> "Failure":
        """Make the failure for an exception.

        The message of a foreign library is not repeated, because it may quote the article. The failure names the class
        of the error and the line of code that raised it.
        """
        return cls(id, stage, type(error).__name__, _explain(error))

    def with_hash(self, sha256: str | None) -> "Failure":
        """Give a copy with the hash of the article."""
        return replace(self, sha256=sha256)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "id": self.id,
            "stage": self.stage,
            "error": self.error,
            "message": self.message,
            "sha256": self.sha256,
        }


def attempt(id: str, stage: Stage, act: Callable[[], T]) -> T | Failure:
    """Call a function on one article, and give its result, or the failure for the exception that it raises.

    Only exceptions that end the process are raised again. A panic of a Rust library is not an `Exception`; it is caught
    as well.
    """
    try:
        return act()
    except STOPS:
        raise
    except BaseException as error:
        return Failure.of(id, stage, error)


def _explain(error: BaseException) -> str:
    if isinstance(error, EmoprofileError):
        return str(error) or type(error).__name__
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    for kind, reason in _OUT_OF_RESOURCES.items():
        if isinstance(error, kind):
            return reason
    return f"a library could not take it ({_locate(error)})"


def _locate(error: BaseException) -> str:
    """The class of an error, and the line of code that raised it."""
    name = type(error).__name__
    frames = extract_tb(error.__traceback__)
    return f"{name}, {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else name
