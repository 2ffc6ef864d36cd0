"""An article that could not be profiled."""

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
"""What ends the process or a generator, and says nothing of an article."""
MOST_CHARACTERS = 500
"""Of a message, and of an id."""
_OUT_OF_RESOURCES = {
    MemoryError: "memory ran out",
    RecursionError: "it is nested too deeply",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Stands in the place of the profile that an article did not get. It holds no text of the article.

    Attributes:
        id: Of the article. Of one that is longer than 500 characters: its beginning and the hash of the whole.
        stage: Where the flow stopped.
        error: The class of the error.
        message: What was seen, what is allowed, what to do; cut off at 500 characters.
        sha256: Hex, of the article's text, or of its file where that could not be read as one; None where neither is
            known. It tells whether it is the same article, without keeping it.
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
        """The failure that an exception stands for.

        The words of a library are not repeated: they may quote the article. Its error is named, and where it arose.
        """
        return cls(id, stage, type(error).__name__, _explain(error))

    def with_hash(self, sha256: str | None) -> "Failure":
        """The same with the hash of the article."""
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
    """What an act on one article gives, or the failure that stands for whatever it raises.

    Only what ends the process passes. A panic of a Rust library is no `Exception`, and is caught all the same.
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
