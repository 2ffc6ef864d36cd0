"""An article that could not be profiled."""

from dataclasses import dataclass, replace
from typing import Any, Literal

Stage = Literal["read", "split", "score", "aggregate", "write"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Stands in the place of the profile that an article did not get.

    Attributes:
        id: Of the article.
        stage: Where the flow stopped.
        error: The class of the error.
        message: What was seen, what is allowed, what to do.
        sha256: Hex, of the article's text, or of its file where that could not be read as one; None where neither is
            known. It tells whether it is the same article, without keeping it.
    """

    id: str
    stage: Stage
    error: str
    message: str
    sha256: str | None = None

    @classmethod
    def of(cls, id: str, stage: Stage, error: BaseException) -> "Failure":
        """The failure that an exception stands for."""
        return cls(id, stage, type(error).__name__, str(error) or type(error).__name__)

    def hashed(self, sha256: str | None) -> "Failure":
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
